"""What the Women's Union adds: Kế hoạch 129/KH-MTTQ-BTT (Bắc Kạn, 21/6/2017), mục II.3."""

from collections.abc import Iterator

from core.plugin_api import (
    AnyOf,
    AtLeast,
    Filter,
    Kind,
    Level,
    Movement,
    MovementType,
    Organization,
    Problem,
    Quota,
    RegistrationContext,
    Wording,
    hookimpl,
)
from plugins.phu_nu import plan, types

NAME = "phu_nu"
VERSION = "1.0.0"
API_VERSION = 1

ORGANIZATION = Organization(
    code="phu_nu",
    name="Hội Liên hiệp Phụ nữ Việt Nam",
    short_name="Hội Phụ nữ",
    abbreviation="PN",
    bodies={Level.PROVINCE: "Hội Liên hiệp Phụ nữ tỉnh", Level.COMMUNE: "Hội Phụ nữ"},
)

MOVEMENTS = (
    Movement(
        code=types.EMULATION,
        title="Phụ nữ tích cực học tập, lao động sáng tạo, xây dựng gia đình hạnh phúc",
        source=plan.MOVEMENTS,
    ),
    Movement(
        code=types.CAMPAIGN,
        title="Xây dựng gia đình 5 không, 3 sạch",
        source=plan.MOVEMENTS,
    ),
)

KEPT = frozenset({Wording.KEEP})
MODEL = frozenset({Kind.MODEL})

QUOTA = Quota(
    code="phu_nu.mot_mo_hinh_moi_xa",
    label="Duy trì ít nhất 01 mô hình gia đình hạnh phúc hoặc 01 mô hình 3 sạch",
    organization="phu_nu",
    clause=AnyOf(
        clauses=(
            AtLeast(
                n=1,
                label="mô hình “Xây dựng gia đình hạnh phúc”",
                filter=Filter(
                    movement_types=frozenset({types.HAPPY_FAMILY.code}), kinds=MODEL, wording=KEPT
                ),
            ),
            AtLeast(
                n=1,
                label="mô hình “3 sạch” gắn với bảo vệ môi trường",
                filter=Filter(
                    movement_types=frozenset({types.THREE_CLEANS.code}),
                    kinds=MODEL,
                    themes=frozenset({"bao_ve_moi_truong"}),
                    wording=KEPT,
                ),
            ),
        )
    ),
    source=plan.ONE_MODEL,
)

PARTS_OF_THE_WHOLE = {
    "phu_nu.ba_sach": (
        "so_ho",
        ("so_ho_nha_sach", "so_ho_bep_sach", "so_ho_ngo_sach", "so_ho_phan_loai_rac"),
        "Số hộ này không thể nhiều hơn số hộ tham gia ({whole}).",
    ),
    "phu_nu.hop_tac_xa_kieu_moi": (
        "so_thanh_vien",
        ("so_thanh_vien_nu",),
        "Số thành viên nữ không thể nhiều hơn số thành viên ({whole}).",
    ),
}


@hookimpl
def register_organization() -> Organization:
    return ORGANIZATION


@hookimpl
def register_movements() -> tuple[Movement, ...]:
    return MOVEMENTS


@hookimpl
def register_movement_types() -> tuple[MovementType, ...]:
    return types.TYPES


@hookimpl
def register_quotas() -> tuple[Quota, ...]:
    return (QUOTA,)


@hookimpl
def check_registration(context: RegistrationContext) -> Iterator[Problem]:
    """Refuse a part that is greater than its whole, as clean houses among those taking part."""
    whole_name, parts, sentence = PARTS_OF_THE_WHOLE.get(context.movement_type, ("", (), ""))
    whole = context.answers.get(whole_name)
    for part in parts:
        if whole is not None and context.answers.get(part, 0) > whole:
            yield Problem(
                f"answers.{part}",
                "phu_nu.nhieu_hon_tong_so",
                {"whole": whole},
                sentence.format(whole=whole),
            )
