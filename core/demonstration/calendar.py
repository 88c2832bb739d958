"""Bắc Kạn's calendar of 2017, with where each date was read, and the practice date."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from core.demonstration.geography import PROVINCE
from core.demonstration.world import ZONE
from core.domain.access import FRONT
from core.domain.calendar_windows import Window
from core.services.calendars import replace_calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.demonstration.world import World

PRACTICE_DATE = date(2018, 2, 5)
"""Ten days before the deadline of 2018; the rules judge by it until told otherwise."""

PLAN_DAY = date(2017, 6, 21)

WINDOWS_2017 = {
    "registration": Window(
        opens=PLAN_DAY,
        due=date(2017, 7, 14),
        closes=date(2017, 7, 31),
        locks=date(2018, 3, 31),
        source=(
            "129/KH-MTTQ-BTT, III.4: «Năm 2017 đăng ký trước ngày 15/7/2017». Văn bản không nêu "
            "hạn chót và ngày khóa sổ: lịch minh họa lấy hết tháng 7, và khóa sổ khi kết thúc việc "
            "xác nhận kết quả năm (31/3/2018)"
        ),
    ),
    "2017-H1": Window(
        opens=PLAN_DAY,
        due=date(2017, 7, 31),
        closes=date(2017, 8, 31),
        locks=date(2018, 3, 31),
        source=(
            "129/KH-MTTQ-BTT, III.4: «Định kỳ 6 tháng, 01 năm»; văn bản không nêu ngày. Năm 2017 "
            "đăng ký đến 14/7 nên lịch minh họa lùi hạn báo cáo 6 tháng đến 31/7, hạn chót 31/8, "
            "và khóa sổ cùng ngày với cả năm"
        ),
    ),
}
"""The year and all of 2018 keep the program's defaults (api.md, «Calendar»)."""


def setting_the_calendar(world: World) -> Iterator[datetime]:
    """Set it on the day of the plan, as the chair of the province's Front does."""
    yield datetime(2017, 6, 21, 7, 30, tzinfo=ZONE)
    province = world.geography.units[PROVINCE]
    replace_calendar(
        world.signing(province, FRONT),
        tenant_id=PROVINCE,
        year=2017,
        parts=WINDOWS_2017,
        expected=None,
        today=world.now.date(),
    )
