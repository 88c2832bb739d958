"""Sending a result: stored once, and what another has stored meanwhile joined field by field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import request

from core.domain.errors import (
    ConflictError,
    InvalidError,
    PreconditionMissingError,
    StaleVersionError,
)
from core.domain.foreseen import IN_COMPANY
from core.edge.platform import moment, platform
from core.edge.wording import sentence
from core.services.results import enter
from core.web.refusals import by_field, sentence_of
from core.web.rendering import t
from core.web.result_fields import texts_of
from core.web.result_opening import current_result
from core.web.result_reading import read
from core.web.writing import write

if TYPE_CHECKING:
    from core.domain.results import Result
    from core.services.results import Statement
    from core.web.result_opening import Opened

MINE, THEIRS = "cua-toi", "cua-ho"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both have changed, as texts."""

    name: str
    mine: str
    theirs: str


@dataclass(slots=True, kw_only=True)
class Sent:
    """What came of a form: saved, or why not, with the texts as they are to be shown again."""

    texts: dict[str, str]
    saved: bool = False
    problems: dict[str, str] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    refusal: str = ""
    version: int | None = None


def sent_texts(shown: Opened, prefix: str = "") -> dict[str, str]:
    """Return what the form holds; a field settled in favour of the other shows what they stored."""
    texts = {name: request.form.get(prefix + name, "") for name in shown.form.names}
    theirs = texts_of(shown.form, shown.result)
    for name in shown.form.names:
        if request.form.get(f"{prefix}chon.{name}") == THEIRS:
            texts[name] = theirs[name]
    return texts


def save(shown: Opened, texts: dict[str, str], prefix: str = "") -> Sent:
    """Store what *texts* state; the version that the form was made from comes with it."""
    version = _version(request.form.get(f"{prefix}ban", ""))
    statement, problems = read(shown.form, texts)
    if statement is None:
        told = {problem.field: sentence(problem) for problem in reversed(problems)}
        return Sent(texts=texts, problems=told, version=version)
    try:
        _store(shown, statement, version)
    except (StaleVersionError, PreconditionMissingError):
        return _joined(shown, statement, texts, prefix)
    except InvalidError as error:
        told = {name: " ".join(sentences) for name, sentences in by_field(error).items()}
        return Sent(texts=texts, problems=told, version=version)
    except ConflictError as error:
        return Sent(texts=texts, refusal=sentence_of(error), version=version)
    return Sent(texts=texts, saved=True)


def unchanged(shown: Opened, texts: dict[str, str]) -> bool:
    """Tell whether the form says what is stored already, or nothing at all."""
    if shown.result is None:
        return not any(text.strip() for text in texts.values())
    return texts == texts_of(shown.form, shown.result)


def _store(shown: Opened, statement: Statement, version: int | None) -> Result:
    _, result = write(
        lambda work: enter(
            shown.item.id,
            shown.period,
            statement,
            version=version,
            work=work,
            catalogue=platform().catalogue,
            moment=moment(),
        ),
        IN_COMPANY,
    )
    return result


def _joined(shown: Opened, statement: Statement, texts: dict[str, str], prefix: str) -> Sent:
    """Join field by field: what only the other has changed is theirs, what both have is asked."""
    now = current_result(shown.item.id, shown.period)
    if now is not None and _says(now, statement):
        return Sent(texts=texts, saved=True)  # the same form, sent twice
    theirs = texts_of(shown.form, now)
    joined, conflicts = dict(texts), []
    for name, mine in texts.items():
        origin = request.form.get(f"{prefix}goc.{name}", "")
        if mine == theirs[name] or theirs[name] == origin:
            continue
        if mine == origin:
            joined[name] = theirs[name]
        else:
            conflicts.append(Conflict(name, mine, theirs[name]))
    refusal = "" if conflicts else t("results.joined")
    return Sent(
        texts=joined, conflicts=conflicts, refusal=refusal, version=now.version if now else None
    )


def _says(result: Result, statement: Statement) -> bool:
    figures = {code: float(amount) for code, amount in result.measures.items()}
    return (
        result.state is statement.state
        and result.progress == statement.progress
        and result.households == statement.households
        and figures == {code: float(amount) for code, amount in statement.measures.items()}
        and result.funding == statement.funding
        and result.narrative == statement.narrative
    )


def _version(written: str) -> int | None:
    plain = written.isascii() and written.isdigit() and len(written) <= 9  # noqa: PLR2004
    return int(written) if plain else None
