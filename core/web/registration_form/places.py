"""Where an item is done: the boxes to tick, the names to add, and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.errors import Problem
from core.domain.text import folded, normalized
from core.edge.platform import moment
from core.web.naming import tenant_name
from core.web.registration_form.filling import filled_places, place_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.web.registration_form.reading import Reading
    from core.web.registration_form.subject import Subject
    from core.web.registration_form.typed import Typed

MOST_BOXES = 40
MOST_FOUND = 8

Box = tuple[str, str]
"""A place as the form offers it: the value of its box, and its name."""


def offered(subject: Subject, chosen: Iterable[str], work: Repositories) -> list[Box]:
    """Return what to tick: of a commune its areas, above one the units just below; chosen first.

    At most 40 that are not chosen: of more, the rest is found by name.
    """
    known = dict(_all(subject, work))
    ticked = [(value, known.get(value) or _named(value, work)) for value in chosen]
    rest = [(value, name) for value, name in known.items() if value not in dict(ticked)]
    return [*ticked, *rest[:MOST_BOXES]]


def found(subject: Subject, query: str, work: Repositories) -> list[Box]:
    """Return the places whose name has words that begin as those of *query*, in any order."""
    words = folded(query).split()
    near = [(value, name) for value, name in _all(subject, work) if _fits(name, words)]
    if len(near) < MOST_FOUND and not subject.at_commune and words:
        below, _ = work.tenants.find(
            q=query, parent=subject.tenant.id, as_of=moment().today, limit=MOST_FOUND
        )
        near += [(unit.id, _with_parent(unit, work)) for unit in below]
    return list(dict(near).items())[:MOST_FOUND]


def read_places(
    typed: Typed, shown: Typed, subject: Subject, reading: Reading, work: Repositories
) -> None:
    """Read boxes, new names and the detail; details of other places stay as they are."""
    names = ("places", "place_detail")
    untouched = all(typed.many(name) == shown.many(name) for name in names)
    if untouched and not normalized(typed.one("places_new")):
        return
    before = reading.values["places"]
    kept = {place_value(place, subject): place for place in before}
    values = [*typed.many("places"), *_new(typed, subject, reading, work)]
    chosen = [kept.get(value) or _place(value, subject) for value in dict.fromkeys(values)]
    # A place without an area has no box; the form changes only the detail that it shows.
    chosen += [place for place in before if not place_value(place, subject)]
    chosen.sort(key=lambda place: before.index(place) if place in before else len(before))
    rows = [dict(place) for place in chosen]
    detail = normalized(typed.one("place_detail"))
    former = "".join(filled_places(before, subject)["place_detail"])
    if detail != former or (detail and detail not in [row.get("detail") for row in rows]):
        _put_detail(rows, detail, former)
    reading.values["places"] = rows


def _put_detail(rows: list[dict[str, Any]], detail: str, former: str) -> None:
    """Put the one detail that the form shows where it stood, else at the first place."""
    holder = next((row for row in rows if former and row.get("detail") == former), None)
    if holder is None:
        if not rows:
            rows.append({})
        holder = rows[0]
    if detail:
        holder["detail"] = detail
    else:
        holder.pop("detail", None)
    rows[:] = [row for row in rows if row]


def _new(typed: Typed, subject: Subject, reading: Reading, work: Repositories) -> list[str]:
    """Return the boxes for names typed beside them, parted by semicolons."""
    parts = typed.one("places_new").replace("\n", ";").split(";")
    names = [name for name in map(normalized, parts) if name]
    if subject.at_commune:
        known = {folded(name): value for value, name in _all(subject, work)}
        return [known.get(folded(name), name) for name in names]
    return [value for name in names if (value := _unit_named(name, subject, reading, work))]


def _unit_named(name: str, subject: Subject, reading: Reading, work: Repositories) -> str | None:
    """Return the only unit below of that name, with or without its type; else say so."""
    today = moment().today
    units, _ = work.tenants.find(q=name, parent=subject.tenant.id, as_of=today, limit=MOST_FOUND)
    exact = [
        unit
        for unit in units
        if folded(name) in {folded(unit.name_on(today)), folded(unit.full_name_on(today))}
    ]
    if len(exact) == 1:
        return exact[0].id
    code = "place_ambiguous" if exact else "place_unknown"
    reading.problems.append(Problem("places_new", code, {"typed": name}))
    return None


def _place(value: str, subject: Subject) -> dict[str, Any]:
    if subject.at_commune:
        return {"area": value}
    unit, _, area = value.partition("/")
    return {"tenant": unit, **({"area": area} if area else {})}


def _all(subject: Subject, work: Repositories) -> list[Box]:
    if subject.at_commune:
        return [(area.name, area.name) for area in work.areas.list(subject.tenant.id)]
    today = moment().today
    below: Sequence[Tenant] = work.tenants.children(subject.tenant.id, today)
    return [(unit.id, tenant_name(unit)) for unit in below]


def _named(value: str, work: Repositories) -> str:
    unit, _, area = value.partition("/")
    known = work.tenants.many([unit]).get(unit)
    if known is None:
        return value
    return f"{area}, {tenant_name(known)}" if area else tenant_name(known)


def _with_parent(unit: Tenant, work: Repositories) -> str:
    parent = work.tenants.many([unit.parent_on(moment().today) or ""])
    return ", ".join([tenant_name(unit), *(tenant_name(each) for each in parent.values())])


def _fits(name: str, words: list[str]) -> bool:
    having = folded(name).split()
    return all(any(each.startswith(word) for each in having) for word in words)
