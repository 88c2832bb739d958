"""What can be registered: kinds, stages, themes, measures and the types that join them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.domain.forms import FormField
    from core.domain.quotas import Source

CONTENTS = (1, 2, 3, 4, 5)
"""The 05 nội dung of the campaign, numbered as in 002 II.2.1 – II.2.5."""


class Kind(StrEnum):
    """Công trình, mô hình, phần việc (004 III.2)."""

    WORK = "cong_trinh"
    MODEL = "mo_hinh"
    TASK = "phan_viec"


class Stage(StrEnum):
    """Xây dựng mới, duy trì, nhân rộng (001 III.1), mô hình điểm (002 II.3.5)."""

    NEW = "xay_dung_moi"
    MAINTAINED = "duy_tri"
    EXPANDED = "nhan_rong"
    PILOT = "mo_hinh_diem"


class AddsUp(StrEnum):
    """How the values of several items make one figure."""

    SUM = "sum"
    MAX = "max"
    NOT = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A subject an item serves, beside its one content."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure reported with a result: unit, places after the comma, how it adds up."""

    code: str
    label: str
    unit: str
    adds_up: AddsUp = AddsUp.SUM
    decimals: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A phong trào (or cuộc vận động) of one organization; groups movement types."""

    code: str
    title: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementType:
    """What a registration is registered under.

    Every combination of ``kinds``, ``stages`` and ``contents`` is admissible. ``themes`` come with
    every item of the type; ``optional_themes`` may be added to one. ``form_version`` is raised by
    one whenever ``form`` changes.
    """

    code: str
    title: str
    movement: str
    kinds: frozenset[Kind]
    contents: frozenset[int]
    stages: frozenset[Stage] = frozenset(Stage)
    themes: frozenset[str] = frozenset()
    optional_themes: frozenset[str] = frozenset()
    form: tuple[FormField, ...] = ()
    form_version: int = 1
    measures: tuple[Measure, ...] = ()
    help: str = ""
    source: Source | None = None

    @property
    def organization(self) -> str:
        return self.code.partition(".")[0]

    def allowed_themes(self) -> frozenset[str]:
        return self.themes | self.optional_themes


THEMES = tuple(
    Theme(code=code, label=label)
    for code, label in (
        ("an_ninh_trat_tu", "Bảo vệ an ninh Tổ quốc, phòng chống tội phạm, ma túy, tệ nạn xã hội"),
        ("an_toan_giao_thong", "Trật tự an toàn giao thông"),
        ("bao_ve_moi_truong", "Bảo vệ môi trường"),
        ("dan_chu_co_so", "Dân chủ ở cơ sở, giám sát, phản biện"),
        ("doi_song_van_hoa", "Xây dựng đời sống văn hóa"),
        ("do_thi_van_minh", "Đô thị văn minh"),
        ("giam_ngheo", "Giúp nhau giảm nghèo, làm kinh tế giỏi"),
        ("gia_dinh_hanh_phuc", "Xây dựng gia đình hạnh phúc"),
        ("khoi_nghiep", "Khởi nghiệp, làm kinh tế"),
        ("khuyen_hoc", "Khuyến học, khuyến tài"),
        ("kinh_te_tap_the", "Tổ hợp tác, hợp tác xã, chuỗi giá trị"),
        ("nong_thon_moi", "Nông thôn mới"),
        ("thanh_thieu_nhi", "Sinh hoạt, vui chơi cho thanh thiếu nhi"),
    )
)
"""Themes every organization may use; a plugin's own begin with its name."""

MEASURES = tuple(
    Measure(code=code, label=label, unit=unit, decimals=decimals)
    for code, label, unit, decimals in (
        ("chieu_dai", "Chiều dài", "m", 0),
        ("dien_tich", "Diện tích", "m²", 0),
        ("dien_tich_san_xuat", "Diện tích sản xuất", "ha", 2),
        ("ngay_cong", "Ngày công", "công", 0),
        ("so_bong_den", "Số bóng đèn", "bóng", 0),
        ("so_buoi", "Số buổi", "buổi", 0),
        ("so_camera", "Số camera", "camera", 0),
        ("so_cay", "Số cây", "cây", 0),
        ("so_ho", "Số hộ tham gia", "hộ", 0),
        ("so_ho_thoat_ngheo", "Số hộ thoát nghèo", "hộ", 0),
        ("so_nguoi", "Số người tham gia", "người", 0),
        ("so_nha", "Số nhà", "nhà", 0),
        ("so_thanh_vien", "Số thành viên", "người", 0),
        ("tien_ho_tro", "Tiền hỗ trợ", "đồng", 0),
        ("dat_hien", "Đất hiến", "m²", 0),
    )
)
"""Measures every organization may use, so that they add up across organizations."""
