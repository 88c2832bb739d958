"""What is answered once a form was sent: the next page, the same one with its errors, or JSON."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from core.edge.platform import platform, scope
from core.edge.statuses import status_of
from core.web import formats
from core.web.refusals import sentence_of
from core.web.registration_form.conflicts import conflict_page
from core.web.registration_form.echoes import funding_total
from core.web.registration_form.filling import filled
from core.web.registration_form.page_fields import REVIEW, STEPS, root_of, steps_of
from core.web.registration_form.rows import SORTS
from core.web.registration_form.showing import Form, address_of, form_page, sentences
from core.web.registration_form.stated import stated_in, version_mark
from core.web.registration_form.typed import Typed
from core.web.registration_form.verdicts import gained, panels
from core.web.rendering import t, tell
from core.web.writing import new_key

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.errors import Problem
    from core.web.registration_form.reading import Reading
    from core.web.registration_form.saving import Outcome, Sent
    from core.web.registration_form.stated import Values
    from core.web.registration_form.subject import Subject

LATER = "sau"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A form that was sent, and what became of it."""

    outcome: Outcome
    typed: Typed
    reading: Reading
    step: int
    sent: Sent


def as_page(told: Told) -> Response | WerkzeugResponse:
    """Answer a browser: a redirect where all went well, else the form as it was typed."""
    outcome = told.outcome
    if outcome.conflicts:
        return conflict_page(outcome, told.typed, told.step)
    if outcome.done:
        _tell_sent(outcome)
        return redirect(_item_address(outcome.subject), HTTPStatus.SEE_OTHER)
    if outcome.problems or outcome.refusal or not outcome.saved:
        return _once_more(told)
    if outcome.taken:
        tell(t("registration_form.joined"), "met")
    return redirect(_onward(told), HTTPStatus.SEE_OTHER)


def as_json(told: Told) -> Response:
    """Answer a script, which keeps what is typed itself."""
    outcome, subject = told.outcome, told.outcome.subject
    if outcome.conflicts or outcome.taken:
        address = address_of(subject, told.step)
        return _json(HTTPStatus.PRECONDITION_FAILED, reason="stale", address=address)
    if outcome.done:
        _tell_sent(outcome)
        told_all = _state(told) | {"submitted": True, "address": _item_address(subject)}
        return _json(**told_all)
    if outcome.refusal is not None and not outcome.refusal.problems and not outcome.saved:
        return _json(
            status_of(outcome.refusal),
            reason=outcome.refusal.reason,
            message=sentence_of(outcome.refusal),
            problems=_problems(outcome),
        )
    if not outcome.saved:
        problems = _problems(outcome)
        message = problems[0]["message"] if problems else ""
        return _json(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            reason="incomplete", message=message, problems=problems,
            verdict_html=verdict_html(told.reading.values, subject),
        )  # fmt: skip
    return _json(**_state(told))


def with_rows(typed: Typed, subject: Subject, values: Values, step: int) -> Form:
    """Return the form with a row more or less, nothing saved, everything as typed."""
    more = request.form.get("them", "")
    gone = request.form.get("bo", "")
    if gone:
        typed = typed.without(
            f"{gone}-text", *(f"{gone}-{sort}" for sort in SORTS.values() if sort)
        )
    return Form(
        subject=subject,
        typed=typed,
        values=values,
        step=step,
        key=request.form.get("key", ""),
        more_rows=more if more in SORTS else "",
        mark=request.form.get("version", ""),
    )


def verdict_html(values: Values, subject: Subject) -> str:
    work = platform().store.read(scope())
    return render_template("registration_form/verdicts.html", panels=panels(values, subject, work))


def _once_more(told: Told) -> Response:
    outcome = told.outcome
    subject = outcome.subject
    refusal = outcome.refusal
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if refusal is not None and not refusal.problems:
        status = status_of(refusal)
    form = Form(
        subject=subject,
        typed=_with_taken(told),
        values=told.reading.values,
        step=told.step,
        key=told.sent.key or new_key(),
        problems=outcome.problems,
        refusal=refusal,
    )
    return form_page(form, status)


def _with_taken(told: Told) -> Typed:
    """Return what was typed, with the other's words in the fields that only the other changed."""
    stored = filled(told.reading.values, told.outcome.subject)
    texts = {
        name: given
        for name, given in told.typed.texts.items()
        if root_of(name.partition("-")[0]) not in told.outcome.taken
    }
    theirs = {
        name: given
        for name, given in stored.texts.items()
        if root_of(name.partition("-")[0]) in told.outcome.taken
    }
    return Typed({**texts, **theirs})


def _onward(told: Told) -> str:
    wanted = request.form.get("den", "")
    subject = told.outcome.subject
    if wanted == LATER:
        return url_for("web_registrations.index", nam=subject.year)
    step = int(wanted) if wanted in {str(each) for each in STEPS} else told.step
    return address_of(subject, step if step in steps_of(subject) else REVIEW)


def _state(told: Told) -> dict[str, Any]:
    subject, registration = told.outcome.subject, told.outcome.subject.registration
    values = stated_in(subject)
    count, total = funding_total(filled(values, subject))
    return {
        "id": subject.id,
        "version": version_mark(subject.version, values),
        "saved_at": formats.clock(registration.updated_at) if registration else "",
        "address": address_of(subject, told.step),
        "key": told.sent.key,
        "problems": _problems(told.outcome),
        "funding_total": {"count": count, "text": formats.money(total)},
        "verdict_html": verdict_html(values, subject),
        "csrf": generate_csrf(),
    }


def _problems(outcome: Outcome) -> list[dict[str, str]]:
    problems: list[Problem] = list(outcome.problems)
    told = sentences(problems)
    refusal = outcome.refusal
    if refusal is not None:
        told += sentences(list(refusal.problems))
        if not refusal.problems:
            told.append({"field": "", "message": sentence_of(refusal)})
    return told


def _tell_sent(outcome: Outcome) -> None:
    registration = outcome.subject.registration
    if registration is None or registration.submitted_at is None:
        return
    if outcome.repeated:
        tell(t("registration_form.sent_before", when=formats.when(registration.submitted_at)))
        return
    clock = formats.clock(registration.updated_at)
    if outcome.corrected:
        tell(t("registration_form.saved", clock=clock))
        return
    work = platform().store.read(scope())
    parts = [t("registration_form.sent_at", clock=clock), gained(outcome.subject, work)]
    tell(" ".join(part for part in parts if part))


def _item_address(subject: Subject) -> str:
    return url_for("web_registrations.item", registration_id=subject.id)


def _json(status: int = HTTPStatus.OK, **body: Any) -> Response:
    response = jsonify(**body)
    response.status_code = status
    return response
