"""Plugins made up for a test: a sound one, from which a test departs by one fault."""

from types import ModuleType

from core.plugin_api import (
    AtLeast,
    Filter,
    Kind,
    Movement,
    MovementType,
    Organization,
    Quota,
    Source,
    count_field,
    hookimpl,
    measures,
)
from core.plugin_api.locks import write_lock

SOURCE = Source(document="01/KH-THU", clause="I.1", sentence="Mỗi xã xây dựng một mô hình.")


def an_organization(name="thu", **changes):
    given = {"code": name, "name": "Hội Thử", "short_name": "Hội Thử", "abbreviation": "T"}
    return Organization(**given | changes)


def a_movement(name="thu", **changes):
    given = {"code": f"{name}.phong_trao", "title": "Phong trào", "source": SOURCE}
    return Movement(**given | changes)


def a_type(name="thu", **changes):
    given = {
        "code": f"{name}.mo_hinh",
        "title": "Mô hình",
        "movement": f"{name}.phong_trao",
        "kinds": frozenset({Kind.MODEL}),
        "contents": frozenset({3}),
        "themes": frozenset({"bao_ve_moi_truong"}),
        "form": (count_field("so_ho", "Số hộ", "hộ", required=True),),
        "measures": measures("so_ho"),
    }
    return MovementType(**given | changes)


def a_clause(**changes):
    return AtLeast(**{"n": 1, "label": "mô hình", "filter": Filter()} | changes)


def a_quota(name="thu", **changes):
    given = {
        "code": f"{name}.mot_mo_hinh",
        "label": "Mỗi xã một mô hình",
        "organization": name,
        "clause": a_clause(),
        "source": SOURCE,
    }
    return Quota(**given | changes)


def returning(value):
    """A hook that returns *value*."""

    @hookimpl
    def hook():
        return value

    return hook


def a_plugin(folder, name="thu", *, lock=True, **attributes):
    """A module named *name* in *folder*, sound but for *attributes*; None leaves one out."""
    module = ModuleType(f"{name}.plugin")
    module.__file__ = str(folder / name / "plugin.py")
    (folder / name).mkdir(exist_ok=True)
    given = {
        "NAME": name,
        "VERSION": "1.0",
        "API_VERSION": 1,
        "register_organization": returning(an_organization(name)),
        "register_movements": returning((a_movement(name),)),
        "register_movement_types": returning((a_type(name),)),
        "register_quotas": returning((a_quota(name),)),
    }
    for attribute, value in (given | attributes).items():
        if value is not None:
            setattr(module, attribute, value)
    if lock:
        write_lock(module)
    return module


class AnEntryPoint:
    """An entry point whose import does what the test says."""

    def __init__(self, name, load):
        self.name = name
        self.load = load


def state_of(catalogue, name="thu"):
    return next(state for state in catalogue.plugins if state.name == name)
