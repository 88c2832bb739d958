"""The consultation as it is laid out: groups of items, and what is missing in each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.domain.gaps import by_content, shortages
from core.domain.movements import CONTENTS
from core.domain.registrations import Status
from core.domain.tenants import Level
from core.domain.verdicts import Outcome
from core.edge.platform import platform, scope
from core.edge.wording import missing_sentence
from core.web.hats import acting
from core.web.merged_words import merged_words
from core.web.naming import organization_name
from core.web.registration_words import areas_text, quantity_text
from core.web.rendering import t
from core.web.verdict_words import shown_verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.domain.gaps import Shortage
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.domain.verdicts import Verdict
    from core.services.consultation import Board
    from core.services.ports.work import Repositories
    from core.web.verdict_words import ShownVerdict

STANDING = "dang-ky"
"""The filter for all that stands registered, agreed or still to be."""
SHOWN = (STANDING, Status.SUBMITTED, Status.AGREED, Status.RETURNED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which items are shown, from the query of the address; empty parts ask nothing."""

    by_organization: bool = False
    organization: str = ""
    content: int | None = None
    status: str = ""

    def takes(self, item: Registration) -> bool:
        if self.organization and item.organization != self.organization:
            return False
        if self.content is not None and item.content != self.content:
            return False
        if self.status == STANDING:
            return item.counted
        if self.status:
            return item.status.value == self.status
        return item.status is not Status.WITHDRAWN

    @property
    def narrowed(self) -> bool:
        """Tell whether a group may be empty because of what was asked."""
        return bool(self.organization or self.status or self.content is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item; ``locked`` says why it cannot be ticked, ``own`` that one entered it oneself."""

    item: Registration
    place: str
    scale: str
    may_tick: bool
    locked: str = ""
    own: bool = False
    merged: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """One missing thing, as a sentence, and the returned item that would settle it."""

    shortage: Shortage
    text: str
    remedy: Registration | None = None


@dataclass(slots=True, kw_only=True)
class Group:
    """The items under one content or of one organization, and what is missing there."""

    code: str
    title: str
    rows: list[Row] = field(default_factory=list)
    lacking: list[Lacking] = field(default_factory=list)
    omitted: tuple[int, ...] = ()

    @property
    def content_text(self) -> str:
        """Return the omitted contents by name, for a group that is none of them itself."""
        return "; ".join(f"{number}. {t(f'content.{number}')}" for number in self.omitted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One quota beside the list."""

    label: str
    organization: str
    shown: ShownVerdict
    why: str
    remedy: Registration | None


@dataclass(slots=True, kw_only=True)
class Layout:
    """Everything the page lists; ``omitted`` are contents nobody has registered under."""

    groups: list[Group]
    omitted: tuple[int, ...]
    numbers: Counter[str]
    organizations: int
    tickable: int
    locked: bool
    sides: list[Side]

    @property
    def standing(self) -> int:
        return self.numbers[Status.SUBMITTED] + self.numbers[Status.AGREED]


def laid_out(board: Board, tenant: Tenant, wanted: Wanted, work: Repositories) -> Layout:
    """Return the board in groups, as *wanted*."""
    named = {place.tenant for item in board.items for place in item.places if place.tenant}
    units = work.tenants.many(named) if named else {}
    taken = [item for item in board.items if wanted.takes(item)]
    merged = merged_words(taken, work)
    rows = [_row(item, board, units, merged.get(item.id, "")) for item in taken]
    standing = [item for item in board.items if item.counted]
    covered = {item.content for item in standing}
    at_commune = tenant.level is Level.COMMUNE
    omitted = tuple(c for c in CONTENTS if c not in covered) if at_commune else ()
    lacking = [_lacking(one, board.remedies) for one in _shortages(board)]
    if wanted.by_organization:
        groups = _by_organization(board, rows, lacking, omitted)
    else:
        groups = _by_content(rows, lacking, omitted)
    return Layout(
        groups=[group for group in groups if group.rows or not wanted.narrowed],
        omitted=omitted,
        numbers=Counter(item.status for item in board.items),
        organizations=len({item.organization for item in standing}),
        tickable=sum(row.may_tick for row in rows),
        locked=bool(board.locked) and board.locked >= set(board.organizations),
        sides=[_side(verdict, board, tenant) for verdict in board.verdicts],
    )


def _row(item: Registration, board: Board, units: Mapping[str, Tenant], merged: str) -> Row:
    own = scope().user in item.touched_by
    locked = ""
    waiting = item.status is Status.SUBMITTED and acting().may_write
    if waiting and item.organization in board.locked:
        locked = t("consultation.locked_year")
    elif waiting and own and not board.own_allowed:
        name = organization_name(item.organization)
        locked = t("consultation.locked_own", organization=name)
    return Row(
        item=item,
        place=areas_text(item.places, units, item.tenant),
        scale=_scale(item),
        may_tick=waiting and not locked,
        locked=locked,
        own=own,
        merged=merged,
    )


def _scale(item: Registration) -> str:
    if item.scale:
        return "; ".join(quantity_text(quantity) for quantity in item.scale)
    return t("consultation.households", n=item.households) if item.households else ""


def _side(verdict: Verdict, board: Board, tenant: Tenant) -> Side:
    quota = verdict.quota
    active = quota.organization in board.organizations
    shown = shown_verdicts([verdict], tenant, active=active)[0]
    match verdict.outcome:
        case Outcome.MET:
            why = ""
        case Outcome.SHORT:
            why = shown.title
        case Outcome.EXPECTED:
            why = t("consultation.expected_have", n=verdict.have)
        case Outcome.UNKNOWN:
            why = shown.why
    return Side(
        label=quota.label,
        organization=organization_name(quota.organization),
        shown=shown,
        why=why,
        remedy=board.remedies.get(quota.code),
    )


def _shortages(board: Board) -> Iterable[Shortage]:
    return shortages(board.verdicts, platform().catalogue.movement_types.values())


def _lacking(one: Shortage, remedies: Mapping[str, Registration]) -> Lacking:
    missing = missing_sentence(one.lack) or ""
    who = organization_name(one.quota.organization)
    return Lacking(
        shortage=one,
        text=f"{who} {missing[:1].lower()}{missing[1:]}",
        remedy=remedies.get(one.quota.code),
    )


def _by_content(rows: list[Row], lacking: list[Lacking], omitted: tuple[int, ...]) -> list[Group]:
    placed = by_content([one.shortage for one in lacking], empty=omitted)
    groups = [
        Group(
            code=str(content),
            title=f"{content}. {t(f'content.{content}')}",
            rows=[row for row in rows if row.item.content == content],
            lacking=[one for one in lacking if one.shortage in placed.get(content, ())],
            omitted=(content,) if content in omitted else (),
        )
        for content in CONTENTS
    ]
    without = [row for row in rows if row.item.content is None]
    if without:
        groups.append(Group(code="", title=t("consultation.no_content"), rows=without))
    return groups


def _by_organization(
    board: Board, rows: list[Row], lacking: list[Lacking], omitted: tuple[int, ...]
) -> list[Group]:
    codes = dict.fromkeys([*board.organizations, *(row.item.organization for row in rows)])
    groups = [
        Group(
            code=code,
            title=organization_name(code),
            rows=[row for row in rows if row.item.organization == code],
            lacking=[one for one in lacking if one.shortage.quota.organization == code],
        )
        for code in codes
    ]
    if omitted:
        groups.append(Group(code="", title=t("consultation.nobody"), omitted=omitted))
    return groups
