"""The check of the running database and what was signed off: every change to it is found."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from core.services.integrity import check
from core.storage.integrity import MongoEverything
from tests.api.freezing import corrected, frozen
from tests.api.half_year import commune, item, officer, today
from tests.api.test_reports import moved

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json

__all__ = ["commune", "item", "officer", "today"]


@pytest.fixture
def report(officer: Caller, commune: Caller, item: Json) -> Json:
    """A report that was frozen and amended."""
    signed = frozen(officer, commune)
    corrected(officer, item, households=31)
    return moved(commune, signed, "amend", reason="Đếm lại")


def found(api: Api) -> dict[str, int]:
    key = (api.settings.secret_key or "").encode()
    measures = api.platform.catalogue.measures
    findings = check(MongoEverything(api.platform.store.database), measures=measures, key=key)
    assert findings.checked["editions"] == 2
    return dict(findings.found)


def test_what_was_signed_and_amended_agrees(api: Api, report: Json) -> None:
    assert report["edition"] == 1
    assert found(api) == {}


def test_a_figure_changed_in_the_database_is_found(api: Api, report: Json) -> None:
    change(api, report, number=0, was='"households":20', now='"households":99')
    assert found(api) == {"edition_changed": 1}


def test_a_figure_changed_together_with_its_hash_is_found(api: Api, report: Json) -> None:
    change(api, report, number=1, was='"households":31', now='"households":99', rehashed=True)
    assert found(api) == {"edition_unrecorded": 1, "edition_sums": 1}


def test_items_that_were_changed_or_removed_are_found(api: Api, report: Json) -> None:
    items = api.platform.store.database["edition_items"]
    one = items.find_one({"report": report["id"], "number": 0, "what": "items"})
    assert one is not None
    items.update_one({"_id": one["_id"]}, {"$set": {"text": "[]"}})
    assert found(api) == {"edition_items_changed": 1}
    items.delete_one({"_id": one["_id"]})
    assert found(api) == {"edition_items_lost": 1}


def test_an_edition_that_is_gone_is_found(api: Api, report: Json) -> None:
    api.platform.store.database["editions"].delete_one({"report": report["id"], "number": 0})
    assert found(api) == {"edition_lost": 1}
    api.platform.store.database["editions"].delete_many({})
    assert found(api) == {"edition_lost": 2}


def test_a_report_that_names_another_hash_is_found(api: Api, report: Json) -> None:
    reports = api.platform.store.database["reports"]
    reports.update_one({"_id": report["id"]}, {"$set": {"sha256": "0" * 64}})
    assert found(api) == {"edition_unrecorded": 1}


def change(
    api: Api, report: Json, *, number: int, was: str, now: str, rehashed: bool = False
) -> None:
    """Change what an edition says, as somebody at the database could."""
    editions = api.platform.store.database["editions"]
    stored: Any = editions.find_one({"report": report["id"], "number": number})
    assert was in stored["text"]
    text = stored["text"].replace(was, now)
    changed = {"text": text}
    if rehashed:
        changed["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    editions.update_one({"_id": stored["_id"]}, {"$set": changed})
