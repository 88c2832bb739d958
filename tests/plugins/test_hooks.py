"""Each hook: documented with its exact arguments, tested here, and answering as it says."""

import inspect
from datetime import UTC, datetime
from pathlib import Path

import pytest

import core.plugin_api
from core.catalogue import Catalogue
from core.domain.movements import Kind, Theme
from core.domain.registrations import Registration
from core.plugin_api import (
    Problem,
    RegistrationContext,
    choice_field,
    hookimpl,
    hookspecs,
    measure,
    measures,
)
from plugins.cuu_chien_binh import plugin as cuu_chien_binh
from plugins.phu_nu import plugin as phu_nu

from .making import a_movement, a_plugin, a_quota, a_type, an_organization, returning

HOOKS = [
    name
    for name, function in inspect.getmembers(hookspecs, inspect.isfunction)
    if hasattr(function, "chungsuc_spec")
]
ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs/plugin-hooks.md").read_text(encoding="utf-8")

NOW = datetime(2017, 6, 21, tzinfo=UTC)

every_hook = pytest.mark.parametrize("hook", HOOKS)


@every_hook
def test_it_is_documented_with_its_arguments(hook):
    arguments = ", ".join(inspect.signature(getattr(hookspecs, hook)).parameters)

    assert f"## `{hook}({arguments})`" in DOCS


@every_hook
def test_it_is_tested_in_this_module(hook):
    assert any(hook in name for name in globals() if name.startswith("test_"))


@every_hook
def test_it_takes_at_most_one_argument(hook):
    assert len(inspect.signature(getattr(hookspecs, hook)).parameters) <= 1


@every_hook
def test_a_plugin_of_the_project_uses_it(hook):
    used = [path for path in ROOT.glob("plugins/*/plugin.py") if f"def {hook}(" in path.read_text()]

    assert used


def test_nothing_but_hooks_is_documented_as_one():
    documented = {line[4:].partition("(")[0] for line in DOCS.splitlines() if line[:4] == "## `"}

    assert documented == set(HOOKS)


def test_every_public_name_is_there_and_mentioned_in_the_walk():
    walk = (ROOT / "docs/writing-a-plugin.md").read_text(encoding="utf-8")

    missing = [name for name in core.plugin_api.__all__ if not hasattr(core.plugin_api, name)]
    assert missing == []
    assert [name for name in core.plugin_api.__all__ if f"`{name}`" not in walk] == []


def test_register_organization_names_whom_the_plugin_speaks_for(tmp_path):
    catalogue = Catalogue.load([a_plugin(tmp_path)])

    assert dict(catalogue.organizations) == {"thu": an_organization()}


def test_register_themes_adds_to_the_standard_ones(tmp_path):
    own = Theme(code="thu.chu_de", label="Chủ đề")
    types = (a_type(optional_themes=frozenset({"thu.chu_de"})),)
    catalogue = Catalogue.load(
        [
            a_plugin(
                tmp_path,
                register_themes=returning((own,)),
                register_movement_types=returning(types),
            )
        ]
    )

    assert catalogue.themes["thu.chu_de"] == own
    assert "bao_ve_moi_truong" in catalogue.themes
    assert catalogue.is_active("thu")


def test_register_movements_may_answer_piece_by_piece(tmp_path):
    @hookimpl
    def register_movements():
        yield a_movement()
        yield a_movement(code="thu.khac")

    catalogue = Catalogue.load([a_plugin(tmp_path, register_movements=register_movements)])

    assert list(catalogue.movements) == ["thu.khac", "thu.phong_trao"]


def test_register_movement_types_says_what_can_be_registered(tmp_path):
    catalogue = Catalogue.load([a_plugin(tmp_path)])

    assert catalogue.movement_type("thu.mo_hinh") == a_type()
    assert catalogue.movement_type("thu.khong_co") is None


