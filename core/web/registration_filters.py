"""What a list of registrations is narrowed to: read from the address, shown as tags, offered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import request, url_for

from core.domain.errors import DomainError
from core.domain.movements import CONTENTS, Kind, Stage
from core.domain.registration_rules import FUNDING_SOURCES
from core.domain.registration_search import Reached
from core.domain.registrations import Status
from core.domain.results import Basis, State
from core.domain.text import folded, normalized
from core.services.searching import SHORTEST_QUERY
from core.services.sighting import tenant_in_sight
from core.web import formats
from core.web.counting_items import quota_named
from core.web.hats import acting
from core.web.naming import movement_type_name, organization_name, tenant_name
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.services.ports.work import Repositories

YEARS = range(2000, 2101)
ANY = "tat-ca"
"""Says that nothing is asked of a year, where leaving it out would mean this year's."""

STANDING = "dang-ky"
"""The status of all that stands registered, agreed or still to be: what figures are made of."""

SPENT, HOUSEHOLDS = "kinh-phi", "ho"
"""Beside the states: the latest result names money spent, or households reached."""

FUNDED = "co"
"""The source of those that plan any money at all."""

UNSHOWN = ("den-thang", "co-so", "gui-tu", "gui-den", "rieng", "chi-tieu")
"""Filters that figures lead to and the form has no field for: it keeps them as they are."""

