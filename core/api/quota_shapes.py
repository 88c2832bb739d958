"""How tenants stand to a quota, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from core.domain.tenants import Level
from core.edge.platform import moment
from core.edge.wording import missing_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.tenants import Tenant
    from core.domain.verdicts import Shortfall
    from core.services.ports.work import Repositories
    from core.services.quota_standing import QuotaRow


def quota_answer(
    work: Repositories, tenant: Tenant, rows: Sequence[QuotaRow]
) -> list[dict[str, Any]]:
    """Return *rows* as JSON, each with who is short; of the whole country only how many are.

    Ten thousand communes and every quota make an answer of megabytes that nobody reads: they are
    listed page by page under ``/quotas/{code}/shortfalls``.
    """
    listed = tenant.level is not Level.COUNTRY
    return [_row(row, shortfalls(work, row.tally.shortfalls) if listed else []) for row in rows]


def shortfalls(work: Repositories, short: Sequence[Shortfall]) -> list[dict[str, Any]]:
    today = moment().today
    tenants = work.tenants.many({one.tenant for one in short})
    # Hundreds lack the same few things, and a sentence takes longer than all else of a row.
    sentences = {lack: missing_sentence(lack) for lack in {one.lack for one in short}}
    return [
        {
            "tenant": one.tenant,
            "tenant_name": tenants[one.tenant].full_name_on(today),
            "have": one.have,
            "need": one.need,
            "missing": sentences[one.lack],
        }
        for one in short
    ]


def _row(row: QuotaRow, listed: list[dict[str, Any]]) -> dict[str, Any]:
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
        "shortfalls": listed,
    }
