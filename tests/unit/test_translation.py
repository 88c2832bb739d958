"""Everything the program can say has a Vietnamese sentence."""

import ast
import re
from pathlib import Path

import pytest

from core.domain import errors
from core.domain.errors import DomainError
from core.domain.inspections import InspectionStatus
from core.domain.registrations import Status
from core.domain.reports import ReportStatus
from core.domain.results import ResultStatus
from core.edge.wording import worded
from core.translation import catalogue, has, translate

CORE = Path(errors.__file__).parents[1]
REFUSALS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, DomainError)
}
OF_PROBLEM = {"Problem": 1, "Coded": 0, "_RefusedError": 0}


def calls():
    for path in sorted(CORE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield path.relative_to(CORE), node, name


def text_at(node, index):
    given = node.args[index] if len(node.args) > index else None
    return given.value if isinstance(given, ast.Constant) and given.value else None


def told():
    for path, node, name in calls():
        if name in REFUSALS and (reason := text_at(node, 0)):
            yield pytest.param(f"error.{reason}", id=f"{path}:{node.lineno}:{reason}")
        if name in OF_PROBLEM and (code := text_at(node, OF_PROBLEM[name])):
            yield pytest.param(f"problem.{code}", id=f"{path}:{node.lineno}:{code}")
    for name in sorted(REFUSALS):
        reason = getattr(errors, name).default_reason
        yield pytest.param(f"error.{reason}", id=f"{name}:{reason}")


@pytest.mark.parametrize("message_id", list(told()))
def test_every_refusal_and_every_problem_has_a_sentence(message_id):
    assert has(message_id)


@pytest.mark.parametrize("message_id", sorted(catalogue()))
def test_a_sentence_can_always_be_shown_even_when_a_part_of_it_is_missing(message_id):
    assert translate(message_id)


@pytest.mark.parametrize("message_id", sorted(catalogue()))
def test_a_sentence_is_composed_unicode_without_stray_spaces(message_id):
    sentence = catalogue()[message_id]

    assert sentence.isprintable()
    assert not re.search(r"  | [,.;:!?]", sentence)


@pytest.mark.parametrize("kind", [Status, ResultStatus, ReportStatus, InspectionStatus])
def test_a_refusal_names_the_state_of_a_record_in_vietnamese(kind):
    for state in kind:
        told_state = worded({"status": state.value})["status"]
        assert told_state != state.value
        assert told_state in translate("error.wrong_state", status=told_state)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_days_are_written_without_leading_zeros_everywhere(language):
    assert [key for key, said in catalogue(language).items() if "%d/" in said] == []
