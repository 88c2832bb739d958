"""Recognised models and copies of them, in the tests' own words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.api.main_job import WHOLE, Json, agreed, done, drafted, entered, judged, on, seen

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

DECISION = {"decision_number": "12/QĐ-MTTQ-BTT", "decision_on": "2017-06-01"}
JUNE, JANUARY = date(2017, 6, 20), date(2018, 1, 10)
NEXT_YEAR = {"year": 2018, "starts_on": "2018-03-01", "ends_on": "2018-11-30"}
COPY: Json = WHOLE | NEXT_YEAR | {"stage": "nhan_rong", "title": "Đường hoa nhân rộng"}


def realized(api: Api, officer: Caller, front: Caller, body: Json = WHOLE, **changes: Any) -> Json:
    """Return an agreed item with a confirmed, completed result, as of June 2017."""
    item = agreed(officer, front, body, **changes)
    result = entered(on(api, officer, JUNE), item, "2017-H1", state="completed", progress=100)
    judged(on(api, front, JUNE), result, "confirm")
    return seen(front, item)


def recognised(
    api: Api, officer: Caller, front: Caller, body: Json = WHOLE, **changes: Any
) -> Json:
    item = realized(api, officer, front, body, **changes)
    return done(on(api, front, JUNE), item, "recognise", **DECISION)


def copied(api: Api, caller: Caller, origin: Json, **changes: Any) -> Json:
    """Return a draft of 2018 that was copied from *origin*."""
    body = COPY | {"copied_from": origin["id"]} | changes
    return drafted(on(api, caller, JANUARY), body)
