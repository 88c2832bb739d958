"""The page that lets one choose, field by field, between one's own words and another's."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import request

from core.edge.platform import platform, scope
from core.web.people_names import names_of
from core.web.registration_form.merging import BOTH, MINE, THEIRS
from core.web.registration_form.review import value_text
from core.web.registration_form.showing import address_of
from core.web.registration_form.stated import ANSWERS
from core.web.rendering import page, t

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response

    from core.services.ports.work import Repositories
    from core.web.registration_form.merging import Conflict
    from core.web.registration_form.saving import Outcome
    from core.web.registration_form.subject import Subject
    from core.web.registration_form.typed import Typed

BOTH_FOR = frozenset({"note"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Who changed the item last, and when; ``oneself`` in another window."""

    name: str
    at: datetime | None
    oneself: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One field in two versions, in words; ``choices`` are what can be done."""

    field: str
    label: str
    mine: str
    theirs: str
    choices: tuple[str, ...]


def conflict_page(outcome: Outcome, typed: Typed, step: int) -> Response:
    """Return the page; all that was typed goes along, and nothing has been saved."""
    subject = outcome.subject
    work = platform().store.read(scope())
    return page(
        "registration_form/conflict.html",
        status=HTTPStatus.PRECONDITION_FAILED,
        active="registrations",
        subject=subject,
        pairs=[_pair(conflict, subject, work) for conflict in outcome.conflicts],
        other=_other(subject, work),
        carried=list(typed.carried()),
        action=address_of(subject, step),
        step=step,
        mark=request.form.get("version", ""),
        key=request.form.get("key", ""),
    )


def _pair(conflict: Conflict, subject: Subject, work: Repositories) -> Pair:
    name = conflict.field
    return Pair(
        field=name,
        label=label_of(name, subject),
        mine=value_text(name, conflict.mine, subject, work),
        theirs=value_text(name, conflict.theirs, subject, work),
        choices=(MINE, THEIRS, *((BOTH,) if name in BOTH_FOR else ())),
    )


def label_of(field: str, subject: Subject) -> str:
    """Return what a field is called in the form."""
    if field == "continues":
        return t("registration_form.continues")
    for question in subject.of_type.form:
        if field == ANSWERS + question.name:
            return question.label
    return t(f"registration_field.{field}")


def _other(subject: Subject, work: Repositories) -> Side:
    every = work.audit.of_target(subject.id)
    entries = [each for each in every if each.content["target_type"] == "registration"]
    if not entries:
        return Side(name="", at=None)
    last = entries[-1]
    oneself = last.user == work.scope.user
    name = (
        t("registration_form.other_window") if oneself else names_of(work, [last.user])[last.user]
    )
    return Side(name=name, at=last.at, oneself=oneself)
