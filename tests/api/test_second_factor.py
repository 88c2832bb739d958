"""The second factor at the API: asked for at sign-in, demanded by tenants, reset by admins."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.access import OPERATOR
from core.services.web_sessions import begin

from ..fakes.phones import with_phone
from .conftest import PASSWORD
from .places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA


@pytest.fixture
def admin(api):
    return api.make_user(CHO_DON, "mttq", "admin")


@pytest.fixture
def officer(api):
    return api.make_user(LUONG_BANG, "phu_nu", "officer")


@pytest.fixture
def phone(api, officer):
    user = api.platform.store.read(OPERATOR).users.get(officer.id)
    now = datetime.now(UTC)
    return with_phone(api.platform.store, api.platform.factor_secrets, user, now=now)


def signing_in(api, who, **more):
    body = {"username": who.username, "password": PASSWORD} | more
    return api.nobody.post("/tokens", body, key="")


def reset(caller, who, version):
    return caller.delete(f"/users/{who.id}/second-factor", version=version)


def version_of(caller, who):
    return caller.get(f"/users/{who.id}").json["version"]


def test_who_has_one_signs_in_with_a_code_as_well(api, officer, phone):
    asked = signing_in(api, officer)
    assert (asked.status_code, asked.json["reason"]) == (401, "second_factor_required")
    wrong = signing_in(api, officer, code="000000")
    assert (wrong.status_code, wrong.json["reason"]) == (401, "bad_code")
    code = phone.code(datetime.now(UTC))
    assert signing_in(api, officer, code=code).status_code == 201
    assert signing_in(api, officer, code=code).json["reason"] == "bad_code"
    assert signing_in(api, officer, code=phone.codes[0]).status_code == 201


def test_where_a_tenant_demands_it_the_api_says_to_set_it_up_in_the_pages(api, officer, admin):
    stated = {"settings": {"second_factor": "required"}}
    assert admin.patch(f"/tenants/{CHO_DON}", stated, version=1).json["settings"] == {
        "second_factor": "required"
    }
    refused = signing_in(api, officer)
    assert (refused.status_code, refused.json["reason"]) == (401, "second_factor_not_set_up")
    assert "trình duyệt" in refused.json["message"]
    elsewhere = api.make_user(BAC_KAN, "phu_nu", "officer")
    assert signing_in(api, elsewhere).status_code == 201
    admin.patch(f"/tenants/{CHO_DON}", {"settings": {"second_factor": None}}, version=2)
    assert signing_in(api, officer).status_code == 201


@pytest.mark.parametrize("value", ["optional", True, 1, ""])
def test_the_setting_has_one_value(admin, value):
    answer = admin.patch(f"/tenants/{CHO_DON}", {"settings": {"second_factor": value}}, version=1)
    assert answer.status_code == 422


def test_whether_one_has_it_is_shown_and_nothing_else_of_it(api, officer, phone):
    answer = officer.get("/me")
    assert answer.json["second_factor"] is True
    assert signing_in(api, officer, code=phone.codes[0]).status_code == 201
    kept = api.platform.store.read(OPERATOR).users.get(officer.id).second_factor
    secrets = (phone.seed, kept.sealed, *kept.recovery, *phone.codes)
    entries = str(list(api.platform.store.database["audit"].find()))
    assert not [each for each in secrets if each in answer.text or each in entries]


def test_no_secret_of_it_is_kept_as_it_was_shown(api, phone):
    database = api.platform.store.database
    for name in database.list_collection_names():
        kept = str(list(database[name].find()))
        assert phone.seed not in kept, name
        assert not [code for code in phone.codes if code in kept], name


def test_an_admin_takes_it_from_who_lost_their_phone(api, officer, admin, phone):
    done = reset(admin, officer, version_of(admin, officer))
    assert (done.status_code, done.json["second_factor"]) == (200, False)
    assert officer.get("/me").status_code == 401
    assert signing_in(api, officer).status_code == 201
    again = reset(admin, officer, done.json["version"])
    assert (again.status_code, again.json["reason"]) == (409, "second_factor_is_off")


def test_only_an_admin_above_does_so(api, officer, admin, phone):
    version = version_of(admin, officer)
    stranger = api.make_user(NGHIA_TA, "mttq", "admin")
    colleague = api.make_user(LUONG_BANG, "phu_nu", "officer")
    assert reset(stranger, officer, version).status_code == 404
    assert reset(colleague, officer, version).status_code == 403
    assert reset(admin, officer, None).status_code == 428
    assert reset(admin, officer, version - 1).status_code == 412


def test_a_session_of_a_browser_is_no_token(api, officer):
    begun = begin(
        store=api.platform.store, passwords=api.platform.passwords, username=officer.username,
        password=PASSWORD, address=None, moment=api.platform.moment(), lifetime=timedelta(hours=1),
    )  # fmt: skip
    assert replace(officer, token=begun.signed_in.token).get("/me").status_code == 401
