"""What operations are tried on: records of the Women's Union of Lương Bằng, and what is secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tests.api.isolation.actors import (
    AT_TENANT,
    FRONTS,
    IN_COMMUNE,
    OWNERS,
    READERS,
    Relation,
    Who,
    every,
)

NO_ID = "0" * 32
NO_TENANT = "c99999"
FOREIGN_COMMUNE = "c00688"
"""A commune of Hà Giang."""


class Ref(NamedTuple):
    """A record's id, and the version it has when a test begins."""

    id: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """The records an operation is tried on; of ``GHOSTS`` there is none."""

    tenant: Ref
    calendar: Ref
    item: Ref  # submitted, with the Veterans as partner and a result of 2017-H1
    draft: Ref
    above: Ref  # the district's own, done in this commune
    agreed: Ref
    realized: Ref  # agreed, with a confirmed and completed result
    recognised: Ref  # by the commune's Front; the commune beside has copied it
    report: Ref  # a draft
    sent_report: Ref
    accepted_report: Ref
    frozen_report: Ref  # figures have moved since
    signed_items: str  # the hash of its rows
    user: Ref
    assignment: str
    overlap: Ref  # of two items of the Women's Union's own, still open
    photo: Ref  # of item
    upload: Ref  # of item, by the officer, all there but not yet looked through
    notice: Ref  # to their officer, about the draft
    inspection: Ref  # of the district, concluded: item was only seen
    inspection_draft: Ref  # of the district: item's result, as reported
    inspection_photo: Ref  # of that draft

    def known_ids(self) -> dict[str, frozenset[Who]]:
        """Return each id with all who may ever be told it."""
        return {
            self.item.id: KNOW_ITEM,
            self.agreed.id: KNOW_ITEM,
            self.realized.id: KNOW_ITEM,
            self.recognised.id: KNOW_MODEL,
            self.draft.id: KNOW_DRAFT,
            self.above.id: KNOW_ABOVE,
            self.report.id: KNOW_REPORT,
            self.sent_report.id: KNOW_SENT_REPORT,
            self.accepted_report.id: KNOW_SENT_REPORT,
            self.frozen_report.id: KNOW_SENT_REPORT,
            self.signed_items: KNOW_EDITION,
            self.user.id: KNOW_USER,
            self.assignment: KNOW_USER,
            self.overlap.id: KNOW_OVERLAP,
            self.photo.id: READ_ITEM,
            self.upload.id: READ_ITEM,
            self.notice.id: KNOW_NOTICE,
            self.inspection.id: KNOW_INSPECTION | _BOARD_ADMINS,
            self.inspection_draft.id: RUN_INSPECTION | _BOARD_ADMINS,
            self.inspection_photo.id: RUN_INSPECTION,
        }


