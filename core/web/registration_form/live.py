"""The parts of the form that are asked for while one types; each is also in the whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, jsonify, render_template, request

from core.domain.text import folded
from core.edge.platform import platform, scope
from core.edge.wording import sentence
from core.web import formats
from core.web.highlighting import pieces
from core.web.refusals import wants_json
from core.web.registration_form.answering import verdict_html
from core.web.registration_form.echoes import echo_of, funding_total
from core.web.registration_form.origins import origins
from core.web.registration_form.overlap_hints import hints
from core.web.registration_form.page_fields import page_field
from core.web.registration_form.places import found
from core.web.registration_form.reading import read
from core.web.registration_form.stated import draft_of
from core.web.registration_form.subject import new_subject, sent_subject, subject_of
from core.web.registration_form.typed import Typed
from core.web.registration_form.views import blueprint

if TYPE_CHECKING:
    from core.web.registration_form.subject import Subject

__all__ = ["blueprint"]  # with the views below on it
LONGEST_QUERY = 100


@blueprint.post("/dang-ky/doc-lai")
def echo() -> Response | str:
    """Read one field back, the one that ``o`` names: «12.000.000 đồng», or what is unclear."""
    subject, typed = sent_subject(platform().store.read(scope())), Typed.sent()
    field = request.form.get("o", "")
    said = echo_of(field, typed, subject)
    if wants_json():
        count, total = funding_total(typed)
        text = formats.money(total)
        return jsonify(shown=said.shown, problem=said.problem, count=count, total=text)
    return _echo(field, said.shown, said.problem, typed)


@blueprint.post("/dang-ky/kiem-tra")
def check() -> Response | str:
    """Check the field that ``o`` names as it stands in the form, on leaving it."""
    work = platform().store.read(scope())
    subject, typed = sent_subject(work), Typed.sent()
    field = request.form.get("o", "")
    said = echo_of(field, typed, subject)
    problem = said.problem or _problem(field, typed, subject)
    shown = "" if problem else said.shown
    if wants_json():
        return jsonify(shown=shown, problem=problem)
    return render_template("registration_form/echo.html", field=field, shown=shown, problem=problem)


@blueprint.post("/dang-ky/chi-tieu")
def verdict() -> Response | str:
    """Judge the quotas as if the form were sent as it stands; nothing is saved."""
    work = platform().store.read(scope())
    subject = sent_subject(work)
    html = verdict_html(read(Typed.sent(), subject, work).values, subject)
    return jsonify(verdict_html=html) if wants_json() else html


@blueprint.post("/dang-ky/chong-cheo")
def overlap() -> str:
    """Say what may be the same work as the form as it stands; nothing is saved."""
    work = platform().store.read(scope())
    subject = sent_subject(work)
    found = hints(read(Typed.sent(), subject, work).values, subject, work)
    return render_template("registration_form/overlap_hint.html", hints=found)


@blueprint.post("/dang-ky/nguon-goc")
def origin() -> str:
    """Return the models that the form as it stands can say it spreads."""
    work = platform().store.read(scope())
    subject, typed = sent_subject(work), Typed.sent()
    offered = origins(typed.one("copied_from"), subject, work)
    return render_template(
        "registration_form/origins.html", origins=offered, typed=typed, errors={}
    )


@blueprint.get("/dang-ky/dia-diem")
def places() -> Response | str:
    """Return the places of the unit whose names begin as what was typed, accent-free."""
    work = platform().store.read(scope())
    args = request.args
    if args.get("id"):
        subject = subject_of(work, args["id"])
    else:
        subject = new_subject(
            work,
            of_type=args.get("type", ""),
            tenant=args.get("tenant", ""),
            year=args.get("year", ""),
        )
    query = args.get("q", "")[:LONGEST_QUERY]
    boxes = found(subject, query, work)
    if wants_json():
        return jsonify([{"value": value, "label": label} for value, label in boxes])
    words = folded(query).split()
    shown = [(value, pieces(label, words)) for value, label in boxes]
    return render_template("registration_form/places.html", boxes=shown)


def _echo(field: str, shown: str, problem: str, typed: Typed) -> str:
    total = {"total": funding_total(typed)} if field.startswith("funding-") else {}
    return render_template(
        "registration_form/echo.html", field=field, shown=shown, problem=problem, **total
    )


def _problem(field: str, typed: Typed, subject: Subject) -> str:
    """Return what is wrong with one field by its own form, "" for nothing."""
    work = platform().store.read(scope())
    reading = read(typed, subject, work)
    _, problems = draft_of(reading.values, subject)
    for problem in [*reading.problems, *problems]:
        if page_field(problem.field, reading.rows) == field:
            return sentence(problem)
    return ""
