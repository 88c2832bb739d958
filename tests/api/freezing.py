"""Signing reports off in the tests' own words: frozen, read back, and what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.api.main_job import entered
from tests.api.places import LUONG_BANG
from tests.api.test_reports import begun, moved

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json


def accepted(sender: Caller, receiver: Caller, **body: Any) -> Json:
    return moved(receiver, moved(sender, begun(sender, **body), "submit"), "accept")


def frozen(sender: Caller, receiver: Caller, **body: Any) -> Json:
    return moved(receiver, accepted(sender, receiver, **body), "freeze")


def signed_by_front(api: Api, approver: Caller, receiver: Caller) -> Json:
    """Return the frozen report of a commune's Front, entered by its officer."""
    made = begun(api.make_user(LUONG_BANG, "mttq", "officer"), organization="mttq")
    sent = moved(approver, made, "submit")
    return moved(receiver, moved(receiver, sent, "accept"), "freeze")


def corrected(officer: Caller, item: Json, **changes: Any) -> Json:
    """Correct the result of the half year, as it stands."""
    before = officer.get(f"/registrations/{item['id']}/results/2017-H1").json
    return entered(officer, item, "2017-H1", version=before["version"], **changes)


def editions(caller: Caller, report: Json) -> list[Json]:
    found = caller.get(f"/reports/{report['id']}/editions")
    assert found.status_code == 200, found.json
    return list(found.json)


def edition(caller: Caller, report: Json, number: int) -> Json:
    found = caller.get(f"/reports/{report['id']}/editions/{number}")
    assert found.status_code == 200, found.json
    return dict(found.json)


def drift(caller: Caller, report: Json) -> Json:
    found = caller.get(f"/reports/{report['id']}/drift")
    assert found.status_code == 200, found.json
    return dict(found.json)
