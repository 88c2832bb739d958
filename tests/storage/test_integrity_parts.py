"""Everything is checked in parts: at a part's edge nothing is lost, and nothing is found amiss."""

from datetime import date

import pytest
from hypothesis import given

from core.domain.audit import broken_links
from core.domain.changes import standing
from core.domain.integrity_parts import Range
from core.domain.registrations import COUNTED, Status
from core.services.integrity import check
from core.storage.audit import MongoAudit
from core.storage.cells import agree
from core.storage.integrity import MongoEverything
from core.storage.range_check import standing_of
from core.storage.segment_check import look_at_segment, segments_of

from ..fakes.audit import KEY
from ..fakes.registrations import PATHS, a_registration
from ..unit.a_years_work import played, years
from .recorded_work import CATALOGUE, OPERATOR, RecordedWork
from .test_recount import as_read

ENTRIES = 9


@pytest.fixture
def work(mongo_uri, database_name):
    work = RecordedWork(mongo_uri, database_name)
    item = work.register(a_registration(id="a1"))
    for number in range(ENTRIES - 2):  # the chain's own opening is the first entry
        item = work.change(item, households=number)
    yield work
    work.store.close()


def checked(work):
    return check(MongoEverything(work.database), measures=CATALOGUE.measures, key=KEY)


def audit_of(work):
    return MongoAudit(work.database, OPERATOR)


def broken_in_one_go(work, chain):
    audit = audit_of(work)
    found = broken_links(audit.chain(chain), chain=chain, key=KEY, head=audit.head(chain))
    return sorted((f"chain_{each.code}", each.sequence) for each in found)


def broken_in_segments(work, chain, length):
    last = max((entry.sequence for entry in audit_of(work).chain(chain)), default=-1)
    found, entries = [], 0
    for segment in segments_of(chain, audit_of(work).head(chain), last, length=length):
        seen = look_at_segment(work.database, segment, key=KEY)
        found += [(each.code, each.params["sequence"]) for each in seen.findings.samples]
        entries += seen.findings.checked["entries"]
    assert entries == work.database["audit"].count_documents({"chain": chain})
    return sorted(found)


def edited(audit, at):
    audit.update_one({"sequence": at}, {"$set": {"content.reason": "khác"}})


def relinked(audit, at):
    audit.update_one({"sequence": at}, {"$set": {"hash": "f" * 64}})


def deleted(audit, at):
    audit.delete_one({"sequence": at})


def moved(audit, at):
    audit.update_one({"sequence": at}, {"$set": {"sequence": 1000}})
    audit.update_one({"sequence": (at + 1) % ENTRIES}, {"$set": {"sequence": at}})
    audit.update_one({"sequence": 1000}, {"$set": {"sequence": (at + 1) % ENTRIES}})


def inserted(audit, at):
    for sequence in range(ENTRIES - 1, at - 1, -1):
        audit.update_one({"sequence": sequence}, {"$set": {"sequence": sequence + 1}})
    forged = audit.find_one({"sequence": at + 1})
    audit.insert_one(forged | {"_id": "forged", "sequence": at})


def cut(audit, at):
    audit.delete_many({"sequence": {"$gte": at}})


@pytest.mark.mongo
@pytest.mark.parametrize("tamper", [edited, relinked, deleted, moved, inserted, cut])
def test_a_break_at_any_place_is_found_wherever_the_seams_are(work, tamper):
    audit = work.database["audit"]
    (chain,) = audit.distinct("chain")
    whole = list(audit.find())
    assert broken_in_one_go(work, chain) == []
    for at in range(ENTRIES):
        tamper(audit, at)
        expected = broken_in_one_go(work, chain)
        assert expected
        for length in (1, 2, 3, ENTRIES - 1, ENTRIES, 100):
            assert broken_in_segments(work, chain, length) == expected
        audit.delete_many({})
        audit.insert_many(whole)


@pytest.mark.mongo
@pytest.mark.parametrize("length", [1, 2, ENTRIES, 100])
def test_a_whole_chain_is_whole_in_segments_too(work, length):
    (chain,) = work.database["audit"].distinct("chain")
    assert broken_in_segments(work, chain, length) == []


@pytest.mark.mongo
def test_a_chain_that_has_lost_every_entry_is_found(work):
    work.database["audit"].delete_many({})
    assert checked(work).found["chain_cut"] == 1


@pytest.mark.mongo
def test_a_number_given_twice_in_two_provinces_of_one_unit_is_found(work):
    paths = [{"value": PATHS["c02050"]}, {"value": PATHS["c00700"]}]
    work.database["tenants"].update_one({"_id": "c02050"}, {"$set": {"paths": paths}})
    after_its_move = work.register(a_registration(id="b2", path=PATHS["c00700"]))
    assert checked(work).clean
    work.database["registrations"].drop_index("tenant_1_organization_1_number_1")
    change = {"$set": {"number": "PN-01/2017"}}
    work.database["registrations"].update_one({"_id": after_its_move.id}, change)
    assert checked(work).found == {"number_twice": 1}


@pytest.mark.mongo
def test_a_unit_moved_while_the_check_is_running_is_no_difference(work):
    everything = MongoEverything(work.database)
    parts = everything.parts()
    moved = {"$push": {"paths": {"value": "vn/p02/d024/c02050/"}}}
    work.database["tenants"].update_one({"_id": "c02050"}, moved)
    work.register(a_registration(id="b2", path="vn/p02/d024/c02050/"))
    ranges = [part for part in parts if isinstance(part, Range)]
    seen = [everything.look(part, measures=CATALOGUE.measures, key=KEY) for part in ranges]
    assert sum(each.findings.checked["registrations"] for each in seen) == 2
    assert [each.findings.samples for each in seen if not each.findings.clean] == []


@pytest.mark.mongo
def test_what_is_written_between_looking_at_two_parts_is_no_difference(work):
    class BetweenTheParts(MongoEverything):
        def look(self, part, **given):
            seen = super().look(part, **given)
            name = f"n{len(written)}"
            item = work.register(a_registration(id=name))
            work.remove(work.change(item, status=Status.RETURNED))
            written.append(work.register(a_registration(id=f"{name}-kept")))
            return seen

    written = []
    found = check(BetweenTheParts(work.database), measures=CATALOGUE.measures, key=KEY)
    assert len(written) > 2
    assert found.samples == []


@given(steps=years)
def test_what_stands_is_read_from_a_document_as_the_rules_say(steps):
    for item in played(steps).items:
        document = as_read(item)
        document |= {"_id": item.id, "year": item.year, "tenant": item.tenant}
        told = standing_of(document, counted=item.status in COUNTED)
        assert told == standing(item)
        assert list(told) == list(standing(item))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ({"a": {"n": 1}}, {"a": {"n": 1}}, True),
        ({"a": {"n": 1, "m": 0}, "b": {"c": {}}}, {"a": {"n": 1}}, True),
        ({"a": {"n": 1}}, {"a": {"n": 2}}, False),
        ({"a": {"n": 1}}, {}, False),
        ({"a": 0}, {"a": {"n": 0}}, False),
        ({"a": 5}, {"a": {"n": 5}}, False),
    ],
)
def test_cells_agree_when_nothing_but_zeros_differs(left, right, same):
    assert agree(left, right) is same
    assert agree(right, left) is same


def test_the_day_of_submission_is_read_with_the_rest():
    assert as_read(a_registration(submitted_on=date(2017, 2, 1)))["submitted_on"] is not None
