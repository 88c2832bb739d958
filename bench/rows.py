"""The same number of rows for the yardsticks, made inside their databases in seconds."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pymongo import ASCENDING, DESCENDING, IndexModel, MongoClient

from bench.bodies import TEXT, TITLE
from bench.servers.mongo import mongo
from bench.servers.running import WORK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.servers.mongo import Mongo
    from bench.servers.postgres import Postgres

ORGANIZATIONS = (
    "nong_dan", "phu_nu", "doan_thanh_nien", "cuu_chien_binh", "cong_doan", "lien_minh_htx",
    "nguoi_cao_tuoi", "chu_thap_do", "khuyen_hoc", "mttq",
)  # fmt: skip
PROVINCES = 63
COMMUNES = 11_000
AT_ONCE = 1000
DATABASE = "bench_rows"
BEGAN = datetime(2017, 1, 15, tzinfo=UTC)
INDEXES = (
    IndexModel([("org", 1), ("province", 1), ("commune", 1), ("year", 1), ("content", 1)]),
    IndexModel([("province", ASCENDING), ("year", ASCENDING), ("created_at", DESCENDING)]),
    IndexModel([("year", 1), ("org", 1), ("province", 1), ("content", 1)], name="cov"),
)
"""The same three that Django's table has (bench/peers/django_app.py)."""

# Row i: organization i mod 10, province 1 + i/10 mod 63, commune i/630 mod 11 000, content
# 1 + i/7 mod 5, a second later than the row before; in both languages.
SQL = """
insert into reg (org, movement, kind, province, commune, year, content, title, description,
                 households, budget, start_date, status, created_at, version)
select o, o || '.m1', 'mo_hinh', lpad((1 + (i / 10) % {provinces})::text, 2, '0'),
       lpad(((i / {cycle}) % {communes})::text, 5, '0'), 2017, 1 + (i / 7) % 5, '{title}', '{text}',
       i % 97, i % 50 * 1000000, '2017-03-01', 'submitted',
       timestamptz '{began}' + i * interval '1 second', 1
from (select i, (array['{organizations}'])[1 + i % 10] as o
      from generate_series(0, {rows} - 1) as i) as numbered
"""


@contextlib.contextmanager
def rows_in_mongo(rows: int) -> Iterator[Mongo]:
    """Run a MongoDB with so many rows in ``bench_rows.reg``, kept between runs."""
    with mongo(WORK / f"rows-{rows}") as database:
        with MongoClient[dict[str, Any]](database.uri) as client:
            found = client[DATABASE].reg
            if found.estimated_document_count() != rows:
                print(f"  filling {rows:,} rows for the yardsticks in MongoDB …", flush=True)
                client.drop_database(DATABASE)
                client[DATABASE].aggregate(pipeline(rows), allowDiskUse=True)
                found.create_indexes(list(INDEXES))
        yield database


def fill_postgres(database: Postgres, rows: int) -> None:
    """Put the same rows into the Django yardstick's table."""
    print(f"  filling {rows:,} rows for the yardsticks in PostgreSQL …", flush=True)
    statement = SQL.format(
        provinces=PROVINCES, cycle=10 * PROVINCES, communes=COMMUNES, title=TITLE,
        text=TEXT, began=BEGAN.isoformat(), rows=rows, organizations="','".join(ORGANIZATIONS),
    )  # fmt: skip
    database.execute(statement)
    database.execute("vacuum analyze reg")


def pipeline(rows: int) -> list[dict[str, Any]]:
    """Return the aggregation that makes the rows in the server and writes them."""
    thousands = -(-rows // AT_ONCE)
    return [
        {"$documents": [{"a": {"$range": [0, thousands]}}]},
        {"$unwind": "$a"},
        {"$set": {"b": {"$range": [0, AT_ONCE]}}},
        {"$unwind": "$b"},
        {"$set": {"i": {"$add": [{"$multiply": ["$a", AT_ONCE]}, "$b"]}}},
        {"$match": {"i": {"$lt": rows}}},
        {"$set": {"org": {"$arrayElemAt": [list(ORGANIZATIONS), {"$mod": ["$i", 10]}]}}},
        {"$project": _fields()},
        {"$out": "reg"},
    ]


def _fields() -> dict[str, Any]:
    province = {"$add": [1, {"$mod": [_part(10), PROVINCES]}]}
    commune = {"$mod": [_part(10 * PROVINCES), COMMUNES]}
    return {
        "_id": 0,
        "org": 1,
        "movement": {"$concat": ["$org", ".m1"]},
        "kind": "mo_hinh",
        "province": _padded(province, 2),
        "commune": _padded(commune, 5),
        "year": {"$literal": 2017},
        "content": {"$add": [1, {"$mod": [_part(7), 5]}]},
        "title": str(TITLE),
        "description": TEXT,
        "households": {"$mod": ["$i", 97]},
        "budget": {"$multiply": [{"$mod": ["$i", 50]}, 1_000_000]},
        "start_date": "2017-03-01",
        "status": "submitted",
        "created_at": {"$dateAdd": {"startDate": BEGAN, "unit": "second", "amount": "$i"}},
        "version": {"$literal": 1},
    }


def _part(size: int) -> dict[str, Any]:
    return {"$toInt": {"$floor": {"$divide": ["$i", size]}}}


def _padded(number: dict[str, Any], width: int) -> dict[str, Any]:
    digits = {"$concat": ["0" * width, {"$toString": number}]}
    length = {"$strLenCP": digits}
    return {"$substrCP": [digits, {"$subtract": [length, width]}, width]}
