"""``--profile``: where the application's processor time of a registration goes, layer by layer.

The program runs in this process and is called as gunicorn calls it, by as many threads as commit
in groups; each thread's own processor time is profiled, so that waiting counts for nothing.
"""

from __future__ import annotations

import cProfile
import io
import pstats
import sys
import threading
import time
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from bench import bodies
from bench.arena import arena
from bench.contenders import measure
from bench.layers import by_layer
from bench.servers.ours import TODAY
from bench.servers.running import BrokenError
from core.app import create_app
from core.runtime.secret import with_secret_key
from core.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from bench.arena import Arena
    from bench.people import SignedInPerson
    from bench.plan import Plan

# From 3.12 on a process can have only one profile, which one thread then makes.
THREADS = 16 if sys.version_info < (3, 12) else 1
WARM, PROFILED = 20, 60  # registrations of each thread
CREATED = "201"


def profile(plan: Plan) -> None:
    """Print ms of processor time per registration by layer, scaled to what an idle profile costs.

    Profiling slows small functions more than large ones: the shares are measured with it, the sum
    without it; what the real server takes beyond that is gunicorn's.
    """
    with arena() as place:
        served = measure(place.contender("ours", place.everywhere, plan), plan.seconds)
        app = _app(place)
        _by_threads(app, place.everywhere, WARM, profiled=False)
        plain, _ = _by_threads(app, place.everywhere, PROFILED, profiled=False)
        _, profiles = _by_threads(app, place.everywhere, PROFILED, profiled=True)
    merged = pstats.Stats(profiles[0], stream=io.StringIO())
    merged.add(*profiles[1:])
    layers = by_layer(vars(merged)["stats"])
    whole = sum(layers.values())
    print(f"{'ms of CPU':>10}  {'share':>5}  layer")
    for name, seconds in sorted(layers.items(), key=lambda item: -item[1]):
        print(f"{plain * seconds / whole:10.2f}  {seconds / whole:5.0%}  {name}")
    print(f"{plain:10.2f}         in process, {THREADS} at once")
    print(f"{served.app_cpu:10.2f}         in the server under load ({served.rate:.0f}/s)")


def _app(place: Arena) -> Flask:
    settings = Settings(
        data_dir=place.mongo.data_dir,
        mongodb_uri=place.mongo.uri,
        today=date.fromisoformat(TODAY),
        log_level="WARNING",
    )
    return create_app(with_secret_key(settings))


def _by_threads(
    app: Flask, people: list[SignedInPerson], times: int, *, profiled: bool
) -> tuple[float, list[cProfile.Profile]]:
    """Return the processor time of a registration in ms, and a profile of each thread."""
    profiles = [cProfile.Profile(time.thread_time) for _ in range(THREADS)]
    taken: list[float] = []
    failures: list[str] = []

    def work(number: int) -> None:
        for turn in range(times):
            person = people[(turn * THREADS + number) % len(people)]
            call = _call(app, person, failures)
            began = time.thread_time()
            if profiled:
                profiles[number].runcall(call)
            else:
                call()
            taken.append(time.thread_time() - began)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise BrokenError(failures[0])
    return 1000 * sum(taken) / len(taken), profiles


_keys = count()


def _call(app: Flask, person: SignedInPerson, failures: list[str]) -> Callable[[], None]:
    """Return the call that registers once, its request made beforehand."""
    number = next(_keys)
    key = f"profile-{time.time_ns()}-{number}"
    environ = EnvironBuilder(
        method="POST",
        path="/api/v1/registrations",
        json=bodies.registration(
            person.seat.tenant, person.seat.organization, number % bodies.WORKS
        ),
        headers=Headers({"Authorization": f"Bearer {person.token}", "Idempotency-Key": key}),
    ).get_environ()
    told: list[str] = []

    def start(status: str, _headers: Any, _error: Any = None) -> Callable[[bytes], object]:
        told.append(status)
        return told.append  # type: ignore[return-value] # never written to

    def call() -> None:
        body = b"".join(app.wsgi_app(environ, start))
        if not told[0].startswith(CREATED):
            failures.append(f"{told[0]}: {body[:500].decode()}")

    return call
