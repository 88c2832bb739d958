"""A digest as a mail: plain text, for whom it is, what is due under which role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.mails import Letter
from core.domain.place_names import called
from core.edge.notice_wording import headline, line_due, line_title, short_day
from core.edge.place_wording import front_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from core.catalogue import Catalogue
    from core.domain.mails import Mail
    from core.domain.notices import Notice
    from core.domain.people import User
    from core.services.ports.work import Repositories

INBOX = "/thong-bao"


def letters(
    catalogue: Catalogue, *, public_url: str | None, say: Callable[..., str]
) -> Callable[[Repositories, Mail, Notice, User], Letter]:
    """Return what words a mail; *public_url* is where people reach the program, if that is set."""

    def write(work: Repositories, mail: Mail, notice: Notice, user: User) -> Letter:
        seats = _seats(work, notice, user, catalogue, say)
        link = f"{public_url.rstrip('/')}{INBOX}" if public_url else None
        body = [*_greeting(notice, user, say), *_lines(notice, seats, say), *_end(link, say)]
        return Letter(
            name=mail.id,
            to=user.email or "",
            written_at=mail.made_at,
            subject=say("letter.subject", what=headline(notice, say), day=short_day(notice.day)),
            text="\n".join(body) + "\n",
        )

    return write


def _greeting(notice: Notice, user: User, say: Callable[..., str]) -> Iterator[str]:
    yield say("letter.greeting", name=user.name)
    yield ""
    yield say("letter.lead", what=headline(notice, say), day=short_day(notice.day))


def _lines(notice: Notice, seats: Mapping[str, str], say: Callable[..., str]) -> Iterator[str]:
    for assignment in notice.assignments:
        yield ""
        if assignment in seats:
            yield f"{seats[assignment]}:"
        for line in notice.lines:
            if line.assignment == assignment:
                yield f"- {line_title(line, say)} ({line_due(line, notice.day, say)})"


def _end(link: str | None, say: Callable[..., str]) -> Iterator[str]:
    yield ""
    if link:
        yield say("letter.link", link=link)
        yield ""
    yield say("letter.why")


def _seats(
    work: Repositories,
    notice: Notice,
    user: User,
    catalogue: Catalogue,
    say: Callable[..., str],
) -> dict[str, str]:
    """Return by assignment for whom it is held: «Hội Phụ nữ xã Lương Bằng»."""
    tenants = work.tenants.many({held.tenant for held in user.assignments})
    named = {}
    for held in user.assignments:
        tenant = tenants[held.tenant]
        place = called(tenant, notice.day)
        body = catalogue.organizations.get(held.organization)
        if held.organization == FRONT:
            named[held.id] = say("hat.front", front=front_named(place, say))
        else:
            short = body.short_name if body else catalogue.organization_name(held.organization)
            named[held.id] = f"{short or held.organization} {place.in_a_sentence}"
    return named
