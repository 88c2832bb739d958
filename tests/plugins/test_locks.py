"""A form may change, but never so that an answer already stored is orphaned unawares."""

import json
from dataclasses import replace

import pytest

from core.catalogue import Catalogue
from core.plugin_api import count_field, text_field
from core.plugin_api.locks import read_lock, write_lock

from .making import a_plugin, a_type, returning, state_of

HO = count_field("so_ho", "Số hộ", "hộ", required=True)


def faults(plugin):
    return " ".join(state_of(Catalogue.load([plugin])).detail)


@pytest.fixture
def plugin(tmp_path):
    """A plugin whose lock holds one type, version 1, with the required field so_ho."""
    return a_plugin(tmp_path, register_movement_types=returning((a_type(form=(HO,)),)))


def declare(plugin, *form, **changes):
    plugin.register_movement_types = returning((a_type(form=form, **changes),))


@pytest.mark.parametrize(
    "form",
    [
        (),
        (replace(HO, name="ho"),),
        (replace(HO, minimum=10),),
        (replace(HO, required=False),),
        (replace(HO, personal=True),),
        (HO, text_field("ten", "Tên")),
    ],
)
def test_a_changed_form_of_the_same_version_is_refused(plugin, form):
    declare(plugin, *form)

    assert "raise its form_version" in faults(plugin)


def test_the_fields_that_changed_are_named(plugin):
    declare(plugin, HO, text_field("ten", "Tên"))

    assert "changed (ten)" in faults(plugin)


def test_labels_and_help_may_change_freely(plugin):
    declare(plugin, replace(HO, label="Số hộ gia đình", help="Cả hộ nghèo", unit="gia đình"))

    assert faults(plugin) == ""


def test_a_raised_version_wants_its_entry_in_the_lock_and_keeps_the_old_one(plugin):
    declare(plugin, HO, text_field("ten", "Tên"), form_version=2)
    assert "version 2 of the form of 'thu.mo_hinh' is not in it" in faults(plugin)

    write_lock(plugin)

    assert faults(plugin) == ""
    assert list(read_lock(plugin)["thu.mo_hinh"]) == ["1", "2"]


def test_a_version_cannot_go_back(plugin):
    declare(plugin, form_version=2)
    write_lock(plugin)
    declare(plugin, HO)

    assert "cannot go back" in faults(plugin)


def test_a_field_never_changes_its_type_in_whatever_version(plugin):
    declare(plugin, text_field("so_ho", "Số hộ"), form_version=2)
    write_lock(plugin)

    assert "changed its type" in faults(plugin)


def test_a_type_that_was_once_released_stays_declared(plugin):
    plugin.register_movement_types = returning((a_type(code="thu.khac"),))
    write_lock(plugin)

    assert "'thu.mo_hinh' is no longer declared" in faults(plugin)


def test_writing_the_lock_does_not_rewrite_what_it_holds(plugin):
    before = read_lock(plugin)
    declare(plugin)
    write_lock(plugin)

    assert read_lock(plugin) == before


@pytest.mark.parametrize("text", ["{", "[]", json.dumps({"thu.mo_hinh": {"1": {"so_ho": 3}}})])
def test_a_lock_that_cannot_be_read_is_a_fault_of_the_plugin(plugin, tmp_path, text):
    (tmp_path / "thu" / "schema.lock.json").write_text(text, encoding="utf-8")

    assert "the lock cannot be read" in faults(plugin)


def test_a_plugin_without_its_lock_is_told_so(tmp_path):
    assert "is not in it" in faults(a_plugin(tmp_path, lock=False))
