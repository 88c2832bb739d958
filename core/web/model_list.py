"""The library of models to be copied: what the address asks for, and one page of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request, url_for

from core.domain.errors import InvalidError
from core.domain.movements import CONTENTS
from core.domain.registration_search import Page
from core.domain.text import normalized
from core.edge.cursors import COUNTED
from core.edge.platform import platform
from core.services.lineages import wanted_models
from core.web.asked_numbers import asked_page
from core.web.hats import acting
from core.web.model_rows import ModelRow, copying_address, shown_models
from core.web.naming import organization_name
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.services.ports.work import Repositories

PAGE_SIZE = 25
LONGEST_QUERY = 100
SHOWN: Mapping[str, bool | None] = {"tat-ca": None, "cong-nhan": True, "diem": False}
"""Values of ``loai``: all, those that were recognised, pilots that were not (yet)."""

YEARS_BACK = 5
Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """One page; ``given`` is what was asked, ``copying`` where each is copied, by its id.

    ``capped``: there may be more than ``total``.
    """

    given: Mapping[str, str]
    rows: Sequence[ModelRow]
    copying: Mapping[str, str]
    total: int
    capped: bool
    first: int
    previous: str | None
    following: str | None
    options: Mapping[str, Options]

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def narrowed(self) -> bool:
        return bool(self.given)


def library(work: Repositories) -> Library:
    """Return the page the address asks for; what means nothing there is left out."""
    given = _given()
    number = min(asked_page(), COUNTED // PAGE_SIZE)
    skip = (number - 1) * PAGE_SIZE
    page = Page(limit=PAGE_SIZE + 1, skip=skip)
    try:
        wanted = wanted_models(work, _query(given))
    except InvalidError:
        given.pop("q", None)
        wanted = wanted_models(work, _query(given))
    found = work.models.page(wanted, page, up_to=COUNTED + 1)
    shown = found.rows[:PAGE_SIZE]
    more = len(found.rows) > PAGE_SIZE
    return Library(
        given=given,
        rows=shown_models(shown, work),
        copying={model.id: copying_address(model) for model in shown},
        total=min(found.total, COUNTED),
        capped=found.capped or found.total > COUNTED,
        first=skip + 1,
        previous=_address(given, number - 1) if number > 1 else None,
        following=_address(given, number + 1) if more else None,
        options=_options(),
    )


def _given() -> dict[str, str]:
    options = _options()
    given: dict[str, str] = {}
    for name in ("loai", "to-chuc", "noi-dung", "nam"):
        value = request.args.get(name, "")
        if value in {code for code, _ in options[name]}:
            given[name] = value
    if words := normalized(request.args.get("q", ""))[:LONGEST_QUERY]:
        given["q"] = words
    return given


def _query(given: Mapping[str, str]) -> dict[str, Any]:
    return {
        "q": given.get("q"),
        "organization": given.get("to-chuc"),
        "content": int(given["noi-dung"]) if "noi-dung" in given else None,
        "year": int(given["nam"]) if "nam" in given else None,
        "recognised": SHOWN[given.get("loai", "tat-ca")],
    }


def _options() -> dict[str, Options]:
    this = acting().today.year
    return {
        "loai": [(code, t(f"models.shown_{code}")) for code in SHOWN if SHOWN[code] is not None],
        "to-chuc": [(code, organization_name(code)) for code in platform().catalogue.organizations],
        "noi-dung": [(str(each), f"{each}. {t(f'content.{each}')}") for each in CONTENTS],
        "nam": [(str(year), str(year)) for year in range(this, this - YEARS_BACK, -1)],
    }


def _address(given: Mapping[str, str], number: int) -> str:
    asked: dict[str, Any] = {**given, "trang": number}
    return url_for("web_models.index", **asked)