MONTHS = range(1, 13)
LONGEST_QUERY = 100
SORTS = ("moi-nhat", "cu-nhat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One filter in force: what it says, and the address of the list without it."""

    text: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for: ``given`` as it stands in the address, ``query`` as services take it.

    ``refused`` are the names of filters whose value means nothing here.
    """

    given: Mapping[str, str]
    query: Mapping[str, Any] = field(default_factory=dict)
    refused: tuple[str, ...] = ()

    @property
    def oldest_first(self) -> bool:
        return self.given.get("xep") == "cu-nhat"

    @property
    def unshown(self) -> dict[str, str]:
        return {name: self.given[name] for name in UNSHOWN if name in self.given}

    @property
    def narrowed(self) -> bool:
        """Tell whether more is asked than a year and an organization."""
        return bool(self.given.keys() - {"nam", "to-chuc", "xep"})

    def address(self, endpoint: str = "web_registrations.index", /, **changes: str | None) -> str:
        """Return the address of the list with *changes* (``to_chuc`` is to-chuc; None drops)."""
        changed = {name.replace("_", "-"): value for name, value in changes.items()}
        asked = {**self.given, **changed}
        values: dict[str, Any] = {name: value for name, value in asked.items() if value}
        return url_for(endpoint, **(values or {"nam": ANY}))


def read_filters(work: Repositories) -> Asked:
    """Return what the address asks for; of itself, this year's items of one's organization.

    Raises NotFoundError for a unit out of sight.
    """
    sent = {name: normalized(request.args.get(name, "")) for name in (*READERS, "xep")}
    given = {name: value for name, value in sent.items() if value}
    if not any(name in request.args for name in READERS):
        given |= _of_itself()
    if given.get("xep") not in SORTS:
        given.pop("xep", None)
    query: dict[str, Any] = {}
    refused = []
    for name, value in list(given.items()):
        if name == "xep":
            continue
        try:
            query |= READERS[name](value)
        except (ValueError, KeyError):
            refused.append(name)
            del given[name]
    if "own" in query:
        query.setdefault("tenant", acting().tenant.id)
    if "tenant" in query:
        tenant_in_sight(work, query["tenant"])
    told = {name: query.pop(name) for name in TOLD if name in query}
    if told:
        query["reached"] = Reached(**told)
    return Asked(given=given, query=query, refused=tuple(refused))


def _of_itself() -> dict[str, str]:
    own = {} if acting().is_front else {"to-chuc": acting().organization}
    return {"nam": str(acting().today.year)} | own


def tags(asked: Asked, work: Repositories) -> list[Tag]:
    """Return the filters in force, in the order of the form."""
    return [
        Tag(text=_text(name, asked.given[name], work), without=asked.address(**{name: None}))
        for name in READERS
        if name in asked.given and asked.given[name] != ANY
    ]


def _text(name: str, value: str, work: Repositories) -> str:
    if name == "dia-ban":
        try:
            shown = tenant_name(work.tenants.get(value))
        except DomainError:
            shown = value
    else:
        shown = SHOWN[name](value)
    return t(f"registration_filter.{name}", value=shown)


def result_shown(value: str) -> str:
    """Return what the filter «ket-qua» is called."""
    if value in {SPENT, HOUSEHOLDS}:
        return t(f"registration_filter.result.{value}")
    return t(f"registration_state.{value}")


def _year(value: str) -> dict[str, Any]:
    if value == ANY:
        return {}
    return {"year": {str(year): year for year in YEARS}[value]}


def _content(value: str) -> dict[str, Any]:
    return {"content": {str(content): content for content in CONTENTS}[value]}


def _status(value: str) -> dict[str, Any]:
    return {"counted": True} if value == STANDING else {"status": Status(value).value}


def _late(value: str) -> dict[str, Any]:
    return {"late": {"1": True, "0": False}[value]}


def _code(value: str) -> str:
    if len(value) > LONGEST_QUERY or not value.isascii() or not value.isprintable():
        raise ValueError(value)
    return value


def _words(value: str) -> dict[str, Any]:
    if not SHORTEST_QUERY <= len(folded(value).replace(" ", "")) <= LONGEST_QUERY:
        raise ValueError(value)
    return {"q": value}


def _result(value: str) -> dict[str, Any]:
    if value in {SPENT, HOUSEHOLDS}:
        return {"spent" if value == SPENT else "households": True}
    return {"state": State(value)}


def _source(value: str) -> dict[str, Any]:
    if value == FUNDED:
        return {"funded": True}
    return {"source": {source: source for source in FUNDING_SOURCES}[value]}


READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "q": _words,
    "nam": _year,
    "dia-ban": lambda value: {"tenant": _code(value)},
    "to-chuc": lambda value: {"organization": _code(value)} if value != ANY else {},
    "noi-dung": _content,
    "loai": lambda value: {"movement_type": _code(value)},
    "muc": lambda value: {"kind": Kind(value).value},
    "hinh-thuc": lambda value: {"stage": Stage(value).value},
    "tinh-trang": _status,
    "muon": _late,
    "cong-nhan": lambda value: {"recognised": {"1": True, "0": False}[value]},
    "rieng": lambda value: {"own": {"1": True}[value]},
    "chi-tieu": lambda value: {"serves": quota_named(value)},
    "nguon": _source,
    "gui-tu": lambda value: {"submitted_from": date.fromisoformat(value)},
    "gui-den": lambda value: {"submitted_to": date.fromisoformat(value)},
    "ket-qua": _result,
    "den-thang": lambda value: {"month": {str(month): month for month in MONTHS}[value]},
    "co-so": lambda value: {"basis": {"xac-nhan": Basis.CONFIRMED}[value]},
}
"""Each filter of the address, as services ask for it; ValueError or KeyError: it means nothing."""

TOLD = ("state", "spent", "households", "month", "basis")
"""What of a query says what the latest results are to say."""

SHOWN: dict[str, Callable[[str], str]] = {
    "q": str,
    "nam": str,
    "to-chuc": organization_name,
    "noi-dung": lambda value: f"{value}. {t(f'content.{value}')}",
    "loai": movement_type_name,
    "muc": lambda value: t(f"kind.{value}"),
    "hinh-thuc": lambda value: t(f"stage.{value}"),
    "tinh-trang": lambda value: t(
        "registration_filter.standing" if value == STANDING else f"web_status.{value}"
    ),
    "muon": lambda value: t(
        "registration_filter.late" if value == "1" else "registration_filter.not_late"
    ),
    "cong-nhan": lambda value: t(f"registration_filter.recognised_{value}"),
    "rieng": str,
    "chi-tieu": lambda value: quota_named(value).label,
    "nguon": lambda value: t(
        "registration_filter.funded" if value == FUNDED else f"registration_source.{value}"
    ),
    "gui-tu": formats.day,
    "gui-den": formats.day,
    "ket-qua": result_shown,
    "den-thang": str,
    "co-so": str,
}
