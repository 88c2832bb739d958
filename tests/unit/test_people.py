"""Admins keep the users in their sight: found, created, renamed, disabled, invited anew."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    PreconditionMissingError,
    StaleVersionError,
)
from core.services.own_password import accept_invitation, invited_user
from core.services.people import get_user
from core.services.signing_in import identify

from ..fakes.people import NOW, TODAY, InMemoryStore, a_grant, a_user, an_assignment, held_as
from ..fakes.people_acts import (
    ADMIN,
    DISTRICT,
    OFFICER,
    OFFICER_THERE,
    PASSWORDS,
    VIEWER,
    YESTERDAY,
    adding,
    an_admin,
    changing,
    creating,
    ending,
    keep,
    listed,
    problems,
    resetting,
    sign,
)


@pytest.fixture
def store():
    return InMemoryStore()


def test_a_new_user_without_a_password_gets_a_link_that_serves_once(store):
    invited = creating(store)
    assert invited.user.name == "Nông Thị Hoa"
    assert invited.expires_at == NOW + timedelta(days=7)
    (held,) = invited.user.assignments
    assert (held.tenant, held.path) == ("c02050", "vn/p06/d064/c02050/")
    accept_invitation(
        store=store, passwords=PASSWORDS, token=invited.token, password="mật khẩu đầu", now=NOW
    )
    assert sign(store, "hoa", "mật khẩu đầu")


def test_a_new_user_with_a_password_signs_in_with_it_and_gets_no_link(store):
    invited = creating(store, password=PASSWORDS.new("mật khẩu đầu", username="hoa"))
    assert invited.token is None
    assert not store.rows.invitations
    assert sign(store, "hoa", "mật khẩu đầu")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"username": "Hoa"}, ("username", "not_a_username")),
        ({"username": "h" * 81}, ("username", "not_a_username")),
        ({"username": "hoa\n"}, ("username", "not_a_username")),
        ({"name": "  "}, ("name", "required")),
        ({"name": "h" * 121}, ("name", "too_long")),
        ({"grants": []}, ("assignments", "required")),
        ({"grants": [a_grant(), a_grant()]}, ("assignments.1", "assignment_repeated")),
        (
            {"grants": [a_grant(organization="khac")]},
            ("assignments.0.organization", "unknown_organization"),
        ),
        (
            {"grants": [a_grant(valid_from=TODAY, valid_to=YESTERDAY)]},
            ("assignments.0.to", "ends_before_start"),
        ),
        (
            {"password": PASSWORDS.new("Hoa.nguyen", username="hoa.nguyen")},
            ("password", "password_is_username"),
        ),
    ],
)
def test_what_is_wrong_with_a_new_user_is_said_field_by_field(store, changes, wrong):
    with pytest.raises(InvalidError) as refused:
        creating(store, **changes)
    assert problems(refused) == [wrong]
    assert not store.rows.users


def test_a_username_is_given_once_even_where_its_holder_is_out_of_sight(store):
    keep(store, a_user("hoa", held_as("p19", "mttq")))
    with pytest.raises(ConflictError) as refused:
        creating(store)
    assert refused.value.reason == "username_taken"


def test_nobody_creates_users_out_of_sight_or_beyond_their_grant(store):
    with pytest.raises(NotFoundError):
        creating(store, grants=[a_grant("c01840")])
    with pytest.raises(NotFoundError):
        creating(store, grants=[a_grant("c99999")])
    for grant in (a_grant("d064", "mttq", ADMIN), a_grant("d064", "phu_nu", ADMIN)):
        with pytest.raises(ForbiddenError) as refused:
            creating(store, grants=[grant])
        assert refused.value.reason == "beyond_own_grant"
    with pytest.raises(ForbiddenError) as refused:
        creating(store, OFFICER_THERE)
    assert refused.value.reason == "forbidden_for_role"
    with pytest.raises(ForbiddenError):
        creating(store, an_admin("d064", "nong_dan"), grants=[a_grant(organization="phu_nu")])
    assert not store.rows.users


def test_two_assignments_that_permit_it_must_be_chosen_from(store):
    scope = an_admin("d064", "mttq", an_assignment("d064", "phu_nu", ADMIN))
    with pytest.raises(InvalidError) as refused:
        creating(store, scope)
    assert refused.value.reason == "act_as_required"
    assert creating(store, scope, grants=[a_grant(organization="nong_dan")])


def test_an_admin_sees_users_of_the_subtree_and_only_their_assignments_there(store):
    keep(
        store, a_user("hoa", held_as("c02050"), held_as("c01840")), a_user("xa", held_as("c01840"))
    )
    assert listed(store) == (["hoa"], 1)
    seen = get_user(work=store.read(DISTRICT), user_id="u-hoa")
    assert [held.tenant for held in seen.assignments] == ["c02050"]
    with pytest.raises(NotFoundError):
        get_user(work=store.read(DISTRICT), user_id="u-xa")


def test_users_are_found_by_the_folded_words_of_name_and_username(store):
    keep(store, a_user("hoa"), a_user("dong", name="Đồng Văn Tuấn"))
    assert listed(store, q="tuan DONG") == (["dong"], 1)
    assert listed(store, q="nông ho") == (["hoa"], 1)
    assert listed(store, q="ho nông") == ([], 0)
    with pytest.raises(InvalidError) as refused:
        listed(store, q="đ")
    assert problems(refused) == [("q", "too_short")]


def test_a_page_follows_another_by_cursor(store):
    for number in range(5):
        keep(store, a_user(f"user{number}", created_at=NOW + timedelta(seconds=number)))
    first, total = listed(store, limit=2)
    assert (first, total) == (["user4", "user3"], 5)
    last = store.rows.users["u-user3"]
    assert listed(store, limit=2, after=(last.created_at, last.id))[0] == ["user2", "user1"]


def test_who_is_no_admin_administers_nobody_but_sees_themselves(store):
    user = keep(store, a_user("can-bo", held_as("d064", "mttq", OFFICER), id="u-can-bo"))
    other = keep(store, a_user("hoa"))
    assert get_user(work=store.read(OFFICER_THERE), user_id=user.id) == user
    with pytest.raises(ForbiddenError):
        listed(store, OFFICER_THERE)
    with pytest.raises(ForbiddenError):
        get_user(work=store.read(OFFICER_THERE), user_id=other.id)
    for act in (changing, resetting):
        for user_id in (user, other):
            with pytest.raises(ForbiddenError):
                act(store, user_id, OFFICER_THERE)


def test_disabling_ends_sign_ins_and_invitations_at_once(store):
    invited = creating(store)
    user = keep(store, replace(invited.user, password_hash=PASSWORDS.hash("mật khẩu đầu")))
    token = sign(store, "hoa", "mật khẩu đầu").token
    disabled = changing(store, user, disabled=True)
    assert disabled.disabled
    assert not store.rows.tokens
    assert not store.rows.invitations
    with pytest.raises(Exception, match="unauthenticated"):
        identify(store=store, token=token, now=NOW)
    assert not changing(store, disabled, disabled=False).disabled
    assert sign(store, "hoa", "mật khẩu đầu")


def test_resetting_drops_the_password_and_every_sign_in(store):
    user = keep(store, a_user("hoa", password_hash=PASSWORDS.hash("mật khẩu đầu")))
    sign(store, "hoa", "mật khẩu đầu")
    first = resetting(store, user)
    assert not store.rows.tokens
    with pytest.raises(Exception, match="bad_credentials"):
        sign(store, "hoa", "mật khẩu đầu")
    second = resetting(store, first.user)
    with pytest.raises(NotFoundError):
        invited_user(store=store, token=first.token, now=NOW)
    assert invited_user(store=store, token=second.token, now=NOW)


def test_a_disabled_user_is_not_invited(store):
    user = keep(store, a_user("hoa", disabled=True))
    with pytest.raises(ConflictError) as refused:
        resetting(store, user)
    assert refused.value.reason == "user_disabled"


def test_a_change_against_an_older_version_is_refused_naming_what_differs(store):
    user = keep(store, a_user("hoa"))
    newer = changing(store, user, name="Nông Thị Hòa")
    assert newer.version == user.version + 1
    with pytest.raises(StaleVersionError) as refused:
        changing(store, user, name="Nông Thị Hoà Bình")
    assert refused.value.params["fields"] == ["name"]
    with pytest.raises(PreconditionMissingError):
        changing(store, user, version=None)


def test_every_write_leaves_one_act_filed_where_it_belongs_and_no_secret(store):
    password = PASSWORDS.new("mật khẩu đầu", username="hoa")
    user = creating(store, password=password).user
    user = changing(store, user, name="Nông Thị Hòa")
    user = adding(store, user, a_grant("d064", "mttq", VIEWER))
    user = ending(store, user, user.assignments[1])
    reset = resetting(store, user)
    changing(store, reset.user, disabled=True)
    acts = store.rows.acts
    assert [act.action for act in acts] == [
        "user.create", "user.change", "assignment.add", "assignment.end", "invitation.create",
        "user.disable",
    ]  # fmt: skip
    assert {act.target for act in acts} == {user.id}
    assert {act.assignment for act in acts} == {"d064.mttq.admin"}
    assert [act.path for act in acts[1:3]] == ["vn/p06/d064/c02050/", "vn/p06/d064/"]
    told = repr(acts) + repr(reset) + repr(password) + repr(store.rows.users)
    assert not [s for s in ("mật khẩu", "argon2", reset.token) if s in told]
