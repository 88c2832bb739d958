"""How a plan is written down as a fixture: clauses, and what each demands."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Demand:
    """A quota as the sentence words it: per part the number, traits and verb."""

    code: str
    shape: type
    sentence: str
    parts: tuple[tuple[int | None, dict], ...]


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One dash of section II, the movements it names and the types its works and models are."""

    number: str
    organization: str
    text: str
    movements: tuple[str, ...] = ()
    types: dict[str, set[str]] = field(default_factory=dict)
    demands: tuple[Demand, ...] = ()


def part(n, *, wording, kinds=("mo_hinh",), types=(), themes=()):
    return n, {
        "kinds": set(kinds),
        "movement_types": set(types),
        "themes": set(themes),
        "wording": set(wording),
    }
