"""Sending the mails of the outbox: once each at most; what is unclear waits for the operator."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.errors import ConflictError, DomainError
from core.domain.jobs import Job, JobKind
from core.domain.mails import (
    TROUBLED,
    AlreadySendingError,
    Mail,
    MailState,
    PostError,
    PostUnclearError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from core.domain.mails import Letter
    from core.domain.notices import Notice
    from core.domain.people import User
    from core.domain.time import Moment
    from core.services.ports.mails import Post
    from core.services.ports.work import Repositories
    from core.services.working import Handler

    Writing = Callable[[Repositories, Mail, Notice, User], Letter]
    """Puts a notice into words, for a user who has an address."""

_log = logging.getLogger(__name__)


def enqueue_mail(work: Repositories, notice: Notice, *, at: datetime, now: datetime) -> None:
    """Have a mail about *notice* sent from *at* on; in the transaction that keeps the notice."""
    mail = Mail(
        id=uuid4().hex, notice=notice.id, user=notice.user, day=notice.day, made_at=notice.made_at
    )
    work.mails.add(mail)
    work.jobs.add(_job(mail.id, at=at, now=now))


def mailing(post: Post | None, writing: Writing) -> Handler:
    """Return what sends one mail; *post* None: from here none can be sent."""

    def send(work: Repositories, job: Job, moment: Moment) -> Callable[[Repositories], None]:
        if post is None:
            raise DomainError("post_not_set_up")
        mail = work.mails.get(str(job.payload["mail"]))
        if mail.state is MailState.SENDING:
            # Whoever had begun has stopped, or takes longer than a lease: who knows what arrived.
            _move(work, mail, MailState.UNCLEAR, moment, error="stopped")
        elif mail.state is MailState.WAITING:
            asked_for = bool(job.payload.get("again"))
            letter = _letter(work, mail, writing, moment, asked_for=asked_for)
            if letter is None:
                _move(work, mail, MailState.DROPPED, moment)
            else:
                _deliver(work, mail, letter, post=post, moment=moment)
        return _nothing

    return send


def send_again(work: Repositories, mail_id: str, *, moment: Moment) -> None:
    """Have a troubled mail sent again, as the operator wishes; perhaps for the second time.

    Raises NotFoundError, ForbiddenError, ConflictError ``mail_not_troubled``.
    """
    work.mails.get(mail_id)
    if not work.mails.move(mail_id, to=MailState.WAITING, at=moment.now, of=TROUBLED):
        raise ConflictError("mail_not_troubled")
    work.jobs.add(_job(mail_id, at=moment.now, now=moment.now, again=True))


def _letter(
    work: Repositories, mail: Mail, writing: Writing, moment: Moment, *, asked_for: bool
) -> Letter | None:
    """Return what is to be sent, of posts still held; None where nobody is there to get it.

    None too once the day is over, unless the operator has *asked for* it.
    """
    user = work.users.for_token(mail.user)
    if user is None or user.disabled or not user.email:
        return None
    if mail.day < moment.today and not asked_for:
        return None
    held = {each.id for each in user.assignments if each.in_force_on(moment.today)}
    notice = work.notices.get(mail.notice).under(held)
    return writing(work, mail, notice, user) if notice.lines else None


def _deliver(work: Repositories, mail: Mail, letter: Letter, *, post: Post, moment: Moment) -> None:
    """Send it; raises PostError where it can be tried again."""

    def leaving() -> None:
        if not work.mails.move(mail.id, to=MailState.SENDING, at=moment.now):
            raise AlreadySendingError

    try:
        post.deliver(letter, leaving=leaving)
    except AlreadySendingError:
        _log.warning("mail.already_sending")
    except PostUnclearError:
        _move(work, mail, MailState.UNCLEAR, moment, error="no_answer")
    except PostError as error:
        if error.for_good:
            _move(work, mail, MailState.REFUSED, moment, error=error.said)
            return
        # Unless it is held unclear meanwhile: then whoever said so has ended the job as well.
        sending = (MailState.SENDING,)
        work.mails.move(mail.id, to=MailState.WAITING, at=moment.now, error=error.said, of=sending)
        raise
    else:
        _move(work, mail, MailState.SENT, moment)


def _move(
    work: Repositories, mail: Mail, to: MailState, moment: Moment, error: str | None = None
) -> None:
    work.mails.move(mail.id, to=to, at=moment.now, error=error)
    _log.info("mail.%s", to.value)


def _job(mail_id: str, *, at: datetime, now: datetime, again: bool = False) -> Job:
    return Job(
        id=uuid4().hex,
        kind=JobKind.MAIL,
        key=mail_id,
        payload={"mail": mail_id} | ({"again": "yes"} if again else {}),
        due_at=max(at, now),
        enqueued_at=now,
    )


def _nothing(_: Repositories) -> None:
    """Keep nothing: what has been sent is marked at once, not with the job's end."""
