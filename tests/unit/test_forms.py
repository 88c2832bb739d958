"""Answers are judged by their form, and the JSON Schema of the form says the same."""

import json

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.form_answers import check_answers
from core.domain.form_schema import json_schema
from core.domain.forms import SAFE_INTEGER, Choice, FieldType, FormField, personal_names

HOUSEHOLDS = FormField(
    name="so_ho", label="Số hộ", type=FieldType.WHOLE_NUMBER, required=True, minimum=1, unit="hộ"
)
AREA = FormField(
    name="dien_tich", label="Diện tích", type=FieldType.DECIMAL, decimals=2, minimum=0, unit="ha"
)
CLUB = FormField(name="ten", label="Tên", type=FieldType.TEXT, required=True, max_length=10)
LOAN = FormField(name="von", label="Vốn", type=FieldType.MONEY)
CHOICES = (Choice(code="a", label="Một"), Choice(code="b", label="Hai"))
ONE = FormField(name="loai", label="Loại", type=FieldType.CHOICE, choices=CHOICES)
MANY = FormField(
    name="cac", label="Các loại", type=FieldType.CHOICES, choices=CHOICES, required=True
)
WHEN = FormField(name="ngay", label="Ngày", type=FieldType.DATE)
DONE = FormField(name="xong", label="Đã xong", type=FieldType.YES_NO)
NOTE = FormField(name="ghi_chu", label="Ghi chú", type=FieldType.LONG_TEXT, personal=True)


