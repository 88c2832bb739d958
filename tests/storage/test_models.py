"""Origins in the database: what is read of them, and what the check finds."""

from dataclasses import replace

import pytest
from pymongo.errors import OperationFailure

from core.domain.access import OPERATOR
from core.domain.lineage import MOST_ABOVE
from core.domain.movements import Stage
from core.services.integrity import check
from core.services.lineages import lineage_of
from core.storage.integrity import MongoEverything
from core.storage.models import MongoModels
from core.storage.registrations import stored_document

from ..fakes.audit import KEY
from ..fakes.registrations import a_draft, a_registration
from .recorded_work import CATALOGUE, RecordedWork

pytestmark = pytest.mark.mongo


@pytest.fixture
def work(mongo_uri, database_name):
    work = RecordedWork(mongo_uri, database_name)
    yield work
    work.store.close()


@pytest.fixture
def copies(work):
    work.register(a_registration(id="origin"))
    for name, origin in (("one", "origin"), ("two", "one")):
        work.register(a_registration(id=name, stage=Stage.EXPANDED, copied_from=origin))


def found(work):
    findings = check(MongoEverything(work.database), measures=CATALOGUE.measures, key=KEY)
    return findings.checked["copies"], sorted(
        (each.code, each.params["id"]) for each in findings.samples
    )


def set_origin(work, name, origin):
    work.database["registrations"].update_one({"_id": name}, {"$set": {"copied_from": origin}})


def test_origins_that_are_there_agree(work, copies):
    assert found(work) == (2, [])


def test_an_origin_that_is_gone_is_found(work, copies):
    set_origin(work, "one", "nowhere")
    assert found(work) == (2, [("origin_lost", "one")])


def test_a_circle_is_found(work, copies):
    set_origin(work, "one", "two")
    assert found(work) == (2, [("origin_circle", "one"), ("origin_circle", "two")])


def test_all_an_item_goes_back_to_is_read_and_a_circle_ends(work, copies):
    models = work.store.read(OPERATOR).models
    assert models.above("two", more_than=9) == {"one", "origin"}
    set_origin(work, "origin", "two")
    assert models.above("two", more_than=9) == {"one", "origin", "two"}


def test_of_what_goes_back_too_far_no_more_is_read(work, copies):
    models = work.store.read(OPERATOR).models
    assert models.above("two", more_than=0) == {"one"}
    assert models.above("two", more_than=1) == {"one", "origin"}


def test_of_ancestors_beyond_counting_the_nearest_are_told(work):
    chain = [
        a_registration(id=f"i{n:03}", at=n, copied_from=f"i{n - 1:03}" if n else None)
        for n in range(MOST_ABOVE + 3)
    ]
    work.database["registrations"].insert_many([stored_document(each) for each in chain])
    reading = work.store.read(OPERATOR)
    far, near = (lineage_of(reading, chain[n].id) for n in (MOST_ABOVE + 1, MOST_ABOVE))
    assert [len(each.ancestors) for each in (far, near)] == [MOST_ABOVE, MOST_ABOVE]
    assert (far.from_start, near.from_start) == (False, True)
    assert (far.ancestors[0].model.id, far.beyond) == (chain[1].id, False)


def test_what_goes_back_to_an_item_is_read_by_indexes(work, copies):
    work.register(a_registration(id="again", year=2018, continues="origin"))
    work.database.command("profile", 2)
    below = work.store.read(OPERATOR).models.below(["origin"], at_most=9)
    work.database.command("profile", 0)
    assert sorted(each.id for each in below) == ["again", "one"]
    done = work.database["system.profile"].find({"ns": f"{work.database.name}.registrations"})
    plans = sorted((each["planSummary"], each["docsExamined"]) for each in done)
    assert plans == [("IXSCAN { continues: 1 }", 1), ("IXSCAN { copied_from: 1 }", 1)]


def test_units_that_copied_are_counted_once_each_however_many_there_are(work, copies):
    made = [
        replace(a_registration(at=n, copied_from="origin"), id=f"c{n}", tenant=f"c{n % 260}")
        for n in range(300)
    ]
    draft = a_draft(id="draft", copied_from="origin")
    stored = [stored_document(each) for each in (*made, draft)]
    work.database["registrations"].insert_many(stored)
    models = work.store.read(OPERATOR).models
    assert models.copied_in("origin") == 260 + len(["one"])
    assert models.copied_in("one") == 1
    assert models.copied_in("two") == 0


def test_two_open_transactions_that_hold_one_item_conflict(work, copies):
    client, database = work.database.client, work.database
    with client.start_session() as one, client.start_session() as two:
        one.start_transaction()
        two.start_transaction()
        MongoModels(database, OPERATOR, one).hold({"origin", "one"})
        with pytest.raises(OperationFailure) as refused:
            MongoModels(database, OPERATOR, two).hold({"one", "two"})
        assert refused.value.has_error_label("TransientTransactionError")
        one.commit_transaction()
    told = database["registrations"].find({}, {"version": 1})
    assert {row["version"] for row in told} == {1}


def test_open_transactions_that_hold_other_items_go_together(work, copies):
    client, database = work.database.client, work.database
    with client.start_session() as one, client.start_session() as two:
        one.start_transaction()
        two.start_transaction()
        MongoModels(database, OPERATOR, one).hold({"origin"})
        MongoModels(database, OPERATOR, two).hold({"one", "two"})
        one.commit_transaction()
        two.commit_transaction()
