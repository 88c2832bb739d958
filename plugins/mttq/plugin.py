"""What the Front does itself: 129/KH-MTTQ-BTT (Bắc Kạn, 2017), II.1; Kon Rẫy 2024, II.5."""

from core.plugin_api import (
    AtLeast,
    Filter,
    Kind,
    Level,
    Movement,
    MovementType,
    Organization,
    Quota,
    Theme,
    Wording,
    hookimpl,
)
from plugins.mttq import plan, types

NAME = "mttq"
VERSION = "1.0.0"
API_VERSION = 1

ORGANIZATION = Organization(
    code="mttq",
    name="Mặt trận Tổ quốc Việt Nam",
    short_name="Mặt trận",
    abbreviation="MT",
    bodies={
        Level.PROVINCE: "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh",
        Level.DISTRICT: "Ban Thường trực Ủy ban MTTQ Việt Nam huyện, thành phố",
        Level.COMMUNE: "Ủy ban MTTQ Việt Nam cấp xã",
    },
)

MOVEMENTS = (
    Movement(
        code=types.CAMPAIGN,
        title="Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh",
        source=plan.CAMPAIGN,
    ),
    Movement(
        code=types.NEW_WAYS_CAMPAIGN,
        title=(
            "Làm thay đổi nếp nghĩ, cách làm của đồng bào dân tộc thiểu số, làm cho đồng bào dân "
            "tộc thiểu số vươn lên thoát nghèo bền vững"
        ),
        source=plan.NEW_WAYS,
    ),
)

QUOTA = Quota(
    code="mttq.mot_mo_hinh_moi_xa",
    label="Xây dựng mới hoặc duy trì ít nhất 01 mô hình",
    organization="mttq",
    clause=AtLeast(
        n=1,
        label="mô hình của Ủy ban MTTQ cấp xã",
        filter=Filter(
            kinds=frozenset({Kind.MODEL}), wording=frozenset({Wording.BUILD, Wording.KEEP})
        ),
    ),
    source=plan.ONE_MODEL,
)


@hookimpl
def register_organization() -> Organization:
    return ORGANIZATION


@hookimpl
def register_themes() -> tuple[Theme, ...]:
    return (types.FOR_THE_POOR,)


@hookimpl
def register_movements() -> tuple[Movement, ...]:
    return MOVEMENTS


@hookimpl
def register_movement_types() -> tuple[MovementType, ...]:
    return types.TYPES


@hookimpl
def register_quotas() -> tuple[Quota, ...]:
    return (QUOTA,)
