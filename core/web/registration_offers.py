"""What the acting role may do to a registration now, and why not what it may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from core.domain.errors import ConflictError
from core.domain.permissions import may_consult, may_decline, may_enter
from core.domain.registrations import Status
from core.domain.results import REALIZED, ResultStatus
from core.domain.states import EDITABLE, MOVES, Action
from core.services.calendar_gates import refuse_locked
from core.services.consultation import own_allowed
from core.web.hats import acting
from core.web.naming import organization_name
from core.web.refusals import sentence_of
from core.web.rendering import t
from core.web.writing import new_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories

DELETE = "delete"
ON_A_PAGE = {
    Action.RETURN: "tra-lai",
    Action.WITHDRAW: "rut",
    Action.TRANSFER: "chuyen",
    Action.DECLINE: "tu-choi",
    Action.RECOGNISE: "cong-nhan",
    Action.UNRECOGNISE: "rut-cong-nhan",
    DELETE: "xoa",
}
"""Acts that say first what follows from them, or ask for a reason, by the page they have."""

BY_THE_FRONT = (
    Action.AGREE, Action.RETURN, Action.REOPEN, Action.RECOGNISE, Action.UNRECOGNISE,
    Action.TRANSFER,
)  # fmt: skip
MAIN = (Action.AGREE, Action.RECOGNISE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One act: a link to ``address``, or (``posts``) a button that sends the act there.

    ``main`` is the step expected next; ``blocked`` says why it is not possible now; ``key`` makes
    an act that creates happen once.
    """

    act: str
    address: str
    posts: bool = False
    main: bool = False
    blocked: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """The acts possible now, the main one first; ``locked`` says why none are, of a past year."""

    acts: tuple[Offer, ...]
    locked: str = ""

    @property
    def has_main(self) -> bool:
        return any(one.main for one in self.acts)


def offers_for(registration: Registration, work: Repositories, *, continued: bool) -> Offers:
    """Return what the acting role may do; *continued*: the next year's registration is there."""
    found = [
        *_entering(registration),
        *_consulting(registration, work),
        *_declining(registration),
    ]
    locked = _locked(registration, work) if found else ""
    acts = [] if locked else found
    acts += [*_confirming(registration), *_afterwards(registration, continued=continued)]
    return Offers(acts=tuple(sorted(acts, key=lambda one: not one.main)), locked=locked)


def is_possible(registration: Registration, act: str) -> bool:
    """Tell whether the state allows *act*, whoever asks; deleting is for what was never sent."""
    if act == DELETE:
        return registration.status is Status.DRAFT and not registration.ever_submitted
    return registration.status in MOVES[Action(act)][0]


def _may_enter(registration: Registration) -> bool:
    held = acting().assignment
    return may_enter(held, organization=registration.organization, path=registration.path)


def _entering(registration: Registration) -> Iterator[Offer]:
    if not _may_enter(registration):
        return
    address = _address(registration)
    if registration.status in EDITABLE:
        begun = registration.status in {Status.DRAFT, Status.RETURNED}
        code = {Status.DRAFT: "go_on", Status.RETURNED: "correct"}.get(registration.status, "edit")
        yield Offer(act=code, address=f"{address}/buoc/1", main=begun)
    if is_possible(registration, Action.SUBMIT):
        yield Offer(act="check", address=f"{address}/xem-lai")
    for act in (Action.WITHDRAW, DELETE):
        if is_possible(registration, act):
            yield _offer(registration, act)


def _consulting(registration: Registration, work: Repositories) -> Iterator[Offer]:
    if not may_consult(acting().assignment, path=registration.path):
        return
    for action in BY_THE_FRONT:
        if not is_possible(registration, action) or not _makes_sense(registration, action):
            continue
        blocked = _own(registration, work) if action is Action.AGREE else ""
        yield _offer(registration, action, blocked=blocked)


def _makes_sense(registration: Registration, action: Action) -> bool:
    if action is Action.TRANSFER:
        # A commune's Front has nowhere to send it that it sees.
        return registration.path not in acting().assignment.paths
    if action is Action.UNRECOGNISE:
        return registration.recognised_on is not None
    if action is Action.RECOGNISE:
        return registration.recognised_on is None and any(
            result.status is ResultStatus.CONFIRMED and result.state in REALIZED
            for result in registration.results
        )
    return True


def _own(registration: Registration, work: Repositories) -> str:
    if work.scope.user not in registration.touched_by:
        return ""
    if own_allowed(work, work.tenants.get(registration.tenant), acting().today):
        return ""
    return t("act.own_item", organization=organization_name(registration.organization))


def _declining(registration: Registration) -> Iterator[Offer]:
    possible = is_possible(registration, Action.DECLINE)
    if possible and may_decline(acting().assignment, registration):
        yield _offer(registration, Action.DECLINE)


def _afterwards(registration: Registration, *, continued: bool) -> list[Offer]:
    """Return what is done to an item that stands, whether or not its year is locked."""
    if not _may_enter(registration) or not registration.counted:
        return []
    over = registration.year < acting().today.year
    address = f"{url_for('web_registrations.index')}/tiep-tuc/{registration.id}"
    proceed = Offer(act="continue", address=address, posts=True, key=new_key())
    return [proceed] if over and not continued else []


def _confirming(registration: Registration) -> list[Offer]:
    """Return the way to the results that wait for the Front, the latest first."""
    if not registration.counted or not may_consult(acting().assignment, path=registration.path):
        return []
    waiting = [r for r in registration.results if r.status is ResultStatus.REPORTED]
    if not waiting:
        return []
    period = max(waiting, key=lambda result: result.period.precedence).period
    address = f"{_address(registration)}/ket-qua/{period}"
    return [Offer(act="confirm_result", address=address, main=True)]


def _offer(registration: Registration, act: Action | str, *, blocked: str = "") -> Offer:
    address, own_page = _address(registration), ON_A_PAGE.get(act)
    return Offer(
        act=str(act),
        address=f"{address}/{own_page or 'buoc-tiep'}",
        posts=own_page is None,
        main=act in MAIN and not blocked,
        blocked=blocked,
    )


def _address(registration: Registration) -> str:
    return url_for("web_registrations.item", registration_id=registration.id)


def _locked(registration: Registration, work: Repositories) -> str:
    try:
        refuse_locked(registration, work=work, today=acting().today)
    except ConflictError as refusal:
        return sentence_of(refusal)
    return ""
