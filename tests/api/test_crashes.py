"""Whatever is killed while people register: what was acknowledged is there, exactly once."""

from __future__ import annotations

import json
from collections import Counter

import pytest
import requests

from .places import BAC_KAN, LUONG_BANG, NGHIA_TA
from .serving import ServedProgram, Writers

CLIENTS = 6
BEFORE, AFTER = 25, 25  # registrations acknowledged before and after a kill


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    program = ServedProgram(tmp_path_factory.mktemp("crashes") / "var", today="2017-02-01")
    program.start()
    yield program
    program.stop()


@pytest.fixture(scope="module")
def token(program):
    return program.sign_in("hoa", BAC_KAN, "phu_nu", "officer")


@pytest.fixture
def writers(program, token, request):
    bodies = [
        {
            "tenant": tenant, "organization": "phu_nu", "year": 2017, "content": 3,
            "movement_type": "phu_nu.ba_sach", "kind": "mo_hinh", "stage": "duy_tri",
            "title": request.node.name, "places": [{"area": "Thôn Nà Cà"}],
            "starts_on": "2017-03-01", "ends_on": "2017-11-30", "households": 42,
            "answers": {"so_ho": 42}, "submit": True,
        }
        for tenant in [LUONG_BANG, NGHIA_TA] * (CLIENTS // 2)
    ]  # fmt: skip
    return Writers(program, token, bodies)


def stored(program, token, title):
    """Every registration of this test's writers: title → ids, and all numbers."""
    found, cursor = [], {}
    while True:
        answer = requests.get(
            f"{program.address}/api/v1/registrations",
            params={"tenant": BAC_KAN, "page_size": 200, **cursor},
            headers={"Authorization": f"Bearer {token}"}, timeout=20,
        )  # fmt: skip
        assert answer.status_code == 200, answer.text
        found += answer.json()
        if "X-Next" not in answer.headers:
            break
        cursor = {"after": answer.headers["X-Next"]}
    numbers = Counter((row["tenant"], row["number"]) for row in found)
    assert [number for number, times in numbers.items() if times > 1] == []
    by_title: dict[str, list[str]] = {}
    for row in found:
        if row["title"].startswith(f"{title} "):
            by_title.setdefault(row["title"], []).append(row["id"])
    return by_title


@pytest.mark.parametrize(
    ("kill", "times"),
    [
        ("kill_a_worker", 3),
        ("kill_the_database", 2),
        ("kill_the_program_and_start_again", 1),
        ("kill_everything_and_start_again", 1),
    ],
)
def test_every_acknowledged_registration_is_there_exactly_once(
    program, token, writers, request, kill, times
):
    with writers:
        for _ in range(times):
            writers.wait_for(BEFORE)
            getattr(program, kill)()
        writers.wait_for(AFTER)

    assert writers.refused == []
    assert stored(program, token, request.node.name) == writers.acknowledged
    checked = program.run("integrity", "--json")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    told = json.loads(checked.stdout)
    assert told["checked"]["registrations"] >= len(writers.acknowledged)
    assert told["checked"]["counters"] > 0


def test_the_check_finds_nothing_wrong_while_others_write(program, writers):
    with writers:
        writers.wait_for(BEFORE)
        checks = [program.run("integrity", "--json") for _ in range(2)]

    assert [check.stdout for check in checks if check.returncode] == []
