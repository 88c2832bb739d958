"""Where a missing item would stand in a consultation: under which of the 05 nội dung."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.quotas import AllOf, AnyOf, AtLeast, Source
from core.domain.verdicts import Junction, Lack

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from core.domain.movements import MovementType
    from core.domain.quotas import Clause, Quota
    from core.domain.verdicts import Verdict

EVERY_CONTENT = Source(
    document="129/KH-MTTQ-BTT, 21/6/2017, Ban Thường trực UBMTTQ tỉnh Bắc Kạn",
    clause="I.2, gạch đầu dòng 1",
    sentence=(
        "Các tổ chức thành viên đăng ký xây dựng công trình, mô hình nông thôn mới, đô thị văn "
        "minh ở từng lĩnh vực cụ thể ở khu dân cư để 05 nội dung Cuộc vận động “Toàn dân đoàn kết "
        "xây dựng nông thôn mới, đô thị văn minh” ở mỗi xã, phường, thị trấn đều có các công "
        "trình, mô hình thực hiện nông thôn mới, đô thị văn minh của các tổ chức thành viên đạt "
        "hiệu quả cao nhất."
    ),
)
"""The sentence by which a content without any item is «bỏ sót»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """Something a short quota still lacks; ``contents`` are those under which it may be entered."""

    quota: Quota
    lack: Lack
    contents: frozenset[int]


def shortages(verdicts: Iterable[Verdict], types: Collection[MovementType]) -> Iterator[Shortage]:
    """Yield what is lacking, in the order of *verdicts*.

    Of several things owed together each is one; things of which one would do stay together.
    """
    for verdict in verdicts:
        lack = verdict.lack
        if lack is None:
            continue
        together = lack.junction is Junction.OR
        for parts in (lack.parts,) if together else ((part,) for part in lack.parts):
            labels = {part.label for part in parts}
            wanted = [one for one in _simple(verdict.quota.clause) if one.label in labels]
            contents = (contents_asked(one, verdict.quota.owners, types) for one in wanted)
            yield Shortage(
                quota=verdict.quota,
                lack=Lack(parts, lack.junction),
                contents=frozenset().union(*contents),
            )


def contents_asked(
    clause: AtLeast, owners: Collection[str], types: Iterable[MovementType]
) -> frozenset[int]:
    """Return the contents of the types of *owners* whose items *clause* counts.

    Where it asks for themes, types that always have them go before those that merely may.
    """
    wanted = clause.filter
    fitting = [
        of_type
        for of_type in types
        if of_type.organization in owners
        and (not wanted.movement_types or of_type.code in wanted.movement_types)
        and (not wanted.kinds or wanted.kinds & of_type.kinds)
        and wanted.themes <= of_type.allowed_themes()
    ]
    always = [of_type for of_type in fitting if wanted.themes <= of_type.themes]
    return frozenset(content for of_type in always or fitting for content in of_type.contents)


def by_content(lacking: Iterable[Shortage], *, empty: Collection[int]) -> dict[int, list[Shortage]]:
    """Return each shortage under its content.

    One that fits several is put under the first of them that is *empty*, where it would fill a
    gap as well, and nowhere if none is.
    """
    placed: dict[int, list[Shortage]] = {}
    for one in lacking:
        fitting = sorted(one.contents & frozenset(empty)) if len(one.contents) > 1 else one.contents
        for content in list(fitting)[:1]:
            placed.setdefault(content, []).append(one)
    return placed


def _simple(clause: Clause) -> tuple[AtLeast, ...]:
    match clause:
        case AtLeast():
            return (clause,)
        case AnyOf(clauses=clauses) | AllOf(clauses=clauses):
            return clauses
        case _:
            return ()
