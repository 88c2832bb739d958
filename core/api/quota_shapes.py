"""How tenants stand to a quota, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from core.edge.platform import moment
from core.edge.wording import missing_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.tenants import Tenant
    from core.services.quota_standing import QuotaRow


def quota_row(row: QuotaRow, tenants: Mapping[str, Tenant]) -> dict[str, Any]:
    return {
        "code": row.quota.code,
        "label": row.quota.label,
        "organization": row.quota.organization,
        "level": row.quota.level.value,
        "source": asdict(row.quota.source),
        "applicable": row.tally.applicable,
        "met": row.tally.met,
        "short": row.tally.short,
        "unknown": row.tally.unknown,
        "expected": row.tally.expected,
        "shortfalls": shortfalls(row, tenants),
    }


def shortfalls(row: QuotaRow, tenants: Mapping[str, Tenant]) -> list[dict[str, Any]]:
    today = moment().today
    return [
        {
            "tenant": one.tenant,
            "tenant_name": tenants[one.tenant].full_name_on(today),
            "have": one.have,
            "need": one.need,
            "missing": missing_sentence(one.lack),
        }
        for one in row.tally.shortfalls
    ]
