"""Reading titles and names of areas for comparison: what is built, and what only adorns it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from core.domain.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

_AREA_WORDS = "khu dan cu|to dan pho|tdp|kdc|khu pho|thon|ban|lang|xom|ap|buon|plei|khom|khu|to"
_KIND_OF_AREA = re.compile(rf"^(?:(?:{_AREA_WORDS})\s+)+(?=\S)")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_WRITTEN_OUT = {
    "nvh": "nha van hoa", "vh": "van hoa", "btxm": "be tong", "antt": "an ninh trat tu",
    "antq": "an ninh to quoc", "vsmt": "ve sinh moi truong", "bvmt": "bao ve moi truong",
    "gtnt": "duong giao thong", "ntm": "nong thon moi", "clb": "cau lac bo", "htx": "hop tac xa",
    "tht": "to hop tac", "kdc": "khu dan cu", "sx": "san xuat", "ktxh": "kinh te xa hoi",
    "lsvn": "liet si", "ntls": "nghia trang liet si", "mtq": "manh thuong quan",
    "phhs": "phu huynh hoc sinh", "atgt": "an toan giao thong", "gd": "gia dinh",
}  # fmt: skip
"""Abbreviations officers use; folded."""

_WHOSE = (
    "phu nu|thanh nien|doan vien|dvtn|cttn|cuu chien binh|nong dan|nguoi cao tuoi|hoi vien|doan|hoi"
    "|pn|tn|ccb|nd|nct|hv|mat tran|mttq|nhan dan|dong bao|ba con"
)
_EMPTY_WORDS = re.compile(
    rf"\b(?:mo hinh|cong trinh|phan viec|to hop tac|hop tac xa|cau lac bo|chi hoi|chi doan|{_WHOSE}"
    r"|cua|ve|va|cac|cho|tai|gan voi|do|thuc hien|xay dung|thanh lap|to chuc|ung ho|dong gop|gop"
    r"|ngay cong|giup|tham gia|kieu moi|chao mung)\b"
)

_SUBJECTS = {
    "light": "thap sang|anh sang|chieu sang|dien sang|den duong|den led|bong den|den nang luong",
    "flowers": "duong hoa|tuyen hoa|trong hoa|cham soc hoa|vuon hoa|hoa ven|hoa kieu mau|doan hoa",
    "flags": "duong co|tuyen co|co to quoc|sac co|treo co|cot co",
    "road": "be tong|duong giao thong|duong lien|cung hoa duong|hien dat|mo duong|duong ngo",
    "canal": "kenh muong|muong|nao vet|thuy loi",
    "bridge": "cau nong thon|cau be tong|bac cau|xay cau|lam cau|cau dan sinh|cau go",
    "hall": "nha van hoa|nha hop|nha sinh hoat|hoi truong",
    "playground": "san choi|vui choi|san the thao|san bong|dung cu the duc",
    "gate": "cong chao|tuong rao|tuong bao|xay cong",
    "house": "dai doan ket|mai am|nha tinh|nha nhan ai|nha tam|nha o|nha nghia tinh|nha dot nat",
    "waste": "rac|phe lieu|phan loai|vo bao|ngoi nha xanh",
    "water": "nuoc sach|giot nuoc|gieng|loc nuoc",
    "trees": "trong cay|cay xanh|hang cay|tet trong cay",
    "watch": "camera|tieng keng|an ninh|toi pham|ma tuy|tu quan an ninh",
    "gifts": "tang qua|trao qua|suat qua|tet am|banh chung",
    "schooling": "hoc bong|khuyen hoc|tiep suc den truong|xe dap|den truong|hoc sinh ngheo",
    "cleaning": "ve sinh|chu nhat xanh|thu bay xanh|ngay thu bay|lam sach|don dep|don rac",
    "remembrance": "tri an|thap nen|liet si|nghia trang",
    "health": "kham benh|hien mau|cap thuoc|kham suc khoe",
}
"""What works are made of, by the folded words that officers call it (domain.md §4.2)."""

_SUBJECT = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _SUBJECTS.items()) + r")\b"
)
_NUMBER = re.compile(r"\b\d+\b")
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says: ``telling`` words, what is built, numbers that tell one in a series."""

    telling: str
    subjects: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=4096)
def read_title(title: str, areas: frozenset[str]) -> Title:
    """Return what *title* says beside the names of *areas*."""
    words = words_of(title)
    telling = telling_words(words, areas)
    return Title(telling, subjects_in(words), numbers_in(telling))


@lru_cache(maxsize=4096)
def area_name(name: str) -> str:
    """Return the name of a residential area, folded, without the words for its kind."""
    words = _KIND_OF_AREA.sub("", folded(name)).split()
    return " ".join(_ROMAN.get(word, word) for word in words)


def words_of(title: str) -> str:
    """Return a title folded, its abbreviations written out and its numbers in digits."""
    words = (_ROMAN.get(word, word) for word in folded(title).split())
    return " ".join(_WRITTEN_OUT.get(word, word) for word in words)


def subjects_in(words: str) -> frozenset[str]:
    """Return what is built, as far as the *words* of a title say so."""
    return frozenset(found.lastgroup for found in _SUBJECT.finditer(words) if found.lastgroup)


def telling_words(words: str, areas: Iterable[str]) -> str:
    """Return those *words* of a title that tell it from others at the same place."""
    for area in areas:
        words = re.sub(rf"(?:\b(?:{_AREA_WORDS}) )*\b{re.escape(area)}\b", " ", words)
    return " ".join(_EMPTY_WORDS.sub(" ", words).split())


def numbers_in(words: str) -> frozenset[str]:
    """Return the numbers that tell one in a series, such as of an alley; years do not."""
    return frozenset(n for n in _NUMBER.findall(words) if int(n) not in _YEARS)
