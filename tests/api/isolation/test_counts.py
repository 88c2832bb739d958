"""What others add shows nowhere: no list, total, figure or task changes by a byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.api.isolation.actors import IDLE, Relation, Who
from tests.api.isolation.operations import CASES
from tests.api.isolation.targets import FOREIGN_COMMUNE, GHOSTS
from tests.api.isolation.walking import Kept, differing
from tests.api.isolation.world import ITEM, REPORT
from tests.api.main_job import drafted, entered, submitted
from tests.api.places import HA_GIANG

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.api.isolation.world import World

READS = [case for case in CASES if not case.writes]
BYSTANDERS = (
    Relation.PARTNER, Relation.OTHER, Relation.OTHER_ABOVE, Relation.FRONT, Relation.FRONT_ABOVE,
    Relation.SIBLING, Relation.SIBLING_FRONT,
)  # fmt: skip
"""Those to whom neither the other province nor a draft of the Women's Union is any business."""

ASKING = (
    *(Who(relation, role) for relation in BYSTANDERS for role in ("officer", "admin")),
    *sorted(IDLE),
)


@pytest.fixture
def answers(world: World) -> dict[tuple[str, Who], tuple[TestResponse, int]]:
    """What everybody is answered before anything is added, and how often the database is asked."""
    return everything(world)


def everything(world: World) -> dict[tuple[str, Who], tuple[TestResponse, int]]:
    found = {}
    for case in READS:
        for who in ASKING:
            world.asked.taken()
            answer = case.request(world.targets).sent_by(world[who])
            found[str(case), who] = answer, len(world.asked.taken())
    return found


def test_what_is_added_in_another_province_or_as_a_draft_is_seen_in_no_answer(
    kept: Kept, world: World, answers: dict[tuple[str, Who], tuple[TestResponse, int]]
) -> None:
    _add_a_draft(world)
    _add_far_away(world)
    wrong = []
    for (case, who), (answer, asked) in everything(world).items():
        before, asked_before = answers[case, who]
        wrong += [f"{case} · {who}: {each}" for each in differing(answer, before)]
        if asked != asked_before:
            wrong.append(f"{case} · {who}: asks {asked} times, before {asked_before}")
    assert not wrong, "\n".join(wrong[:20])


def test_those_whose_it_is_see_what_was_added(kept: Kept, world: World) -> None:
    """Else the test above would add nothing that could be seen."""
    own, country = world.caller(Relation.OWN), world.caller(Relation.COUNTRY)
    before = [_total(own), _total(country)]
    _add_a_draft(world)
    _add_far_away(world)
    assert [_total(own) - before[0], _total(country) - before[1]] == [1, 1]
    assert GHOSTS.item.id not in {row["id"] for row in own.get("/registrations").json}


def _total(caller: Any) -> int:
    answer = caller.get("/registrations", page_size=200)
    return len(answer.json)


def _add_a_draft(world: World) -> None:
    drafted(world.caller(Relation.OWN), ITEM, title="Thêm một nháp")


def _add_far_away(world: World) -> None:
    far = world.caller(Relation.ELSEWHERE)
    item = ITEM | {"tenant": FOREIGN_COMMUNE, "places": [{"area": "Thôn Xa"}], "partners": []}
    entered(far, submitted(far, item, title="Thêm ở tỉnh xa"), "2017-H1")
    report = far.post("/reports", REPORT | {"tenant": FOREIGN_COMMUNE, "period": "2017-H1"})
    assert report.status_code == 201, report.json
    admin = world.caller(Relation.ELSEWHERE_FRONT, "admin")
    area = admin.post(f"/tenants/{FOREIGN_COMMUNE}/areas", {"name": "Thôn Mới Xa"})
    assert area.status_code == 201, area.json
    user = admin.post("/users", {
        "username": "them.o.xa", "name": "Người Xa",
        "assignments": [{"tenant": HA_GIANG, "organization": "phu_nu", "role": "viewer"}],
    })  # fmt: skip
    assert user.status_code == 201, user.json
    override = {"quota": "phu_nu.mot_mo_hinh_moi_xa", "at_least": 4, "from": "2017-01-01",
                "document": "Thêm 1/HD"}  # fmt: skip
    made = admin.post(f"/tenants/{FOREIGN_COMMUNE}/quota-overrides", override)
    assert made.status_code == 201, made.json
