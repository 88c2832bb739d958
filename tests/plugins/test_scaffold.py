"""``chungsuc plugins new`` makes a plugin that keeps the contract before anyone has touched it."""

import importlib.util

import pytest

from core.catalogue import Catalogue
from core.cli.scaffold import NameRefusedError, scaffold
from core.plugin_api.testing import CONTRACT


@pytest.fixture
def made(tmp_path):
    folder = tmp_path / "plugins"
    folder.mkdir()
    return {path.name: path for path in scaffold("nguoi_cao_tuoi", folder)}


@pytest.fixture
def plugin(made):
    spec = importlib.util.spec_from_file_location(
        "plugins.nguoi_cao_tuoi.plugin", made["plugin.py"]
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_has_all_that_a_plugin_has(made):
    assert set(made) == {
        "__init__.py", "plugin.py", "README.md", "schema.lock.json", "test_plugin.py",
    }  # fmt: skip
    assert {path.parent.name for path in made.values()} == {"nguoi_cao_tuoi"}


@pytest.mark.parametrize("rule", CONTRACT, ids=lambda rule: rule.__name__)
def test_it_keeps_the_contract(plugin, rule):
    rule(plugin)


def test_it_can_be_loaded_and_speaks_for_its_organization(plugin):
    catalogue = Catalogue.load([plugin])
    assert catalogue.is_active("nguoi_cao_tuoi")
    organization = catalogue.organizations["nguoi_cao_tuoi"]
    assert (organization.name, organization.abbreviation) == ("Hội Người cao tuổi", "NCT")


def test_its_own_test_imports_it_by_its_package(made):
    compile(made["test_plugin.py"].read_text(encoding="utf-8"), "test_plugin.py", "exec")
    assert "from plugins.nguoi_cao_tuoi import plugin" in made["test_plugin.py"].read_text()


@pytest.mark.parametrize("name", ["NguoiCaoTuoi", "người_cao_tuổi", "a-b", "../x", "", "a.b"])
def test_a_name_that_is_no_plain_word_is_refused(tmp_path, name):
    with pytest.raises(NameRefusedError, match="not_plain"):
        scaffold(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_already_is_never_overwritten(made):
    made["plugin.py"].write_text("của tôi")
    with pytest.raises(NameRefusedError, match="exists"):
        scaffold("nguoi_cao_tuoi", made["plugin.py"].parents[1])
    assert made["plugin.py"].read_text() == "của tôi"
