"""``chungsuc integrity``: is what the running database holds still what was entered."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.catalogue import Catalogue
from core.cli.database import prepared
from core.cli.head_files import exported_in, trusted
from core.runtime.checking import Checking, looked_at
from core.runtime.database import reach
from core.runtime.secret import with_secret_key
from core.services.audit_heads import check_heads
from core.services.integrity import check, concluded, keep
from core.storage.country import refuse_half_filled
from core.storage.integrity import MongoEverything
from core.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.domain.integrity import Findings
    from core.domain.integrity_parts import Part, Seen
    from core.settings import Settings
    from core.storage.store import MongoStore

CHECKED = ("registrations", "counters", "histories", "chains", "entries")
PROCESSES = 2

FEW = 10_000
"""So many entries are looked at before a second process has started."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.option(
    "--heads",
    "places",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Tệp của «audit export-head», hoặc thư mục chứa chúng, để đối chiếu cuối nhật ký.",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=PROCESSES,
    show_default=True,
    help="Số tiến trình kiểm tra song song.",
)
@click.pass_obj
def integrity(
    settings: Settings,
    as_json: bool,  # noqa: FBT001 — a flag of the command line
    places: tuple[Path, ...],
    processes: int,
) -> None:
    """Đếm lại mọi số liệu và kiểm tra nhật ký; mã thoát 1 nếu có sai lệch.

    Chạy được trong lúc hệ thống đang làm việc; không sửa gì, chỉ ghi lại kết quả lần cuối để trang
    «Sức khỏe hệ thống» cho biết.
    """
    settings = with_secret_key(settings)
    key = (settings.secret_key or "").encode()
    files = exported_in(places)
    began = datetime.now(UTC)
    with reach(settings) as reached, prepared(reached) as store:
        refuse_half_filled(store.database)
        checking = Checking(uri=reached.mongodb_uri or "", database=reached.database, key=key)
        findings = _checked(store, checking, processes)
        everything = MongoEverything(store.database)
        check_heads(everything, trusted(files, key=key, findings=findings), findings)
        text = json.dumps(_described(findings), ensure_ascii=False, indent=2)
        click.echo(text if as_json else "\n".join(_report(findings)))
        keep(store, findings, at=began, version=metadata.version("chungsuc"))
    if not findings.clean:
        sys.exit(1)


def _checked(store: MongoStore, checking: Checking, processes: int) -> Findings:
    everything = MongoEverything(store.database)
    if processes == 1 or everything.size() < FEW:
        measures = Catalogue.installed().measures
        return check(everything, measures=measures, key=checking.key)
    parts = everything.parts()
    return concluded(everything, _told(parts, looked_at(parts, checking, processes=processes)))


def _told(parts: Sequence[Part], seen: Iterator[Seen]) -> Iterator[Seen]:
    """Yield what is *seen*, and show on standard error how far it is: the result goes elsewhere."""
    label = translate("integrity.checking")
    with click.progressbar(length=len(parts), label=label, file=sys.stderr) as bar:
        for each in seen:
            yield each
            bar.update(1)


MORE = ("editions", "overlaps", "files", "copies", "inspections", "heads")
"""What is told of only where there is any."""


def _described(findings: Findings) -> dict[str, object]:
    return {
        "clean": findings.clean,
        "checked": {name: findings.checked[name] for name in (*CHECKED, *MORE)},
        "found": dict(findings.found),
        "differences": [{"code": each.code, **each.params} for each in findings.samples],
        "uncheckable_measures": sorted(findings.uncheckable),
    }


def _report(findings: Findings) -> Iterator[str]:
    yield translate("integrity.checked", **{name: findings.checked[name] for name in CHECKED})
    for name in MORE:
        if number := findings.checked[name]:
            yield translate(f"integrity.{name}_checked", **{name: number})
    if findings.uncheckable:
        yield translate("integrity.uncheckable", measures=", ".join(sorted(findings.uncheckable)))
    if findings.clean:
        yield translate("integrity.clean")
        return
    yield translate("integrity.differences", count=findings.found.total())
    for each in findings.samples:
        yield "- " + translate(f"integrity.{each.code}", **each.params)
    untold = findings.found.total() - len(findings.samples)
    if untold:
        yield translate("integrity.untold", count=untold)
