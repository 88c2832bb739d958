"""The organizations that take part, as their plugins declare them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.tenants import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A member organization of the Front, or the Front itself.

    ``abbreviation`` begins the numbers of its registrations (``PN-07/2017``). ``bodies`` names the
    organization's body at each level where it has one, as the plan words it.
    """

    code: str
    name: str
    short_name: str
    abbreviation: str
    bodies: Mapping[Level, str] = field(default_factory=dict)


KNOWN_ORGANIZATIONS: dict[str, str] = {
    "cuu_chien_binh": "Hội Cựu chiến binh",
    "doan_thanh_nien": "Đoàn TNCS Hồ Chí Minh",
    "khuyen_hoc": "Hội Khuyến học",
    "lien_doan_lao_dong": "Liên đoàn Lao động",
    "lien_hiep_khkt": "Liên hiệp các Hội Khoa học - Kỹ thuật",
    "lien_minh_htx": "Liên minh các Hợp tác xã",
    "mttq": "Mặt trận Tổ quốc",
    "nguoi_cao_tuoi": "Hội Người cao tuổi",
    "nong_dan": "Hội Nông dân",
    "phu_nu": "Hội Liên hiệp Phụ nữ",
}
"""The ten of plan 004, II, by code: they may be named as partners whether installed or not."""
