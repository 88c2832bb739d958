"""What the Youth Union adds: Kế hoạch 129/KH-MTTQ-BTT (Bắc Kạn, 21/6/2017), mục II.4."""

from core.plugin_api import (
    AtLeast,
    Expected,
    Filter,
    Kind,
    Level,
    Movement,
    MovementType,
    Organization,
    Quota,
    Wording,
    hookimpl,
)
from plugins.doan_thanh_nien import plan, types

NAME = "doan_thanh_nien"
VERSION = "1.0.0"
API_VERSION = 1

ORGANIZATION = Organization(
    code="doan_thanh_nien",
    name="Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    short_name="Đoàn Thanh niên",
    abbreviation="TN",
    bodies={
        Level.PROVINCE: "Đoàn TNCS Hồ Chí Minh tỉnh",
        Level.COMMUNE: "Đoàn cơ sở ở xã, phường, thị trấn",
    },
)

MOVEMENTS = (
    Movement(
        code=types.COUNTRYSIDE,
        title="Tuổi trẻ chung tay xây dựng nông thôn mới",
        source=plan.WORKS,
    ),
    Movement(
        code=types.TOWN,
        title="Thanh niên tham gia xây dựng đô thị văn minh",
        source=plan.WORKS,
    ),
)

# Any model of the Youth Union for the environment will do: the clause asks for a kind and a theme.
ENVIRONMENT_MODEL = Quota(
    code="doan_thanh_nien.mot_mo_hinh_moi_truong_moi_xa",
    label="Xây dựng ít nhất 01 mô hình của thanh niên bảo vệ môi trường",
    organization="doan_thanh_nien",
    clause=AtLeast(
        n=1,
        label="mô hình của thanh niên bảo vệ môi trường",
        filter=Filter(
            kinds=frozenset({Kind.MODEL}),
            themes=frozenset({types.ENVIRONMENT}),
            wording=frozenset({Wording.BUILD}),
        ),
    ),
    source=plan.ENVIRONMENT,
)

# «bằng các công trình do Đoàn Thanh niên ở xã, phường, thị trấn đảm nhận»: works, but how many and
# whether new or kept the sentence does not say.
EXPECTED_WORKS = Quota(
    code="doan_thanh_nien.cong_trinh_do_doan_dam_nhan",
    label="Công trình do Đoàn Thanh niên đảm nhận (kế hoạch không ghi số lượng)",
    organization="doan_thanh_nien",
    clause=Expected(
        label="công trình do Đoàn Thanh niên đảm nhận",
        filter=Filter(kinds=frozenset({Kind.WORK})),
    ),
    source=plan.WORKS,
)


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
    return (ENVIRONMENT_MODEL, EXPECTED_WORKS)
