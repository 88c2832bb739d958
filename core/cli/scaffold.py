"""The beginning of a plugin: a folder that already keeps the contract of plugins."""

from __future__ import annotations

import importlib.util
import sys
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.plugin_api.locks import write_lock
from core.plugin_api.rules.codes import PLAIN

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

FILES = ("__init__.py", "plugin.py", "README.md", "test_plugin.py")


class NameRefusedError(Exception):
    """A plugin cannot be called so; ``reason`` is ``not_plain`` or ``exists``."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def scaffold(name: str, into: Path) -> list[Path]:
    """Make the folder *name* in *into* and return its files; *name* is an organization's code.

    Raises NameRefusedError unless it is plain (``nguoi_cao_tuoi``) and nothing is there yet.
    """
    if not PLAIN.fullmatch(name):
        raise NameRefusedError("not_plain")
    folder = into / name
    if folder.exists():
        raise NameRefusedError("exists")
    values = {
        "name": name,
        "title": KNOWN_ORGANIZATIONS.get(name, name.replace("_", " ").capitalize()),
        "abbreviation": "".join(word[0] for word in name.split("_") if word[0].isalpha()).upper(),
        "package": f"{into.resolve().name}.{name}",
    }
    folder.mkdir()
    made = []
    for file in FILES:
        template = files("core.cli").joinpath("templates", "plugin", f"{file}.template")
        text = Template(template.read_text(encoding="utf-8")).substitute(values)
        made.append(folder / file)
        made[-1].write_text(text, encoding="utf-8")
    return [*made, write_lock(_module(folder / "plugin.py", values["package"]))]


def _module(file: Path, package: str) -> ModuleType:
    """Return the plugin as a module, read from its file whether or not its package is installed."""
    spec = importlib.util.spec_from_file_location(f"{package}.plugin", file)
    if spec is None or spec.loader is None:
        raise ImportError(str(file))
    module = importlib.util.module_from_spec(spec)
    written = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = written
    return module
