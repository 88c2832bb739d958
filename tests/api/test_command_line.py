"""The operator's commands, beside the running program: users, purge, integrity, plugins."""

import json
from datetime import UTC, date, datetime, timedelta
from importlib import metadata

import pytest
from click.testing import CliRunner
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from core.cli import chungsuc, main
from core.domain.access import OPERATOR
from core.domain.errors import ConflictError, InvalidError, NotFoundError
from core.runtime.working import HANDLERS
from core.services.working import work_once

from ..fakes.phones import with_phone
from .main_job import submitted
from .places import LUONG_BANG, NGHIA_TA

HEADER = "username,name,tenant,organization,role\n"
PERSONAL = {"person_in_charge": "Nông Thị Hoa", "phone": "0912 345 678"}


@pytest.fixture
def run(clean, tmp_path):
    """Run a command; returns its result, raises what it refuses."""
    environ = {
        "CHUNGSUC_MONGODB_URI": clean.mongodb_uri, "CHUNGSUC_DATABASE": clean.database,
        "CHUNGSUC_SECRET_KEY": clean.secret_key, "CHUNGSUC_TODAY": "2017-02-01",
        "CHUNGSUC_DATA_DIR": str(tmp_path), "CHUNGSUC_ENV": "test", "CHUNGSUC_DEMO": "0",
    }  # fmt: skip

    def run(*arguments, stdin=""):
        with pytest.MonkeyPatch.context() as patched:
            for name, value in environ.items():
                patched.setenv(name, value)
            result = CliRunner().invoke(chungsuc, arguments, input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def table(tmp_path):
    def table(*rows):
        file = tmp_path / "users.csv"
        file.write_text(HEADER + "\n".join(rows), encoding="utf-8-sig")
        return str(file)

    return table


def users(run, *arguments):
    return {
        user["username"]: user
        for user in json.loads(run("users", "list", "--json", *arguments).stdout)
    }


def test_users_are_imported_from_a_table_each_with_an_invitation(run, table):
    file = table(
        f"hoa,Nông Thị Hoa,{LUONG_BANG},phu_nu,officer",
        f"hoa,Nông Thị Hoa,{NGHIA_TA},phu_nu,viewer",
        f"lan,Ma Thị Lan,{LUONG_BANG},mttq,approver",
    )
    assert run("users", "import", file, "--dry-run").exit_code == 0
    assert users(run) == {}
    made = run("users", "import", file)
    assert [line.split("\t")[:2] for line in made.stdout.splitlines()] == [
        ["hoa", "Nông Thị Hoa"], ["lan", "Ma Thị Lan"],
    ]  # fmt: skip
    assert all(len(line.split("\t")[2]) > 20 for line in made.stdout.splitlines())
    found = users(run)
    assert [held["tenant"] for held in found["hoa"]["assignments"]] == [LUONG_BANG, NGHIA_TA]
    assert list(users(run, "--q", "lan")) == ["lan"]


def test_a_table_with_a_wrong_row_makes_nobody(run, table):
    file = table(f"hoa,Nông Thị Hoa,{LUONG_BANG},phu_nu,officer", "lan,Ma Thị Lan,xx,mttq,boss")
    for arguments in ([], ["--dry-run"]):
        with pytest.raises(InvalidError) as refused:
            run("users", "import", file, *arguments)
        fields = {problem.field for problem in refused.value.problems}
        assert fields == {"rows.3.tenant", "rows.3.role"}
    assert users(run) == {}


def test_a_list_of_users_tells_what_they_hold(run):
    run("users", "add", "hoa", "--tenant", LUONG_BANG, "--organization", "phu_nu", "--role",
        "officer", "--password-stdin", stdin="mật khẩu để thử\n")  # fmt: skip
    assert f"{LUONG_BANG}  phu_nu  officer" in run("users", "list").stdout


def registered(api, **changes):
    officer = api.make_user(LUONG_BANG, "phu_nu", "officer")
    made = officer.post(
        "/registrations",
        {
            "tenant": LUONG_BANG, "organization": "phu_nu", "year": 2017, "content": 3,
            "movement_type": "phu_nu.ba_sach", "kind": "mo_hinh", "stage": "duy_tri",
            "title": "Đường hoa Nà Cà", "places": [{"area": "Thôn Nà Cà"}],
            "starts_on": "2017-03-01", "ends_on": "2017-11-30", "answers": {"so_ho": 42},
            "submit": True, **changes,
        },
    )  # fmt: skip
    assert made.status_code == 201, made.json
    return officer, made.json


def test_the_check_agrees_with_what_was_entered_and_says_so(api, run):
    registered(api)
    checked = run("integrity", "--json")
    assert checked.exit_code == 0
    told = json.loads(checked.stdout)
    assert (told["clean"], told["checked"]["registrations"]) == (True, 1)
    assert run("integrity").exit_code == 0


def test_the_check_ends_with_1_when_something_was_tampered_with(api, run, clean):
    _, made = registered(api)
    with MongoClient(clean.mongodb_uri) as client:
        client[clean.database]["registrations"].update_one(
            {"_id": made["id"]}, {"$set": {"status": "agreed"}}
        )
    checked = run("integrity", "--json")
    assert checked.exit_code == 1
    codes = [difference["code"] for difference in json.loads(checked.stdout)["differences"]]
    assert codes == ["counter_differs", "counter_differs"]
    assert run("integrity").exit_code == 1


def test_the_check_keeps_its_last_result_and_nothing_of_what_it_read(api, run, clean):
    checks = api.platform.store.read(OPERATOR).checks
    assert checks.last() is None
    _, made = registered(api)
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    run("integrity")
    first = checks.last()
    assert (first.clean, first.version) == (True, metadata.version("chungsuc"))
    assert before <= first.at <= datetime.now(UTC)
    assert first.checked["registrations"] == 1
    with MongoClient(clean.mongodb_uri) as client:
        database = client[clean.database]
        database["registrations"].update_one({"_id": made["id"]}, {"$set": {"status": "agreed"}})
        run("integrity", "--json")
        (kept,) = database["checks"].find()
    assert kept["found"] == {"counter_differs": 2}
    assert not [told for told in (made["id"], made["number"], LUONG_BANG) if told in str(kept)]


def test_personal_data_of_earlier_years_are_removed(api, run):
    officer, made = registered(api, **PERSONAL)
    assert run("purge", "--personal", "--before", "2017").exit_code == 0
    assert officer.get(f"/registrations/{made['id']}").json["phone"] == PERSONAL["phone"]
    assert run("purge", "--personal", "--before", "2018").exit_code == 0
    after = officer.get(f"/registrations/{made['id']}").json
    assert (after["phone"], after["person_in_charge"]) == (None, None)
    assert after["version"] == made["version"] + 1
    stale = officer.put(f"/registrations/{made['id']}", {}, version=made["version"])
    assert stale.status_code == 412
    assert set(stale.json["details"]["fields"]) == {"phone", "person_in_charge"}
    assert run("integrity").exit_code == 0


def test_a_purge_says_what_it_is_to_remove(run):
    assert run("purge", "--before", "2018").exit_code == 2
    assert run("purge", "--personal").exit_code == 2


def test_plugins_are_listed_with_their_state(run):
    listed = json.loads(run("plugins", "list", "--json").stdout)
    assert {plugin["state"] for plugin in listed} == {"active"}
    assert {"phu_nu", "mttq"} <= {plugin["name"] for plugin in listed}
    assert "phu_nu" in run("plugins", "list").stdout


def test_a_new_plugin_is_begun_from_the_command_line(run, tmp_path):
    made = run("plugins", "new", "nguoi_cao_tuoi", "--into", str(tmp_path))
    assert made.exit_code == 0
    assert (tmp_path / "nguoi_cao_tuoi" / "schema.lock.json").is_file()
    assert run("plugins", "new", "nguoi_cao_tuoi", "--into", str(tmp_path)).exit_code == 1
    assert run("plugins", "new", "Sai Tên", "--into", str(tmp_path)).exit_code == 1


@pytest.fixture
def today():
    return date(2017, 2, 1)


def test_the_operator_takes_the_second_factor_from_who_is_locked_out(api, run):
    officer = api.make_user(LUONG_BANG, "phu_nu", "officer", username="hoa")
    with pytest.raises(ConflictError, match="second_factor_is_off"):
        run("users", "reset-second-factor", "hoa")
    store = api.platform.store
    user = store.read(OPERATOR).users.get(officer.id)
    with_phone(store, api.platform.factor_secrets, user, now=datetime.now(UTC))
    assert "hoa" in run("users", "reset-second-factor", "hoa").stdout
    assert api.sign_in("hoa").id == officer.id
    with pytest.raises(NotFoundError):
        run("users", "reset-second-factor", "khong.co")


def test_an_account_that_may_not_do_that_is_told_which_right_is_missing(monkeypatch, capsys):
    said = "not authorized on chungsuc to execute command { insert: users, documents: [Hoa] }"

    def refused(**_):
        raise OperationFailure(said, 13, {"codeName": "Unauthorized", "errmsg": said})

    monkeypatch.setattr(chungsuc, "main", refused)
    with pytest.raises(SystemExit, match="1"):
        main()
    told = capsys.readouterr().err
    assert "not authorized on chungsuc to execute command insert" in told
    assert "Hoa" not in told


def test_jobs_that_failed_for_good_are_shown_and_can_be_tried_again(api, run):
    submitted(api.make_user(LUONG_BANG))
    assert "Đang chờ: 1. Đã hỏng: 0." in run("jobs").stdout
    api.platform.store.database["jobs"].update_one({}, {"$set": {"state": "dead", "error": "E"}})
    told = run("jobs").stdout
    assert "Đã hỏng: 1" in told
    assert f"2017|{LUONG_BANG}" in told
    assert "1 việc" in run("jobs", "retry").stdout
    assert "Đang chờ: 1. Đã hỏng: 0." in run("jobs").stdout


def test_a_whole_year_can_be_looked_at_for_overlaps_again(api, run):
    officer = api.make_user(LUONG_BANG)
    submitted(officer)
    submitted(officer)
    store = api.platform.store
    store.database["jobs"].delete_many({})
    assert "năm 2017 ở 1 đơn vị" in run("jobs", "overlaps", "--year", "2017").stdout
    assert "năm 2016 ở 0 đơn vị" in run("jobs", "overlaps", "--year", "2016").stdout
    assert "Đang chờ: 1. Đã hỏng: 0." in run("jobs").stdout
    assert work_once(store, HANDLERS, clock=api.platform.moment)
    assert store.database["overlaps"].count_documents({"tenant": LUONG_BANG, "year": 2017}) == 1


def test_mails_that_may_not_have_arrived_are_shown_and_can_be_sent_again(api, run):
    mail = {
        "_id": "mot-thu", "notice": "n", "user": "u", "day": "2017-02-07", "state": "unclear",
        "made_at": datetime(2017, 2, 7, tzinfo=UTC), "error": "stopped",
    }  # fmt: skip
    api.platform.store.database["mails"].insert_one(mail)
    told = run("mails").stdout
    assert "Chưa rõ đã đến hay chưa: 1." in told
    assert "- mot-thu, thư ngày 7/2/2017, chưa rõ đã đến hay chưa: stopped" in told
    assert "Sẽ gửi lại thư mot-thu." in run("mails", "resend", "mot-thu").stdout
    assert "Đang chờ gửi: 1." in run("mails").stdout
    assert "Đang chờ: 1." in run("jobs").stdout
    with pytest.raises(ConflictError, match="mail_not_troubled"):
        run("mails", "resend", "mot-thu")
