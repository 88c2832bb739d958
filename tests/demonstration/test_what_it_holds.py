"""What the demonstration shows: a whole year of a province, and the next one just begun."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import pytest

from core.demonstration import cases
from core.demonstration.calendar import PRACTICE_DATE
from core.demonstration.geography import LUONG_BANG
from core.demonstration.signing import MORE_HOUSEHOLDS
from core.domain.access import OPERATOR
from core.domain.movements import CONTENTS, Kind, Stage
from core.domain.periods import Period
from core.domain.quotas import Expected
from core.domain.registrations import Registration, Status
from core.domain.results import ResultStatus, State
from core.services.calendars import read_calendar
from core.services.drifting import drift_of
from core.services.quota_standing import Question, quota_rows
from core.services.report_counts import count_reports
from core.services.report_standing import report_of

if TYPE_CHECKING:
    from core.services.quota_standing import QuotaRow
    from tests.demonstration.conftest import Demonstration

ORGANIZATIONS = ("mttq", "nong_dan", "phu_nu", "doan_thanh_nien", "cuu_chien_binh")
VETERANS = "cuu_chien_binh.hai_mo_hinh_moi_xa"


def test_it_is_loaded_in_seconds_and_a_second_time_does_nothing(
    demonstration: Demonstration,
) -> None:
    database = demonstration.store.database
    before = {name: database[name].count_documents({}) for name in database.list_collection_names()}
    assert demonstration.seconds < 15
    assert not demonstration.load_again()
    after = {name: database[name].count_documents({}) for name in database.list_collection_names()}
    assert after == before


def test_some_four_hundred_items_are_registered_in_2017_and_all_are_marked(
    demonstration: Demonstration,
) -> None:
    assert 400 <= len(demonstration.of(2017)) <= 460
    assert all(each.demonstration for each in demonstration.registrations)
    reports = demonstration.store.database["reports"]
    assert reports.count_documents({"demonstration": True}) == reports.count_documents({}) > 500


def test_every_organization_has_works_models_and_tasks_of_every_fate(
    demonstration: Demonstration,
) -> None:
    year = demonstration.of(2017)
    held = {(each.organization, each.kind) for each in year}
    assert held == set(product(ORGANIZATIONS, Kind))
    assert {each.content for each in year} == set(CONTENTS)
    statuses = Counter(each.status for each in year)
    assert set(statuses) == set(Status)
    assert statuses[Status.AGREED] > 0.8 * len(year)
    assert 15 < sum(each.late for each in year) < 80
    assert any(each.recognised_on for each in year)
    assert any(each.entered_from_above for each in year)
    assert any(len({place.tenant for place in each.places}) > 2 for each in year)
    assert any(money.about for each in year for money in each.funding)
    assert any(partner.declined for each in year for partner in each.partners)


def test_results_are_in_every_state_and_at_every_stage_of_confirmation(
    demonstration: Demonstration,
) -> None:
    results = [result for each in demonstration.of(2017) for result in each.results]
    whole = [result for result in results if str(result.period) == "2017"]
    assert {str(result.period) for result in results} == {"2017-H1", "2017-Q3", "2017"}
    assert {result.state for result in whole} == set(State)
    assert {result.status for result in whole} == set(ResultStatus)


@pytest.mark.parametrize("year", [2017, 2018])
def test_every_numbered_quota_is_met_in_some_communes_and_short_in_others(
    demonstration: Demonstration, year: int
) -> None:
    numbered = [
        row
        for row in rows(demonstration, Question(year=year))
        if not isinstance(row.quota.clause, Expected)
    ]
    assert len(numbered) == 4
    for row in numbered:
        assert row.tally.applicable == 108
        assert row.tally.met > (54 if year == 2017 else 5), row.quota.code
        assert row.tally.short > 5, row.quota.code


def test_known_communes_are_short_for_known_reasons(demonstration: Demonstration) -> None:
    short = {
        (row.quota.organization, each.tenant): (each.have, each.need)
        for row in rows(demonstration, Question(year=2017))
        for each in row.tally.shortfalls
    }
    assert short["cuu_chien_binh", cases.ONE_MODEL_FOR_TWO_CLAUSES] == (1, 2)
    assert short["cuu_chien_binh", cases.ONE_OF_TWO_WITHDRAWN] == (1, 2)
    assert short["phu_nu", cases.BUILT_WHERE_KEPT_IS_ASKED] == (0, 1)
    assert short["phu_nu", cases.RETURNED_AND_NOT_SENT_AGAIN] == (0, 1)
    assert short["phu_nu", cases.A_DRAFT_NEVER_SENT] == (0, 1)
    assert short["doan_thanh_nien", cases.KEPT_WHERE_BUILT_IS_ASKED] == (0, 1)
    assert short["doan_thanh_nien", cases.A_WORK_WHERE_A_MODEL_IS_ASKED] == (0, 1)
    assert short["mttq", cases.WORKS_BUT_NO_MODEL] == (0, 1)
    nothing = [o for o, tenant in short if tenant == cases.NOTHING_AT_ALL]
    assert len(nothing) == 4
    assert not [o for o, tenant in short if tenant == LUONG_BANG]


def test_quotas_can_be_asked_for_a_day_in_the_past(demonstration: Demonstration) -> None:
    def met(as_of: date | None) -> dict[str, int]:
        asked = rows(demonstration, Question(year=2017, as_of=as_of))
        return {row.quota.code: row.tally.met for row in asked}

    in_june, in_july = met(date(2017, 6, 28)), met(date(2017, 7, 20))
    assert in_june[VETERANS] < in_july[VETERANS] < met(None)[VETERANS]
    assert met(PRACTICE_DATE) == met(None)


def test_reports_are_on_time_late_and_missing(demonstration: Demonstration) -> None:
    work = demonstration.store.read(OPERATOR)
    for period in (Period(year=2017, months=6), Period(year=2017)):
        counts = count_reports(work, work.tenants.get("p06"), period, today=PRACTICE_DATE)
        assert counts.expected > 400
        assert counts.on_time > counts.late > 20
        assert counts.missing > 20
        assert counts.pending == 0
    kept = demonstration.store.database["reports"].distinct("status")
    assert kept == ["accepted", "draft", "frozen", "returned", "submitted"]


def test_a_commune_s_and_the_province_s_half_year_are_signed_off(
    demonstration: Demonstration,
) -> None:
    work = demonstration.store.read(OPERATOR)
    half = Period(year=2017, months=6)
    found = {}
    for tenant in (LUONG_BANG, "p06"):
        report = report_of(work, work.tenants.get(tenant), "mttq", half)
        assert report is not None, tenant
        drift = drift_of(
            work, report, measures=demonstration.catalogue.measures, today=PRACTICE_DATE
        )
        found[tenant] = (report.edition, [sorted(pair) for pair in drift.totals.values()])
    # What was corrected last stands in the commune's amendment and drifts above it.
    assert found[LUONG_BANG] == (1, [])
    ((was, now),) = found["p06"][1]
    assert (found["p06"][0], now - was) == (0, MORE_HOUSEHOLDS)


def test_in_2018_some_continue_last_years_models_and_some_still_owe(
    demonstration: Demonstration,
) -> None:
    year = demonstration.of(2018)
    earlier = {each.id: each for each in demonstration.of(2017)}
    continued = [each for each in year if each.continues]
    assert len(continued) > 80
    assert all(earlier[each.continues or ""].status is Status.AGREED for each in continued)
    assert all(each.created_at.date() < PRACTICE_DATE for each in year)
    owing = {
        each.tenant
        for row in rows(demonstration, Question(year=2018))
        for each in row.tally.shortfalls
    }
    assert LUONG_BANG in owing
    assert {each.tenant for each in continued} >= {LUONG_BANG}


def test_the_calendar_of_2017_is_the_plans_and_2018_keeps_the_default(
    demonstration: Demonstration,
) -> None:
    work = demonstration.store.read(OPERATOR)

    def due(year: int) -> date:
        calendar = read_calendar(work, tenant_id=LUONG_BANG, year=year, today=PRACTICE_DATE)
        return calendar.parts["registration"].window.due

    assert due(2017) == date(2017, 7, 14)
    assert due(2018) == date(2018, 2, 14)
    late = [each for each in demonstration.of(2017) if each.late]
    assert {each.submitted_on and each.submitted_on > date(2017, 7, 14) for each in late} == {True}


def test_the_report_of_2018_is_due_before_a_congress_that_has_no_day_yet(
    demonstration: Demonstration,
) -> None:
    work = demonstration.store.read(OPERATOR)
    calendar = read_calendar(work, tenant_id=LUONG_BANG, year=2018, today=PRACTICE_DATE)
    window = calendar.parts["2018"].window
    assert window.due_before is not None
    assert "Đại hội" in window.due_before.name
    assert (window.due_before.day, window.due) == (None, date(2019, 1, 31))


def test_its_words_are_vietnamese_as_they_are_stored(demonstration: Demonstration) -> None:
    for text in set(texts(demonstration.registrations)):
        assert unicodedata.is_normalized("NFC", text), text
        assert "{" not in text
        assert text == " ".join(text.split())


def rows(demonstration: Demonstration, question: Question) -> list[QuotaRow]:
    work = demonstration.store.read(OPERATOR)
    found, _ = quota_rows(
        work,
        work.tenants.get("p06"),
        question,
        today=PRACTICE_DATE,
        catalogue=demonstration.catalogue,
    )
    return found


def texts(registrations: list[Registration]) -> list[str]:
    return [
        text
        for each in registrations
        for text in (
            each.title,
            each.note,
            each.return_reason or "",
            *(partner.name or "" for partner in each.partners),
            *(place.area or "" for place in each.places),
            *(result.narrative for result in each.results),
        )
    ]


def test_a_model_shows_photos_of_itself_and_of_its_result(demonstration: Demonstration) -> None:
    work = demonstration.store.read(OPERATOR)
    shown = [each for each in demonstration.of(2017) if work.evidence.of(each)]
    (model,) = shown
    assert (model.tenant, model.organization) == (LUONG_BANG, "phu_nu")
    found = work.evidence.of(model)
    assert all(each.ready and "hình vẽ" in each.declared.caption for each in found)
    assert [each.declared.period is None for each in found] == [True, True, False]


def test_recognised_models_rest_on_decisions_and_have_spread_to_other_communes(
    demonstration: Demonstration,
) -> None:
    recognised = [each for each in demonstration.of(2017) if each.recognised_on]
    assert len(recognised) > 20
    assert all(each.decision_number and each.decision_on for each in recognised)
    assert all(each.recognised_by for each in recognised)
    copies = {each.id: each for each in demonstration.of(2018) if each.copied_from}
    assert all(each.stage is Stage.EXPANDED for each in copies.values())
    known = {each.id: each for each in demonstration.registrations}
    origins = {known[str(each.copied_from)].tenant for each in copies.values()}
    assert len({each.tenant for each in copies.values()} - origins) >= 2
    first = [each for each in copies.values() if known[str(each.copied_from)].recognised_on]
    again = [each for each in copies.values() if each.copied_from in copies]
    assert len(first) >= 3
    assert again
    origin = known[str(again[0].copied_from)].copied_from
    above = demonstration.store.read(OPERATOR).models.above(again[0].id, more_than=9)
    assert {str(again[0].copied_from), str(origin)} <= above


def test_a_district_has_checked_a_commune_and_begun_another_check(
    demonstration: Demonstration,
) -> None:
    inspections = demonstration.store.database["inspections"]
    assert sorted(each["status"] for each in inspections.find()) == ["concluded", "draft"]
    told = inspections.find_one({"status": "concluded"})
    assert told is not None
    right, wrong = told["items"]
    assert (right["outcome"], wrong["outcome"]) == ("as_reported", "corrected")
    stored = demonstration.store.read(OPERATOR).registrations
    for row in (right, wrong):
        (result,) = [r for r in stored.get(row["registration"]).results if str(r.period) == "2017"]
        assert result.status is ResultStatus.CONFIRMED
        assert result.progress == (row["corrected"] or row["reported"])["progress"]
