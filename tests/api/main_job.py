"""The main job in the tests' own words: bodies to send, and the steps most tests begin with."""

from __future__ import annotations

from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from core.app import moment_of
from core.domain.access import OPERATOR
from core.domain.quota_rules import Override
from core.domain.tenants import Attribute, PluginSwitch
from core.services.calendar_extensions import extend
from core.services.calendars import replace_calendar
from core.services.overrides import add_override
from tests.api.places import LUONG_BANG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from core.domain.calendar_windows import Window
    from core.services.ports.work import Repositories
    from tests.api.conftest import Api, Caller

Json = dict[str, Any]

HOUSEHOLDS = {"so_ho": 42}
DRAFT: Json = {
    "tenant": LUONG_BANG,
    "organization": "phu_nu",
    "year": 2017,
    "movement_type": "phu_nu.ba_sach",
    "kind": "mo_hinh",
    "title": "Đường hoa Nà Cà",
}
WHOLE: Json = DRAFT | {
    "stage": "duy_tri",
    "content": 3,
    "places": [{"area": "Thôn Nà Cà"}],
    "starts_on": "2017-03-01",
    "ends_on": "2017-11-30",
    "answers": HOUSEHOLDS,
}
HAPPY: Json = WHOLE | {"movement_type": "phu_nu.gia_dinh_hanh_phuc", "content": 2}
POVERTY: Json = WHOLE | {
    "organization": "cuu_chien_binh",
    "movement_type": "cuu_chien_binh.giup_nhau_giam_ngheo",
    "stage": "xay_dung_moi",
    "content": 1,
}
SECURITY: Json = POVERTY | {
    "movement_type": "cuu_chien_binh.an_ninh_to_quoc",
    "content": 4,
    "answers": {"so_thanh_vien": 9},
}
YOUTH: Json = WHOLE | {
    "organization": "doan_thanh_nien",
    "movement_type": "doan_thanh_nien.bao_ve_moi_truong",
    "stage": "xay_dung_moi",
    "answers": {"so_nguoi": 20},
}
FARMERS: Json = WHOLE | {
    "organization": "nong_dan",
    "movement_type": "nong_dan.sach_nha_tot_ruong",
    "stage": "xay_dung_moi",
}
FRONT_MODEL: Json = WHOLE | {"organization": "mttq", "movement_type": "mttq.mo_hinh_khu_dan_cu"}
RESULT: Json = {"progress": 50, "state": "in_progress", "households": 20}


def drafted(caller: Caller, body: Json = DRAFT, **changes: Any) -> Json:
    """Return a draft that was saved."""
    made = caller.post("/registrations", body | changes)
    assert made.status_code == 201, made.json
    return _told(made)


def submitted(caller: Caller, body: Json = WHOLE, **changes: Any) -> Json:
    """Return an item that was entered and submitted at once."""
    made = drafted(caller, body, **changes, submit=True)
    assert made["status"] == "submitted", made
    return made


def agreed(caller: Caller, front: Caller, body: Json = WHOLE, **changes: Any) -> Json:
    """Return an item to which the Front has agreed."""
    return done(front, submitted(caller, body, **changes), "agree")


def step(caller: Caller, item: Json, action: str, **more: Any) -> TestResponse:
    """Ask for an act on *item*, at the version it was last seen in."""
    headers = {"acting": more.pop("acting", "")}
    return caller.post(
        f"/registrations/{item['id']}/transitions",
        {"action": action, **more},
        version=item["version"],
        **headers,
    )


def done(caller: Caller, item: Json, action: str, **more: Any) -> Json:
    """Return *item* after an act that must be possible."""
    answer = step(caller, item, action, **more)
    assert answer.status_code == 200, answer.json
    return _told(answer)


def seen(caller: Caller, item: Json) -> Json:
    answer = caller.get(f"/registrations/{item['id']}")
    assert answer.status_code == 200, answer.json
    return _told(answer)


def entered(
    caller: Caller, item: Json, period: str, *, version: int | None = None, **changes: Any
) -> Json:
    """Return the result of *period* that was entered."""
    path = f"/registrations/{item['id']}/results/{period}"
    answer = caller.put(path, RESULT | changes, version=version)
    assert answer.status_code == 200, answer.json
    return _told(answer)


def judged(caller: Caller, result: Json, action: str, **more: Any) -> Json:
    """Return *result* after the Front has confirmed or returned it."""
    path = f"/registrations/{result['registration']}/results/{result['period']}/transitions"
    answer = caller.post(path, {"action": action, **more}, version=result["version"])
    assert answer.status_code == 200, answer.json
    return _told(answer)


def totals(caller: Caller, tenant: str, period: str = "2017", **query: Any) -> Json:
    return dict(consolidation(caller, tenant, period, **query)["totals"])


