"""Empty cells in words, to be read out, copied into a message, or sent as a table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from core.edge.registration_csv import BYTE_ORDER_MARK
from core.web.naming import in_a_sentence, organization_name, tenant_name
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.domain.tenants import Tenant
    from core.web.overview_gap_rows import GapRow
    from core.web.overview_gap_views import Choice

COLUMNS = ("unit", "parent", "content", "content_name", "organization")


def gap_sentence(row: GapRow, choice: Choice) -> str:
    """Return «Xã Liêm Thủy (huyện Na Rì): chưa có nội dung 3 (Môi trường) của Hội Phụ nữ»."""
    unit = tenant_name(row.unit)
    if row.parent is not None:
        unit = t("overview.gap.within", unit=unit, parent=in_a_sentence(row.parent))
    if choice.organization is not None:
        contents = [choice.content] if choice.content else [int(each) for each in row.empty]
        body = organization_name(choice.organization)
        return t("overview.gap.of_body", unit=unit, contents=_contents(contents), body=body)
    if choice.content is None or choice.content in row.omitted:
        contents = [choice.content] if choice.content else [int(each) for each in row.empty]
        return t("overview.gap.omitted", unit=unit, contents=_contents(contents))
    bodies = ", ".join(organization_name(each) for each in row.empty)
    return t("overview.gap.of_body", unit=unit, contents=_contents([choice.content]), body=bodies)


def gap_table(rows: Iterable[GapRow], choice: Choice, tenant: Tenant) -> str:
    """Return the empty cells below *tenant* as a table in CSV, a line for each."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([t(f"overview.gap.column.{name}") for name in COLUMNS])
    for row in rows:
        parent = tenant_name(row.parent or tenant)
        for content, body in _cells(row, choice):
            name = organization_name(body) if body else t("overview.gap.nobody")
            line = [tenant_name(row.unit), parent, content, t(f"content.{content}"), name]
            writer.writerow(line)
    return BYTE_ORDER_MARK + out.getvalue()


def _cells(row: GapRow, choice: Choice) -> Iterator[tuple[int, str | None]]:
    """Yield each empty cell: its content and organization, None where nobody has anything."""
    if choice.content is None:
        for content in row.empty:
            yield int(content), choice.organization
    elif choice.organization is None and choice.content in row.omitted:
        yield choice.content, None
    else:
        for body in row.empty:
            yield choice.content, body


def _contents(contents: Iterable[int]) -> str:
    """Return «nội dung 1 (Kinh tế), 3 (Môi trường)»."""
    named = ", ".join(f"{each} ({t(f'content_short.{each}')})" for each in contents)
    return t("overview.gap.contents", contents=named)
