"""The raw limit: the yardstick's transaction by pymongo alone, without HTTP, by many threads.

Reads seconds, threads and the records to write as JSON from standard input; ``MONGO_URI`` names
the database. Writes a ``Served`` as JSON to standard output.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from dataclasses import asdict
from datetime import date
from itertools import count
from typing import Any

from bench.load import Served
from bench.peers.reference import client, commit, database, record


def run(seconds: float, threads: int, bodies: list[dict[str, Any]]) -> Served:
    """Commit one record after the other in every thread until the time is over."""
    served, numbers = Served(), count()
    sent = [body | {"start_date": date.fromisoformat(body["start_date"])} for body in bodies]

    def write() -> None:
        with client().start_session() as session:
            while (began := time.perf_counter()) < over:
                commit([record(sent[next(numbers) % len(sent)])], session, database())
                served.latencies.append(1000 * (time.perf_counter() - began))

    database().command("ping")
    began, cpu = time.perf_counter(), time.process_time()
    over = began + seconds
    writers = [threading.Thread(target=write) for _ in range(threads)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    served.elapsed, served.cpu = time.perf_counter() - began, time.process_time() - cpu
    return served


if __name__ == "__main__":
    json.dump(asdict(run(**json.load(sys.stdin))), sys.stdout)
