"""Rebuilding sets every counter right while others write, and changes nothing that is right."""

from datetime import date
from decimal import Decimal
from threading import Event, Thread

import pytest

from core.domain.periods import Period
from core.domain.registrations import Partner, Status
from core.domain.results import Result, ResultStatus, State
from core.services.integrity import check
from core.storage.integrity import MongoEverything
from core.storage.rebuilding import MongoRebuilding

from ..fakes.audit import KEY
from ..fakes.registrations import PATHS, a_draft, a_registration
from .recorded_work import CATALOGUE, RecordedWork

pytestmark = pytest.mark.mongo
HALF = Result(
    period=Period.parse("2017-H1"), state=State.IN_PROGRESS, progress=40, households=20,
    measures={"so_ho": Decimal(20), "phu_nu.ty_le_ho_dat": Decimal("97.5")},
    status=ResultStatus.CONFIRMED,
)  # fmt: skip
WHOLE = Result(
    period=Period.parse("2017"), state=State.COMPLETED, progress=100, households=40,
    measures={"so_ho": Decimal(40)},
)  # fmt: skip


@pytest.fixture
def work(mongo_uri, database_name):
    work = RecordedWork(mongo_uri, database_name)
    work.register(a_registration(id="a1", partners=(Partner(organization="nong_dan"),)))
    work.register(a_registration("c02062", id="b2", results=(HALF, WHOLE)))
    work.register(a_registration("c00700", id="c3", year=2018, status=Status.AGREED))
    work.register(a_registration("vn", id="d4"))
    work.register(a_draft(id="e5"))
    yield work
    work.store.close()


def rebuilding(work, measures=CATALOGUE.measures):
    return MongoRebuilding(work.database, measures=measures, key=KEY)


def rebuild(work, measures=CATALOGUE.measures):
    """Correct every range, and return how many counters were wrong."""
    counters = rebuilding(work, measures)
    wrong = 0
    for each in counters.ranges():
        compared = counters.compare(each)
        wrong += len(compared.corrections)
        assert not compared.corrections or counters.correct(compared)
    return wrong


def found(work):
    return sorted(check(MongoEverything(work.database), measures=CATALOGUE.measures, key=KEY).found)


def spoil(work, wanted):
    (document,) = work.database["counters"].find(wanted)
    cell = next(iter(document["cells"]))
    change = {"$inc": {f"cells.{cell}.year.registered": 3}}
    work.database["counters"].update_one({"_id": document["_id"]}, change)


def the_range(counters, path, year=2017):
    (found,) = [
        each
        for each in counters.ranges()
        if each.year == year and each.first <= path and (each.last is None or path < each.last)
    ]
    return found


def test_what_is_right_is_left_as_it_is(work):
    before = list(work.database["counters"].find())
    assert rebuild(work) == 0
    assert list(work.database["counters"].find()) == before
    assert found(work) == []


@pytest.mark.parametrize(
    "wanted",
    [
        {"path": PATHS["c02050"]}, {"path": "vn/p06/", "whole_province": True},
        {"path": "vn/"}, {"year": 2018, "path": PATHS["c00700"]},
    ],
)  # fmt: skip
def test_a_counter_that_is_off_is_set_right(work, wanted):
    spoil(work, wanted)
    assert found(work) == ["counter_differs"]
    assert rebuild(work) == 1
    assert found(work) == []


def test_counters_that_are_gone_come_back_as_they_were(work):
    def content():
        found = work.database["counters"].find({}, {"rev": 0}).sort("_id")
        return list(found)

    before = content()
    work.database["counters"].delete_many({})
    assert rebuild(work) == len(before)
    assert content() == before


def test_a_counter_of_nothing_is_emptied(work):
    work.database["registrations"].delete_one({"_id": "b2"})
    assert rebuild(work) == 2
    assert "counter_differs" not in found(work)


def test_what_is_registered_between_counting_and_correcting_is_kept(work):
    spoil(work, {"path": PATHS["c02050"]})
    counters = rebuilding(work)
    compared = counters.compare(the_range(counters, PATHS["c02050"]))
    item = work.register(a_registration(id="f6"))
    work.change(item, status=Status.RETURNED)
    work.register(a_registration(id="f7"))
    assert counters.correct(compared)
    assert found(work) == []


def test_of_two_rebuildings_at_once_only_one_corrects(work):
    spoil(work, {"path": PATHS["c02050"]})
    first, second = rebuilding(work), rebuilding(work)
    wanted = the_range(first, PATHS["c02050"])
    as_first_saw, as_second_saw = first.compare(wanted), second.compare(wanted)
    assert first.correct(as_first_saw)
    assert not second.correct(as_second_saw)
    assert second.compare(wanted).corrections == ()
    spoil(work, {"path": PATHS["c02050"]})
    as_second_saw = second.compare(wanted)
    assert first.correct(first.compare(wanted))
    assert not second.correct(as_second_saw)
    assert found(work) == []


def test_measures_of_a_plugin_that_is_away_are_left_as_they_are(work):
    known = {code: m for code, m in CATALOGUE.measures.items() if code != "so_ho"}
    counters = rebuilding(work, known)
    assert rebuild(work, known) == 0
    work.database["counters"].delete_one({"path": PATHS["c02062"]})
    compared = counters.compare(the_range(counters, PATHS["c02062"]))
    assert compared.unknown == {"so_ho"}
    assert not any("so_ho" in address for address in compared.corrections[0].amounts)


def test_a_correction_is_told_to_the_audit(work):
    spoil(work, {"path": PATHS["c02050"]})
    rebuild(work)
    (entry,) = work.database["audit"].find({"content.action": "counters.rebuild"})
    assert entry["user"] == "operator"
    assert entry["content"]["details"] == {"year": 2017, "counters": 1}


def test_rebuilt_under_load_every_counter_is_right_in_the_end(work):
    enough = Event()

    def write():
        number = 0
        while not enough.is_set():
            number += 1
            item = work.register(
                a_registration(id=f"{number % 10}x{number}", households=number, results=(HALF,))
            )
            work.change(item, status=Status.RETURNED, submitted_on=date(2017, 2, 1))

    writing = Thread(target=write)
    writing.start()
    try:
        for wanted in ({"path": PATHS["c02050"]}, {"path": "vn/p06/", "whole_province": True}) * 3:
            spoil(work, wanted)
            rebuild(work)
    finally:
        enough.set()
        writing.join(20)
    assert found(work) == []
