"""Text is stored tidy, and compared without diacritics, case and punctuation."""

import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.text import composed, folded, normalized, normalized_lines

vietnamese = st.text(alphabet="aàảãáạăằâầđĐeêềiìoôồơờuưừyỳ HÒA'’-–\n\t.,")
anything = st.one_of(st.text(), vietnamese)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("Hoà", "hoa"),
        ("Đắk Pne", "dak pne"),
        ("Ea H’Leo", "Ea H'Leo"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa – Vũng Tàu"),
        ("  Chợ\u00a0Đồn ", "CHO DON"),
        (unicodedata.normalize("NFD", "Đường hoa Nà Cà"), "đường hoa nà cà"),
    ],
)
def test_what_a_reader_takes_for_the_same_folds_alike(one, other):
    assert folded(one) == folded(other)


def test_an_apostrophe_becomes_a_space_and_hats_fall():
    assert folded("Cư M’gar, Đắk Lắk") == "cu m gar dak lak"


@given(anything)
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@given(anything)
def test_decomposed_and_composed_text_are_stored_and_compared_alike(text):
    composed, spread = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert folded(composed) == folded(spread)
    assert normalized(composed) == normalized(spread)


@given(anything)
def test_tidying_twice_changes_nothing(text):
    assert normalized(normalized(text)) == normalized(text)
    assert normalized_lines(normalized_lines(text)) == normalized_lines(text)


@given(anything)
def test_stored_text_is_nfc_on_one_line_and_can_be_encoded(text):
    stored = normalized(text)

    assert unicodedata.is_normalized("NFC", stored)
    assert stored == stored.strip()
    assert not any(gap in stored for gap in ("\n", "\t", "\x00", "  "))
    stored.encode()


def test_a_note_keeps_its_lines():
    assert normalized_lines(" một \r\n\n\n  hai   ba\n\n") == "một\n\nhai ba"


def test_a_lone_surrogate_or_a_zero_width_mark_is_not_stored():
    assert normalized("Nà\ud800 C\u200bà\x00") == "Nà Cà"


def test_marks_piled_up_by_the_thousand_take_no_time_and_thirty_of_them_stay():
    piled = "a" + "\u0301\u0323" * 100_000 + "b"
    before = process_time()
    tidy = normalized(piled)
    assert folded(piled) == "ab"
    assert process_time() - before < 2
    assert len(unicodedata.normalize("NFD", tidy)) == 32
    assert normalized_lines(piled) == tidy


@given(st.text(max_size=20))
def test_what_people_write_is_composed_as_unicode_says(text):
    assert composed(text) == unicodedata.normalize("NFC", text)
    assert composed("ô" * 2_000 + text) == unicodedata.normalize("NFC", "ô" * 2_000 + text)
