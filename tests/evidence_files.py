"""Photos and files to send as evidence, honest and hostile ones."""

from __future__ import annotations

import hashlib
import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

LATITUDE, LONGITUDE = (22.0, 15.0, 30.0), (105.0, 34.0, 12.0)
POSITION, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
SCRIPT = b"<script>alert(document.cookie)</script>"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def photo(
    width: int = 640, height: int = 480, *, form: str = "JPEG", noise: bool = False, **more: object
) -> bytes:
    """Return a photo; with *noise* it takes about as many bytes as it has pixels."""
    if noise:
        drawn = Image.effect_noise((width, height), 80).convert("RGB")
    else:
        drawn = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    return _saved(drawn, form, **more)


def located() -> bytes:
    """Return a photo of a telephone: lying on its side, with its position and its maker."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Hãng máy ảnh"
    exif.get_ifd(POSITION).update({1: "N", 2: LATITUDE, 3: "E", 4: LONGITUDE, 27: b"xa Luong Bang"})
    return photo(exif=exif.tobytes(), comment=SCRIPT)


def moving() -> bytes:
    frames = [Image.new("RGB", (40, 40), color) for color in ("red", "white")]
    return _saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a PNG of some hundred bytes that says it has thousands of millions of pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 4096)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, parts))


def office(*names: str, main: str = "word/document.xml") -> bytes:
    """Return a document of an office program with these members beside what it must have."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "_rels/.rels", main, *names):
            archive.writestr(name, "<xml/>")
    return packed.getvalue()


def stuffed() -> bytes:
    """Return a document that says it unpacks to 300 MB."""
    packed = bytearray(office())
    struct.pack_into("<I", packed, packed.rfind(b"PK\x01\x02") + 24, 300_000_000)
    return bytes(packed)


def _saved(drawn: Image.Image, form: str, **more: object) -> bytes:
    saved = BytesIO()
    drawn.save(saved, form, **more)
    return saved.getvalue()


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    kind, content = part
    told = struct.pack(">I", len(content)) + kind + content
    return told + struct.pack(">I", zlib.crc32(kind + content))


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 200
HOSTILE: dict[str, tuple[bytes, str]] = {
    "a page called .jpg": (b"<!doctype html><html><body>" + SCRIPT, "file_unknown_type"),
    "a drawing with a script": (
        b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>",
        "file_unknown_type",
    ),
    "a program": (b"MZ" + b"\0" * 300, "file_unknown_type"),
    "an archive": (office(main="anything.txt"), "file_unknown_type"),
    "both kinds of document in one": (office("xl/workbook.xml"), "file_unknown_type"),
    "a document with macros": (office("word/vbaProject.bin"), "file_with_macros"),
    "a document that unpacks to 300 MB": (stuffed(), "file_unreadable"),
    "a document of thousands of members": (
        office(*(f"word/{n}.xml" for n in range(2_100))),
        "file_unreadable",
    ),
    "half a document": (office()[:-40], "file_unreadable"),
    "half a PDF": (PDF[:40], "file_unreadable"),
    "a photo of another camera": (HEIC, "file_of_other_camera"),
    "half a photo": (photo(noise=True)[:9_000], "file_unreadable"),
    "the head of a photo": (photo()[:30], "file_unreadable"),
    "a picture of thousands of millions of pixels": (bomb(), "picture_too_large"),
    "a picture that says it is larger than it is": (bomb(4_000, 4_000), "file_unreadable"),
    "a moving picture": (moving(), "picture_moves"),
    "nothing but zeros": (b"\0" * 500, "file_unknown_type"),
}
"""What is not kept, and the reason told for it."""


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
