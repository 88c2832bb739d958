"""``python -m bench 1 3``: run the parts that are named, or all; print one table, keep a file."""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import time
import traceback
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bench.parts import PARTS
from bench.plan import Outcome, Plan
from bench.profiling import profile
from bench.servers.running import ROOT
from bench.table import table

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULTS = ROOT / "bench" / "results"


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 when every part has run, whatever it found; 1 when one is broken."""
    asked = _parser().parse_args(arguments)
    # A terminated run stops what it started, as an interrupted one does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    unknown = sorted(set(asked.parts) - set(PARTS))
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    plan = Plan(rounds=asked.rounds, seconds=asked.seconds, clients=asked.clients, rows=asked.rows)
    if asked.profile:
        profile(plan)
        return 0
    outcomes: dict[str, Outcome] = {}
    broken: dict[str, str] = {}
    for name in asked.parts or PARTS:
        print(f"-- part {name}", flush=True)
        began = time.monotonic()
        try:
            outcomes[name] = PARTS[name](plan)
            if outcomes[name].broken:
                broken[name] = "; ".join(outcomes[name].broken)
        except Exception as error:  # the other parts can still be measured
            traceback.print_exc()
            broken[name] = f"{type(error).__name__}: {error}"
        print(f"   {time.monotonic() - began:.0f} s", flush=True)
    _tell(outcomes, broken)
    print(f"\n{_keep(plan, outcomes, broken)}")
    return int(bool(broken))


def _parser() -> argparse.ArgumentParser:
    plan = Plan()
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all if none is named")
    parser.add_argument("--rounds", type=int, default=plan.rounds)
    parser.add_argument("--seconds", type=float, default=plan.seconds, help="of one turn")
    parser.add_argument("--clients", type=int, default=plan.clients)
    parser.add_argument("--rows", type=int, default=plan.rows, help="registrations of the country")
    parser.add_argument("--profile", action="store_true", help="a registration's time by layer")
    return parser


def _tell(outcomes: dict[str, Outcome], broken: dict[str, str]) -> None:
    print()
    print(table([line for outcome in outcomes.values() for line in outcome.lines]))
    for outcome in outcomes.values():
        for why in outcome.left_out:
            print(f"left out: {why}")
    for name, why in broken.items():
        print(f"BROKEN: part {name}: {why}")


def _keep(plan: Plan, outcomes: dict[str, Outcome], broken: dict[str, str]) -> str:
    """Write everything that was found into ``bench/results``; return where."""
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    kept: dict[str, Any] = {
        "at": now.isoformat(timespec="seconds"),
        "machine": {
            "processors": os.cpu_count(), "system": platform.platform(),
            "python": platform.python_version(),
        },
        "plan": asdict(plan),
        "parts": {name: _told(outcome) for name, outcome in outcomes.items()},
        "broken": broken,
    }  # fmt: skip
    file = RESULTS / f"{now:%Y%m%d-%H%M%S}.json"
    file.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return str(file.relative_to(ROOT))


def _told(outcome: Outcome) -> dict[str, Any]:
    lines = [asdict(line) | {"target": line.target, "met": line.met} for line in outcome.lines]
    return {"lines": lines, "figures": outcome.figures, "left_out": outcome.left_out}


if __name__ == "__main__":
    sys.exit(main())
