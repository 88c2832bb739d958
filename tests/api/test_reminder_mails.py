"""Thư nhắc việc: one mail a day to who has an address, once, by a real mail server."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from core.domain.access import OPERATOR
from core.domain.jobs import LEASE, JobKind
from core.domain.mails import MailState
from core.runtime.post import SmtpPost
from core.runtime.working import not_before
from core.services.working import work_once
from tests.api.places import BAC_KAN, LUONG_BANG
from tests.api.reminding import dead_jobs, handlers_of, reminded, worked_off
from tests.fakes.mails import Killed
from tests.mail_server import mail_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.api.conftest import Api, Caller
    from tests.mail_server import MailServer

ADDRESS = "hoa@luong-bang.example"


@pytest.fixture
def today() -> date:
    return date(2017, 2, 7)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


@pytest.fixture
def officer(api: Api) -> Caller:
    """Somebody with something due, and an address."""
    officer = api.make_user(LUONG_BANG, "phu_nu")
    assert officer.put("/me/email", {"email": ADDRESS}).status_code == 204
    return officer


def states(api: Api) -> dict[str, int]:
    numbers = api.platform.store.read(OPERATOR).mails.numbers()
    return {state: number for state, number in numbers.items() if number}


def later(api: Api, by: timedelta) -> Any:
    """Return a clock that is ahead of the program's."""

    def clock() -> Any:
        moment = api.platform.moment()
        return replace(moment, now=moment.now + by)

    return clock


def test_the_digest_is_mailed_as_well(api: Api, officer: Caller, server: MailServer) -> None:
    approver = api.make_user(LUONG_BANG, "mttq", "approver", username=officer.username)
    reminded(api, **server.settings, public_url="https://chungsuc.example/")
    (arrived,) = server.taken
    assert arrived["To"] == ADDRESS
    assert arrived["Subject"].startswith("Chung Sức nhắc việc ngày 7/2/2017: ")
    lines = arrived.get_content().splitlines()
    assert lines[0] == "Kính gửi đồng chí Nông Thị Hoa,"
    assert "Hội Phụ nữ xã Lương Bằng:" in lines
    assert "Ban Thường trực Mặt trận xã Lương Bằng:" in lines
    due = "hạn hết ngày 14/2/2017, còn 7 ngày"
    assert f"- Đăng ký công trình, mô hình năm 2017 ({due})" in lines
    assert "Xem và làm tại: https://chungsuc.example/thong-bao" in lines
    assert not [line for line in lines if "…" in line or "letter." in line]
    (notice,) = approver.get("/notices").json
    assert sum(line.startswith("- ") for line in lines) == len(notice["lines"])
    assert states(api) == {"sent": 1}


def test_who_has_no_address_is_told_in_the_inbox_only(api: Api, server: MailServer) -> None:
    officer = api.make_user(LUONG_BANG, "phu_nu")
    reminded(api, **server.settings)
    assert (len(officer.get("/notices").json), server.taken) == (1, [])


def test_without_a_mail_server_nothing_is_to_be_mailed(api: Api, officer: Caller) -> None:
    reminded(api)
    assert (len(officer.get("/notices").json), states(api)) == (1, {})


def test_two_workers_at_once_send_each_mail_once(api: Api, server: MailServer) -> None:
    addresses = {f"can-bo-{n}@xa.example" for n in range(8)}
    for address in addresses:
        person = api.make_user(LUONG_BANG, "phu_nu")
        assert person.put("/me/email", {"email": address}).status_code == 204
    with ThreadPoolExecutor(3) as workers:
        for done in [workers.submit(reminded, api, **server.settings) for _ in range(3)]:
            done.result()
    worked_off(api, **server.settings)
    assert sorted(mail["To"] for mail in server.taken) == sorted(addresses)
    assert len({mail["Message-ID"] for mail in server.taken}) == len(addresses)
    assert (states(api), dead_jobs(api)) == ({"sent": len(addresses)}, [])


class Struck:
    """The post, with a worker that is killed at some step of it."""

    def __init__(self, post: SmtpPost, step: str) -> None:
        self._deliver, self._step = post.deliver, step

    def deliver(self, letter: Any, *, leaving: Any) -> None:
        def left() -> None:
            if self._step == "before it leaves":
                raise Killed
            leaving()
            if self._step == "while it leaves":
                raise Killed

        self._deliver(letter, leaving=left)
        if self._step == "when it has been taken":
            raise Killed


@pytest.mark.parametrize(
    ("step", "in_the_end", "arrived"),
    [
        ("before it leaves", "sent", 1),
        ("while it leaves", "unclear", 0),
        ("when it has been taken", "unclear", 1),
    ],
)
def test_nothing_is_sent_twice_after_a_crash(
    api: Api, officer: Caller, server: MailServer, monkeypatch: pytest.MonkeyPatch,
    step: str, in_the_end: str, arrived: int,
) -> None:  # fmt: skip
    struck = SmtpPost(replace(api.settings, **server.settings))
    killing = Struck(struck, step).deliver
    with monkeypatch.context() as patched:
        patched.setattr(
            SmtpPost, "deliver", lambda _, letter, leaving: killing(letter, leaving=leaving)
        )
        with pytest.raises(Killed):
            reminded(api, **server.settings)
    worked_off(api, **server.settings)  # nobody else takes up what is leased
    assert states(api) == {"waiting" if step == "before it leaves" else "sending": 1}
    clock = later(api, LEASE + timedelta(seconds=1))
    while work_once(api.platform.store, handlers_of(api, **server.settings), clock=clock):
        pass
    assert (states(api), len(server.taken)) == ({in_the_end: 1}, arrived)
    assert len(officer.get("/notices").json) == 1


