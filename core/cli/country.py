"""``chungsuc demo --country``: its options, its progress bar, and what it says at the end."""

from __future__ import annotations

import time
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from core.catalogue import Catalogue
from core.cli.database import prepared
from core.demonstration.country import (
    LAST_YEAR,
    REGISTRATIONS,
    SEED,
    YEAR,
    Wish,
    clear_broken_off,
    fill,
    refuse_work,
)
from core.demonstration.country_processes import Target
from core.domain.periods import FIRST_YEAR
from core.runtime.database import reach
from core.runtime.secret import with_secret_key
from core.services.passwords import Passwords
from core.translation import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.settings import Settings

MOST = 5_000_000
OPTIONS = (
    click.option("--country", is_flag=True, help="Cả nước thay cho Bắc Kạn."),
    click.option(
        "--registrations",
        type=click.IntRange(1, MOST),
        help=f"Với --country: số đăng ký (mặc định {REGISTRATIONS}).",
    ),
    click.option("--seed", type=int, help=f"Với --country: hạt giống (mặc định {SEED})."),
    click.option(
        "--year",
        "years",
        type=click.IntRange(FIRST_YEAR, LAST_YEAR),
        multiple=True,
        help=f"Với --country: năm, nhắc lại để chia đều cho nhiều năm (mặc định {YEAR}).",
    ),
)


def with_country_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options; the command gets ``wish``, None without ``--country``."""

    @wraps(command)
    def wished(*args: Any, country: bool, years: tuple[int, ...], **given: Any) -> None:
        asked = {name: given.pop(name) for name in ("registrations", "seed")}
        asked = {name: value for name, value in asked.items() if value is not None}
        if years:
            asked["years"] = tuple(sorted(set(years)))
        if asked and not country:
            raise click.UsageError(translate("country.only_with_country"))
        command(*args, wish=Wish(**asked) if country else None, **given)

    for option in reversed(OPTIONS):
        wished = option(wished)
    return wished


def fill_country(settings: Settings, wish: Wish) -> None:
    """Fill the database as *wish* says; raises ConflictError where it is not empty."""
    began = time.monotonic()
    with reach(with_secret_key(settings)) as reached, prepared(reached) as store:
        target = Target(
            uri=reached.mongodb_uri or "",
            database=reached.database,
            key=(reached.secret_key or "").encode(),
            seed=wish.seed,
        )
        refuse_work(store)
        if clear_broken_off(store):
            click.echo(translate("country.cleared"))
        label = translate("country.filling")
        with click.progressbar(length=wish.registrations, label=label) as bar:

            def told(number: int) -> None:
                bar.update(number)
                if bar.finished:
                    bar.label = translate("country.indexing")
                    bar.render_progress()

            fill(
                store, target, wish,
                catalogue=Catalogue.installed(), passwords=Passwords(), told=told,
            )  # fmt: skip
    seconds = round(time.monotonic() - began)
    click.echo(
        translate(
            "country.filled",
            registrations=wish.registrations, seconds=seconds, today=wish.practice_date,
        )
    )  # fmt: skip
