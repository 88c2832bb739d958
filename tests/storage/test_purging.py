"""What is held of people in earlier years can be removed, for good, and the trail says so."""

import json
from datetime import timedelta

import pytest

from core.domain.access import OPERATOR, Scope
from core.domain.errors import StaleVersionError
from core.domain.replies import Reply
from core.services import purging
from core.services.integrity import check
from core.services.purging import purge_personal
from core.services.versions import refuse_stale
from core.storage.integrity import MongoEverything
from core.storage.purging import MongoPersonalRecords

from ..fakes.audit import KEY
from ..fakes.registrations import NOW, a_registration
from .recorded_work import CATALOGUE, MOMENT, RecordedWork

pytestmark = pytest.mark.mongo
PERSONAL = {"person_in_charge": "Nông Thị Hoa", "phone": "0912 345 678"}
PAIR = {
    "organization": "cuu_chien_binh",
    "movement_type": "cuu_chien_binh.giup_nhau_giam_ngheo",
    "answers": {"so_ho": 2, "nguoi_giup": "Hoàng Văn Páo", "nguoi_duoc_giup": "Lý Thị Mai"},
}


@pytest.fixture
def work(mongo_uri, database_name):
    work = RecordedWork(mongo_uri, database_name)
    yield work
    work.store.close()


def purge(work, before=2018):
    return purge_personal(
        before=before, store=work.store, records=MongoPersonalRecords(work.database),
        scope=OPERATOR, catalogue=CATALOGUE, moment=MOMENT,
    )  # fmt: skip


def get(work, registration):
    return work.store.read(OPERATOR).registrations.get(registration.id)


def everything_as_text(work):
    return json.dumps(
        [list(work.database[name].find()) for name in work.database.list_collection_names()],
        default=str, ensure_ascii=False,
    )  # fmt: skip


def test_people_are_removed_and_nothing_else(work):
    kept = work.register(a_registration(id="a1", households=42, **PAIR, **PERSONAL))
    purged = purge(work)
    after = get(work, kept)
    assert (purged.registrations, purged.left) == (1, set())
    assert (after.person_in_charge, after.phone, after.answers) == (None, None, {"so_ho": 2})
    assert (after.households, after.number, after.status) == (42, kept.number, kept.status)
    text = everything_as_text(work)
    people = ("Hoàng Văn Páo", "Lý Thị Mai", "Nông Thị Hoa", "0912")
    assert [name for name in people if name in text] == []


def test_the_year_itself_and_later_ones_are_left_alone(work):
    now = work.register(a_registration(id="a1", year=2018, **PERSONAL))
    assert purge(work).registrations == 0
    assert get(work, now) == now


def test_an_older_copy_cannot_bring_the_data_back(work):
    seen = work.register(a_registration(id="a1", **PERSONAL))
    purge(work)
    after = get(work, seen)
    assert after.version == seen.version + 1
    with pytest.raises(StaleVersionError) as refused:
        refuse_stale(after, seen.version, work=work.store.read(OPERATOR))
    assert refused.value.params["fields"] == ["person_in_charge", "phone"]


def test_the_history_tells_what_was_removed_and_never_its_content(work):
    kept = work.register(a_registration(id="a1", **PAIR, **PERSONAL))
    purge(work)
    entry = work.store.read(OPERATOR).audit.of_target(kept.id)[-1]
    assert entry.content["action"] == "registration.purge"
    assert {(change["field"], change["hidden"]) for change in entry.content["changes"]} == {
        ("person_in_charge", True), ("phone", True),
        ("answers.nguoi_giup", True), ("answers.nguoi_duoc_giup", True),
    }  # fmt: skip


def test_each_batch_is_told_once_and_the_database_still_agrees_with_itself(work, monkeypatch):
    monkeypatch.setattr(purging, "BATCH", 2)
    for number in range(5):
        work.register(a_registration(id=f"a{number}", **PERSONAL))
    assert purge(work).registrations == 5
    acts = work.database["audit"].find({"content.action": "personal.purge"})
    assert [act["content"]["details"]["registrations"] for act in acts] == [2, 2, 1]
    findings = check(MongoEverything(work.database), measures=CATALOGUE.measures, key=KEY)
    assert findings.samples == []


def test_it_may_be_repeated(work):
    kept = work.register(a_registration(id="a1", **PERSONAL))
    purge(work)
    assert purge(work).registrations == 0
    assert get(work, kept).version == kept.version + 1


def test_answers_that_no_form_knows_are_left_and_said(work):
    away = work.register(
        a_registration(
            id="a1", movement_type="khuyen_hoc.mo_hinh", answers={"ten": "Mai"}, **PERSONAL
        )
    )
    dropped = work.register(a_registration(id="b2", answers={"câu hỏi cũ": "x"}))
    purged = purge(work)
    assert purged.left == {"khuyen_hoc.mo_hinh", "phu_nu.ba_sach"}
    assert get(work, away).answers == {"ten": "Mai"}
    assert get(work, away).phone is None
    assert get(work, dropped).answers == {"câu hỏi cũ": "x"}


def test_kept_answers_are_emptied_and_stay_answers(work):
    told = {"id": "a1", "year": 2017, "title": "Đường hoa"} | PAIR | PERSONAL
    later = told | {"year": 2018}
    bodies = [told, later, {"token": "không phải đăng ký"}, [1]]
    hoa = Scope(user="hoa")

    def keep(scope_work):
        for number, body in enumerate(bodies):
            scope_work.replies.keep(
                Reply(
                    key=f"k{number}", fingerprint="f", status=201, etag="1",
                    body=json.dumps(body, ensure_ascii=False), kept_at=NOW + timedelta(days=9_000),
                )
            )  # fmt: skip

    work.store.write(hoa, keep)
    assert purge(work).replies == 1
    replies = work.store.read(hoa).replies
    now = [json.loads(replies.find(f"k{number}").body) for number in range(4)]
    emptied = told | {"answers": {"so_ho": 2}, "person_in_charge": None, "phone": None}
    assert now == [emptied, *bodies[1:]]
    assert purge(work).replies == 0
