"""python-eve: the same twelve fields and checks, one durable insert; lists and an aggregation."""

from __future__ import annotations

import os
from typing import Any

from eve import Eve

ORGANIZATIONS = [
    "nong_dan", "phu_nu", "doan_thanh_nien", "cuu_chien_binh", "cong_doan", "lien_minh_htx",
    "nguoi_cao_tuoi", "chu_thap_do", "khuyen_hoc", "mttq",
]  # fmt: skip


def required(kind: str, **rules: Any) -> dict[str, Any]:
    return {"type": kind, "required": True, **rules}


SCHEMA = {
    "org": required("string", allowed=ORGANIZATIONS),
    "movement": required("string", regex=r"^[a-z_]+\.m\d$"),
    "kind": required("string", allowed=["cong_trinh", "mo_hinh"]),
    "province": required("string", minlength=2, maxlength=2),
    "commune": required("string", minlength=5, maxlength=5),
    "year": required("integer", min=2016, max=2100),
    "content": required("integer", min=1, max=5),
    "title": required("string", minlength=1, maxlength=300),
    "description": required("string", maxlength=5000),
    "households": required("integer", min=0),
    "budget": required("integer", min=0),
    "start_date": required("string", regex=r"^\d{4}-\d\d-\d\d$"),
    "path": {"type": "list"},
    "status": {"type": "string"},
    "created_at": {"type": "datetime"},
    "version": {"type": "integer"},
}
BY_KEY = {"o": "$org", "p": "$province", "c": "$content"}
REPORT = [{"$match": {"year": "$year"}}, {"$group": {"_id": BY_KEY, "n": {"$sum": 1}}}]

# Without journal=true in the URI eve's inserts would not be durable with today's pymongo.
SETTINGS = {
    "MONGO_URI": os.environ["MONGO_URI"] + "&w=majority&journal=true",
    "MONGO_WRITE_CONCERN": {"w": "majority"},
    "MONGO_OPTIONS": {"directConnection": True},
    "RENDERERS": ["eve.render.JSONRenderer"],
    "PAGINATION_LIMIT": 100,
    "DOMAIN": {
        "reg": {
            "schema": SCHEMA,
            "resource_methods": ["GET", "POST"],
            "mongo_write_concern": {"w": "majority", "j": True},
            "allow_unknown": False,
        },
        "report": {
            "datasource": {
                "source": "reg",
                "aggregation": {"pipeline": REPORT, "options": {"allowDiskUse": True}},
            },
            "pagination": False,
        },
    },
}

app = Eve(settings=SETTINGS)
