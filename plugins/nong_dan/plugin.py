"""What the Farmers' Union adds: Kế hoạch 129/KH-MTTQ-BTT (Bắc Kạn, 21/6/2017), mục II.2."""

from core.plugin_api import (
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
from plugins.nong_dan import economy, plan, types

NAME = "nong_dan"
VERSION = "1.0.0"
API_VERSION = 1

ORGANIZATION = Organization(
    code="nong_dan",
    name="Hội Nông dân Việt Nam",
    short_name="Hội Nông dân",
    abbreviation="ND",
    bodies={Level.PROVINCE: "Hội Nông dân tỉnh", Level.COMMUNE: "Hội Nông dân cấp cơ sở"},
)

MOVEMENTS = (
    Movement(
        code=economy.BUSINESS,
        title=(
            "Nông dân thi đua sản xuất, kinh doanh giỏi, đoàn kết giúp nhau làm giàu, "
            "giảm nghèo bền vững"
        ),
        source=plan.MOVEMENTS,
    ),
    Movement(
        code=types.COUNTRYSIDE,
        title="Nông dân thi đua xây dựng nông thôn mới",
        source=plan.MOVEMENTS,
    ),
    Movement(
        code=types.DEFENCE,
        title="Nông dân thi đua đảm bảo quốc phòng, an ninh",
        source=plan.MOVEMENTS,
    ),
)

# The sentence states no number, so none is demanded: the model is expected, and that is all.
EXPECTATION = Quota(
    code="nong_dan.sach_nha_tot_ruong_moi_xa",
    label="Xây dựng mô hình “Sạch nhà, tốt ruộng” (kế hoạch không ghi số lượng)",
    organization="nong_dan",
    clause=Expected(
        label="mô hình “Sạch nhà, tốt ruộng”",
        filter=Filter(
            movement_types=frozenset({types.CLEAN_HOUSE_GOOD_FIELD.code}),
            kinds=frozenset({Kind.MODEL}),
            wording=frozenset({Wording.BUILD}),
        ),
    ),
    source=plan.CLEAN_HOUSE_GOOD_FIELD,
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
    return (EXPECTATION,)
