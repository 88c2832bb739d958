"""What one record says of another: continuing, places, partners, transfers, figures, audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.api.isolation.actors import Relation, Who
from tests.api.isolation.targets import FOREIGN_COMMUNE, NO_ID, NO_TENANT, text
from tests.api.isolation.walking import Kept, differing, revealed
from tests.api.isolation.world import ITEM
from tests.api.main_job import done, drafted, problems, refused, step, submitted
from tests.api.places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.api.isolation.world import World

BESIDE = ITEM | {"tenant": NGHIA_TA, "places": [{"area": "Thôn Bên"}]}


def test_nobody_continues_what_they_do_not_see(world: World, kept: Kept) -> None:
    sibling = world.caller(Relation.SIBLING)
    for record in (world.targets.item, world.targets.draft, world.targets.realized):
        answer = sibling.post("/registrations", BESIDE | {"year": 2018, "continues": record.id})
        ghost = sibling.post("/registrations", BESIDE | {"year": 2018, "continues": NO_ID})
        assert answer.status_code == 422
        assert differing(answer, ghost) == []
    assert kept.now() == kept.state


def test_even_who_sees_both_continues_nothing_in_another_commune(world: World, kept: Kept) -> None:
    above = world.caller(Relation.OWN_ABOVE)
    item = BESIDE | {"year": 2018, "continues": world.targets.item.id}
    assert above.post("/registrations", item).status_code == 422
    assert kept.now() == kept.state


def test_nobody_continues_the_item_of_another_organization(world: World, kept: Kept) -> None:
    body = own_draft() | {"year": 2018}
    for record in (world.targets.item, world.targets.agreed):
        answer = world.caller(Relation.OTHER).post(
            "/registrations", body | {"continues": record.id}
        )
        assert list(problems(answer)) == ["continues"]
    assert kept.now() == kept.state


@pytest.mark.parametrize("foreign", [NGHIA_TA, FOREIGN_COMMUNE, HA_GIANG, BAC_KAN])
def test_a_place_lies_below_the_items_own_tenant(world: World, kept: Kept, foreign: str) -> None:
    officer = world.caller(Relation.OWN)

    def placed_in(tenant: str) -> TestResponse:
        body = ITEM | {"places": [{"tenant": tenant, "area": "Thôn Một"}]}
        return officer.post("/registrations", body)

    answer = placed_in(foreign)
    assert answer.status_code == 422
    assert differing(answer, placed_in(NO_TENANT)) == []
    assert kept.now() == kept.state


@pytest.mark.parametrize("target", [FOREIGN_COMMUNE, HA_GIANG, BAC_KAN, NO_TENANT, "vn"])
def test_a_transfer_leads_nowhere_out_of_sight(world: World, kept: Kept, target: str) -> None:
    item = {"id": world.targets.item.id, "version": world.targets.item.version}
    above = world.caller(Relation.FRONT_ABOVE)
    answer = step(above, item, "transfer", reason="Nhầm", tenant=target)
    refused(answer, 404, "not_found")
    assert kept.now() == kept.state


def test_what_was_transferred_is_gone_for_those_it_has_left(world: World, kept: Kept) -> None:
    item = {"id": world.targets.item.id, "version": world.targets.item.version}
    above = world.caller(Relation.FRONT_ABOVE)
    done(above, item, "transfer", reason="Nhầm xã", tenant=NGHIA_TA)
    for relation in (Relation.OWN, Relation.PARTNER, Relation.OTHER, Relation.FRONT):
        caller = world.caller(relation)
        for below in ("", "/history", "/results/2017-H1"):
            answer = caller.get(f"/registrations/{item['id']}{below}")
            assert answer.status_code == 404, relation
        assert text("title") not in caller.get("/registrations", page_size=200).text
    assert world.caller(Relation.SIBLING).get(f"/registrations/{item['id']}").status_code == 200


def test_a_partner_is_one_of_the_same_commune_only(world: World, kept: Kept) -> None:
    elsewhere = world.api.make_user(NGHIA_TA, "cuu_chien_binh")
    above = world.api.make_user(CHO_DON, "cuu_chien_binh")
    for caller in (elsewhere, above):
        assert caller.get(f"/registrations/{world.targets.item.id}").status_code == 404
        assert text("title") not in caller.get("/registrations").text
    there = world.caller(Relation.PARTNER).get(f"/registrations/{world.targets.item.id}").json
    assert there["view"] == "full"
    assert "phone" not in there
    draft = world.caller(Relation.PARTNER).get(f"/registrations/{world.targets.draft.id}")
    assert draft.status_code == 404


def test_a_partner_who_has_declined_sees_a_summary_again(world: World, kept: Kept) -> None:
    partner = world.caller(Relation.PARTNER)
    item = {"id": world.targets.item.id, "version": world.targets.item.version}
    assert done(partner, item, "decline")["view"] == "summary"
    rows = {row["id"]: row for row in partner.get("/registrations").json}
    assert "note" not in rows[item["id"]]
    path = f"/registrations/{item['id']}/results/2017-H1"
    assert partner.get(path).status_code == 404


FIGURES = {
    # relation: registered in the commune, in the district (None: no such tenant), as partner
    Relation.OWN: (4, None, 0),
    Relation.OWN_ABOVE: (4, 7, 0),
    Relation.PARTNER: (0, None, 4),
    Relation.OTHER: (1, None, 0),
    Relation.OTHER_ABOVE: (1, 1, 0),
    Relation.FRONT: (5, None, 4),
    Relation.FRONT_ABOVE: (5, 8, 4),
    Relation.COUNTRY: (5, 8, 4),
    Relation.SIBLING: (None, None, None),
    Relation.SIBLING_FRONT: (None, None, None),
    Relation.ELSEWHERE_FRONT: (None, None, None),
}


@pytest.mark.parametrize(("relation", "counted"), FIGURES.items(), ids=str)
def test_figures_count_nothing_that_is_not_ones_own(
    world: World, relation: Relation, counted: tuple[int | None, int | None, int | None]
) -> None:
    caller = world.caller(relation, "viewer")
    for tenant, expected in zip((LUONG_BANG, CHO_DON), counted, strict=False):
        answer = caller.get("/consolidation", tenant=tenant, period="2017")
        if expected is None:
            assert answer.status_code == 404
            continue
        assert answer.json["totals"]["registered"] == expected
        organizations = {row["organization"] for row in answer.json["by_organization"]}
        if relation in {Relation.OTHER, Relation.OTHER_ABOVE}:
            assert organizations == {"nong_dan"}
        if tenant == LUONG_BANG:
            assert answer.json["totals"]["as_partner"] == counted[2]


def test_coverage_is_whole_at_home_and_ones_own_elsewhere(world: World) -> None:
    def organizations(relation: Relation, tenant: str) -> set[str]:
        answer = world.caller(relation, "viewer").get("/coverage", tenant=tenant, year=2017)
        assert answer.status_code == 200
        return {cell["organization"] for cell in answer.json["cells"]}

    both = {"phu_nu", "nong_dan"}
    for relation in (Relation.OWN, Relation.OTHER, Relation.PARTNER, Relation.FRONT):
        assert organizations(relation, LUONG_BANG) == both
    assert organizations(Relation.OWN_ABOVE, LUONG_BANG) == {"phu_nu"}
    assert organizations(Relation.OTHER_ABOVE, LUONG_BANG) == {"nong_dan"}
    assert organizations(Relation.FRONT_ABOVE, LUONG_BANG) == both


@pytest.mark.parametrize("relation", [Relation.SIBLING_FRONT, Relation.ELSEWHERE])
def test_a_place_in_the_tree_is_open_and_what_it_has_stated_is_not(
    world: World, relation: Relation
) -> None:
    answer = world.caller(relation, "admin").get(f"/tenants/{LUONG_BANG}")
    assert answer.json["full_name"] == "Xã Lương Bằng"
    assert "ETag" not in answer.headers
    assert {"attributes", "plugins", "settings", "version"}.isdisjoint(answer.json)


FAR = (
    Who(Relation.SIBLING, "admin"),
    Who(Relation.SIBLING_FRONT, "admin"),
    Who(Relation.OTHER, "approver"),
    Who(Relation.ELSEWHERE_FRONT, "officer"),
    Who(Relation.NOBODY, "upcoming"),
)


@pytest.mark.parametrize("who", FAR, ids=str)
def test_the_trail_of_others_is_empty_and_gives_no_hint(world: World, who: Who) -> None:
    t = world.targets
    officer = world.caller(Relation.OWN)
    for name, asked in (
        ("target", (t.item.id, t.draft.id, t.report.id, t.user.id)),
        ("user", (officer.id,)),
    ):
        ghost = world[who].get("/audit", **{name: NO_ID})
        assert ghost.json == []
        for each in asked:
            answer = world[who].get("/audit", **{name: each})
            assert differing(answer, ghost) == []
    for action in ("registration.create", "report.create", "user.create"):
        answer = world[who].get("/audit", action=action, page_size=200)
        assert [*revealed(world, who, answer)] == []


def test_the_trail_of_a_user_shows_no_assignment_out_of_sight(world: World, kept: Kept) -> None:
    """GET /users/{id} leaves them out; so must what was recorded of them."""
    admin = world.caller(Relation.COUNTRY, "admin")
    posts: list[dict[str, Any]] = [
        {"tenant": tenant, "organization": "phu_nu", "role": "viewer"}
        for tenant in (LUONG_BANG, FOREIGN_COMMUNE)
    ]
    body = {"username": "hai.noi", "name": "Hai Nơi", "assignments": posts}
    made = admin.post("/users", body).json
    own = world.caller(Relation.OWN_ABOVE, "admin")
    shown = own.get(f"/users/{made['id']}")
    assert FOREIGN_COMMUNE not in shown.text
    assert FOREIGN_COMMUNE not in own.get("/audit", target=made["id"]).text


@pytest.mark.parametrize("organization", ["nong_dan", "cuu_chien_binh", "mttq"])
def test_a_draft_is_nobody_elses_whatever_is_asked(
    world: World, organization: str, kept: Kept
) -> None:
    caller = world.api.make_user(LUONG_BANG, organization, "approver")
    draft = world.targets.draft
    assert caller.get(f"/registrations/{draft.id}").status_code == 404
    for query in ({}, {"status": "draft"}, {"q": text("draft")}, {"tenant": LUONG_BANG}):
        assert draft.id not in caller.get("/registrations", page_size=200, **query).text
    assert draft.id not in caller.get("/audit", page_size=200).text
    csv = caller.call("GET", "/registrations", headers={"Accept": "text/csv"})
    assert text("draft") not in csv.text


def test_what_a_draft_said_stays_with_its_own_people_even_if_it_is_changed_while_sent(
    world: World, kept: Kept
) -> None:
    own, front = world.caller(Relation.OWN), world.caller(Relation.FRONT)
    made = drafted(own, ITEM, title="Lời nháp chưa ai biết", note="Dặn nháp chưa ai biết")
    path = f"/registrations/{made['id']}"
    sent = own.put(path, ITEM | {"submit": True}, version=made["version"])
    assert sent.json["status"] == "submitted"
    for shown in (front.get(f"{path}/history"), front.get("/audit", target=made["id"])):
        assert shown.json
        assert "nháp chưa ai biết" not in shown.text
    assert "Lời nháp chưa ai biết" in own.get(f"{path}/history").text


def test_two_hats_do_not_add_up_to_a_third(world: World, kept: Kept) -> None:
    """Women's Union here and Farmers' Union there: neither of them is the other's elsewhere."""
    world.api.make_user(LUONG_BANG, "phu_nu", "viewer", username="hai.mu")
    both = world.api.make_user(NGHIA_TA, "nong_dan", "officer", username="hai.mu")
    titles = both.get("/registrations", page_size=200).text
    assert text("title") in titles
    assert text("other_note") not in titles
    assert text("other_draft") not in titles
    assert text("sibling_draft") not in titles
    here = both.get("/consolidation", tenant=LUONG_BANG, period="2017").json
    assert {row["organization"] for row in here["by_organization"]} == {"phu_nu"}
    there = both.get("/consolidation", tenant=NGHIA_TA, period="2017").json
    assert there["totals"]["registered"] == 0
    assert both.get("/consolidation", tenant=CHO_DON, period="2017").status_code == 404
    assert both.post("/registrations", BESIDE).status_code == 403
    assert both.post("/registrations", ITEM).status_code == 403


def test_a_front_here_is_no_front_there(world: World, kept: Kept) -> None:
    world.api.make_user(NGHIA_TA, "mttq", "approver", username="mat.tran.ben")
    both = world.api.make_user(LUONG_BANG, "nong_dan", "officer", username="mat.tran.ben")
    item = {"id": world.targets.item.id, "version": world.targets.item.version}
    assert both.get(f"/registrations/{item['id']}").json["view"] == "summary"
    refused(step(both, item, "agree"), 403, "forbidden_for_role")
    own = submitted(both, own_draft())
    refused(step(both, own, "agree"), 403, "forbidden_for_role")
    assert drafted(both, own_draft())["view"] == "personal"


def own_draft() -> dict[str, Any]:
    return ITEM | {
        "organization": "nong_dan", "movement_type": "nong_dan.sach_nha_tot_ruong", "content": 3,
        "answers": {"so_ho": 3},
    }  # fmt: skip