def test_register_quotas_may_be_left_out(tmp_path):
    without = Catalogue.load([a_plugin(tmp_path, register_quotas=None)])
    with_one = Catalogue.load([a_plugin(tmp_path)])

    assert (dict(without.quotas), without.is_active("thu")) == ({}, True)
    assert dict(with_one.quotas) == {"thu.mot_mo_hinh": a_quota()}


def context_of(code, kind=Kind.MODEL, **answers):
    return RegistrationContext(
        year=2017, movement_type=code, kind=kind, title="Thử", answers=answers
    )


def test_check_registration_is_asked_of_the_plugin_of_the_type_only(tmp_path):
    asked = []

    @hookimpl
    def check_registration(context):
        asked.append(context)
        return [Problem("answers.so_ho", "thu.sai", text="Sai rồi.")]

    catalogue = Catalogue.load([a_plugin(tmp_path, check_registration=check_registration), phu_nu])

    assert catalogue.check(context_of("phu_nu.gia_dinh_hanh_phuc")) == ()
    assert asked == []
    assert [p.code for p in catalogue.check(context_of("thu.mo_hinh"))] == ["thu.sai"]
    assert len(asked) == 1


def test_check_registration_cannot_change_the_answers_it_is_shown():
    sent = {"so_ho": 42}
    context = context_of("phu_nu.ba_sach", **sent)

    with pytest.raises(TypeError):
        context.answers["so_ho"] = 0


def test_check_registration_is_shown_no_person_place_or_money():
    registration = Registration(
        id="1",
        tenant="c02050",
        path="vn/p06/d064/c02050/",
        organization="phu_nu",
        year=2017,
        movement_type="phu_nu.ba_sach",
        kind=Kind.MODEL,
        title="Đường hoa",
        person_in_charge="Hoàng Thị Mai",
        phone="0912345678",
        answers={"so_ho": 42},
        created_at=NOW,
        created_by="mai",
        updated_at=NOW,
    )

    context = RegistrationContext.of(registration)

    assert (context.movement_type, context.answers["so_ho"]) == ("phu_nu.ba_sach", 42)
    assert "Mai" not in repr(context)
    assert "0912345678" not in repr(context)


def test_check_registration_of_the_womens_union_compares_parts_with_their_whole():
    catalogue = Catalogue.load([phu_nu])

    fine = catalogue.check(context_of("phu_nu.ba_sach", so_ho=42, so_ho_nha_sach=42))
    (problem,) = catalogue.check(context_of("phu_nu.ba_sach", so_ho=42, so_ho_bep_sach=43))

    assert fine == ()
    assert problem.field == "answers.so_ho_bep_sach"
    assert problem.text == "Số hộ này không thể nhiều hơn số hộ tham gia (42)."
    assert catalogue.check(context_of("phu_nu.ba_sach", so_ho_bep_sach=43)) == ()


def test_check_registration_of_the_veterans_wants_two_people():
    catalogue = Catalogue.load([cuu_chien_binh])
    code = "cuu_chien_binh.giup_nhau_giam_ngheo"

    (problem,) = catalogue.check(
        context_of(code, nguoi_giup="Hoàng Văn Hoà", nguoi_duoc_giup="hoàng văn  hòa")
    )

    assert problem.field == "answers.nguoi_duoc_giup"
    assert problem.text == "Người được giúp phải khác người giúp."
    assert catalogue.check(context_of(code, nguoi_giup="A", nguoi_duoc_giup="B")) == ()
    assert catalogue.check(context_of(code)) == ()


def test_a_standard_measure_is_had_by_its_code_and_no_other_is():
    assert measure("so_ho").unit == "hộ"
    assert [each.code for each in measures("so_ho", "so_cay")] == ["so_ho", "so_cay"]
    with pytest.raises(ValueError, match="no standard measure 'so_bo'"):
        measure("so_bo")


def test_choices_are_given_as_code_and_label():
    field = choice_field("loai", "Loại", {"a": "Một"})

    assert [(choice.code, choice.label) for choice in field.choices] == [("a", "Một")]
