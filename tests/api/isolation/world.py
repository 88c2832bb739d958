"""The world the walk is made in: two communes, two organizations, two provinces, all they keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from core.domain.access import OPERATOR, Role
from tests.api.evidence import added, declared, sent
from tests.api.freezing import edition
from tests.api.inspecting import INSPECTION, LEADER, begun, row
from tests.api.inspecting import done as stepped
from tests.api.isolation.actors import Actor, Relation, Who, actors_of, dated_user
from tests.api.isolation.targets import (
    FOREIGN_COMMUNE,
    HELPED,
    IN_CHARGE,
    PHONE,
    PHONE_ABOVE,
    Ref,
    Targets,
    text,
)
from tests.api.main_job import FARMERS, Json, done, drafted, entered, judged, submitted
from tests.api.places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA
from tests.api.reminding import reminded, worked_off
from tests.fakes.phones import with_phone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.test import TestResponse

    from tests.api.conftest import Api, Caller
    from tests.api.isolation.asked import Asked

ITEM: Json = {
    "tenant": LUONG_BANG,
    "organization": "phu_nu",
    "year": 2017,
    "movement_type": "phu_nu.giup_nhau_phat_trien_kinh_te",
    "kind": "mo_hinh",
    "stage": "xay_dung_moi",
    "content": 1,
    "title": "Tổ giúp nhau",
    "places": [{"area": text("area")}],
    "starts_on": "2017-03-01",
    "ends_on": "2017-11-30",
    "answers": {"so_nguoi": 5, "nguoi_giup": HELPED},
    "partners": ["cuu_chien_binh"],
    "person_in_charge": IN_CHARGE,
    "phone": PHONE,
    "note": text("note"),
}
WINDOW = {
    "opens": "2017-01-01", "due": "2017-07-14", "closes": "2017-07-31", "locks": "2018-01-31",
}  # fmt: skip
WINDOWS = dict.fromkeys(("registration", "2017-04", "2017-05"), WINDOW)
"""The months too, of which reports are taken as long."""
REPORT: Json = {"tenant": LUONG_BANG, "organization": "phu_nu", "nothing": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The program on 5 July 2017, everybody in it, and what there is."""

    api: Api
    actors: tuple[Actor, ...]
    targets: Targets
    asked: Asked

    def __getitem__(self, who: Who) -> Caller:
        return next(actor.caller for actor in self.actors if actor.who == who)

    def caller(self, relation: Relation, role: str = "officer") -> Caller:
        return self[Who(relation, role)]


def build(api: Api, asked: Asked) -> World:
    """Fill an empty program; everything is done the way people do it, through the API."""
    actors = tuple(actors_of(api))
    known = {actor.who: actor.caller for actor in actors}
    calendar = _state_calendars(known)
    _state_tenant(known)
    _beside(api, known)
    item, draft = _item(known), _draft(known)
    agreed = _agreed(known, "Nhóm xay xát lúa ngô")
    user = _user(api, known)
    frozen = _signed(known, "2017-05", "submit", "accept", "freeze")  # before _realized
    checking = begun(known[BOARD], row(item), team=TEAM)
    targets = Targets(
        tenant=Ref(LUONG_BANG, 2),
        calendar=Ref(LUONG_BANG, calendar),
        item=_ref(item),
        draft=_ref(draft),
        above=_ref(_above(known)),
        agreed=_ref(agreed),
        realized=_ref(_realized(known, "Mô hình nhóm xay xát lúa, ngô")),
        recognised=_ref(_recognised(known)),
        report=_ref(_report(known, "2017-H1", "report")),
        sent_report=_ref(_signed(known, "2017-Q2", "submit")),
        accepted_report=_ref(_signed(known, "2017-04", "submit", "accept")),
        frozen_report=_ref(frozen),
        signed_items=edition(known[FRONT], frozen, 0)["content"]["items"][0]["sha256"],
        user=_ref(user),
        assignment=user["assignments"][-1]["id"],
        overlap=_ref(_overlap(api, known)),
        photo=_ref(_photo(known, item)),
        upload=_ref(_upload(known, item)),
        notice=_notice(api, known),
        inspection=_ref(_concluded(known, item)),
        inspection_draft=_ref(checking),
        inspection_photo=_ref(
            added(known[BOARD], checking, of="inspections", caption=text("inspection_caption"))
        ),
    )
    return World(api=api, actors=actors, targets=targets, asked=asked)


