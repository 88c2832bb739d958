"""How the parts of a registration are written for people: places, amounts, money, answers."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING, Any

from core.edge.platform import moment
from core.web import formats
from core.web.naming import organization_name, tenant_name
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from core.domain.forms import FormField
    from core.domain.registrations import InKind, Money, Partner, Place, Quantity
    from core.domain.tenants import Tenant


def local_front(tenant: Tenant) -> str:
    """Return «Mặt trận xã»."""
    level = tenant.type_on(moment().today).lower()
    return t("registration_form.front_of", level=level).strip()


def place_text(place: Place, tenants: Mapping[str, Tenant], home: str = "") -> str:
    """Return «Thôn Nà Cà, trục đường chính, Xã Lương Bằng»; the unit *home* goes without saying."""
    unit = tenants.get(place.tenant or "") if place.tenant != home else None
    parts = (place.area, place.detail, tenant_name(unit) if unit else None)
    return ", ".join(part for part in parts if part)


def places_text(places: Iterable[Place], tenants: Mapping[str, Tenant], home: str = "") -> str:
    return "; ".join(place_text(place, tenants, home) for place in places)


def areas_text(places: Iterable[Place], tenants: Mapping[str, Tenant], home: str = "") -> str:
    """Return the places in as few words as a list has room for: «Nà Cà, Búc Duộng»."""
    short = (p.area or p.detail or place_text(p, tenants, home) for p in places)
    return ", ".join(dict.fromkeys(part for part in short if part))


def quantity_text(quantity: Quantity | InKind) -> str:
    """Return «khoảng 700 m»."""
    about = getattr(quantity, "about", None)
    written = f"{formats.number(quantity.amount)}\u00a0{quantity.unit}"
    return f"{about} {written}" if about else written


def money_text(money: Money) -> str:
    """Return «Hội viên: khoảng 12.000.000 đồng»."""
    about = f"{money.about} " if money.about else ""
    return f"{t(f'registration_source.{money.source}')}: {about}{formats.money(money.amount)}"


def in_kind_text(given: InKind) -> str:
    return f"{t(f'registration_in_kind.{given.kind}')}: {quantity_text(given)}"


def partner_text(partner: Partner) -> str:
    name = partner.name or organization_name(partner.organization)
    return t("registration.partner_declined", name=name) if partner.declined else name


def span_text(starts: date | None, ends: date | None) -> str:
    """Return «Tháng 3 đến tháng 11/2017» for whole months, else the days themselves."""
    if starts is None or ends is None:
        return formats.day(starts or ends)
    if starts.day != 1 or ends.day != monthrange(ends.year, ends.month)[1]:
        return t("registration.span_days", starts=formats.day(starts), ends=formats.day(ends))
    if (starts.year, starts.month) == (ends.year, ends.month):
        return t("registration.span_month", month=formats.month(ends))
    first = formats.month(starts) if starts.year != ends.year else str(starts.month)
    return t("registration.span_months", first=first, last=formats.month(ends))


def answer_text(value: Any, question: FormField | None) -> str:
    """Return an answer as the form words it; *question* None: it is no longer asked."""
    if isinstance(value, bool):
        return t("registration.yes" if value else "registration.no")
    if isinstance(value, (list, tuple)):
        return ", ".join(answer_text(each, question) for each in value)
    labels = {choice.code: choice.label for choice in question.choices} if question else {}
    if isinstance(value, (int, float)):
        unit = question.unit if question else ""
        return f"{formats.number(value)} {unit}".strip()
    text = str(value)
    if question and question.type.value == "date":
        return formats.day(text)
    return labels.get(text, text)
