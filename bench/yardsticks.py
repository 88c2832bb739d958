"""The yardsticks over a million rows: eve on MongoDB, and Django where there is PostgreSQL."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from bench.rows import DATABASE, fill_postgres, rows_in_mongo
from bench.servers.peers import make_tables, peer
from bench.servers.postgres import postgres
from bench.servers.running import BrokenError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.plan import Outcome
    from bench.servers.peers import Served

EVE, DJANGO = "eve", "Django"


@contextlib.contextmanager
def over_rows(rows: int, outcome: Outcome) -> Iterator[dict[str, Served]]:
    """Run them by name; what cannot run here is noted in *outcome*."""
    with contextlib.ExitStack() as servers:
        database = servers.enter_context(rows_in_mongo(rows))
        environ = {"MONGO_URI": database.database(DATABASE)}
        found = {EVE: servers.enter_context(peer("eve_app", environ, name="eve-rows"))}
        try:
            found[DJANGO] = _django(rows, servers)
        except BrokenError as error:
            outcome.left_out.append(str(error))
        yield found


def _django(rows: int, servers: contextlib.ExitStack) -> Served:
    database = servers.enter_context(postgres())
    make_tables(database.environ)
    fill_postgres(database, rows)
    return servers.enter_context(peer("django_app", database.environ, name="django-rows"))
