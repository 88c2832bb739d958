"""A mail leaves once at most, wherever whoever sends it is struck down."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.access import Role
from core.domain.errors import ConflictError, DomainError, NotFoundError
from core.domain.jobs import Job, JobKind
from core.domain.mails import NEXT, TROUBLED, Letter, Mail, MailState, PostError
from core.domain.people import EMAIL, HeldAssignment, User, problems_with_email
from core.domain.time import Moment
from core.services.mailing import mailing, send_again

from ..fakes.mails import FATES, FakeMails, FakePost, Killed
from ..fakes.people import NOW

TODAY = NOW.date()
MOMENT = Moment(now=NOW, today=TODAY)
MAIL = Mail(id="mot-thu", notice="thong-bao", user="hoa", day=TODAY, made_at=NOW)
POST = HeldAssignment(
    id="hoi", tenant="c02062", path="vn/p06/d064/c02062/", organization="phu_nu",
    role=Role.OFFICER, valid_to=TODAY,
)  # fmt: skip
HOA = User(
    id="hoa", username="hoa", name="Hoa", created_at=NOW, email="hoa@xa.example",
    assignments=(POST,),
)  # fmt: skip


class Told:
    """A notice of one thing, told to a post."""

    def __init__(self, *lines):
        self.lines = lines

    def under(self, posts):
        return Told(*(line for line in self.lines if line in posts))


class Office:
    """An outbox with one mail, a post, and a worker that comes whenever it is asked."""

    def __init__(self, *fates, mail=MAIL, user=HOA, moment=MOMENT):
        self.mails = FakeMails(mail)
        self.post = FakePost([*fates])
        self.post.meanwhile = self.work
        self.jobs = []
        self.moment = moment
        self.repositories = SimpleNamespace(
            mails=self.mails,
            users=SimpleNamespace(for_token=lambda _: user),
            notices=SimpleNamespace(get=lambda _: Told(POST.id)),
            jobs=SimpleNamespace(add=self.jobs.append),
        )

    def work(self):
        """Send it as a worker does; an error or a kill ends only this attempt."""
        with suppress(Killed, PostError):
            self.send()

    def send(self):
        job = Job(
            id="1", kind=JobKind.MAIL, key=MAIL.id, payload={"mail": MAIL.id},
            due_at=NOW, enqueued_at=NOW,
        )  # fmt: skip
        job = self.jobs.pop() if self.jobs else job
        mailing(self.post, written)(self.repositories, job, self.moment)(self.repositories)

    @property
    def state(self):
        return self.mails.kept[MAIL.id].state


def written(_work, mail, _notice, user):
    return Letter(name=mail.id, to=user.email, written_at=mail.made_at, subject="", text="")


@given(st.lists(st.sampled_from(FATES), max_size=8), st.integers(1, 9))
def test_however_often_it_is_tried_a_mail_arrives_once_at_most(fates, tries):
    office = Office(*fates)
    for _ in range(tries):
        office.work()
    arrived = len(office.post.taken)
    assert arrived <= 1
    if office.state is MailState.SENT:
        assert arrived == 1
    if office.state in {MailState.WAITING, MailState.REFUSED}:
        assert arrived == 0


@given(st.lists(st.sampled_from(FATES), max_size=6), st.integers(1, 7))
def test_what_is_tried_once_more_in_peace_is_sent_or_stays_with_the_operator(fates, tries):
    office = Office(*fates)
    for _ in range(tries):
        office.work()
    office.post.fates.clear()
    office.work()
    assert office.state in {MailState.SENT, *TROUBLED}


def test_what_was_taken_when_the_sender_was_killed_is_not_sent_again_by_itself():
    office = Office("killed after it was taken")
    office.work()
    assert office.state is MailState.SENDING
    office.work()
    office.work()
    assert (office.state, office.mails.kept[MAIL.id].error) == (MailState.UNCLEAR, "stopped")
    assert office.post.taken == [MAIL.id]


def test_what_was_slow_and_not_dead_is_known_to_be_sent_after_all():
    office = Office("overtaken")
    office.work()
    assert office.state is MailState.SENT
    assert office.post.taken == [MAIL.id]


def test_of_two_who_have_it_ready_one_sends_it():
    office = Office("another was faster")
    office.work()
    assert (office.state, office.post.taken) == (MailState.SENT, [MAIL.id])


def test_what_the_server_will_take_later_is_tried_again_by_the_queue():
    office = Office("refused")
    with pytest.raises(PostError):
        office.send()
    assert (office.state, office.mails.kept[MAIL.id].error) == (MailState.WAITING, "451")
    office.send()
    assert office.state is MailState.SENT


def test_the_operator_may_send_what_is_unclear_and_nothing_else():
    office = Office("cut before it was taken")
    office.send()
    assert office.state is MailState.UNCLEAR
    send_again(office.repositories, MAIL.id, moment=MOMENT)
    assert [job.key for job in office.jobs] == [MAIL.id]
    office.send()
    assert (office.state, office.post.taken) == (MailState.SENT, [MAIL.id])
    with pytest.raises(ConflictError, match="mail_not_troubled"):
        send_again(office.repositories, MAIL.id, moment=MOMENT)
    with pytest.raises(NotFoundError):
        send_again(office.repositories, "khong-co", moment=MOMENT)


def test_what_is_being_sent_the_operator_cannot_send_beside_it():
    office = Office(mail=replace(MAIL, state=MailState.SENDING))
    with pytest.raises(ConflictError, match="mail_not_troubled"):
        send_again(office.repositories, MAIL.id, moment=MOMENT)


@pytest.mark.parametrize("user", [None, replace(HOA, disabled=True), replace(HOA, email=None)])
def test_a_mail_that_nobody_is_there_to_get_is_dropped(user):
    office = Office(user=user)
    office.send()
    assert (office.state, office.post.taken) == (MailState.DROPPED, [])


def test_yesterdays_mail_is_dropped_for_todays_tells_more():
    office = Office(moment=Moment(now=NOW, today=TODAY + timedelta(days=1)))
    office.send()
    assert (office.state, office.post.taken) == (MailState.DROPPED, [])


def test_what_the_operator_sends_again_leaves_on_another_day_too():
    tomorrow = Moment(now=NOW, today=TODAY + timedelta(days=1))
    lasting = replace(HOA, assignments=(replace(POST, valid_to=None),))
    unclear = replace(MAIL, state=MailState.UNCLEAR)
    office = Office(mail=unclear, user=lasting, moment=tomorrow)
    send_again(office.repositories, MAIL.id, moment=tomorrow)
    office.send()
    assert (office.state, office.post.taken) == (MailState.SENT, [MAIL.id])


def test_what_was_told_to_a_post_that_has_ended_since_is_not_sent():
    office = Office(user=replace(HOA, assignments=()))
    office.send()
    assert (office.state, office.post.taken) == (MailState.DROPPED, [])


def test_where_no_mail_server_is_set_the_job_waits_for_a_worker_that_has_one():
    office = Office()
    office.post = None
    with pytest.raises(DomainError, match="post_not_set_up"):
        office.send()
    assert office.state is MailState.WAITING


def test_nothing_follows_on_what_is_settled():
    assert not NEXT[MailState.SENT] | NEXT[MailState.DROPPED]


@given(st.emails())
def test_what_people_use_as_an_address_is_one(address):
    name, _, domain = address.partition("@")
    assert bool(EMAIL.fullmatch(address)) == (len(name) <= 64 and "." in domain)


@pytest.mark.parametrize(
    "text",
    ["", "hoa", "hoa@xa", "hoa@xa.vn\nBcc: a@b.vn", "hoa @xa.vn", "<hoa@xa.vn>", "a@b.vn, c@d.vn",
     "hoa@-xa.vn", "hoà@xa.vn", "a" * 65 + "@xa.vn", "a@" + "b" * 250 + ".vn"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text):
    assert [problem.field for problem in problems_with_email(text)] == ["email"]
    assert not list(problems_with_email(None))
