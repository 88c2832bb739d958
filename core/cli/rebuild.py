"""``chungsuc rebuild``: counting every counter again while the system works."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from core.catalogue import Catalogue
from core.cli.database import prepared
from core.runtime.database import reach
from core.runtime.recounting import Recounting, recounted
from core.runtime.secret import with_secret_key
from core.storage.abandoned import end_abandoned
from core.storage.country import refuse_half_filled
from core.storage.rebuilding import MongoRebuilding
from core.translation import translate

if TYPE_CHECKING:
    from core.settings import Settings

PROCESSES = 2


@click.command()
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=PROCESSES,
    show_default=True,
    help="Số tiến trình đếm song song.",
)
@click.pass_obj
def rebuild(settings: Settings, processes: int) -> None:
    """Đếm lại mọi bộ đếm từ các đăng ký và sửa chỗ sai, trong lúc hệ thống vẫn làm việc.

    Mỗi tỉnh được đếm tại một thời điểm; việc đang ghi lúc đó không mất, không bị đếm hai lần.
    """
    began = time.monotonic()
    items = counters = wrong = 0
    unknown: set[str] = set()
    with reach(with_secret_key(settings)) as reached, prepared(reached) as store:
        refuse_half_filled(store.database)
        end_abandoned(store.database.client)  # of a rebuilding that was killed, for one
        key = (reached.secret_key or "").encode()
        measures = Catalogue.installed().measures
        ranges = MongoRebuilding(store.database, measures=measures, key=key).ranges()
        recounting = Recounting(
            uri=reached.mongodb_uri or "", database=reached.database, key=key, correcting=True
        )
        label = translate("rebuild.counting")
        with click.progressbar(length=sum(each.size for each in ranges), label=label) as bar:
            for compared in recounted(ranges, recounting, processes=processes):
                items += compared.items
                counters += compared.counters
                wrong += len(compared.corrections)
                unknown |= compared.unknown
                bar.update(compared.range.size)
    told = {"items": items, "counters": counters, "corrected": wrong}
    click.echo(translate("rebuild.done", **told, seconds=round(time.monotonic() - began, 1)))
    if unknown:
        click.echo(translate("rebuild.unknown", measures=", ".join(sorted(unknown))))
