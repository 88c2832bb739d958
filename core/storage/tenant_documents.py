"""Tenants and successions as MongoDB holds them: lean, open ends left out, days as ISO text."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from core.domain.tenant_search import words_of
from core.domain.tenants import (
    Attribute,
    Dated,
    Level,
    PluginSwitch,
    Portion,
    Succession,
    Tenant,
)

if TYPE_CHECKING:
    from core.storage.database import Document

OPTIONAL = ("valid_from", "valid_to", "legal_basis", "heir")


def tree_fields(tenant: Tenant, heir: str | None) -> Document:
    """Return what belongs to the tree, and not to those who run the tenant."""
    return _present(
        code=tenant.code,
        level=tenant.level.value,
        depth=tenant.level.depth,
        names=[_period(each) for each in tenant.names],
        types=[_period(each) for each in tenant.types],
        parents=[_period(each) for each in tenant.parents],
        paths=[_period(each) for each in tenant.paths],
        sight=list(tenant.sight),
        words=list(words_of(tenant)),
        valid_from=tenant.valid_from,
        valid_to=tenant.valid_to,
        legal_basis=tenant.legal_basis,
        heir=heir,
    )


def own_fields(tenant: Tenant) -> Document:
    """Return what those who run the tenant state."""
    return {
        "attributes": [
            _present(
                name=each.name,
                value=each.value,
                source=each.source,
                **{"from": each.valid_from, "to": each.valid_to},
            )
            for each in tenant.attributes
        ],
        "plugins": [
            _present(code=each.code, enabled=each.enabled, **{"from": each.valid_from})
            for each in tenant.plugins
        ],
        "settings": dict(tenant.settings),
    }


def tenant_from(document: Document) -> Tenant:
    return Tenant(
        id=document["_id"],
        code=document["code"],
        level=Level(document["level"]),
        names=_periods(document, "names"),
        types=_periods(document, "types"),
        parents=_periods(document, "parents"),
        paths=_periods(document, "paths"),
        sight=tuple(document.get("sight", ())),
        valid_from=_day(document.get("valid_from")),
        valid_to=_day(document.get("valid_to")),
        legal_basis=document.get("legal_basis"),
        attributes=tuple(
            Attribute(name=each["name"], value=each["value"], source=each["source"], **_days(each))
            for each in document.get("attributes", ())
        ),
        plugins=tuple(
            PluginSwitch(
                code=each["code"], enabled=each["enabled"], valid_from=_day(each.get("from"))
            )
            for each in document.get("plugins", ())
        ),
        settings=document.get("settings", {}),
        version=document.get("version", 1),
    )


def step_id(step: Succession) -> str:
    return f"{step.source}>{step.target}@{step.effective.isoformat()}"


def succession_fields(step: Succession) -> Document:
    return _present(
        source=step.source,
        target=step.target,
        effective=step.effective,
        portion=step.portion.value,
        default=step.default,
        basis=step.basis,
    )


def succession_from(document: Document) -> Succession:
    return Succession(
        source=document["source"],
        target=document["target"],
        effective=date.fromisoformat(document["effective"]),
        portion=Portion(document["portion"]),
        default=document["default"],
        basis=document.get("basis"),
    )


def _period(period: Dated[str]) -> Document:
    return _present(
        value=period.value,
        basis=period.basis,
        **{"from": period.valid_from, "to": period.valid_to},
    )


def _periods(document: Document, field: str) -> tuple[Dated[str], ...]:
    return tuple(
        Dated(value=each["value"], basis=each.get("basis"), **_days(each))
        for each in document.get(field, ())
    )


def _days(document: Document) -> dict[str, Any]:
    return {"valid_from": _day(document.get("from")), "valid_to": _day(document.get("to"))}


def _present(**fields: Any) -> Document:
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in fields.items()
        if value is not None
    }


@lru_cache(maxsize=4096)
def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
