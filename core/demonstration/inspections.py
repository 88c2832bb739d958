"""A district's yearly check in the demonstration: one concluded, the next one just begun."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from core.demonstration.accounts import CHAIR
from core.demonstration.calendar import PRACTICE_DATE
from core.demonstration.geography import LUONG_BANG
from core.domain.errors import DomainError
from core.domain.inspection_rules import InspectionAction
from core.domain.inspections import (
    Duty,
    InspectedItem,
    InspectionDraft,
    Minutes,
    Outcome,
    TeamMember,
)
from core.domain.periods import Period
from core.domain.results import ResultStatus
from core.domain.stated import stated_of
from core.domain.time import Moment
from core.services.acting import scope_of
from core.services.concluding import carry_out
from core.services.inspecting import begin
from core.services.signing_in import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.catalogue import Catalogue
    from core.demonstration.ledger import Ledger
    from core.domain.registrations import Registration
    from core.domain.results import Result
    from core.storage.store import MongoStore

DISTRICT, WITHIN, YEAR = "d064", "vn/p06/d064/", 2017
WHOLE_YEAR = Period(year=YEAR)
LESS = 10
"""So many percent less than reported was done of what is corrected; no figure adds it up."""

TEAM = (
    TeamMember(name="Trưởng đoàn (minh họa)", organization="mttq", duty=Duty.LEADER),
    TeamMember(name="Thư ký đoàn (minh họa)", organization="phu_nu", duty=Duty.SECRETARY),
    TeamMember(name="Thành viên đoàn (minh họa)", organization="nong_dan"),
)
MINUTES = Minutes(
    number="02/BB-KT",
    on=date(2018, 1, 17),
    text=(
        "Đoàn kiểm tra làm việc với Ban Thường trực Mặt trận xã và các chi hội, xem tại thôn.\n"
        "Kết quả cơ bản đúng như báo cáo; một mô hình còn phần việc chưa xong, đã chỉnh tiến độ."
    ),
)


def hold_inspections(store: MongoStore, ledger: Ledger, catalogue: Catalogue) -> None:
    """Conclude one and begin another; without them the rest is whole as well."""
    chair = ledger.users.get(f"mt.chodon{CHAIR}")
    items = _items(ledger)
    if chair is None or len(items) < 2:  # noqa: PLR2004 — one right, one to be corrected
        return
    scope = scope_of(chair, tenants=store.read(NOBODY).tenants, today=PRACTICE_DATE)
    moment = Moment(now=datetime.now(UTC), today=PRACTICE_DATE)
    right, wrong = items[:2]
    with suppress(DomainError):
        made = store.write(
            scope,
            lambda work: begin(
                _draft((_as_reported(right), _corrected(wrong))),
                work=work, catalogue=catalogue, moment=moment,
            ),
        )  # fmt: skip
        store.write(
            scope,
            lambda work: carry_out(
                made.id, InspectionAction.CONCLUDE, version=made.version, work=work,
                catalogue=catalogue, moment=moment,
            ),
        )  # fmt: skip
        begun = InspectionDraft(
            tenant=DISTRICT, year=YEAR, organizations=("phu_nu",), team=TEAM[:2],
            items=tuple(InspectedItem(registration=each.id) for each in items[2:3]),
        )  # fmt: skip
        store.write(scope, lambda work: begin(begun, work=work, catalogue=catalogue, moment=moment))


def _draft(items: tuple[InspectedItem, ...]) -> InspectionDraft:
    return InspectionDraft(
        tenant=DISTRICT,
        year=YEAR,
        organizations=("nong_dan", "phu_nu"),
        team=TEAM,
        first_day=date(2018, 1, 16),
        last_day=date(2018, 1, 17),
        items=items,
        minutes=MINUTES,
    )


def _items(ledger: Ledger) -> Sequence[Registration]:
    """Return what one commune of the district has reported of the year and nobody confirmed."""
    reported = sorted(
        (each for each in ledger.registrations.values() if _waits(each)),
        key=lambda each: (each.tenant, each.number or ""),
    )
    communes = [[*found] for _, found in groupby(reported, key=lambda each: each.tenant)]
    return max(communes, key=len, default=[])


def _waits(item: Registration) -> bool:
    within = item.path.startswith(WITHIN) and item.path != WITHIN and item.tenant != LUONG_BANG
    if not (within and item.year == YEAR and item.counted):
        return False
    return any(
        each.period == WHOLE_YEAR and each.status is ResultStatus.REPORTED and each.progress > LESS
        for each in item.results
    )


def _result(item: Registration) -> Result:
    return next(each for each in item.results if each.period == WHOLE_YEAR)


def _as_reported(item: Registration) -> InspectedItem:
    return InspectedItem(
        registration=item.id,
        period=WHOLE_YEAR,
        outcome=Outcome.AS_REPORTED,
        findings="Xem tại thôn, hỏi các hộ: đúng như báo cáo.",
    )


def _corrected(item: Registration) -> InspectedItem:
    stated = stated_of(_result(item))
    return InspectedItem(
        registration=item.id,
        period=WHOLE_YEAR,
        outcome=Outcome.CORRECTED,
        findings="Còn phần việc cuối năm chưa làm xong.",
        corrected=replace(stated, progress=stated.progress - LESS),
        reason="Tiến độ ghi cao hơn thực tế tại thôn.",
    )
