"""Plugins: which there are, and whether one may use them here."""

import types
from dataclasses import replace

import pytest

from core.catalogue import Catalogue

from .places import BAC_KAN, HA_GIANG, LUONG_BANG


@pytest.fixture
def officer(api):
    return api.make_user(LUONG_BANG, "phu_nu", "officer")


def test_every_plugin_is_listed_with_its_versions(officer):
    rows = officer.get("/plugins").json
    assert [row["name"] for row in rows] == sorted(row["name"] for row in rows)
    assert {row["state"] for row in rows} == {"active"}
    assert {row["api_version"] for row in rows} == {1}


def test_a_plugin_switched_off_for_later_is_still_active(api, officer):
    admin = api.make_user(BAC_KAN, "mttq", "admin")
    later = {"plugins": [{"code": "phu_nu", "enabled": False, "from": "2017-06-01"}]}
    admin.patch(f"/tenants/{LUONG_BANG}", later, version=1)
    assert {row["state"] for row in officer.get("/plugins").json} == {"active"}


def test_it_is_asked_of_a_tenant_in_sight_only(officer):
    assert officer.get("/plugins", tenant=LUONG_BANG).status_code == 200
    assert officer.get("/plugins", tenant=HA_GIANG).status_code == 404


def test_a_broken_plugin_says_why_and_to_admins_in_detail(api, officer, monkeypatch):
    broken = types.ModuleType("tan_binh")
    broken.NAME, broken.API_VERSION = "tan_binh", 99
    platform = api.platform
    with monkeypatch.context() as patched:
        changed = replace(platform, catalogue=Catalogue.load([broken]))
        patched.setitem(api.app.extensions, "chungsuc", changed)
        (row,) = officer.get("/plugins").json
        assert (row["state"], bool(row["reason"])) == ("quarantined", True)
        assert "detail" not in row
        admin = api.make_user(BAC_KAN, "mttq", "admin")
        (row,) = admin.get("/plugins").json
        assert row["detail"]


def test_strangers_are_refused(api):
    assert api.nobody.get("/plugins").status_code == 401
