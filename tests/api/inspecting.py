"""Inspections in the tests' own words: bodies to send, and the steps most tests begin with."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from core.services.integrity import check
from core.storage.integrity import MongoEverything
from tests.api.places import CHO_DON

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json

LOCKED = date(2018, 6, 5)
"""When the calendar has locked the year 2017."""

LEADER: Json = {"name": "Hoàng Văn Đoàn", "organization": "mttq", "duty": "truong_doan"}
SECRETARY: Json = {"name": "Lý Thị Ghi", "organization": "phu_nu", "duty": "thu_ky"}
INSPECTION: Json = {
    "tenant": CHO_DON,
    "year": 2017,
    "organizations": ["phu_nu", "nong_dan"],
    "team": [LEADER, SECRETARY],
    "first_day": "2017-07-03",
    "last_day": "2017-07-04",
    "minutes": {"number": "05/BB-KT", "on": "2017-07-04", "text": "Đoàn đã kiểm tra tại thôn."},
}
CORRECTED: Json = {"progress": 40, "state": "in_progress", "households": 12}


def row(item: Json, outcome: str | None = "as_reported", **more: Any) -> Json:
    """Return the row of an item whose half year was compared."""
    return {"registration": item["id"], "period": "2017-H1", "outcome": outcome, **more}


def correcting(item: Json, reason: str = "Đếm lại tại chỗ", **figures: Any) -> Json:
    return row(item, "corrected", corrected=CORRECTED | figures, reason=reason)


def begun(caller: Caller, *items: Json, **changes: Any) -> Json:
    """Return a draft that was begun."""
    answer = caller.post("/inspections", INSPECTION | {"items": list(items)} | changes)
    assert answer.status_code == 201, answer.json
    return dict(answer.json or {})


def stepped(caller: Caller, inspection: Json, action: str, **more: Any) -> TestResponse:
    path = f"/inspections/{inspection['id']}/transitions"
    return caller.post(path, {"action": action, **more}, version=inspection["version"])


def done(caller: Caller, inspection: Json, action: str, **more: Any) -> Json:
    """Return the inspection after an act that must be possible."""
    answer = stepped(caller, inspection, action, **more)
    assert answer.status_code == 200, answer.json
    return dict(answer.json or {})


def concluded(caller: Caller, *items: Json, **changes: Any) -> Json:
    return done(caller, begun(caller, *items, **changes), "conclude")


def written(caller: Caller, inspection: Json, **changes: Any) -> TestResponse:
    """Put the inspection with *changes* in the place of what it was."""
    kept = {name: inspection[name] for name in INSPECTION} | {"items": inspection["items"]}
    body = kept | changes
    own = {"organization", "reported"}
    body["items"] = [{k: v for k, v in each.items() if k not in own} for each in body["items"]]
    path = f"/inspections/{inspection['id']}"
    return caller.put(path, body, version=inspection["version"])


def result(caller: Caller, item: Json, period: str = "2017-H1") -> Json:
    answer = caller.get(f"/registrations/{item['id']}/results/{period}")
    assert answer.status_code == 200, answer.json
    return dict(answer.json or {})


def clean(api: Api) -> dict[str, int]:
    """Return what the check of the database finds, after it has looked at inspections."""
    key = (api.settings.secret_key or "").encode()
    measures = api.platform.catalogue.measures
    findings = check(MongoEverything(api.platform.store.database), measures=measures, key=key)
    assert findings.checked["inspections"]
    return dict(findings.found)
