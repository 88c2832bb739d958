"""Expansion: what may be copied, from whom, and how a lineage is told."""

from __future__ import annotations

import json
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest

from tests.api.copying import COPY, JANUARY, JUNE, NEXT_YEAR, copied, realized, recognised
from tests.api.main_job import WHOLE, agreed, done, on, problems, refused, seen, submitted
from tests.api.places import CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq")


@pytest.fixture
def neighbour(api: Api) -> Caller:
    return api.make_user(NGHIA_TA, "phu_nu")


@pytest.fixture
def model(api: Api, officer: Caller, front: Caller) -> Json:
    return recognised(api, officer, front)


def refusal(api: Api, caller: Caller, **changes: object) -> dict[str, str]:
    return problems(on(api, caller, JANUARY).post("/registrations", COPY | changes))


def lineage(caller: Caller, item: Json, **query: object) -> Json:
    answer = caller.get(f"/registrations/{item['id']}/lineage", **query)
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def test_a_neighbour_copies_what_was_recognised(api, model, neighbour):
    (offered,) = neighbour.get("/models").json
    assert (offered["id"], offered["title"]) == (model["id"], model["title"])
    assert not {"phone", "funding", "note", "answers", "person_in_charge"} & set(offered)
    copy = copied(api, neighbour, model, tenant=NGHIA_TA)
    assert copy["copied_from"] == model["id"]
    told = lineage(neighbour, copy)
    assert [each["id"] for each in told["ancestors"]] == [model["id"]]
    assert (told["beyond"], told["copies"]) == (False, [])


def test_what_is_told_of_a_foreign_model_is_a_summary_and_only_while_it_is_recognised(
    api, front, model, neighbour
):
    assert neighbour.get(f"/registrations/{model['id']}").status_code == 404
    assert neighbour.get(f"/models/{model['id']}").json["decision_number"] == "12/QĐ-MTTQ-BTT"
    copy = copied(api, neighbour, model, tenant=NGHIA_TA)
    done(on(api, front, JUNE), model, "unrecognise", reason="Ghi nhầm")
    for path in (f"/models/{model['id']}", f"/registrations/{model['id']}/lineage"):
        assert neighbour.get(path).status_code == 404
    assert neighbour.get("/models").json == []
    told = lineage(neighbour, copy)
    assert (told["ancestors"], told["beyond"]) == ([], True)
    body = COPY | {"tenant": NGHIA_TA, "copied_from": model["id"], "title": "Tên mới"}
    january = on(api, neighbour, JANUARY)
    kept = january.put(f"/registrations/{copy['id']}", body, version=copy["version"])
    assert kept.json["copied_from"] == model["id"]


def test_another_province_and_what_is_not_recognised_stay_unknown(api, officer, neighbour, model):
    far = api.make_user(HA_GIANG, "phu_nu")
    assert far.get("/models").json == []
    assert far.get(f"/models/{model['id']}").status_code == 404
    plain = submitted(officer, title="Chưa công nhận")
    assert neighbour.get(f"/models/{plain['id']}").status_code == 404
    unknown = {"copied_from": "copied_from_unknown"}
    assert refusal(api, neighbour, tenant=NGHIA_TA, copied_from=plain["id"]) == unknown
    assert refusal(api, neighbour, tenant=NGHIA_TA, copied_from="0" * 32) == unknown


def test_only_what_stands_and_is_not_of_a_later_year_is_copied(api, officer, model):
    draft = copied(api, officer, model)
    assert refusal(api, officer, copied_from=draft["id"]) == {"copied_from": "copied_from_is_none"}
    withdrawn = done(officer, submitted(officer), "withdraw", reason="Nhập trùng")
    is_none = {"copied_from": "copied_from_is_none"}
    assert refusal(api, officer, copied_from=withdrawn["id"]) == is_none
    later = on(api, officer, JANUARY).post("/registrations", COPY | {"submit": True}).json
    body = WHOLE | {"stage": "nhan_rong", "copied_from": later["id"]}
    refused_later = problems(officer.post("/registrations", body))
    assert refused_later == {"copied_from": "copied_from_later_year"}


def test_only_an_expansion_names_an_origin(api, officer, model):
    needs = {"copied_from": "copied_from_needs_stage"}
    assert refusal(api, officer, copied_from=model["id"], stage="duy_tri") == needs


