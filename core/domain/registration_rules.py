"""What a registration must be: always, and before it may be submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.domain.movements import MovementType
    from core.domain.registrations import Registration

FUNDING_SOURCES = (
    "ngan_sach", "nhan_dan", "hoi_vien", "xa_hoi_hoa", "quy", "doanh_nghiep", "khac",
)  # fmt: skip
IN_KIND = ("ngay_cong", "dat_hien", "hien_vat", "khac")
ABOUT = ("trên", "dưới", "gần", "hơn", "khoảng", "ước")


def problems_with_type(registration: Registration, of_type: MovementType) -> Iterator[Problem]:
    """Yield where *registration* leaves what its type allows; what is absent is no problem."""
    if registration.kind not in of_type.kinds:
        yield Problem("kind", "kind_not_of_type", {"choices": _listed(of_type.kinds)})
    if registration.stage is not None and registration.stage not in of_type.stages:
        yield Problem("stage", "stage_not_of_type", {"choices": _listed(of_type.stages)})
    if registration.content is not None and registration.content not in of_type.contents:
        yield Problem("content", "content_not_of_type", {"choices": _listed(of_type.contents)})
    for theme in sorted(registration.themes - of_type.allowed_themes()):
        yield Problem("themes", "theme_not_of_type", {"theme": theme})


def problems_with_dates(registration: Registration) -> Iterator[Problem]:
    """Yield problems of the dates: the end is not before the start."""
    starts, ends = registration.starts_on, registration.ends_on
    if starts and ends and ends < starts:
        yield Problem("ends_on", "ends_before_start", {"starts_on": starts})


def missing_for_submission(registration: Registration) -> Iterator[Problem]:
    """Yield what a submission needs and *registration* lacks (api.md, «A registration»)."""
    for name in ("stage", "content", "starts_on", "ends_on"):
        if getattr(registration, name) is None:
            yield Problem(name, "required")
    if not registration.places:
        yield Problem("places", "required")


def _listed(values: frozenset[str] | frozenset[int]) -> str:
    return ", ".join(sorted(str(value) for value in values))