def test_a_worker_that_stops_between_notice_and_mail_leaves_both_or_neither(
    api: Api, officer: Caller, server: MailServer
) -> None:
    handlers = handlers_of(api, **server.settings)
    remind = handlers[JobKind.REMIND]

    def killed_on_commit(work: Any, job: Any, moment: Any) -> Any:
        keep = remind(work, job, moment)

        def kept(inside: Any) -> None:
            keep(inside)
            raise Killed

        return kept

    handlers[JobKind.REMIND] = killed_on_commit
    with pytest.raises(Killed):
        reminded_with(api, handlers)
    assert (officer.get("/notices").json, states(api)) == ([], {})
    clock = later(api, LEASE + timedelta(seconds=1))
    while work_once(api.platform.store, handlers_of(api, **server.settings), clock=clock):
        pass
    assert (len(officer.get("/notices").json), len(server.taken)) == (1, 1)


def reminded_with(api: Api, handlers: Any) -> None:
    from core.services.reminding import begin_day  # noqa: PLC0415

    begin_day(api.platform.store, api.platform.moment())
    while work_once(api.platform.store, handlers, clock=api.platform.moment):
        pass


def test_while_the_mail_server_is_away_the_queue_tries_again(
    api: Api, officer: Caller, server: MailServer
) -> None:
    server.answers["RCPT"] = "451 later"
    reminded(api, **server.settings)
    assert states(api) == {"waiting": 1}
    server.answers.clear()
    clock = later(api, timedelta(seconds=10))
    assert work_once(api.platform.store, handlers_of(api, **server.settings), clock=clock)
    assert (states(api), len(server.taken)) == ({"sent": 1}, 1)


def test_what_the_mail_server_never_takes_is_shown_to_the_operator(
    api: Api, officer: Caller, server: MailServer
) -> None:
    server.answers["RCPT"] = "550 no such person"
    reminded(api, **server.settings)
    (mail,) = api.platform.store.read(OPERATOR).mails.troubled(limit=5)
    assert (mail.state, mail.error) == (MailState.REFUSED, "550")


def test_an_address_is_kept_out_of_the_queue_the_trail_and_the_log(
    api: Api, officer: Caller, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    server.answers["RCPT"] = f"550 <{ADDRESS}> no such person"
    reminded(api, **server.settings)
    database = api.platform.store.database
    for name in ("jobs", "mails", "notices", "reminded", "audit"):
        assert ADDRESS not in json.dumps(list(database[name].find()), default=str)
    ours = [record for record in caplog.records if record.name.startswith("core")]
    assert ADDRESS not in " ".join(record.getMessage() for record in ours)
    acts = {entry["content"]["action"] for entry in database["audit"].find()}
    assert "email.set" in acts


def test_mails_leave_in_the_morning_and_notices_are_there_at_once() -> None:
    night = datetime(2026, 3, 1, 17, 5, tzinfo=UTC)  # five past midnight in Vietnam
    assert not_before(night, hour=6) == datetime(2026, 3, 1, 23, 0, tzinfo=UTC)
    noon = datetime(2026, 3, 1, 5, 0, tzinfo=UTC)
    assert not_before(noon, hour=6) == noon


@pytest.mark.parametrize("email", ["hoa", "hoa@xa", "hoa@xa.vn\nBcc: a@b.vn", "", 7])
def test_what_is_no_address_is_refused(api: Api, email: Any) -> None:
    officer = api.make_user(LUONG_BANG, "phu_nu")
    refused = officer.put("/me/email", {"email": email})
    assert refused.status_code == 422
    assert [problem["field"] for problem in refused.json["problems"]] == ["email"]


def test_an_administrator_keeps_addresses_too(api: Api) -> None:
    admin = api.make_user(BAC_KAN, "mttq", "admin")
    grant = {"tenant": LUONG_BANG, "organization": "phu_nu", "role": "officer"}
    body = {"username": "lan", "name": "Lan", "assignments": [grant], "email": ADDRESS}
    made = admin.post("/users", body)
    assert (made.status_code, made.json["email"]) == (201, ADDRESS), made.json
    path = f"/users/{made.json['id']}"
    renamed = admin.patch(path, {"name": "Lan Anh"}, version=1)
    assert renamed.json["email"] == ADDRESS
    gone = admin.patch(path, {"email": None}, version=2)
    assert (gone.status_code, gone.json["email"]) == (200, None)
    assert admin.patch(path, {"email": "lan"}, version=3).status_code == 422
