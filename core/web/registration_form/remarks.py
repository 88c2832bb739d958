"""What the Front remarked when it returned an item, and the field it most likely means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.registrations import Status
from core.domain.text import folded
from core.web.registration_form.page_fields import step_of
from core.web.registration_form.stated import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from core.services.ports.work import Repositories
    from core.web.registration_form.subject import Subject

WORDS = (
    ("households", ("so ho", "bao nhieu ho")),
    ("funding", ("kinh phi", "so tien", "nguon von", "nguon kinh phi")),
    ("scale", ("quy mo", "chieu dai", "dien tich", "so luong", "bao nhieu met", "so cay")),
    ("in_kind", ("ngay cong", "hien vat", "hien dat")),
    ("places", ("dia diem", "o dau", "thon nao", "cho nao", "khu dan cu")),
    ("starts_on", ("thoi gian", "tu thang", "bat dau", "hoan thanh", "khi nao")),
    ("partners", ("phoi hop",)),
    ("person_in_charge", ("phu trach", "nguoi chiu trach nhiem", "so dien thoai")),
    ("stage", ("hinh thuc", "duy tri", "xay dung moi")),
    ("title", ("ten mo hinh", "ten cong trinh", "ten goi", "dat ten")),
)
"""Folded words by which a remark is about a field of every form."""

ANCHORS = {"scale": "scale-0-text", "funding": "funding-0-text", "in_kind": "in_kind-0-text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """The reason as written; ``field`` "" where no field is named in it."""

    text: str
    at: datetime | None
    field: str = ""
    step: int = 0


def remark_on(subject: Subject, work: Repositories) -> Remark | None:
    """Return the remark that the item was returned with, while it is."""
    registration = subject.registration
    if registration is None or registration.status is not Status.RETURNED:
        return None
    acts = work.audit.of_target(registration.id)
    returned = [entry for entry in acts if entry.content["action"] == "registration.return"]
    text = registration.return_reason or ""
    field = next(_fields_named(text, subject), "")
    return Remark(
        text=text,
        at=returned[-1].at if returned else None,
        field=ANCHORS.get(field, field),
        step=step_of(field, subject) if field else 0,
    )


def _fields_named(text: str, subject: Subject) -> Iterator[str]:
    """Yield the fields a remark names, the first named first."""
    said = f" {folded(text)} "
    labels = [
        (ANSWERS + question.name, (folded(question.label),)) for question in subject.of_type.form
    ]
    found = [
        (said.find(f" {word} "), field)
        for field, words in (*labels, *WORDS)
        for word in words
        if f" {word} " in said
    ]
    households = subject.households
    for _, field in sorted(found, key=lambda one: one[0]):
        if field == "households" and households is not None:
            yield ANSWERS + households.name
        else:
            yield field
