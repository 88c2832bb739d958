"""What the Veterans' Association adds: 129/KH-MTTQ-BTT (Bắc Kạn, 21/6/2017), mục II.5."""

from core.plugin_api import (
    AllOf,
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
    folded,
    hookimpl,
)
from plugins.cuu_chien_binh import plan, types

NAME = "cuu_chien_binh"
VERSION = "1.0.0"
API_VERSION = 1

ORGANIZATION = Organization(
    code="cuu_chien_binh",
    name="Hội Cựu chiến binh Việt Nam",
    short_name="Hội Cựu chiến binh",
    abbreviation="CCB",
    bodies={Level.PROVINCE: "Hội Cựu chiến binh tỉnh", Level.COMMUNE: "Hội Cựu chiến binh"},
)

MOVEMENTS = (
    Movement(
        code=types.EXEMPLARY,
        title="Cựu chiến binh gương mẫu",
        source=plan.MOVEMENTS,
    ),
    Movement(
        code=types.PROSPERITY,
        title="Cựu chiến binh giúp nhau giảm nghèo, làm kinh tế giỏi",
        source=plan.MOVEMENTS,
    ),
    Movement(
        code=types.SECURITY,
        title="Toàn dân bảo vệ an ninh Tổ quốc",
        source=plan.MOVEMENTS,
    ),
)


def _one_built_model(theme: str, label: str) -> AtLeast:
    return AtLeast(
        n=1,
        label=label,
        filter=Filter(
            kinds=frozenset({Kind.MODEL}),
            themes=frozenset({theme}),
            wording=frozenset({Wording.BUILD}),
        ),
    )


QUOTA = Quota(
    code="cuu_chien_binh.hai_mo_hinh_moi_xa",
    label="Xây dựng ít nhất 01 mô hình giúp nhau giảm nghèo và 01 mô hình bảo vệ an ninh Tổ quốc",
    organization="cuu_chien_binh",
    clause=AllOf(
        clauses=(
            _one_built_model(
                types.LESS_POVERTY,
                "mô hình Cựu chiến binh giúp nhau giảm nghèo, làm kinh tế giỏi",
            ),
            _one_built_model(
                types.ORDER,
                "mô hình bảo vệ an ninh Tổ quốc, phòng chống tội phạm, ma túy, tệ nạn xã hội",
            ),
        )
    ),
    source=plan.TWO_MODELS,
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
    return (QUOTA,)


@hookimpl
def check_registration(context: RegistrationContext) -> tuple[Problem, ...]:
    """Refuse that somebody helps himself: «giúp nhau» takes two."""
    helping = folded(context.answers.get("nguoi_giup", ""))
    if not helping or helping != folded(context.answers.get("nguoi_duoc_giup", "")):
        return ()
    return (
        Problem(
            "answers.nguoi_duoc_giup",
            "cuu_chien_binh.tu_giup_minh",
            text="Người được giúp phải khác người giúp.",
        ),
    )
