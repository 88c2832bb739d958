"""The operator exports where the trail stands, and the check finds whatever is done to it."""

import json

import pytest
from click.testing import CliRunner
from pymongo import MongoClient

from core.cli import chungsuc
from tests.api.main_job import drafted, submitted
from tests.api.places import LUONG_BANG


@pytest.fixture
def run(clean, tmp_path):
    """Run a command; returns its result, raises what it refuses."""
    environ = {
        "CHUNGSUC_MONGODB_URI": clean.mongodb_uri, "CHUNGSUC_DATABASE": clean.database,
        "CHUNGSUC_SECRET_KEY": clean.secret_key, "CHUNGSUC_DATA_DIR": str(tmp_path),
        "CHUNGSUC_TODAY": "2017-02-01", "CHUNGSUC_ENV": "test", "CHUNGSUC_DEMO": "0",
    }  # fmt: skip

    def ran(*arguments):
        result = CliRunner().invoke(chungsuc, arguments, env=environ)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return ran


@pytest.fixture
def database(clean):
    with MongoClient(clean.mongodb_uri, tz_aware=True) as client:
        yield client[clean.database]


@pytest.fixture
def trail(api, database):
    """The entries of a chain in which something has been done."""
    officer = api.make_user(LUONG_BANG)
    submitted(officer)
    drafted(officer)
    return database["audit"]


def codes(result):
    return {difference["code"] for difference in json.loads(result.stdout)["differences"]}


def edit(trail):
    trail.update_one({"sequence": 2}, {"$set": {"content.reason": "khác"}})


def delete(trail):
    trail.delete_one({"sequence": 2})


def reorder(trail):
    second, third = trail.find_one({"sequence": 2}), trail.find_one({"sequence": 3})
    trail.delete_many({"sequence": {"$in": [2, 3]}})
    trail.insert_many([second | {"sequence": 3}, third | {"sequence": 2}])


def insert(trail):
    last = trail.find_one({}, sort=[("sequence", -1)])
    trail.insert_one(last | {"_id": "x", "sequence": last["sequence"] + 1})


def cut_the_tail(trail):
    last = trail.find_one({}, sort=[("sequence", -1)])
    trail.delete_one({"_id": last["_id"]})


@pytest.mark.parametrize(
    ("tampering", "code"),
    [
        (edit, "chain_changed"),
        (delete, "chain_missing"),
        (reorder, "chain_unlinked"),
        (insert, "chain_cut"),
        (cut_the_tail, "chain_cut"),
    ],
)
def test_whatever_is_done_to_the_trail_the_check_finds_it(run, trail, tampering, code):
    assert run("integrity").exit_code == 0
    tampering(trail)
    checked = run("integrity", "--json")
    assert checked.exit_code == 1
    assert code in codes(checked)


def test_a_tail_cut_with_its_head_is_found_by_what_was_exported(run, trail, database, tmp_path):
    assert run("audit", "export-head").exit_code == 0
    (exported,) = (tmp_path / "audit-heads").iterdir()
    assert run("integrity", "--heads", str(exported)).exit_code == 0
    last = trail.find_one({}, sort=[("sequence", -1)])
    before = trail.find_one({"sequence": last["sequence"] - 1})
    trail.delete_one({"_id": last["_id"]})
    end = {"sequence": before["sequence"], "hash": before["hash"]}
    database["audit_heads"].update_one({"_id": last["chain"]}, {"$set": end})
    assert "chain_cut" not in codes(run("integrity", "--json"))
    checked = run("integrity", "--json", "--heads", str(tmp_path / "audit-heads"))
    assert checked.exit_code == 1
    assert "chain_shortened" in codes(checked)
    assert "mất phần cuối" in run("integrity", "--heads", str(exported)).stdout


def test_an_export_has_its_day_in_its_name_and_nobody_in_it(run, trail, tmp_path):
    told = run("audit", "export-head", "--to", str(tmp_path / "may-khac"))
    (exported,) = (tmp_path / "may-khac").iterdir()
    assert str(exported) in told.stdout
    kept = json.loads(exported.read_text())
    assert kept["at"][:10] in exported.name
    assert set(kept) == {"at", "chains", "seal"}
    assert trail.distinct("chain") == list(kept["chains"])


def test_an_export_that_was_changed_is_a_difference(run, trail, tmp_path):
    run("audit", "export-head")
    (exported,) = (tmp_path / "audit-heads").iterdir()
    copy = tmp_path / "copy.json"
    copy.write_text(exported.read_text().replace('"sequence": ', '"sequence": 1'))
    checked = run("integrity", "--json", "--heads", str(copy))
    assert (checked.exit_code, codes(checked)) == (1, {"heads_unsealed"})


def test_no_export_to_compare_with_is_said_and_no_success(run, trail, tmp_path):
    (tmp_path / "empty").mkdir()
    assert run("integrity", "--heads", str(tmp_path / "empty")).exit_code == 2
    assert run("integrity", "--heads", str(tmp_path / "nowhere")).exit_code == 2
