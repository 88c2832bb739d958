"""Registrations in memory, for tests of use cases; and one to depart from."""

from datetime import UTC, date, datetime, timedelta

from core.domain.access import OPERATOR, Assignment, Role, View
from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.domain.movements import Kind, Stage
from core.domain.quota_fit import serves
from core.domain.registrations import Place, Registration, Status
from core.domain.results import latest
from core.domain.text import folded
from core.domain.views import view_of

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
PATHS = {
    "vn": "vn/",
    "p06": "vn/p06/",
    "d064": "vn/p06/d064/",
    "c02050": "vn/p06/d064/c02050/",
    "c02062": "vn/p06/d064/c02062/",
    "d060": "vn/p06/d060/",
    "c01840": "vn/p06/d060/c01840/",
    "p02": "vn/p02/",
    "c00700": "vn/p02/d024/c00700/",
}
EXACT = ("organization", "year", "movement_type", "kind", "content", "stage", "status", "late")


def an_assignment(tenant="c02050", organization="phu_nu", role=Role.OFFICER, **changes):
    path = PATHS[tenant]
    return Assignment(
        **{
            "id": f"{tenant}-{organization}-{role}", "tenant": tenant,
            "organization": organization, "role": role, "path": path, "paths": (path,),
            "sight": (path,),
        } | changes
    )  # fmt: skip


def a_registration(tenant="c02050", number=None, *, at=0, **changes):
    """A submitted model of one commune; ``number`` 7 is PN-07/2017, ``at`` seconds after NOW."""
    given = {
        "id": f"{tenant}-{number or at}",
        "tenant": tenant,
        "path": PATHS[tenant],
        "organization": "phu_nu",
        "year": 2017,
        "movement_type": "phu_nu.ba_sach",
        "kind": Kind.MODEL,
        "stage": Stage.MAINTAINED,
        "content": 3,
        "title": "Đường hoa Nà Cà",
        "places": (Place(area="Thôn Nà Cà"),),
        "status": Status.SUBMITTED,
        "submitted_on": date(2017, 2, 1),
        "number": None if number is None else f"PN-{number:02d}/2017",
        "created_at": NOW + timedelta(seconds=at),
        "created_by": "hoa",
        "updated_at": NOW + timedelta(seconds=at),
    }
    return Registration(**given | changes)


def a_draft(tenant="c02050", **changes):
    return a_registration(tenant, **{"status": Status.DRAFT, "submitted_on": None} | changes)


class InMemoryRegistrations:
    """``kept`` is what fakes of different scopes share, as repositories share a database."""

    def __init__(self, scope=OPERATOR, kept=None):
        self._scope = scope
        self._kept = {} if kept is None else kept

    def get(self, registration_id):
        found = self._kept.get(registration_id)
        if found is None or view_of(self._scope, found) is None:
            raise NotFoundError
        return found

    def many(self, registration_ids):
        return {
            each.id: each
            for each in self._kept.values()
            if each.id in registration_ids and view_of(self._scope, each) is not None
        }

    def add(self, registration):
        self._refuse_outside(registration)
        self._refuse_taken(registration)
        self._kept[registration.id] = registration

    def replace(self, registration, *, before):
        self._refuse_outside(registration)
        self._refuse_stale(before)
        self._refuse_taken(registration)
        self._kept[registration.id] = registration

    def remove(self, registration):
        self._refuse_stale(registration)
        del self._kept[registration.id]

    def search(self, wanted, page):
        rows = sorted(self._matching(wanted), key=_place_in_order)
        if page.after:
            later = [row for row in rows if _place_in_order(row) > page.after]
            earlier = [row for row in rows if _place_in_order(row) < page.after]
            rows = later if page.oldest_first else earlier
        if not page.oldest_first:
            rows.reverse()
        return rows[page.skip : page.skip + page.limit]

    def count(self, wanted, *, up_to):
        return min(len(self._matching(wanted)), up_to)

    def page(self, wanted, page, *, up_to):
        return self.search(wanted, page), self.count(wanted, up_to=up_to)

    def each(self, *, year=None):
        yield from (row for row in self._seen() if year in (None, row.year))

    def continued_by(self, registration_id):
        found = (r for r in self._kept.values() if r.continues == registration_id and _holds(r))
        return next(found, None)

    def _seen(self):
        return [row for row in self._kept.values() if view_of(self._scope, row) is not None]

    def _matching(self, wanted):
        rows = self._seen()
        if wanted.serves or wanted.funded or wanted.source or wanted.reached:
            rows = [row for row in rows if view_of(self._scope, row) is not View.SUMMARY]
        if wanted.prefixes:
            rows = [row for row in rows if row.path.startswith(wanted.prefixes)]
        if wanted.at:
            rows = [row for row in rows if row.path in wanted.at]
        if wanted.counted:
            rows = [row for row in rows if row.counted]
        if wanted.recognised is not None:
            rows = [row for row in rows if bool(row.recognised_on) is wanted.recognised]
        for name in EXACT:
            value = getattr(wanted, name)
            rows = [row for row in rows if value is None or getattr(row, name) == value]
        rows = [row for row in rows if _is_funded(row, wanted) and _was_submitted(row, wanted)]
        rows = [row for row in rows if wanted.serves is None or serves(wanted.serves, row.trait())]
        rows = [row for row in rows if wanted.reached is None or has_reached(row, wanted.reached)]
        return [row for row in rows if _has_words(row, wanted.words)]

    def _refuse_outside(self, registration):
        if not self._scope.sees(registration.path):
            raise NotFoundError

    def _refuse_stale(self, before):
        stored = self._kept.get(before.id)
        if stored is None or stored.version != before.version or stored not in self._seen():
            raise StaleVersionError(fields=[])

    def _refuse_taken(self, new):
        for other in self._kept.values():
            if other.id == new.id:
                continue
            if new.continues and other.continues == new.continues and _holds(new, other):
                raise ConflictError("already_continued")
            register = (new.tenant, new.organization, new.number)
            if new.number and register == (other.tenant, other.organization, other.number):
                raise ConflictError("already_exists")


def has_reached(registration, wanted):
    """Tell whether the item's latest result says what is *wanted*, by the rule of the figures."""
    result = latest(registration.results, month=wanted.month, basis=wanted.basis)
    return result is not None and (
        wanted.state in {None, result.state}
        and (not wanted.spent or result.spent_funding > 0)
        and (not wanted.households or result.households > 0)
    )


def _is_funded(registration, wanted):
    named = {money.source for money in registration.funding if money.amount > 0}
    if wanted.source is not None:
        return wanted.source in named
    return bool(named) or not wanted.funded


def _was_submitted(registration, wanted):
    since, until, day = wanted.submitted_from, wanted.submitted_to, registration.submitted_on
    if day is None:
        return since is None and until is None
    return (since is None or since <= day) and (until is None or day <= until)


def _place_in_order(registration):
    return registration.created_at, registration.id


def _holds(*registrations):
    return all(each.status is not Status.WITHDRAWN for each in registrations)


def _has_words(registration, words):
    if not words:
        return True
    areas = (place.area or "" for place in registration.places)
    texts = (registration.title, registration.number or "", *areas)
    own = {word for text in texts for word in folded(text).split()}
    *whole, beginning = words
    return own.issuperset(whole) and any(word.startswith(beginning) for word in own)
