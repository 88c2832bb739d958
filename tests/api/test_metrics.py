"""``/metrics``: what an operator watches, for the operator only, and nothing of any tenant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from core import metrics
from core.domain.access import OPERATOR
from core.domain.integrity import LastCheck
from tests.api.conftest import Api
from tests.api.main_job import WHOLE, submitted
from tests.api.places import LUONG_BANG

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from core.settings import Settings

TOKEN = "a-token-of-the-operators-own"
ROUTE = "/api/v1/registrations/<string:registration_id>"


def ask(api: Api, address: str = "127.0.0.1", **headers: str) -> TestResponse:
    with api.app.test_client() as client:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get("/metrics", headers=sent, environ_base={"REMOTE_ADDR": address})


def value(api: Api, sample: str, **labels: str) -> float:
    """Return what stands at the sample now; 0 where there is none yet."""
    return sum(
        each.value
        for family in text_string_to_metric_families(ask(api).text)
        for each in family.samples
        if each.name == sample and labels.items() <= each.labels.items()
    )


def test_requests_are_counted_by_route_and_class_of_status(api: Api) -> None:
    officer = api.make_user(LUONG_BANG)
    made = officer.post("/registrations", WHOLE).json["id"]
    labels = {"route": ROUTE, "method": "GET", "status": "2xx"}
    before = value(api, "chungsuc_request_seconds_count", **labels)
    officer.get(f"/registrations/{made}")
    assert value(api, "chungsuc_request_seconds_count", **labels) == before + 1


def test_sign_ins_are_counted_by_how_they_ended(api: Api) -> None:
    before = value(api, "chungsuc_sign_ins_total", outcome="failed")
    wrong = {"username": "khong-co", "password": "sai mật khẩu rồi"}
    statuses = [api.nobody.post("/tokens", wrong, key="").status_code for _ in range(11)]
    assert statuses == [401] * 10 + [429]
    assert value(api, "chungsuc_sign_ins_total", outcome="failed") == before + 10
    assert value(api, "chungsuc_sign_ins_total", outcome="throttled") >= 1


def test_what_the_write_path_measures_is_shown(api: Api) -> None:
    before = value(api, "chungsuc_writes_refused_total", why="queue_full")
    metrics.write_committed(writes=8, attempts=2, seconds=0.02)
    metrics.write_failed(attempts=1)
    metrics.write_refused("queue_full", writes=3)
    metrics.writes_waiting(5)
    metrics.write_waited(0.01)
    assert value(api, "chungsuc_writes_refused_total", why="queue_full") == before + 3
    assert value(api, "chungsuc_write_queue") == 5
    for name in ("commit_writes_sum", "commit_attempts_sum", "commit_seconds_sum"):
        assert value(api, f"chungsuc_{name}") > 0
    attempts = value(api, "chungsuc_write_attempts_total")
    assert attempts >= 3
    metrics.writes_waiting(0)


def test_the_database_and_the_last_check_are_shown_as_they_stand(api: Api) -> None:
    assert value(api, "chungsuc_database_up") == 1
    assert value(api, "chungsuc_database_members", state="PRIMARY") == 1
    assert "chungsuc_integrity" not in ask(api).text
    check = LastCheck(
        at=datetime(2026, 11, 22, tzinfo=UTC), version="1", checked={}, found={"counter": 2},
        uncheckable=frozenset(),
    )  # fmt: skip
    api.platform.store.write(OPERATOR, lambda work: work.checks.keep(check))
    assert value(api, "chungsuc_integrity_difference_count") == 2
    assert value(api, "chungsuc_resident_bytes") > 10_000_000


def test_the_jobs_that_wait_are_counted(api: Api) -> None:
    assert value(api, "chungsuc_jobs", state="waiting") == 0
    submitted(api.make_user(LUONG_BANG))
    assert value(api, "chungsuc_jobs", state="waiting") == 1
    assert value(api, "chungsuc_jobs", state="dead") == 0
    assert value(api, "chungsuc_mails", state="unclear") == 0


def test_without_a_token_only_this_machine_may_read_and_not_through_a_proxy(api: Api) -> None:
    assert ask(api).status_code == 200
    assert ask(api, "::1").status_code == 200
    assert ask(api, "203.0.113.7").status_code == 404
    assert ask(api, X_Forwarded_For="127.0.0.1").status_code == 404


def test_with_a_token_whoever_sends_it_may_read_and_nobody_else(clean: Settings) -> None:
    api = Api(replace(clean, metrics_token=TOKEN, today=date(2017, 2, 1)))
    given = ask(api, "203.0.113.7", Authorization=f"Bearer {TOKEN}")
    refused = [ask(api), ask(api, Authorization="Bearer ế")]
    api.close()
    assert given.status_code == 200
    assert [answer.status_code for answer in refused] == [404, 404]


@pytest.mark.parametrize("secret", ["Lương Bằng", LUONG_BANG, "phu_nu", "officer"])
def test_nothing_of_a_tenant_is_told(api: Api, secret: str) -> None:
    officer = api.make_user(LUONG_BANG)
    officer.post("/registrations", WHOLE)
    assert secret not in ask(api).text
