"""The addresses of the form: choose, begin, each step, check and send, keep up last year's."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, redirect, request, url_for

from core.domain.states import refuse_edit
from core.edge.platform import platform, scope
from core.web.hats import hat_blueprint
from core.web.refusals import wants_json
from core.web.registration_form import answering, beginning
from core.web.registration_form.filling import filled
from core.web.registration_form.merging import BOTH, MINE, THEIRS
from core.web.registration_form.origins import begun_from, origin_row
from core.web.registration_form.page_fields import REVIEW, STEPS
from core.web.registration_form.reading import read
from core.web.registration_form.saving import Sent, save
from core.web.registration_form.showing import Form, form_page
from core.web.registration_form.stated import read_version_mark, stated_in
from core.web.registration_form.subject import Subject, new_subject, subject_of
from core.web.registration_form.typed import Typed
from core.web.rendering import page
from core.web.writing import new_key

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.models import Model

blueprint = hat_blueprint("registration_form")
KEEP = "keep."


@blueprint.get("/dang-ky/moi")
def new() -> Response | WerkzeugResponse:
    """Choose what to register; with a type, the first step of a new item."""
    args = request.args
    work = platform().store.read(scope())
    if "loai" not in args:
        return page(
            "registration_form/choose.html",
            active="registrations",
            offer=beginning.offer(work, args.get("dia-ban", ""), args.get("nam", "")),
            origin=origin_row(args["goc"], work) if "goc" in args else None,
        )
    if "khoa" not in args:
        return redirect(
            f"{request.full_path}&{urlencode({'khoa': new_key()})}", HTTPStatus.SEE_OTHER
        )
    made = beginning.made_with(work, args["khoa"])
    if made:
        # The way back from a later step leads here; what was made then is gone on with.
        return redirect(
            url_for("web_registration_form.step", registration_id=made, number=1),
            HTTPStatus.SEE_OTHER,
        )
    year = args.get("nam", "")
    tenant = args.get("dia-ban") or beginning.unit_to_begin_with(work, year)
    subject = _new(args["loai"], tenant, year)
    beginning.refuse_closed(work, subject)
    origin = origin_row(args["goc"], work) if "goc" in args else None
    return _shown(subject, step=1, key=args["khoa"], origin=origin.model if origin else None)


@blueprint.post("/dang-ky/moi")
def begin() -> Response | WerkzeugResponse:
    """Save a new item for the first time."""
    args = request.args
    subject = _new(args.get("loai", ""), args.get("dia-ban", ""), args.get("nam", ""))
    return _sent(subject, step=_number(request.form.get("step", "1")))


@blueprint.get("/dang-ky/<string:registration_id>/buoc/<int:number>")
def step(registration_id: str, number: int) -> Response:
    return _shown(_editable(registration_id), step=number)


@blueprint.post("/dang-ky/<string:registration_id>/buoc/<int:number>")
def save_step(registration_id: str, number: int) -> Response | WerkzeugResponse:
    return _sent(_editable(registration_id, sending=True), step=_number(str(number)))


@blueprint.get("/dang-ky/<string:registration_id>/xem-lai")
def review(registration_id: str) -> Response:
    return _shown(_editable(registration_id), step=REVIEW)


@blueprint.post("/dang-ky/<string:registration_id>/xem-lai")
def save_review(registration_id: str) -> Response | WerkzeugResponse:
    return _sent(_editable(registration_id, sending=True), step=REVIEW)


@blueprint.post("/dang-ky/tiep-tuc/<string:registration_id>")
def keep_up(registration_id: str) -> WerkzeugResponse:
    """Make this year's item from last year's, ready to be checked and sent."""
    made = beginning.kept_up(registration_id)
    return redirect(
        url_for("web_registration_form.review", registration_id=made), HTTPStatus.SEE_OTHER
    )


def _sent(subject: Subject, *, step: int) -> Response | WerkzeugResponse:
    typed = Typed.sent()
    work = platform().store.read(scope())
    reading = read(typed, subject, work)
    if not wants_json() and ("them" in request.form or "bo" in request.form):
        form = answering.with_rows(typed, subject, reading.values, step)
        return form_page(form)
    number, base = read_version_mark(request.form.get("version", ""))
    sent = Sent(
        key=request.form.get("key", ""),
        version=number,
        base=base,
        choices={
            name.removeprefix(KEEP): choice
            for name, choice in request.form.items()
            if name.startswith(KEEP) and choice in {MINE, THEIRS, BOTH}
        },
        submitting=request.form.get("gui") == "1",
    )
    outcome = save(subject, reading, sent)
    told = answering.Told(outcome=outcome, typed=typed, reading=reading, step=step, sent=sent)
    return answering.as_json(told) if wants_json() else answering.as_page(told)


def _new(of_type: str, tenant: str, year: str) -> Subject:
    work = platform().store.read(scope())
    return new_subject(work, of_type=of_type, tenant=tenant, year=year)


def _editable(registration_id: str, *, sending: bool = False) -> Subject:
    """Return what the form is about; raises ConflictError for what can no longer be changed.

    What was sent before is let through, so that sending it once more can be told from a change.
    """
    subject = subject_of(platform().store.read(scope()), registration_id)
    if subject.registration is not None and not sending:
        refuse_edit(subject.registration.status)
    return subject


def _shown(subject: Subject, *, step: int, key: str = "", origin: Model | None = None) -> Response:
    values = stated_in(subject)
    if origin is not None:
        values = begun_from(origin, values, subject)
    form = Form(subject=subject, typed=filled(values, subject), values=values, step=step, key=key)
    return form_page(replace(form, step=step if step in STEPS else 1))


def _number(text: str) -> int:
    return int(text) if text in {str(step) for step in STEPS} else 1
