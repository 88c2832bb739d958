"""What somebody has registered there already that may be the same work, while one registers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from core.domain.overlaps import Likeness
from core.domain.registrations import Registration
from core.edge.platform import moment
from core.services.heirs import in_its_place
from core.services.overlapping import lookalikes
from core.web.naming import in_a_sentence, organization_name
from core.web.overlap_words import by_likeness, reason_text, reasons_text
from core.web.registration_form.stated import draft_of
from core.web.registration_words import areas_text, local_front, span_text
from core.web.rendering import t
from core.web.seen_items import as_seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.domain.overlaps import Overlap
    from core.services.ports.work import Repositories
    from core.web.registration_form.stated import Values
    from core.web.registration_form.subject import Subject

MOST = 3
"""So many are shown, the likeliest; whoever has more of them looks at the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One other item: ``who`` is «Đoàn Thanh niên xã», ``own`` says that it is one's own.

    ``partner`` is the code of the organization that may be named as a partner, empty where it is
    one already or of another unit; ``address`` leads to the item, ``front`` settles which it is.
    """

    who: str
    text: str
    address: str
    front: str
    own: bool
    partner: str
    named: bool


def hints(values: Values, subject: Subject, work: Repositories) -> list[Hint]:
    """Return what may be the same work as the form as it stands, nothing that is settled."""
    item = _as_if_saved(values, subject)
    if item is None or not item.title:
        return []
    alike = [each for each in lookalikes(work, item) if not (each.case and each.case.settlement)]
    found = work.registrations.many([each.registration for each in alike[:MOST]])
    return [
        _hint(as_seen(found[each.registration], work), each.found, item, subject, work)
        for each in alike[:MOST]
        if each.registration in found
    ]


def _as_if_saved(values: Values, subject: Subject) -> Registration | None:
    """Return the item that the form would make; None while it makes none."""
    draft, problems = draft_of(values, subject)
    if draft is None or problems:
        return None
    if subject.registration is not None:
        return subject.registration.revised(**draft.fields())
    now, today = moment().now, moment().today
    return Registration(
        id="", path=subject.tenant.path_on(today), created_at=now, updated_at=now, created_by="",
        **draft.fields(),
    )  # fmt: skip


def _hint(
    other: Registration, found: Overlap, item: Registration, subject: Subject, work: Repositories
) -> Hint:
    today = moment().today
    near = other.tenant == subject.tenant.id
    unit = subject.tenant if near else work.tenants.get(other.tenant)
    place = unit.type_on(today).lower() if near else in_a_sentence(unit)
    who = f"{organization_name(other.organization)} {place}"
    own = near and other.organization == subject.organization
    named = near and other.organization in item.partner_organizations
    settling = min(unit, subject.tenant, key=lambda each: len(each.path_on(today)))
    return Hint(
        who=who,
        text=_text(other, found, who, work),
        address=url_for("web_registrations.item", registration_id=other.id),
        front=local_front(in_its_place(work, settling, today)),
        own=own,
        partner=other.organization if near and not (own or named) else "",
        named=named,
    )


def _text(other: Registration, found: Overlap, who: str, work: Repositories) -> str:
    units = work.tenants.many({place.tenant for place in other.places if place.tenant})
    told = by_likeness(found.reasons)
    place = areas_text(other.places, units, other.tenant)
    if Likeness.AREA not in told or not place:
        why = reasons_text(found.reasons, other)
        return t("overlap_hint.like", who=who, title=other.title, why=why)
    return t(
        "overlap_hint.where", who=who, title=other.title, place=place[:1].lower() + place[1:],
        why=", ".join(_besides(other, found)),
    )  # fmt: skip


def _besides(other: Registration, found: Overlap) -> Iterator[str]:
    """Yield when it is done, as exactly as may be seen, and how alike the titles are."""
    told = by_likeness(found.reasons)
    if span := span_text(other.starts_on, other.ends_on):
        yield span[:1].lower() + span[1:]
    elif Likeness.DATES in told:
        yield reason_text(told[Likeness.DATES])
    if Likeness.TITLE in told:
        yield reason_text(told[Likeness.TITLE])