def _ref(record: Mapping[str, Any]) -> Ref:
    return Ref(str(record["id"]), int(record["version"]))


def _made(answer: TestResponse) -> Any:
    assert answer.status_code in {200, 201}, answer.json
    return answer.json


Known = dict[Who, "Caller"]
OFFICER = Who(Relation.OWN, "officer")
FRONT = Who(Relation.FRONT, "approver")
BOARD = Who(Relation.FRONT_ABOVE, "approver")
TEAM = [LEADER | {"name": text("team")}]


def _state_calendars(known: Known) -> int:
    country = known[Who(Relation.COUNTRY, "admin")]
    for province in (BAC_KAN, HA_GIANG):
        _made(country.put(f"/tenants/{province}/calendar/2017", WINDOWS))
    event = {"name": "Đại hội xã", "source": text("calendar")}
    own = {"registration": WINDOW | {"source": text("calendar")}, "events": {"dai_hoi": event}}
    answer = known[FRONT].put(f"/tenants/{LUONG_BANG}/calendar/2017", own)
    _made(answer)
    more = {"part": "2017-H1", "until": "2017-07-20", "reason": text("extension")}
    above = known[Who(Relation.FRONT_ABOVE, "approver")]
    _made(above.post(f"/tenants/{LUONG_BANG}/calendar/2017/extensions", more))
    return int(answer.headers["ETag"].strip('"'))


def _state_tenant(known: Known) -> None:
    stated = {
        "name": "xa_nong_thon_moi", "value": False, "from": "2016-01-01",
        "source": text("attribute"),
    }  # fmt: skip
    stated_anew = {"attributes": [stated], "settings": {"reminder_days": [9]}}
    admin = known[Who(Relation.FRONT, "admin")]
    _made(admin.patch(f"/tenants/{LUONG_BANG}", stated_anew, version=1))
    override = {
        "quota": "phu_nu.mot_mo_hinh_moi_xa", "at_least": 2, "from": "2017-01-01",
        "document": text("override"),
    }  # fmt: skip
    _made(known[FRONT].post(f"/tenants/{LUONG_BANG}/quota-overrides", override))


def _beside(api: Api, known: Known) -> None:
    """Make what stands beside the targets, and is no business of theirs."""
    other = known[Who(Relation.OTHER, "officer")]
    farmers = FARMERS | {"note": text("other_note")}
    submitted(other, farmers, title=text("other_item"))
    drafted(other, farmers, title=text("other_draft"))
    sibling = known[Who(Relation.SIBLING, "officer")]
    beside = ITEM | {"tenant": NGHIA_TA, "places": [{"area": "Thôn Bên"}], "partners": []}
    beside |= {"note": "", "phone": None, "person_in_charge": None, "answers": {"so_nguoi": 3}}
    submitted(sibling, beside, title=text("sibling_item"))
    drafted(sibling, beside, title=text("sibling_draft"))
    far = known[Who(Relation.ELSEWHERE, "officer")]
    submitted(far, beside, tenant=FOREIGN_COMMUNE, title=text("far_item"))
    dated_user(api, FOREIGN_COMMUNE, "phu_nu", Role.OFFICER, None, None, name=text("far_user"))


def _item(known: Known) -> Json:
    officer = known[OFFICER]
    made = drafted(officer, ITEM, title=text("once"))
    path = f"/registrations/{made['id']}"
    put = officer.put(path, ITEM | {"title": text("title")}, version=made["version"])
    item = done(officer, _made(put), "submit")
    entered(officer, item, "2017-H1", narrative=text("narrative"))
    return item


def _photo(known: Known, item: Json) -> Json:
    return added(known[OFFICER], item, caption=text("caption"))


def _upload(known: Known, item: Json) -> Json:
    return sent(known[OFFICER], declared(known[OFFICER], item, caption=text("caption")))


