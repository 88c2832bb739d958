"""What holds for every plugin of the project, alone and together."""

import importlib
import tomllib
from pathlib import Path

import pytest

from core.catalogue import GROUP, Catalogue, PluginStatus
from core.domain.movements import MEASURES, THEMES
from core.plugin_api.testing import CONTRACT

ROOT = Path(__file__).parents[2]
ENTRY_POINTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "entry-points"
][GROUP]
EVERY = [importlib.import_module(module) for module in ENTRY_POINTS.values()]
NAMES = list(ENTRY_POINTS)

every_plugin = pytest.mark.parametrize("plugin", EVERY, ids=NAMES)


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue.load(EVERY)


@every_plugin
@pytest.mark.parametrize("rule", CONTRACT, ids=lambda rule: rule.__name__)
def test_it_keeps_the_contract(plugin, rule):
    rule(plugin)


@every_plugin
def test_it_loads_alone(plugin):
    alone = Catalogue.load([plugin])

    (state,) = alone.plugins
    assert (state.state, state.detail) == (PluginStatus.ACTIVE, ())
    assert list(alone.organizations) == [plugin.NAME]


@every_plugin
def test_its_codes_carry_its_name(plugin):
    alone = Catalogue.load([plugin])

    codes = {*alone.movements, *alone.movement_types, *alone.quotas, *alone.themes, *alone.measures}
    own = codes - {theme.code for theme in THEMES} - {measure.code for measure in MEASURES}
    assert [code for code in own if not code.startswith(f"{plugin.NAME}.")] == []


@every_plugin
def test_everything_it_declares_cites_its_document(plugin):
    alone = Catalogue.load([plugin])

    cited = [*alone.movements.values(), *alone.movement_types.values(), *alone.quotas.values()]
    assert [each.code for each in cited if not (each.source and each.source.sentence)] == []


@every_plugin
def test_no_type_asks_for_more_than_two_answers(plugin):
    types = Catalogue.load([plugin]).movement_types.values()

    asked = {each.code: [field.name for field in each.form if field.required] for each in types}
    assert {code: names for code, names in asked.items() if len(names) > 2} == {}


@every_plugin
def test_names_of_people_are_personal(plugin):
    fields = [f for t in Catalogue.load([plugin]).movement_types.values() for f in t.form]
    people = ("nguoi_", "chu_", "chu_ho")

    named = [f for f in fields if f.name.startswith(people) and f.type == "text"]
    assert [field.name for field in named if not field.personal] == []


@every_plugin
def test_its_readme_names_its_plan(plugin):
    readme = Path(plugin.__file__).with_name("README.md").read_text(encoding="utf-8")

    assert "129/KH-MTTQ-BTT" in readme


def test_every_package_of_plugins_is_an_entry_point_of_its_own_name():
    packages = sorted(path.parent.name for path in ROOT.glob("plugins/*/plugin.py"))

    assert packages == sorted(ENTRY_POINTS)
    assert {name: f"plugins.{name}.plugin" for name in packages} == ENTRY_POINTS


def test_they_load_together(catalogue):
    assert [state.name for state in catalogue.plugins] == sorted(NAMES)
    assert all(catalogue.is_active(name) for name in NAMES)
    assert sorted(catalogue.organizations) == sorted(NAMES)


def test_they_come_through_the_entry_points():
    installed = Catalogue.installed()

    assert [state.name for state in installed.plugins if installed.is_active(state.name)] == sorted(
        NAMES
    )


def test_the_codes_that_clients_rely_on_are_there(catalogue):
    assert {
        "phu_nu.gia_dinh_hanh_phuc",
        "phu_nu.ba_sach",
        "doan_thanh_nien.bao_ve_moi_truong",
        "cuu_chien_binh.giup_nhau_giam_ngheo",
        "cuu_chien_binh.an_ninh_to_quoc",
        "nong_dan.sach_nha_tot_ruong",
    } <= set(catalogue.movement_types)


def test_every_organization_can_register_in_each_of_the_05_contents(catalogue):
    for name in NAMES:
        types = [t for t in catalogue.movement_types.values() if t.organization == name]
        assert frozenset[int]().union(*(t.contents for t in types)) == {1, 2, 3, 4, 5}, name


def test_figures_that_cannot_be_added_say_so(catalogue):
    assert catalogue.measures["phu_nu.ty_le_ho_dat"].adds_up == "none"
    assert catalogue.measures["so_ho"].adds_up == "sum"


def test_organizations_of_the_plan_that_are_not_installed_are_known_by_name(catalogue):
    assert catalogue.organization_name("nguoi_cao_tuoi") == "Hội Người cao tuổi"
    assert catalogue.organization_name("phu_nu") == "Hội Liên hiệp Phụ nữ Việt Nam"
    assert catalogue.organization_name("hoi_la") is None


def test_what_the_catalogue_holds_cannot_be_changed(catalogue):
    with pytest.raises(TypeError):
        catalogue.quotas["x"] = None
