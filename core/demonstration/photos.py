"""Photos in the demonstration: drawn, not taken, and sent as an officer of the Union sends them."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from core.demonstration.accounts import PREFIXES
from core.demonstration.calendar import PRACTICE_DATE
from core.demonstration.geography import LUONG_BANG
from core.domain.errors import DomainError
from core.domain.evidence import PIECE, Declared
from core.domain.time import Moment
from core.services.acting import scope_of
from core.services.evidence import complete, declare, keep_piece
from core.services.signing_in import NOBODY

if TYPE_CHECKING:
    from core.demonstration.ledger import Ledger
    from core.domain.access import Scope
    from core.domain.registrations import Registration
    from core.storage.store import MongoStore

UNION, MODEL, YEAR = "phu_nu", "phu_nu.ba_sach", 2017
SIZE = (1280, 960)


class Drawing(NamedTuple):
    """What stands under it, the colors of sky, hills and flowers, whether it shows the result."""

    caption: str
    sky: str
    hills: str
    flowers: str
    of_result: bool = False


DRAWINGS = (
    Drawing("Đoạn đầu thôn trước khi trồng (hình vẽ)", "#DCE6EA", "#A9B59A", "#A9B59A"),
    Drawing("Buổi ra quân (hình vẽ)", "#E9E2CF", "#8FB79A", "#C79A2B"),
    Drawing("Đoạn đầu thôn cuối năm (hình vẽ)", "#CFE3D4", "#8FB79A", "#B84A62", True),  # noqa: FBT003
)


def attach_photos(store: MongoStore, ledger: Ledger) -> None:
    """Add them to one model and its latest result; without them the rest is whole as well."""
    shown = next(filter(_is_shown, ledger.registrations.values()), None)
    officer = ledger.users.get(f"{PREFIXES[UNION]}.luongbang")
    if shown is None or officer is None:
        return
    scope = scope_of(officer, tenants=store.read(NOBODY).tenants, today=PRACTICE_DATE)
    latest = max((result.period for result in shown.results), key=lambda each: each.precedence)
    with suppress(DomainError):
        for drawing in DRAWINGS:
            content = _drawn(drawing)
            declared = Declared(
                name="anh-minh-hoa.jpg",
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                caption=drawing.caption,
                period=str(latest) if drawing.of_result else None,
            )
            _send(store, scope, shown.id, declared, content)


def _send(
    store: MongoStore,
    scope: Scope,
    registration_id: str,
    declared: Declared,
    content: bytes,
) -> None:
    moment = Moment(now=datetime.now(UTC), today=PRACTICE_DATE)
    begun = store.write(
        scope, lambda work: declare(registration_id, declared, work=work, moment=moment)
    )
    for number in range(begun.pieces):
        piece = content[number * PIECE : (number + 1) * PIECE]
        keep_piece(begun.id, number, piece, work=store.read(scope))
    complete(begun.id, version=begun.version, store=store, scope=scope, moment=moment)


def _is_shown(item: Registration) -> bool:
    model = (item.tenant, item.organization, item.year, item.movement_type)
    known = model == (LUONG_BANG, UNION, YEAR, MODEL)
    return known and item.counted and bool(item.results)


def _drawn(drawing: Drawing) -> bytes:
    """Return hills, a road and what grows beside it, as a JPEG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 — a server never needs it

    picture = Image.new("RGB", SIZE, drawing.sky)
    pen = ImageDraw.Draw(picture)
    hills = ((0, 620), (370, 410), (710, 600), (1010, 360), (1280, 550), (1280, 960), (0, 960))
    pen.polygon(hills, fill=drawing.hills)
    pen.polygon(((560, 960), (620, 560), (680, 560), (840, 960)), fill="#E9DFCB")
    for step in range(9):
        y, half = 590 + step * 40, 10 + step * 5
        for x in (600 - step * 22, 700 + step * 26):
            pen.ellipse((x - half, y - half, x + half, y + half), fill=drawing.flowers)
    saved = BytesIO()
    picture.save(saved, "JPEG", quality=85)
    return saved.getvalue()