def _draft(known: Known) -> Json:
    return drafted(known[OFFICER], ITEM, title=text("draft"), note=text("draft_note"))


def _above(known: Known) -> Json:
    """Return an item of the district that names the commune, beside a draft that does so, too."""
    officer = known[Who(Relation.OWN_ABOVE, "officer")]
    body = ITEM | {
        "tenant": CHO_DON, "places": [{"tenant": LUONG_BANG, "area": text("area")}],
        "note": text("above_note"), "phone": PHONE_ABOVE, "person_in_charge": None,
        "partners": [], "answers": {"so_nguoi": 2},
    }  # fmt: skip
    drafted(officer, body, title=text("above_draft"))
    return submitted(officer, body, title=text("above"))


def _agreed(known: Known, title: str) -> Json:
    return done(known[FRONT], submitted(known[OFFICER], ITEM, title=title), "agree")


def _realized(known: Known, title: str) -> Json:
    item = _agreed(known, title)
    officer = known[OFFICER]
    result = entered(officer, item, "2017-H1", state="completed", progress=100)
    judged(known[FRONT], result, "confirm")
    return item


def _recognised(known: Known) -> Json:
    """Return a model that was recognised, and that the commune beside has copied."""
    model = done(known[FRONT], _realized(known, text("recognised")), "recognise")
    copy = ITEM | {
        "tenant": NGHIA_TA, "places": [{"area": "Thôn Bên"}], "partners": [], "note": "",
        "phone": None, "person_in_charge": None, "answers": {"so_nguoi": 3},
        "stage": "nhan_rong", "copied_from": model["id"],
    }  # fmt: skip
    submitted(known[Who(Relation.SIBLING, "officer")], copy, title=text("sibling_copy"))
    return model


def _overlap(api: Api, known: Known) -> Json:
    """Return the case of the two agreed items, which look like one work."""
    worked_off(api)
    (case,) = _made(known[FRONT].get("/overlaps"))
    return dict(case)


def _notice(api: Api, known: Known) -> Ref:
    """Return what the officer is told nine days before the draft is to be sent."""
    assert reminded(api)
    (notice,) = _made(known[OFFICER].get("/notices"))
    assert text("draft") in " ".join(line["title"] for line in notice["lines"])
    return Ref(notice["id"], 1)


def _concluded(known: Known, item: Json) -> Json:
    """Return what the district has found of an item, with its minutes."""
    seen = {"registration": item["id"], "outcome": "seen", "findings": text("finding")}
    minutes = INSPECTION["minutes"] | {"text": text("minutes")}
    made = begun(known[BOARD], seen, team=TEAM, minutes=minutes)
    return stepped(known[BOARD], made, "conclude")


def _report(known: Known, period: str, secret: str) -> Json:
    body = REPORT | {"period": period, "parts": {"ket_qua": text(secret)}}
    return dict(_made(known[OFFICER].post("/reports", body)))


def _signed(known: Known, period: str, *actions: str) -> Json:
    report = _report(known, period, "sent")
    path = f"/reports/{report['id']}/transitions"
    for action in actions:
        caller = known[Who(Relation.OWN, "approver")] if action == "submit" else known[FRONT]
        report = dict(_made(caller.post(path, {"action": action}, version=report["version"])))
    return report


def _user(api: Api, known: Known) -> Json:
    """Return a user of the Women's Union with two assignments, made by their admin."""
    admin = known[Who(Relation.OWN_ABOVE, "admin")]
    here = {"tenant": LUONG_BANG, "organization": "phu_nu"}
    body = {
        "username": text("username"), "name": text("user"),
        "assignments": [here | {"role": "officer"}, here | {"role": "viewer"}],
    }  # fmt: skip
    made = dict(_made(admin.post("/users", body)))
    platform = api.platform
    user = platform.store.read(OPERATOR).users.get(made["id"])
    with_phone(platform.store, platform.factor_secrets, user, now=platform.moment().now)
    return dict(_made(admin.get(f"/users/{made['id']}")))


TODAY = date(2017, 7, 5)
"""The practice date: registration is open by the provinces' calendars, so is the first half."""
