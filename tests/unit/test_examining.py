"""What is sent as evidence is looked through: only what it shows is kept, or nothing of it."""

import ast
import resource
from io import BytesIO

import pytest
from PIL import Image

from core.domain.errors import InvalidError, UnavailableError
from core.domain.evidence import MediaType
from core.services import examining
from core.services.examining import CHILD, examine
from core.translation import has

from ..evidence_files import (
    HOSTILE,
    LATITUDE,
    LONGITUDE,
    MAKER,
    ORIENTATION,
    PDF,
    POSITION,
    SCRIPT,
    located,
    office,
    photo,
)


@pytest.fixture
def kept(tmp_path):
    def examined(content, *, keep_position=False):
        file = tmp_path / "sent"
        file.write_bytes(content)
        return examine(file, keep_position=keep_position)

    return examined


def opened(examined):
    return Image.open(BytesIO(examined.file.read_bytes()))


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_honest_photo_or_document_is_refused_with_its_reason(kept, name):
    content, reason = HOSTILE[name]
    with pytest.raises(InvalidError) as refusal:
        kept(content)
    assert [(each.field, each.code) for each in refusal.value.problems] == [("content", reason)]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_in_its_own_form_with_a_small_picture_of_it(kept, form):
    found = kept(photo(800, 600, form=form))
    assert found.content.media_type is MediaType(f"image/{form.lower()}")
    assert (found.content.width, found.content.height) == (800, 600)
    assert opened(found).size == (800, 600)
    assert Image.open(BytesIO(found.thumbnail)).size == (320, 240)


def test_where_a_photo_was_taken_is_gone_and_so_is_whatever_else_it_told(kept):
    found = kept(located())
    told = opened(found)
    assert dict(told.getexif()) == {}
    assert told.getexif().get_ifd(POSITION) == {}
    for trace in (SCRIPT, b"Exif", b"GPS", "Hãng".encode(), b"xa Luong Bang"):
        assert trace not in found.file.read_bytes()
        assert trace not in found.thumbnail
    assert not found.content.position


def test_a_position_that_is_kept_on_purpose_is_all_that_is_kept(kept):
    found = kept(located(), keep_position=True)
    told = opened(found).getexif()
    assert told.get_ifd(POSITION) == {1: "N", 2: LATITUDE, 3: "E", 4: LONGITUDE}
    assert {MAKER, ORIENTATION}.isdisjoint(told)
    assert SCRIPT not in found.file.read_bytes()
    assert found.content.position
    assert b"Exif" not in found.thumbnail


def test_a_photo_that_lies_on_its_side_stands_upright(kept):
    assert opened(kept(located())).size == (480, 640)


@pytest.mark.parametrize("hidden", [SCRIPT, office(), PDF])
def test_what_is_hidden_behind_a_photo_is_not_kept(kept, hidden):
    found = kept(photo() + hidden)
    assert hidden not in found.file.read_bytes()


def test_a_large_photo_is_made_smaller(kept):
    found = kept(photo(6_000, 4_000))
    assert (found.content.width, found.content.height) == (2560, 1707)


def test_a_picture_with_transparent_parts_stays_one(kept):
    drawn = BytesIO()
    Image.new("RGBA", (60, 60), (255, 0, 0, 0)).save(drawn, "PNG")
    assert opened(kept(drawn.getvalue())).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, MediaType.PDF),
        (office(), MediaType.DOCX),
        (office(main="xl/workbook.xml"), MediaType.XLSX),
    ],
)
def test_a_document_is_kept_as_it_is_without_a_picture(kept, content, media_type):
    found = kept(content)
    assert found.content.media_type is media_type
    assert found.file.read_bytes() == content
    assert found.thumbnail is None


def test_looking_through_hostile_files_costs_this_process_no_memory(kept):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in (
        "a document that unpacks to 300 MB",
        "a picture that says it is larger than it is",
    ):
        with pytest.raises(InvalidError):
            kept(HOSTILE[name][0])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024  # kB


def test_where_this_machine_has_no_time_one_is_asked_to_come_again(kept, monkeypatch):
    monkeypatch.setattr(examining, "SECONDS", 0.001)
    with pytest.raises(UnavailableError):
        kept(photo())


def test_who_looks_through_a_file_is_told_no_secret(kept, monkeypatch):
    monkeypatch.setenv("CHUNGSUC_SECRET_KEY", "kín")
    seen = []

    def run(*command, **options):
        seen.append(options["env"])
        return original(*command, **options)

    original = examining.subprocess.run
    monkeypatch.setattr(examining.subprocess, "run", run)
    kept(photo())
    assert seen == [{"LC_ALL": "C.UTF-8"}]


def test_whoever_waits_too_long_for_others_is_asked_to_come_again(kept, monkeypatch):
    monkeypatch.setattr(examining, "WAITING_SECONDS", 0.01)
    with examining._ONE_AT_A_TIME, pytest.raises(UnavailableError):
        kept(photo())


def test_every_reason_has_a_sentence():
    tree = ast.parse(CHILD.read_text(encoding="utf-8"))
    told = {
        each.value
        for each in ast.walk(tree)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
        and each.value.startswith(("file_", "picture_"))
    }  # fmt: skip
    assert {reason for _, reason in HOSTILE.values()} <= told
    assert all(has(f"problem.{reason}") for reason in told), told
