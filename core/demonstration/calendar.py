"""Bắc Kạn's calendars, with where each date was read, and the practice date."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from core.demonstration.geography import PROVINCE
from core.demonstration.world import ZONE
from core.domain.access import FRONT
from core.domain.calendar_events import Wanted
from core.domain.calendar_windows import Before, Window
from core.services.calendar_events import Naming
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
"""The year and the rest of 2018 keep the program's defaults (api.md, «Calendar»)."""

CONGRESS = "dai_hoi_mttq"
EVENTS_2018 = {
    CONGRESS: Wanted(
        name="Đại hội đại biểu MTTQ Việt Nam cùng cấp, nhiệm kỳ 2019–2024",
        source=(
            "Lịch minh họa: từng đơn vị tự ghi ngày Đại hội của mình khi đã ấn định; cách nêu hạn "
            "«đến trước thời điểm diễn ra Đại hội» là của văn bản thi đua huyện Chi Lăng (2024)"
        ),
    )
}
WINDOWS_2018 = {
    "2018": Window(
        opens=date(2018, 12, 1),
        due=date(2019, 1, 31),
        closes=date(2019, 1, 31),
        locks=date(2019, 3, 31),
        due_before=Before(event=CONGRESS),
        source=(
            "129/KH-MTTQ-BTT, III.4: «Định kỳ 6 tháng, 01 năm»; văn bản không nêu ngày. Lịch minh "
            "họa: báo cáo năm 2018 trước ngày Đại hội, chậm nhất 31/01/2019"
        ),
    )
}
"""The report of 2018 is due before a congress that nobody has dated yet."""


def setting_the_calendar(world: World) -> Iterator[datetime]:
    """Set it on the day of the plan, and that of 2018 in its turn, as the province's chair does."""
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
    yield datetime(2018, 1, 8, 8, 15, tzinfo=ZONE)
    replace_calendar(
        world.signing(province, FRONT),
        tenant_id=PROVINCE,
        year=2018,
        parts=WINDOWS_2018,
        naming=Naming(events=EVENTS_2018, at=world.moment.now),
        expected=None,
        today=world.now.date(),
    )
