"""A tail cut off together with its registered end shows by what was exported before."""

from datetime import UTC, datetime

import pytest

from core.catalogue import Catalogue
from core.domain.integrity import Findings
from core.services.audit_heads import check_heads, heads_now
from core.services.integrity import check
from core.storage.integrity import MongoEverything

from ..fakes.audit import KEY
from ..fakes.registrations import a_draft
from .recorded_work import RecordedWork

pytestmark = pytest.mark.mongo
AT = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def work(mongo_uri, database_name):
    work = RecordedWork(mongo_uri, database_name)
    for name in ("a1", "b2", "c3"):
        work.remove(work.register(a_draft(id=name)))
    yield work
    work.store.close()


def exported(work):
    return heads_now(MongoEverything(work.database), at=AT)


def found(work, *heads):
    everything = MongoEverything(work.database)
    findings = check(everything, measures=Catalogue.installed().measures, key=KEY)
    check_heads(everything, heads, findings)
    return sorted(findings.found)


def cut(work, after):
    """Cut a chain's tail as somebody does who knows of the heads."""
    work.database["audit"].delete_many({"sequence": {"$gt": after}})
    last = work.database["audit"].find_one({"sequence": after})
    end = {"sequence": after, "hash": last["hash"]}
    work.database["audit_heads"].update_many({}, {"$set": end})


def test_what_goes_on_after_an_export_is_no_difference(work):
    first = exported(work)
    work.register(a_draft(id="d4"))
    assert found(work, first, exported(work), first) == []


def test_a_tail_cut_with_its_head_shows_by_the_export_alone(work):
    heads = exported(work)
    cut(work, 4)
    assert found(work) == []
    assert found(work, heads) == ["chain_shortened"]


def test_a_tail_cut_and_grown_again_shows_too(work):
    heads = exported(work)
    cut(work, 4)
    entry = work.database["audit"].find_one({"sequence": 4})
    for number in range(5, 8):
        forged = {"_id": f"x{number}", "sequence": number, "hash": f"{number}" * 64}
        work.database["audit"].insert_one(entry | forged)
    assert "chain_replaced" in found(work, heads)


def test_a_chain_that_is_gone_with_its_head_shows(work):
    heads = exported(work)
    for name in ("audit", "audit_heads"):
        work.database[name].delete_many({})
    assert found(work) == []
    assert found(work, heads) == ["chain_shortened"]


def test_each_end_is_compared_once_however_often_it_was_exported(work):
    findings = Findings()
    heads = exported(work)
    check_heads(MongoEverything(work.database), [heads] * 30, findings)
    assert findings.checked["heads"] == 1
