"""How refusals and verdicts are worded for people: from stable codes to Vietnamese sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.errors import Problem
from core.domain.text import normalized
from core.edge.calendar_wording import before_words
from core.edge.place_wording import board_named, in_a_sentence
from core.translation import has, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from core.domain.calendar_windows import Before
    from core.domain.verdicts import Lack

LONGEST_ECHO = 200
MOST_PROBLEMS = 100
"""So many of a request's problems are told: whoever has more mends these first."""

EVENTS = ("due_event", "closes_event")
"""What a refusal of the calendar tells of the events that end its window."""


class Coded(str):
    """A message of a schema that is still a code with its parameters, translated on the way out."""

    __slots__ = ("params",)
    params: dict[str, Any]

    def __new__(cls, code: str, **params: Any) -> Coded:
        coded = super().__new__(cls, code)
        coded.params = params
        return coded


def worded(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return *params* as they go into a sentence, with a state named as people call it."""
    name = f"status.{params.get('status')}"
    named = {"status": translate(name)} if has(name) else {}
    if params.get("source") == "":
        named["source"] = translate("calendar.no_source")
    if "ask" in params:
        named["ask"] = board_named(params["ask"], translate)
    ends = {key: _ending(params[key]) for key in EVENTS if key in params}
    return {key: echoed(_inside(value)) for key, value in params.items()} | named | ends


def _inside(value: Any) -> Any:
    return in_a_sentence(value) if isinstance(value, str) else value


def _ending(before: Before | None) -> str:
    """Return what follows the last day of a window that an event ends."""
    return f" – {before_words(before, translate)}" if before else ""


def echoed(value: Any) -> Any:
    """Return what may have been sent so that it can be shown: text tidied, and not for pages."""
    return normalized(value[:LONGEST_ECHO]) if isinstance(value, str) else value


def described(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Return each problem for programs and people: field, code, Vietnamese sentence."""
    return [{"field": echoed(p.field), "reason": p.code, "message": sentence(p)} for p in problems]


def sentence(problem: Problem) -> str:
    if problem.text:
        return problem.text
    return translate(f"problem.{problem.code}", **worded(problem.params))


def problems_in(messages: Any, path: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Yield a schema's nested messages as problems with dotted fields."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from problems_in(inner, path if key == "_schema" else (*path, str(key)))
    elif isinstance(messages, (list, tuple)):
        for message in messages:
            yield from problems_in(message, path)
    else:
        params = messages.params if isinstance(messages, Coded) else {}
        code = str(messages)
        known = has(f"problem.{code}")
        yield Problem(".".join(path), code if known else "not_valid", params)


def missing_sentence(lack: Lack | None) -> str | None:
    """Return the sentence «Còn thiếu 01 mô hình … hoặc 01 mô hình …»."""
    if lack is None:
        return None
    parts = [translate("verdict.part", n=part.n, label=part.label) for part in lack.parts]
    joined = translate(f"verdict.{lack.junction.value}").join(parts)
    return translate("verdict.missing", parts=joined)