def consolidation(caller: Caller, tenant: str, period: str = "2017", **query: Any) -> Json:
    answer = caller.get("/consolidation", tenant=tenant, period=period, **query)
    assert answer.status_code == 200, answer.json
    return _told(answer)


def quota(caller: Caller, tenant: str, code: str, year: int = 2017, **query: Any) -> Json:
    """Return the row of one quota."""
    answer = caller.get("/quotas", tenant=tenant, year=year, **query)
    assert answer.status_code == 200, answer.json
    rows = [row for row in answer.json or [] if row["code"] == code]
    assert rows, f"no row of {code}"
    return dict(rows[0])


def refused(answer: TestResponse, status: int, reason: str) -> Json:
    """Return the body of a refusal, which must be this one and say so in a sentence."""
    body = _told(answer)
    assert (answer.status_code, body.get("reason")) == (status, reason), body
    assert body["message"] != f"error.{reason}", f"no sentence for {reason}"
    assert "…" not in body["message"], body["message"]
    return body


def problems(answer: TestResponse) -> dict[str, str]:
    """Return field → reason of a 422, each of which must have its sentence."""
    body = refused(answer, 422, "invalid")
    for problem in body["problems"]:
        assert problem["message"] != f"problem.{problem['reason']}", problem
        assert "…" not in problem["message"].replace('"…"', ""), problem
    return {problem["field"]: problem["reason"] for problem in body["problems"]}


def on(api: Api, caller: Caller, day: date) -> Caller:
    """Return *caller* on another day, over the same data: the same program with another date."""
    settings = replace(api.settings, today=day)
    then = replace(
        api.platform,
        settings=settings,
        moment=lambda: moment_of(settings, datetime.now(UTC)),
    )
    app = copy(api.app)
    app.__dict__.pop("wsgi_app", None)  # what wraps the original would go on serving the original
    app.extensions = api.app.extensions | {"chungsuc": then}
    return replace(caller, app=app)


def set_dates(api: Api, tenant: str, year: int = 2017, **parts: Window) -> None:
    """Set a tenant's calendar; parts are named ``registration`` or ``p2017_H1``."""
    named = {key.removeprefix("p").replace("_", "-"): part for key, part in parts.items()}
    _operate(
        api,
        lambda work: replace_calendar(
            work, tenant_id=tenant, year=year, parts=named, expected=None,
            today=api.platform.moment().today,
        ),
    )  # fmt: skip


def extended(
    api: Api, tenant: str, until: date, *, part: str = "registration", organization: str | None
) -> None:
    _operate(
        api,
        lambda work: extend(
            work, tenant_id=tenant, year=2017, part=part, until=until, reason="Mưa lũ",
            organization=organization, organizations={organization or ""},
            moment=api.platform.moment(),
        ),
    )  # fmt: skip


def overridden(api: Api, tenant: str, quota_code: str, **what: Any) -> None:
    """Record a local override, in force from the first day of 2017 unless *what* says else."""
    what = {"valid_from": date(2017, 1, 1), "document": "12/HD-MTTQ"} | what
    override = Override(quota=quota_code, tenant=tenant, **what)
    quotas = api.platform.catalogue.quotas
    moment = api.platform.moment()
    _operate(api, lambda work: add_override(work, override, quotas=quotas, moment=moment))


def stated(api: Api, tenant: str, **what: Any) -> None:
    """Give a tenant attributes, plugin switches or settings of its own."""

    def change(work: Repositories) -> None:
        found = work.tenants.get(tenant)
        work.tenants.replace(replace(found, version=found.version + 1, **what))

    _operate(api, change)


def switched_off(api: Api, tenant: str, organization: str, since: date | None = None) -> None:
    stated(api, tenant, plugins=(PluginSwitch(code=organization, enabled=False, valid_from=since),))


def attributed(api: Api, tenant: str, name: str, *, value: bool) -> None:
    stated(api, tenant, attributes=(Attribute(name=name, value=value, source="QĐ 1"),))


@contextmanager
def suspended(api: Api, organization: str) -> Iterator[None]:
    """Quarantine a plugin, as happens after its check has failed."""
    checks = api.platform.catalogue._checks
    kept = checks.pop(organization, None)
    sound = api.platform.catalogue._sound
    api.platform.catalogue._sound = sound - {organization}
    try:
        yield
    finally:
        api.platform.catalogue._sound = sound
        if kept is not None:
            checks[organization] = kept


def _operate(api: Api, act: Any) -> None:
    api.platform.store.write(OPERATOR, act)


def _told(answer: TestResponse) -> Json:
    assert isinstance(answer.json, dict), answer.text[:500]
    return answer.json
