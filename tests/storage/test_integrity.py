"""The check finds whatever was changed behind the program's back, and nothing else."""

from collections import Counter
from datetime import date
from decimal import Decimal
from threading import Event, Thread

import pytest

from core.domain.integrity import SAMPLES
from core.domain.periods import Period
from core.domain.registrations import Partner, Status
from core.domain.results import Result, State
from core.services.integrity import check
from core.storage.integrity import MongoEverything

from ..fakes.audit import KEY
from ..fakes.registrations import PATHS, a_draft, a_registration
from .recorded_work import CATALOGUE, RecordedWork

pytestmark = pytest.mark.mongo
RESULT = Result(
    period=Period.parse("2017-H1"), state=State.COMPLETED, progress=100, households=40,
    measures={"so_ho": Decimal(40), "phu_nu.ty_le_ho_dat": Decimal("97.5")},
)  # fmt: skip


@pytest.fixture
def work(mongo_uri, database_name):
    work = RecordedWork(mongo_uri, database_name)
    yield work
    work.store.close()


@pytest.fixture
def items(work):
    """A little of everything, in two years and three communes."""
    first = work.register(a_registration(id="a1", partners=(Partner(organization="nong_dan"),)))
    second = work.register(a_registration("c02062", id="b2", results=(RESULT,)))
    third = work.register(a_registration("c00700", id="c3", year=2018, status=Status.AGREED))
    draft = work.register(a_draft(id="d4"))
    gone = work.register(a_draft(id="e5"))
    work.remove(gone)
    returned = work.change(first, status=Status.RETURNED)
    return {"first": work.change(returned, status=Status.SUBMITTED), "second": second,
            "third": third, "draft": draft}  # fmt: skip


def checked(work, measures=CATALOGUE.measures):
    return check(MongoEverything(work.database), measures=measures, key=KEY)


def found(work):
    return sorted(checked(work).found)


def test_what_the_program_stored_agrees_with_itself(work, items):
    findings = checked(work)
    assert findings.samples == []
    assert findings.clean
    assert findings.checked == Counter(
        registrations=4, counters=5, histories=5, chains=1, entries=9
    )


def test_an_empty_database_agrees_with_itself(work):
    assert checked(work).clean


@pytest.mark.parametrize(
    "wanted", [{"path": PATHS["c02050"]}, {"path": "vn/p06/", "whole_province": True}]
)
def test_a_counter_that_is_off_is_found(work, items, wanted):
    (document,) = work.database["counters"].find(wanted)
    cell = next(iter(document["cells"]))
    change = {"$inc": {f"cells.{cell}.year.registered": 1}}
    work.database["counters"].update_one({"_id": document["_id"]}, change)
    (difference,) = checked(work).samples
    assert difference.code == "counter_differs"
    assert difference.params["stored"] == difference.params["recounted"] + 1


def test_a_counter_that_is_gone_is_found(work, items):
    work.database["counters"].delete_one({"path": PATHS["c02062"]})
    assert found(work) == ["counter_differs"]


def test_a_registration_put_in_behind_the_programs_back_is_found(work, items):
    document = work.database["registrations"].find_one({"_id": "a1"})
    work.database["registrations"].insert_one(document | {"_id": "f6", "number": "PN-09/2017"})
    assert found(work) == ["counter_differs", "number_ahead", "registration_unrecorded"]


def test_a_registration_taken_out_is_found(work, items):
    work.database["registrations"].delete_one({"_id": "d4"})
    assert found(work) == ["registration_lost"]


@pytest.mark.parametrize(
    ("edit", "codes"),
    [
        ({"status": "withdrawn"}, ["counter_differs", "registration_differs"]),
        ({"stage": "nhan_rong"}, ["counter_differs", "registration_differs"]),
        ({"households": 9}, ["counter_differs"]),
        ({"version": 9}, ["registration_differs"]),
        ({"path": PATHS["c02062"]}, ["counter_differs", "path_unknown"]),
        ({"number": "PN-07/2017"}, ["number_ahead"]),
        ({"number": None}, ["number_missing"]),
    ],
)
def test_a_registration_changed_behind_the_programs_back_is_found(work, items, edit, codes):
    work.database["registrations"].update_one({"_id": "a1"}, {"$set": edit})
    assert found(work) == codes


def test_a_number_given_twice_is_found(work, items):
    work.database["registrations"].drop_indexes()
    again = work.register(a_registration(id="f6"))
    work.database["registrations"].update_one({"_id": again.id}, {"$set": {"number": "PN-01/2017"}})
    work.database["registrations"].create_index(
        [("path", 1), ("year", 1), ("created_at", -1), ("_id", -1)]
    )
    assert found(work) == ["number_twice"]


def test_a_register_set_back_is_found(work, items):
    work.database["numbers"].update_one({"tenant": "c02062"}, {"$set": {"last": 0}})
    assert found(work) == ["number_ahead"]


def test_a_trail_that_was_tampered_with_is_found(work, items):
    work.database["audit"].update_one({"sequence": 2}, {"$set": {"content.reason": "khác"}})
    work.database["audit"].delete_one({"sequence": 8})
    assert found(work) == ["chain_cut", "chain_changed"] or found(work) == [
        "chain_changed", "chain_cut", "registration_differs",
    ]  # fmt: skip


def test_many_differences_are_counted_and_some_described(work):
    for number in range(SAMPLES + 5):
        work.register(a_draft(id=f"a{number}"))
    work.database["registrations"].delete_many({})
    findings = checked(work)
    assert findings.found == {"registration_lost": SAMPLES + 5}
    assert len(findings.samples) == SAMPLES


def test_measures_of_a_plugin_that_is_away_are_left_aside_and_said(work, items):
    known = {code: m for code, m in CATALOGUE.measures.items() if code != "so_ho"}
    findings = checked(work, measures=known)
    assert findings.clean
    assert findings.uncheckable == {"so_ho"}


def test_under_load_it_finds_no_difference_where_there_is_none(work, items):
    enough = Event()

    def write():
        number = 0
        while not enough.is_set():
            number += 1
            item = work.register(a_registration(id=f"{number % 10}x{number}", households=number))
            work.change(item, status=Status.RETURNED, submitted_on=date(2017, 2, 1))

    writing = Thread(target=write)
    writing.start()
    try:
        checks = [checked(work) for _ in range(10)]
    finally:
        enough.set()
        writing.join(20)
    assert [findings.samples for findings in checks if not findings.clean] == []
    assert checks[-1].checked["registrations"] > checks[0].checked["registrations"]
