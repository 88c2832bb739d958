"""``make soak``: mixed load with one fault after the other, and a table of what came of each.

    python -m tests.faults.soak --minutes 10 [--only primary_dies,disk_is_full]

Ends with status 1 where anything is lost, doubled, changed, invented or otherwise wrong.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..waiting import until
from .abilities import lacking
from .program import STARTING_SECONDS
from .scenes import SCENES, Act

if TYPE_CHECKING:
    from .rig import Account, Rig

CLIENTS = 12
HEAD = (
    "fault", "times", "acks", "acks/s", "lost", "doubled", "changed", "invented", "other",
    "503", "5xx", "cut", "gap s", "wait s",
)  # fmt: skip
LOST = ("LOST", "UNREADABLE")
DOUBLED = ("DUPLICATED", "TWO_IDS", "NUMBERS")
CHANGED = ("CHANGED", "KEY_REUSE", "TRAIL")
INVENTED = ("GHOST", "LEAK")
BETWEEN_SECONDS = 3.0


def main() -> int:
    asked = _asked()
    chosen = set(asked.only.split(",")) if asked.only else None
    without = {Path(lack.file).stem for lack in lacking()}
    scenes = [
        (scene, [act for act in scene.acts if chosen is None or act.name in chosen])
        for scene in SCENES
        if scene.needs not in without
    ]
    number = sum(len(acts) for _, acts in scenes)
    share = asked.minutes * 60 / max(number, 1)
    click.echo(_row(HEAD))
    clean = bool(number)
    with tempfile.TemporaryDirectory(prefix="soak-", ignore_cleanup_errors=True) as folder:
        for scene, acts in scenes:
            if not acts:
                continue
            with ExitStack() as stack:
                rig, arranged = scene.arrange(Path(folder) / scene.name, stack)
                for act in acts:
                    clean &= _play(rig, act, arranged, share)
    for lack in lacking():
        click.echo(f"not run: {lack.file}: {lack.what}")
    click.echo("zero differences" if clean else "DIFFERENCES")
    return not clean


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--only", default="", help="names of faults, with commas between them")
    return parser.parse_args()


def _play(rig: Rig, act: Act, arranged: object, share: float) -> bool:
    """Load the program for *share* seconds with the fault again and again; True if all is well."""
    times = 0
    ends = time.monotonic() + share
    trouble = ""
    until(rig.program.is_ready, STARTING_SECONDS)
    with rig.load(clients=CLIENTS) as load:
        try:
            while not times or time.monotonic() < ends:
                load.wait_for(1)
                _pass(min(BETWEEN_SECONDS, share / 4))
                act.cause(rig, load, arranged)
                times += 1
        except AssertionError as error:
            trouble = str(error)
    account = rig.settle()
    click.echo(_row(_told(act.name, times, account)))
    for difference in [*account.differences[:20], *([trouble] if trouble else [])]:
        click.echo(f"    {difference}")
    rig.journal.wrong.clear()
    return not account.differences and not trouble


def _pass(seconds: float) -> None:
    began = time.monotonic()
    until(lambda: time.monotonic() - began > seconds)


def _told(name: str, times: int, account: Account) -> tuple[str, ...]:
    known = [*LOST, *DOUBLED, *CHANGED, *INVENTED, "5XX"]
    other = Counter(each.partition(" ")[0] for each in account.differences)
    statuses = account.statuses
    errors = sum(number for status, number in statuses.items() if status >= 500 and status != 503)
    return (
        name, str(times), str(account.acknowledged),
        f"{account.acknowledged / max(account.seconds, 1):.0f}",
        *(str(account.count(*codes)) for codes in (LOST, DOUBLED, CHANGED, INVENTED)),
        str(sum(number for code, number in other.items() if code not in known)),
        str(statuses[503]), str(errors), str(statuses[0]),
        f"{account.gap:.1f}", f"{account.longest_wait:.1f}",
    )  # fmt: skip


def _row(cells: tuple[str, ...]) -> str:
    return f"{cells[0]:<32}" + "".join(f"{cell:>9}" for cell in cells[1:])


if __name__ == "__main__":
    sys.exit(main())
