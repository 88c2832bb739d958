"""The contract authors run: the plugin of the walk keeps it, and each rule can be broken."""

import importlib.util
import re
from pathlib import Path

import pytest

from core.catalogue import Catalogue
from core.domain.movements import Kind
from core.plugin_api import Problem, RegistrationContext, hookimpl
from core.plugin_api.locks import write_lock
from core.plugin_api.testing import (
    CONTRACT,
    checks_drafts_too,
    declares_soundly,
    explains_itself,
    imports_the_plugin_api_only,
    keeps_a_lock,
    says_who_it_is,
)

from .making import a_plugin, a_type, returning

WALK = (Path(__file__).parents[2] / "docs/writing-a-plugin.md").read_text(encoding="utf-8")


@pytest.fixture
def walk(tmp_path):
    """The plugin that docs/writing-a-plugin.md shows, as a reader would have it on disk."""
    (source, _test) = re.findall(r"```python\n(.*?)```", WALK, re.DOTALL)
    folder = tmp_path / "nguoi_cao_tuoi"
    folder.mkdir()
    (folder / "plugin.py").write_text(source, encoding="utf-8")
    (folder / "README.md").write_text("Hội Người cao tuổi, kế hoạch 129. " * 10, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("nguoi_cao_tuoi.plugin", folder / "plugin.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    write_lock(module)
    return module


@pytest.mark.parametrize("rule", CONTRACT, ids=lambda rule: rule.__name__)
def test_the_plugin_of_the_walk_keeps_the_contract(walk, rule):
    rule(walk)


def test_the_plugin_of_the_walk_does_what_it_says(walk):
    catalogue = Catalogue.load([walk])
    context = RegistrationContext(
        year=2017,
        movement_type="nguoi_cao_tuoi.moi_truong_van_hoa",
        kind=Kind.MODEL,
        title="Hàng cây",
        answers={"so_thanh_vien": 20, "so_thanh_vien_nu": 21},
    )

    assert catalogue.is_active("nguoi_cao_tuoi")
    assert [problem.field for problem in catalogue.check(context)] == ["answers.so_thanh_vien_nu"]


def test_each_rule_is_a_point_of_the_checklist_in_its_own_words():
    checklist = " ".join(WALK.replace("`", "").split())

    assert [rule.__doc__ for rule in CONTRACT if rule.__doc__ not in checklist] == []


@hookimpl
def raising(context):
    return [] * context.answers["so_ho"]


@hookimpl
def wordless(context):
    return [Problem("answers.so_ho", "thu.sai")]


@pytest.mark.parametrize(
    ("rule", "attributes"),
    [
        (says_who_it_is, {"NAME": "khac"}),
        (says_who_it_is, {"API_VERSION": 99}),
        (declares_soundly, {"register_movement_types": returning((a_type(title=""),))}),
        (explains_itself, {}),
        (checks_drafts_too, {"check_registration": raising}),
        (checks_drafts_too, {"check_registration": wordless}),
    ],
)
def test_a_plugin_that_breaks_a_rule_is_told(tmp_path, rule, attributes):
    plugin = a_plugin(tmp_path)
    for name, value in attributes.items():
        setattr(plugin, name, value)

    with pytest.raises(AssertionError):
        rule(plugin)


def test_a_plugin_without_a_lock_is_told(tmp_path):
    with pytest.raises(AssertionError, match=r"core\.plugin_api\.locks"):
        keeps_a_lock(a_plugin(tmp_path, lock=False))


@pytest.mark.parametrize(
    "line",
    [
        "import pymongo",
        "from core.domain.quotas import Quota",
        "import core",
        "from plugins.phu_nu import types",
        "import flask.json",
    ],
)
def test_a_plugin_that_reaches_past_the_plugin_api_is_told(tmp_path, line):
    plugin = a_plugin(tmp_path)
    (tmp_path / "thu" / "plugin.py").write_text(line, encoding="utf-8")

    with pytest.raises(AssertionError, match=r"plugin\.py imports"):
        imports_the_plugin_api_only(plugin)