def test_before_a_stage_is_chosen_no_origin_is_named(api, officer, model):
    needs = {"copied_from": "copied_from_needs_stage"}
    assert refusal(api, officer, copied_from=model["id"], stage=None) == needs
    copy = copied(api, officer, model)
    body = COPY | {"copied_from": model["id"], "stage": None}
    path = f"/registrations/{copy['id']}"
    answer = on(api, officer, JANUARY).put(path, body, version=copy["version"])
    assert problems(answer) == needs
    assert seen(officer, copy)["stage"] == "nhan_rong"


def test_nothing_is_a_copy_of_itself_nor_of_its_own_copy(api, officer, model):
    january = on(api, officer, JANUARY)
    one = january.post("/registrations", COPY | {"submit": True, "title": "Một"}).json
    two = copied(api, officer, one, submit=True, title="Hai")
    circle = {"copied_from": "copied_from_circle"}
    for origin in (one, two):
        body = COPY | {"copied_from": origin["id"]}
        answer = january.put(f"/registrations/{one['id']}", body, version=one["version"])
        assert problems(answer) == circle


def test_what_is_done_again_is_no_copy_of_its_own_year_before(api, officer, model):
    of_last_year = {"continues": model["id"], "copied_from": model["id"]}
    year_before = {"copied_from": "copied_from_year_before"}
    assert refusal(api, officer, **of_last_year) == year_before
    copy = copied(api, officer, model, submit=True)
    own_copy = {"continues": model["id"], "copied_from": copy["id"]}
    assert refusal(api, officer, **own_copy) == year_before


def test_a_copy_that_is_then_said_to_continue_its_origin_is_refused(api, officer, front, model):
    other = recognised(api, officer, front, title="Vườn rau sạch")
    copy = copied(api, officer, model)
    path, january = f"/registrations/{copy['id']}", on(api, officer, JANUARY)
    body = COPY | {"copied_from": model["id"]}
    answer = january.put(path, body | {"continues": model["id"]}, version=copy["version"])
    assert problems(answer) == {"continues": "copied_from_year_before"}
    answer = january.put(path, body | {"continues": other["id"]}, version=copy["version"])
    assert (answer.status_code, answer.json["continues"]) == (200, other["id"])


