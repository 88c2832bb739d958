"""Administering people: nobody is raised above, or aside of, who raises them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.domain.access import Role
from tests.api.conftest import PASSWORD
from tests.api.isolation.actors import ROLES, Relation, Who, dated_user
from tests.api.isolation.targets import FOREIGN_COMMUNE, NO_ID, NO_TENANT, text
from tests.api.isolation.walking import Kept, differing
from tests.api.isolation.world import ITEM
from tests.api.places import CHO_DON, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.isolation.world import World

POSTS = [
    # whose admin, tenant, organization, role, answered
    (Relation.OWN, LUONG_BANG, "phu_nu", "officer", 201),
    (Relation.OWN, LUONG_BANG, "phu_nu", "admin", 403),
    (Relation.OWN, LUONG_BANG, "nong_dan", "viewer", 403),
    (Relation.OWN, LUONG_BANG, "mttq", "viewer", 403),
    (Relation.OWN, CHO_DON, "phu_nu", "viewer", 404),
    (Relation.OWN, NGHIA_TA, "phu_nu", "viewer", 404),
    (Relation.OWN, "vn", "mttq", "admin", 404),
    (Relation.OWN_ABOVE, LUONG_BANG, "phu_nu", "admin", 201),
    (Relation.OWN_ABOVE, CHO_DON, "phu_nu", "admin", 403),
    (Relation.OWN_ABOVE, LUONG_BANG, "mttq", "viewer", 403),
    (Relation.FRONT, LUONG_BANG, "nong_dan", "approver", 201),
    (Relation.FRONT, LUONG_BANG, "phu_nu", "admin", 403),
    (Relation.FRONT, LUONG_BANG, "mttq", "admin", 403),
    (Relation.FRONT, NGHIA_TA, "mttq", "viewer", 404),
    (Relation.FRONT_ABOVE, LUONG_BANG, "mttq", "admin", 201),
    (Relation.FRONT_ABOVE, CHO_DON, "mttq", "admin", 403),
    (Relation.FRONT_ABOVE, FOREIGN_COMMUNE, "mttq", "viewer", 404),
    (Relation.COUNTRY, CHO_DON, "mttq", "admin", 201),
    (Relation.COUNTRY, "vn", "mttq", "admin", 403),
    (Relation.SIBLING, LUONG_BANG, "phu_nu", "viewer", 404),
    (Relation.ELSEWHERE_FRONT, LUONG_BANG, "mttq", "viewer", 404),
]


@pytest.mark.parametrize(("relation", "tenant", "organization", "role", "answered"), POSTS)
def test_an_admin_grants_what_is_at_or_below_and_never_the_own_rank(
    world: World, kept: Kept, relation: Relation, tenant: str, organization: str, role: str,
    answered: int,
) -> None:  # fmt: skip
    admin = world.caller(relation, "admin")
    post = {"tenant": tenant, "organization": organization, "role": role}
    body = {"username": "nguoi.moi", "name": "Người Mới", "assignments": [post]}
    answer = admin.post("/users", body)
    assert answer.status_code == answered, answer.json
    if answered == 404:
        ghost = body | {"assignments": [post | {"tenant": NO_TENANT}]}
        assert differing(answer, admin.post("/users", ghost)) == []
    if answered != 201:
        assert kept.now() == kept.state
        # Nor by way of oneself, nor hidden behind a post that one may grant.
        raised = admin.post(f"/users/{admin.id}/assignments", post)
        assert raised.status_code == answered
        mine = {"tenant": tenant, "organization": organization, "role": "viewer"}
        mixed = admin.post("/users", body | {"assignments": [mine, post]})
        assert mixed.status_code == answered
        assert kept.now() == kept.state


@pytest.mark.parametrize("role", [role for role in ROLES if role != "admin"])
def test_who_is_no_admin_administers_nobody(world: World, kept: Kept, role: str) -> None:
    post = {"tenant": LUONG_BANG, "organization": "phu_nu", "role": "viewer"}
    for relation in (Relation.OWN, Relation.OWN_ABOVE, Relation.FRONT, Relation.COUNTRY):
        caller = world.caller(relation, role)
        body = {"username": "nguoi.moi", "name": "Người Mới", "assignments": [post]}
        assert caller.post("/users", body).status_code == 403
        assert caller.post(f"/users/{caller.id}/assignments", post).status_code == 403
    assert kept.now() == kept.state


def test_who_sets_a_password_must_be_above_all_that_it_opens(world: World, kept: Kept) -> None:
    world.api.make_user(LUONG_BANG, "phu_nu", username="hai.bac")
    above = world.api.make_user(CHO_DON, "mttq", username="hai.bac")
    version = above.get("/me").json["version"]
    before = kept.now()
    for relation in (Relation.OWN, Relation.OWN_ABOVE, Relation.FRONT):
        admin = world.caller(relation, "admin")
        for change in ({"reset": True}, {"disabled": True}, {"name": "Tên Khác"}):
            answer = admin.patch(f"/users/{above.id}", change, version=version)
            assert answer.status_code == 403, relation
    assert kept.now() == before


@pytest.mark.parametrize("tenant", [NGHIA_TA, CHO_DON, FOREIGN_COMMUNE, "vn"])
def test_an_import_finds_no_tenant_out_of_sight(world: World, kept: Kept, tenant: str) -> None:
    admin = world.caller(Relation.OWN, "admin")

    def tried(where: str, *, dry_run: bool) -> tuple[int, str]:
        table = f"username,name,tenant,organization,role\nmoi,Mới,{where},phu_nu,viewer\n"
        answer = admin.post("/users/import", {"csv": table, "dry_run": dry_run})
        return answer.status_code, answer.text.replace(where, "…")

    for dry_run in (True, False):
        assert tried(tenant, dry_run=dry_run) == tried(NO_TENANT, dry_run=dry_run)
    assert tried(tenant, dry_run=False)[0] == 422
    assert kept.now() == kept.state


def test_users_of_another_organization_or_tenant_are_not_found(world: World) -> None:
    for relation in (Relation.OTHER, Relation.SIBLING, Relation.SIBLING_FRONT, Relation.ELSEWHERE):
        admin = world.caller(relation, "admin")
        ghost = admin.get(f"/users/{NO_ID}")
        assert differing(admin.get(f"/users/{world.targets.user.id}"), ghost) == []
        assert admin.get("/users", q="mong thi kin danh").json == []
        assert text("username") not in admin.get("/users", page_size=200).text


def test_a_user_is_shown_without_what_they_hold_out_of_sight(world: World, kept: Kept) -> None:
    world.api.make_user(LUONG_BANG, "phu_nu", username="nhieu.noi")
    person = world.api.make_user(FOREIGN_COMMUNE, "mttq", "admin", username="nhieu.noi")
    for relation in (Relation.OWN, Relation.FRONT_ABOVE):
        admin = world.caller(relation, "admin")
        shown = admin.get(f"/users/{person.id}").json
        assert [held["tenant"] for held in shown["assignments"]] == [LUONG_BANG]
        assert FOREIGN_COMMUNE not in admin.get("/users", q="nhieu noi").text
        path = f"/users/{person.id}/assignments"
        hidden = next(held for held in person.assignments if held != shown["assignments"][0]["id"])
        answer = admin.delete(f"{path}/{hidden}", version=shown["version"])
        ghost = admin.delete(f"{path}/{NO_ID}", version=shown["version"])
        assert answer.status_code == 404
        assert differing(answer, ghost) == []


def test_an_assignment_that_is_ended_opens_nothing_from_that_moment(
    world: World, kept: Kept
) -> None:
    leaving = world.api.make_user(LUONG_BANG, "phu_nu")
    body, key = ITEM | {"title": "Trước khi nghỉ"}, "khoa-cua-nguoi-nghi"
    assert leaving.post("/registrations", body, key=key).status_code == 201
    admin = world.caller(Relation.OWN_ABOVE, "admin")
    version = leaving.get("/me").json["version"]
    path = f"/users/{leaving.id}/assignments/{leaving.assignments[0]}"
    assert admin.delete(path, version=version).status_code == 200
    assert leaving.get(f"/registrations/{world.targets.item.id}").status_code == 404
    assert leaving.get("/registrations").json == []
    assert leaving.post("/registrations", body).status_code == 404
    # Nor by sending again what was answered while it was in force.
    assert leaving.post("/registrations", body, key=key).status_code == 404


def test_a_sign_in_is_dead_with_the_user_and_with_signing_out(world: World, kept: Kept) -> None:
    item = f"/registrations/{world.targets.item.id}"
    plain = world.api.nobody.get(item)
    leaving = world.api.make_user(LUONG_BANG, "phu_nu")
    admin = world.caller(Relation.OWN, "admin")
    version = leaving.get("/me").json["version"]
    disabled = admin.patch(f"/users/{leaving.id}", {"disabled": True}, version=version)
    assert disabled.status_code == 200
    assert differing(leaving.get(item), plain) == []
    signing = {"username": leaving.username, "password": PASSWORD}
    assert world.api.nobody.post("/tokens", signing, key="").status_code == 401
    other = world.api.make_user(LUONG_BANG, "phu_nu")
    assert other.delete("/tokens/current").status_code == 204
    assert differing(other.get(item), plain) == []
    assert world[Who(Relation.OWN, "officer")].get(item).status_code == 200


def test_nobody_sees_before_the_first_day_or_after_the_last(world: World, kept: Kept) -> None:
    item = f"/registrations/{world.targets.item.id}"
    for first, last, answered in (
        (date(2017, 7, 5), None, 200),
        (None, date(2017, 7, 5), 200),
        (date(2017, 7, 6), None, 404),
        (None, date(2017, 7, 4), 404),
    ):
        name = f"ngay-{first or ''}-{last or ''}"
        caller = dated_user(world.api, LUONG_BANG, "phu_nu", Role.VIEWER, first, last, name=name)
        assert caller.get(item).status_code == answered