def problems(question, answer, *, complete=True):
    _, found = check_answers((question,), {question.name: answer}, complete=complete)
    return [(problem.field, problem.code) for problem in found]


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [
        (HOUSEHOLDS, "42", "not_whole_number"),
        (HOUSEHOLDS, True, "not_whole_number"),
        (HOUSEHOLDS, None, "not_whole_number"),
        (HOUSEHOLDS, 4.5, "not_whole_number"),
        (HOUSEHOLDS, float("nan"), "not_whole_number"),
        (HOUSEHOLDS, 0, "too_small"),
        (HOUSEHOLDS, 2**63, "too_large"),
        (AREA, "1,5", "not_number"),
        (AREA, False, "not_number"),
        (AREA, float("inf"), "not_number"),
        (AREA, 1.005, "too_many_decimals"),
        (AREA, -0.5, "too_small"),
        (LOAN, -1, "too_small"),
        (LOAN, 1.5, "not_whole_number"),
        (CLUB, 7, "not_text"),
        (CLUB, "một\nhai", "not_one_line"),
        (CLUB, "mười một chữ", "too_long"),
        (CLUB, "  ", "required"),
        (NOTE, "nul \x00", "not_text"),
        (ONE, "c", "not_a_choice"),
        (ONE, ["a"], "not_a_choice"),
        (MANY, "a", "not_a_list"),
        (MANY, ["a", "a"], "repeated"),
        (MANY, ["a", "c"], "not_a_choice"),
        (MANY, [], "required"),
        (WHEN, "21/6/2017", "not_a_date"),
        (WHEN, "2017-02-29", "not_a_date"),
        (WHEN, "20170621", "not_a_date"),
        (WHEN, "2017-06-21\n", "not_a_date"),
        (DONE, 1, "not_yes_no"),
        (DONE, "có", "not_yes_no"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_refused_at_its_field(question, answer, code):
    assert problems(question, answer) == [(f"answers.{question.name}", code)]


@pytest.mark.parametrize(
    ("question", "answer", "kept"),
    [
        (HOUSEHOLDS, 42, 42),
        (HOUSEHOLDS, 42.0, 42),
        (AREA, 1.25, 1.25),
        (AREA, 3, 3),
        (LOAN, 0, 0),
        (CLUB, "Tổ 3 sạch", "Tổ 3 sạch"),
        (NOTE, "dòng một\ndòng hai", "dòng một\ndòng hai"),
        (ONE, "a", "a"),
        (MANY, ["b", "a"], ["b", "a"]),
        (WHEN, "2017-06-21", "2017-06-21"),
        (DONE, False, False),
    ],
)
def test_a_good_answer_is_kept(question, answer, kept):
    clean, found = check_answers((question,), {question.name: answer}, complete=True)

    assert (found, clean) == ((), {question.name: kept})
    assert type(clean[question.name]) is type(kept)


def test_a_question_the_form_does_not_ask_is_refused_even_in_a_draft():
    clean, found = check_answers((HOUSEHOLDS,), {"so_bo": 3}, complete=False)

    assert clean == {}
    assert [(p.field, p.code) for p in found] == [("answers.so_bo", "unknown_field")]


def test_a_draft_may_leave_required_answers_out_but_not_get_them_wrong():
    assert check_answers((HOUSEHOLDS, CLUB), {}, complete=False) == ({}, ())
    assert problems(HOUSEHOLDS, "nhiều", complete=False) == [("answers.so_ho", "not_whole_number")]


def test_a_submission_hears_of_everything_that_is_wrong_at_once():
    _, found = check_answers((HOUSEHOLDS, CLUB, AREA), {"dien_tich": -1}, complete=True)

    assert [(p.field, p.code) for p in found] == [
        ("answers.so_ho", "required"),
        ("answers.ten", "required"),
        ("answers.dien_tich", "too_small"),
    ]


def test_a_problem_carries_what_its_sentence_needs():
    _, (problem,) = check_answers((HOUSEHOLDS,), {"so_ho": 0}, complete=True)

    assert problem.params == {"label": "Số hộ", "minimum": 1, "unit": "hộ"}


def test_a_blank_text_and_an_empty_list_are_no_answers():
    clean, found = check_answers((CLUB, MANY), {"ten": " ", "cac": []}, complete=False)

    assert (clean, found) == ({}, ())


def test_answers_are_kept_in_the_order_of_the_form():
    clean, _ = check_answers((HOUSEHOLDS, CLUB), {"ten": "Tổ", "so_ho": 1}, complete=True)

    assert list(clean) == ["so_ho", "ten"]


def test_personal_answers_can_be_told_apart():
    assert personal_names((HOUSEHOLDS, NOTE)) == {"ghi_chu"}


def test_the_schema_shows_labels_units_and_what_is_personal():
    schema = json_schema((HOUSEHOLDS, ONE, NOTE))

    assert schema["properties"]["so_ho"] == {
        "title": "Số hộ",
        "x-field-type": "whole_number",
        "x-unit": "hộ",
        "type": "integer",
        "minimum": 1,
        "maximum": SAFE_INTEGER,
    }
    assert schema["properties"]["loai"]["oneOf"][0] == {"const": "a", "title": "Một"}
    assert schema["properties"]["ghi_chu"]["x-personal"] is True
    assert (schema["required"], schema["additionalProperties"]) == (["so_ho"], False)


limits = st.one_of(st.none(), st.integers(-3, 3))


@st.composite
def questions(draw, name):
    sort = draw(st.sampled_from(FieldType))
    least = draw(limits)
    most = draw(limits)
    numeric = sort in {FieldType.WHOLE_NUMBER, FieldType.DECIMAL, FieldType.MONEY}
    text = sort in {FieldType.TEXT, FieldType.LONG_TEXT}
    return FormField(
        name=name,
        label=name,
        type=sort,
        required=draw(st.booleans()),
        decimals=draw(st.integers(1, 4)) if sort is FieldType.DECIMAL else 0,
        minimum=least if numeric else None,
        maximum=most if numeric else None,
        max_length=draw(st.sampled_from([None, 1, 3])) if text else None,
        choices=CHOICES if sort in {FieldType.CHOICE, FieldType.CHOICES} else (),
    )


forms = st.tuples(questions("mot"), questions("hai"))
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-4, 4, places=3).map(float),
    st.text(max_size=4),
    st.text("a \n\t\u0085\u2028\u00a0\ufeff", max_size=4),
    st.sampled_from(["a", "b", "2017-06-21", "2017-02-30", "1899-01-01", "2017-6-1", ""]),
    st.dates().map(str),
)
answers = st.dictionaries(
    st.sampled_from(["mot", "hai", "ba"]),
    st.one_of(scalars, st.lists(st.sampled_from(["a", "b", "c", 1]), max_size=3)),
)


@given(forms, answers)
def test_the_schema_and_the_server_accept_the_same_answers(form, given_answers):
    schema = jsonschema_rs.Draft202012Validator(json_schema(form), validate_formats=True)
    sent = json.loads(json.dumps(given_answers))

    _, found = check_answers(form, sent, complete=True)

    assert schema.is_valid(sent) is (found == ())


@given(forms, answers)
def test_what_was_kept_is_accepted_again_unchanged(form, given_answers):
    clean, _ = check_answers(form, given_answers, complete=False)

    assert check_answers(form, clean, complete=False) == (clean, ())


@given(forms)
def test_the_schema_of_any_form_is_a_schema(form):
    assert jsonschema_rs.meta.is_valid(json_schema(form))
