"""Where each number of an overview leads: to the list that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from core.domain.access import Role
from core.web.hats import acting
from core.web.registration_filters import FUNDED, STANDING
from core.web.report_list import EVERYWHERE, OWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses that keep the period, the unit and whose figures they are.

    ``organization`` is set where only one's own are counted.
    """

    period: Period
    tenant: str
    organization: str | None = None
    colour: str | None = None

    def board(self, tenant: str | None = None, *, period: Period | str | None = None) -> str:
        """Return the overview of a unit and period, these if none are given."""
        return self._own("board", {"dia-ban": tenant, "ky": str(period) if period else None})

    def items(self, **filters: str | int | None) -> str:
        """Return the list of what stands registered; ``to_chuc`` is the filter to-chuc."""
        given: dict[str, str | int | None] = {
            "nam": self.period.year,
            "dia-ban": self.tenant,
            "to-chuc": self.organization,
            "tinh-trang": STANDING,
        }
        given |= {name.replace("_", "-"): value for name, value in filters.items()}
        return _address("web_registrations.index", given)

    def funded(self, source: str = FUNDED) -> str:
        """Return the list of what is paid from *source*; "" for who sees no money of an item."""
        return "" if acting().role is Role.ADMIN else self.items(nguon=source)

    def quota(
        self,
        code: str | None = None,
        *,
        show: str | None = None,
        tenant: str | None = None,
        page: int = 1,
    ) -> str:
        """Return the list of who is short of a quota, of any if none is named."""
        shown = {"tinh-trang": show, "dia-ban": tenant, "trang": page if page > 1 else None}
        if code is None:
            return self._own("quotas", shown)
        return self._own("quota", shown | {"code": code})

    def omissions(
        self,
        content: int | None = None,
        tenant: str | None = None,
        *,
        body: str | None = None,
        view: str | None = None,
        page: int = 1,
        table: bool = False,
    ) -> str:
        """Return communes by contents, or by organizations of one: those with gaps, or a *view*.

        Of everybody, or of the organization *body*; as a *table* for a spreadsheet.
        """
        asked = {"noi-dung": content, "dia-ban": tenant, "to-chuc": body, "xem": view}
        name = "omission_table" if table else "omissions"
        return self._own(name, asked | {"trang": page if page > 1 else None})

    def reports(
        self,
        tenant: str | None = None,
        *,
        show: str | None = None,
        own: bool = False,
        organization: str | None = None,
    ) -> str:
        """Return the reports of the period, of a unit and all below it, or its *own* bodies'."""
        asked = {"ky": str(self.period), "dia-ban": tenant or self.tenant, "tinh-trang": show}
        whose = {"pham-vi": OWN if own else EVERYWHERE, "to-chuc": organization}
        return _address("web_reports.index", asked | whose)

    def _own(self, view: str, given: Mapping[str, str | int | None]) -> str:
        kept: dict[str, str | int | None] = {"ky": str(self.period), "dia-ban": self.tenant}
        if view == "board":
            kept["to-theo"] = self.colour
        chosen = {name: value for name, value in given.items() if value is not None}
        return _address(f"web_overview.{view}", kept | chosen)


def _address(endpoint: str, values: Mapping[str, str | int | None]) -> str:
    given = {name: value for name, value in values.items() if value is not None}
    return url_for(endpoint, **given)  # type: ignore[arg-type]