def test_two_that_are_set_to_each_other_at_once_make_no_circle(api, officer):
    january = on(api, officer, JANUARY)
    items = [
        january.post("/registrations", COPY | {"submit": True, "title": title}).json
        for title in ("Một", "Hai", "Ba")
    ]
    together, answers = Barrier(3), []

    def set_to(item: Json, origin: Json) -> None:
        together.wait(30)
        body = COPY | {"copied_from": origin["id"], "title": item["title"]}
        path = f"/registrations/{item['id']}"
        answers.append(january.put(path, body, version=item["version"]))

    pairs = zip(items, [*items[1:], items[0]], strict=True)
    threads = [Thread(target=set_to, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answer.status_code for answer in answers) == [200, 200, 422]
    (lost,) = [answer for answer in answers if answer.status_code == 422]
    assert problems(lost) == {"copied_from": "copied_from_circle"}


def test_an_agreed_copy_keeps_its_origin(api, officer, front, model):
    copy = copied(api, officer, model, submit=True)
    done(on(api, front, JANUARY), copy, "agree")
    body = COPY | {"copied_from": None}
    answer = on(api, officer, JANUARY).put(f"/registrations/{copy['id']}", body, version=2)
    refused(answer, 409, "agreed")


def test_an_origin_that_is_withdrawn_later_is_kept_and_told_as_withdrawn(
    api, officer, front, model
):
    copy = copied(api, officer, model)
    done(on(api, officer, JUNE), model, "withdraw", reason="Nhập trùng")
    (origin,) = lineage(officer, copy)["ancestors"]
    assert (origin["id"], origin["status"]) == (model["id"], "withdrawn")


def test_a_lineage_runs_through_copies_of_copies_and_through_the_years(
    api, officer, front, model, neighbour
):
    january = on(api, officer, JANUARY)
    own = WHOLE | NEXT_YEAR | {"continues": model["id"], "submit": True}
    next_year = january.post("/registrations", own).json
    first = copied(api, neighbour, model, tenant=NGHIA_TA, submit=True, title="Bản một")
    second = copied(api, neighbour, first, tenant=NGHIA_TA, submit=True, title="Bản hai")
    above = api.make_user(CHO_DON, "mttq")
    told = lineage(above, model)
    rows = [(each["id"], each["depth"], each["copied"]) for each in told["copies"]]
    assert rows == [(next_year["id"], 1, False), (first["id"], 1, True), (second["id"], 2, True)]
    assert told["by_tenant"] == [{"tenant": NGHIA_TA, "copies": 2}]
    assert (told["total"], told["complete"]) == (3, True)
    page = lineage(above, model, page=2, page_size=2)
    assert [each["id"] for each in page["copies"]] == [second["id"]]
    up = lineage(above, second)["ancestors"]
    assert [(each["id"], each["copied"]) for each in up] == [
        (model["id"], True),
        (first["id"], True),
    ]


@pytest.fixture
def short(monkeypatch):
    """Let a lineage be at its end after one item."""
    for module in ("core.domain.lineage", "core.services.completing", "core.services.lineages"):
        monkeypatch.setattr(f"{module}.MOST_ABOVE", 1)


def test_what_goes_back_too_far_is_no_origin_and_its_nearest_ancestors_are_told(
    api, officer, model, short
):
    first = copied(api, officer, model, submit=True, title="Bản một")
    second = copied(api, officer, first, submit=True, title="Bản hai")
    too_long = {"copied_from": "copied_from_too_long"}
    assert refusal(api, officer, copied_from=second["id"]) == too_long
    told = lineage(officer, second)
    assert [each["id"] for each in told["ancestors"]] == [first["id"]]
    assert (told["beyond"], told["complete"]) == (False, False)
    assert lineage(officer, first)["complete"]


def test_who_does_not_see_a_copy_is_told_nothing_of_it(api, officer, model, neighbour):
    copied(api, neighbour, model, tenant=NGHIA_TA, submit=True)
    told = lineage(officer, model)
    assert (told["copies"], told["by_tenant"], told["total"]) == ([], [], 0)


def test_pilots_are_offered_where_they_are_seen(api, officer, front, neighbour):
    pilot = submitted(officer, WHOLE | {"stage": "mo_hinh_diem"})
    assert [each["id"] for each in officer.get("/models").json] == [pilot["id"]]
    assert [each["id"] for each in front.get("/models", recognised="false").json] == [pilot["id"]]
    assert front.get("/models", recognised="true").json == []
    assert neighbour.get("/models").json == []


def test_the_library_is_narrowed_and_paged(api, officer, front):
    first = recognised(api, officer, front)
    second = recognised(api, officer, front, title="Vườn rau sạch")
    ids = [each["id"] for each in front.get("/models").json]
    assert ids == [second["id"], first["id"]]
    page = front.get("/models", page_size=1)
    after = front.get("/models", page_size=1, after=page.headers["X-Next"])
    assert [each["id"] for each in after.json] == [first["id"]]
    for query in ({"q": "vuon rau"}, {"q": "rau", "tenant": LUONG_BANG, "content": 3}):
        assert [each["id"] for each in front.get("/models", **query).json] == [second["id"]]
    assert front.get("/models", year=2018).json == []
    assert front.get("/models", tenant=NGHIA_TA).status_code == 404


def test_a_search_of_too_many_models_tells_its_total_as_capped(api, officer, front, monkeypatch):
    for title in ("Vườn rau sạch", "Vườn hoa"):
        recognised(api, officer, front, title=title)
    exact = json.loads(front.get("/models", q="vuon").headers["X-Pagination"])
    assert (exact["total"], exact.get("capped")) == (2, None)
    monkeypatch.setattr("core.storage.models.MOST_SEARCHED", 1)
    told = json.loads(front.get("/models", q="vuon").headers["X-Pagination"])
    assert (told["total"], told["capped"]) == (1, True)


def test_what_is_agreed_without_recognition_is_no_model_of_others(api, officer, front, neighbour):
    item = agreed(officer, front)
    also = realized(api, officer, front, title="Có kết quả")
    for each in (item, also):
        assert neighbour.get(f"/models/{each['id']}").status_code == 404
    assert seen(officer, item)["recognised_on"] is None
