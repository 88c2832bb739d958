"""Looks through one file that somebody sent, in a process of its own with little to lose.

``python -I examining_child.py SOURCE KEPT THUMBNAIL KEEP_POSITION``. What a file is, its content
says. A photo is drawn anew, so that nothing but the picture is kept: no position, no other
remarks, nothing hidden before, in or behind it. Prints one line of JSON: what it is, or why it is
``refused``. Imports nothing of the program, for it is started often.
"""

from __future__ import annotations

import errno
import json
import resource
import shutil
import sys
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

MEMORY = 640 * 1024 * 1024
CPU_SECONDS = 6
LARGEST_WRITTEN = 32 * 1024 * 1024

LONGEST_SIDE = 2560
THUMBNAIL_SIDE = 320
MOST_PIXELS = {"image/jpeg": 64_000_000, "image/png": 24_000_000, "image/webp": 24_000_000}
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
QUALITY = {"JPEG": {"quality": 88, "optimize": True}, "PNG": {}, "WEBP": {"quality": 88}}
OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
OFFICE_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ZIPPED = frozenset({"application/zip", *OFFICE_TYPES.values()})
OF_OTHER_CAMERAS = frozenset({"image/heic", "image/heif", "image/avif"})
MOST_MEMBERS, LARGEST_UNPACKED = 2_000, 200 * 1024 * 1024
POSITION = 0x8825
POSITION_TAGS = frozenset({*range(1, 8), 29})
"""North or south, latitude, east or west, longitude, altitude, time and day of it; no more."""


NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO})
"""Faults of this machine, not of the file."""


class RefusedError(Exception):
    """The file is not kept; the argument is the code of the reason."""


def main(source: Path, kept: Path, thumbnail: Path, *, keep_position: bool) -> dict[str, Any]:
    media_type = sniffed(source)
    if media_type in FORMATS:
        return {"media_type": media_type} | picture(
            source, kept, thumbnail, media_type, keep_position=keep_position
        )
    if media_type == "application/pdf":
        refuse_no_pdf(source)
    elif media_type in ZIPPED:
        media_type = office(source)
    else:
        raise RefusedError(
            "file_of_other_camera" if media_type in OF_OTHER_CAMERAS else "file_unknown_type"
        )
    shutil.copyfile(source, kept)
    return {"media_type": media_type}


def sniffed(source: Path) -> str:
    import filetype  # noqa: PLC0415 — after the limits are set

    with source.open("rb") as file:
        kind = filetype.guess(file.read(8192))
    return str(kind.mime) if kind else ""


def refuse_no_pdf(source: Path) -> None:
    """Refuse what only begins like a PDF, or was cut short."""
    with source.open("rb") as file:
        head = file.read(5)
        file.seek(max(0, source.stat().st_size - 1024))
        tail = file.read()
    if head != b"%PDF-" or b"%%EOF" not in tail:
        raise RefusedError("file_unreadable")


def office(source: Path) -> str:
    """Return the type of a document of an office program; nothing of it is unpacked."""
    try:
        with ZipFile(source) as archive:
            members = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        raise RefusedError("file_unreadable") from None
    names = {member.filename for member in members}
    found = [OFFICE_TYPES[OFFICE[name]] for name in sorted(names & OFFICE.keys())]
    if "[Content_Types].xml" not in names or len(found) != 1:
        raise RefusedError("file_unknown_type")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedError("file_with_macros")
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED:
        raise RefusedError("file_unreadable")
    return found[0]


def picture(
    source: Path, kept: Path, thumbnail: Path, media_type: str, *, keep_position: bool
) -> dict[str, Any]:
    """Draw a photo anew, upright and at most ``LONGEST_SIDE``, and a small one of it."""
    from PIL import Image, ImageOps  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = None  # counted below, before anything is decoded
    form = FORMATS[media_type]
    with Image.open(source, formats=(form,)) as opened:
        if opened.width * opened.height > MOST_PIXELS[media_type]:
            raise RefusedError("picture_too_large")
        if form != "JPEG" and getattr(opened, "is_animated", False):
            raise RefusedError("picture_moves")
        opened.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
        position = opened.getexif().get_ifd(POSITION) if keep_position else {}
        drawn = ImageOps.exif_transpose(opened)
    drawn.info = {}
    if drawn.mode not in {"L", "RGB", "RGBA"} or (form == "JPEG" and drawn.mode == "RGBA"):
        drawn = drawn.convert("RGB" if form == "JPEG" else "RGBA")
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    exif = Image.Exif()
    told = {tag: value for tag, value in position.items() if tag in POSITION_TAGS}
    if told:
        exif.get_ifd(POSITION).update(told)
    drawn.save(kept, form, exif=exif.tobytes() if told else b"", **QUALITY[form])
    small = drawn.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    ground = Image.new("RGB", small.size, "white")
    ground.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    ground.save(thumbnail, "JPEG", quality=78, optimize=True)
    return {"width": drawn.width, "height": drawn.height, "position": bool(told)}


def told(arguments: list[str]) -> dict[str, Any]:
    source, kept, thumbnail = map(Path, arguments[:3])
    try:
        return main(source, kept, thumbnail, keep_position=arguments[3] == "1")
    except RefusedError as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": "picture_too_large"}
    except OSError as error:
        if error.errno in NO_ROOM:
            return {"unavailable": True}
        return {"refused": "file_unreadable"}
    except Exception:
        return {"refused": "file_unreadable"}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_WRITTEN, LARGEST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(told(sys.argv[1:])))
