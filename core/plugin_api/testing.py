"""What every plugin must be, as functions its authors run in their own tests.

Each takes the plugin's module and raises AssertionError that says what to do. The numbers are those
of the checklist in docs/writing-a-plugin.md::

    @pytest.mark.parametrize("rule", CONTRACT)
    def test_contract(rule):
        rule(my_plugin)
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.domain.errors import Problem
from core.domain.forms import FieldType
from core.plugin_api.contexts import RegistrationContext
from core.plugin_api.deadlines import call_within
from core.plugin_api.declarations import examine
from core.plugin_api.locks import lock_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.domain.forms import FormField
    from core.domain.movements import MovementType
    from core.plugin_api.declarations import Declarations
    from core.plugin_api.reading import Reading

FORBIDDEN = ("flask", "pymongo", "bson", "plugins", "core")
SHORTEST_README = 200


def _examined(plugin: object) -> tuple[Reading, Declarations]:
    return examine(plugin, str(getattr(plugin, "NAME", "")))


def _demand(fine: object, otherwise: str) -> None:
    if not fine:
        raise AssertionError(otherwise)


def says_who_it_is(plugin: object) -> None:
    """A.1 It states NAME (its package's name), VERSION and an API_VERSION this program speaks."""
    package = getattr(plugin, "__name__", "").removesuffix(".plugin").rpartition(".")[2]
    _demand(getattr(plugin, "NAME", None) == package, f"NAME must be {package!r}, the package")
    faults = [fault for fault in _examined(plugin)[0].faults if "VERSION" in fault]
    _demand(not faults, "; ".join(faults))


def declares_soundly(plugin: object) -> None:
    """A.2 What it declares has no fault: codes, citations, forms, measures, quotas, lock."""
    faults = _examined(plugin)[1].faults
    _demand(not faults, "\n".join(faults))


def explains_itself(plugin: object) -> None:
    """A.3 A README.md, in Vietnamese, lies beside it."""
    readme = Path(str(getattr(plugin, "__file__", ""))).with_name("README.md")
    fine = readme.is_file() and len(readme.read_text(encoding="utf-8")) >= SHORTEST_README
    _demand(fine, f"write {readme}: whom it speaks for, which plan it follows, what it checks")


def keeps_a_lock(plugin: object) -> None:
    """A.4 schema.lock.json lies beside it and is committed with every change of a form."""
    path = lock_path(plugin)
    _demand(path and path.is_file(), "run python -m core.plugin_api.locks and commit the file")


def imports_the_plugin_api_only(plugin: object) -> None:
    """B.1 Of this program it imports core.plugin_api, and neither database, web nor neighbours."""
    module = str(getattr(plugin, "__name__", ""))
    own = module.rpartition(".")[0] or module
    for file in sorted(Path(str(getattr(plugin, "__file__", ""))).parent.glob("**/*.py")):
        for name in _imports(file):
            allowed = f"{name}.".startswith((f"{own}.", "core.plugin_api."))
            _demand(
                allowed or name.partition(".")[0] not in FORBIDDEN, f"{file.name} imports {name}"
            )


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def checks_drafts_too(plugin: object) -> None:
    """B.2 Its check copes with every type, kind and missing answer, and objects in Vietnamese."""
    reading, found = _examined(plugin)
    for of_type in found.movement_types if reading.check else ():
        for context in _contexts(of_type):
            _demand_sound_objections(reading, context)


def _demand_sound_objections(reading: Reading, context: RegistrationContext) -> None:
    check = reading.check
    if check is None:
        return
    try:
        answers = call_within(2.0, lambda: [p for each in check(context=context) for p in each])
    except Exception as error:
        raise AssertionError(f"check_registration({context}) raised {error!r}") from error
    for problem in answers:
        fine = isinstance(problem, Problem) and problem.code.startswith(f"{reading.name}.")
        _demand(fine and problem.text, f"{problem!r} needs a code of its own and its sentence")


def _contexts(of_type: MovementType) -> Iterator[RegistrationContext]:
    full = {question.name: _sample(question) for question in of_type.form}
    required = {q.name: full[q.name] for q in of_type.form if q.required}
    for kind in sorted(of_type.kinds):
        for answers in ({}, required, full, *({name: full[name]} for name in full)):
            yield RegistrationContext(
                year=2017, movement_type=of_type.code, kind=kind, title="Thử", answers=answers
            )


def _sample(question: FormField) -> Any:
    """Return an answer that fits."""
    if question.choices:
        code = question.choices[0].code
        return code if question.type is FieldType.CHOICE else [code]
    samples = {FieldType.YES_NO: True, FieldType.DATE: "2017-06-21"}
    texts = {FieldType.TEXT: "Thử", FieldType.LONG_TEXT: "Thử"}
    return (samples | texts).get(question.type, max(question.lowest, 1))


CONTRACT = (
    says_who_it_is,
    declares_soundly,
    explains_itself,
    keeps_a_lock,
    imports_the_plugin_api_only,
    checks_drafts_too,
)