GHOSTS = Targets(
    tenant=Ref(NO_TENANT, 2),
    calendar=Ref(NO_TENANT, 1),
    item=Ref(NO_ID, 1),
    draft=Ref(NO_ID, 1),
    above=Ref(NO_ID, 1),
    agreed=Ref(NO_ID, 1),
    realized=Ref(NO_ID, 1),
    recognised=Ref(NO_ID, 1),
    report=Ref(NO_ID, 1),
    sent_report=Ref(NO_ID, 1),
    accepted_report=Ref(NO_ID, 1),
    frozen_report=Ref(NO_ID, 1),
    signed_items="0" * 64,
    user=Ref(NO_ID, 1),
    assignment=NO_ID,
    overlap=Ref(f"{NO_ID}-{NO_ID}", 1),
    photo=Ref(NO_ID, 2),
    upload=Ref(NO_ID, 1),
    notice=Ref(NO_ID, 1),
    inspection=Ref(NO_ID, 1),
    inspection_draft=Ref(NO_ID, 1),
    inspection_photo=Ref(NO_ID, 2),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A text that stands in a record, and all who may ever be answered it."""

    what: str
    text: str
    known_to: frozenset[Who]


ABOVE_BOTH = (Relation.OWN_ABOVE, Relation.FRONT_ABOVE, Relation.COUNTRY)
KNOW_ITEM = every(*OWNERS, Relation.PARTNER, Relation.OTHER, *FRONTS)
KNOW_MODEL = KNOW_ITEM | every(Relation.OTHER_ABOVE, Relation.SIBLING, Relation.SIBLING_FRONT)
"""Whoever may sign in for a unit of the province is told a summary of what was recognised there."""
KNOW_DRAFT = every(*OWNERS)
READ_ITEM = every(*OWNERS, Relation.PARTNER, *FRONTS, roles=READERS)
READ_DRAFT = every(*OWNERS, roles=READERS)
KNOW_ABOVE = every(*IN_COMMUNE, Relation.OTHER_ABOVE, *ABOVE_BOTH)
READ_ABOVE = every(*ABOVE_BOTH, roles=READERS)
"""A commune sees in summary what the district does in it."""
PERSONAL = every(*OWNERS, Relation.FRONT, roles=READERS)
KNOW_REPORT = every(*OWNERS)
KNOW_SENT_REPORT = every(*OWNERS, *FRONTS)
KNOW_EDITION = every(*OWNERS, *FRONTS, roles=READERS)
KNOW_OVERLAP = every(Relation.OWN, *FRONTS) | every(Relation.OWN_ABOVE, roles=READERS)
"""Who sees both items in full; and who sees their summaries where they are at home."""
RUN_INSPECTION = every(Relation.FRONT_ABOVE, Relation.COUNTRY, roles=READERS)
KNOW_INSPECTION = every(*OWNERS, *FRONTS, roles=READERS)
"""Who runs it; and, of what was concluded, those whose item was looked at."""
_BOARD_ADMINS = every(Relation.FRONT_ABOVE, Relation.COUNTRY, roles=("admin",))
"""They are told by the trail that there was an act, and on what; nothing else of it."""
KNOW_NOTICE = frozenset({Who(Relation.OWN, "officer")})
KNOW_USER = every(*OWNERS, *FRONTS)
KNOW_TENANT = every(*AT_TENANT)
_OTHERS = (Relation.OTHER, Relation.OTHER_ABOVE)
_ITEM_OF_OTHER = (*IN_COMMUNE, Relation.OTHER_ABOVE, Relation.FRONT_ABOVE, Relation.COUNTRY)
_AT_SIBLING = (Relation.SIBLING, Relation.SIBLING_FRONT, *ABOVE_BOTH)
_FAR = (Relation.ELSEWHERE, Relation.ELSEWHERE_FRONT, Relation.COUNTRY)

PHONE = "0912 777 333"
IN_CHARGE = "Triệu Thị Kín"
HELPED = "Lường Văn Riêng"
PHONE_ABOVE = "0988 111 222"
PERSONAL_TEXTS = (PHONE, IN_CHARGE, HELPED, PHONE_ABOVE)

SECRETS = {
    "title": Secret(what="an item's title", text="Tổ đan lát Khuổi Kín", known_to=KNOW_ITEM),
    "note": Secret(what="an item's note", text="Ghi chú chỉ trong hội", known_to=READ_ITEM),
    "caption": Secret(what="a photo's caption", text="Ảnh chụp riêng", known_to=READ_ITEM),
    "narrative": Secret(what="a result's text", text="Kể kết quả riêng", known_to=READ_ITEM),
    "minutes": Secret(
        what="minutes of an inspection", text="Biên bản của đoàn huyện", known_to=RUN_INSPECTION
    ),
    "team": Secret(what="a name of a team", text="Đặng Văn Đoàn Kín", known_to=RUN_INSPECTION),
    "inspection_caption": Secret(
        what="the caption of a photo of an inspection",
        text="Ảnh của đoàn huyện",
        known_to=RUN_INSPECTION,
    ),
    "finding": Secret(
        what="what was found of an item", text="Đoàn thấy đang làm", known_to=KNOW_INSPECTION
    ),
    "draft": Secret(what="a draft's title", text="Bản nháp Khuổi Giấu", known_to=KNOW_DRAFT),
    "draft_note": Secret(what="a draft's note", text="Nháp ghi chú kín", known_to=READ_DRAFT),
    "once": Secret(
        what="what an item was called before it was submitted",
        text="Tên cũ khi còn nháp",
        known_to=READ_DRAFT,
    ),
    "phone": Secret(what="a phone number", text=PHONE, known_to=PERSONAL),
    "in_charge": Secret(what="a person's name", text=IN_CHARGE, known_to=PERSONAL),
    "helped": Secret(what="a personal answer", text=HELPED, known_to=PERSONAL),
    "above": Secret(what="a district's item", text="Huyện làm ở xã này", known_to=KNOW_ABOVE),
    "above_note": Secret(
        what="a note of the district", text="Huyện dặn riêng", known_to=READ_ABOVE
    ),
    "above_draft": Secret(
        what="a draft of the district",
        text="Nháp của huyện ở xã",
        known_to=every(Relation.OWN_ABOVE),
    ),
    "above_phone": Secret(
        what="a phone number of the district",
        text=PHONE_ABOVE,
        known_to=every(Relation.OWN_ABOVE, Relation.FRONT_ABOVE, roles=READERS),
    ),
    "report": Secret(what="a report not sent", text="Lời báo cáo nháp", known_to=KNOW_REPORT),
    "sent": Secret(what="a report", text="Lời báo cáo đã gửi", known_to=KNOW_SENT_REPORT),
    "user": Secret(what="a user's name", text="Mông Thị Kín Danh", known_to=KNOW_USER),
    "username": Secret(what="a username", text="ten.dang.nhap.kin", known_to=KNOW_USER),
    "attribute": Secret(what="an attribute", text="QĐ kín 12/QĐ", known_to=KNOW_TENANT),
    "calendar": Secret(what="a calendar's source", text="Lịch kín của xã", known_to=KNOW_TENANT),
    "extension": Secret(what="an extension", text="Gia hạn kín vì lũ", known_to=KNOW_TENANT),
    "override": Secret(what="an override", text="Chỉ tiêu kín 9/HD", known_to=KNOW_TENANT),
    "area": Secret(what="a residential area", text="Thôn Khuổi Kín", known_to=KNOW_TENANT),
    "other_item": Secret(
        what="another organization's item",
        text="Ruộng sạch của hội bạn",
        known_to=every(*_ITEM_OF_OTHER),
    ),
    "other_note": Secret(
        what="another organization's note",
        text="Hội bạn dặn riêng",
        known_to=every(*_OTHERS, *FRONTS, roles=READERS),
    ),
    "other_draft": Secret(
        what="another organization's draft", text="Nháp của hội bạn", known_to=every(*_OTHERS)
    ),
    "sibling_item": Secret(
        what="an item of the commune beside", text="Mô hình xã bên", known_to=every(*_AT_SIBLING)
    ),
    "sibling_draft": Secret(
        what="a draft of the commune beside",
        text="Nháp của xã bên",
        known_to=every(Relation.SIBLING, Relation.OWN_ABOVE),
    ),
    "recognised": Secret(what="a recognised model", text="Vườn thuốc nam mẫu", known_to=KNOW_MODEL),
    "sibling_copy": Secret(
        what="a copy in the commune beside", text="Xã bên học làm", known_to=every(*_AT_SIBLING)
    ),
    "far_item": Secret(
        what="an item of another province", text="Mô hình tỉnh xa", known_to=every(*_FAR)
    ),
    "far_user": Secret(
        what="a user of another province", text="nguoi.tinh.xa", known_to=every(*_FAR)
    ),
}
"""``known_to`` is word for word api.md, «Sight»; what a record's id is known to, too."""


def text(name: str) -> str:
    return SECRETS[name].text
