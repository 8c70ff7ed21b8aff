"""Typed queries for communes with the set of what each can mean: the same ones for the same seed.

What a query means is read from the directory's names alone, not from the search that is measured.
"""

import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.units import CommuneCode
from bot.places.directory import Directory


class Form(StrEnum):
    """How a query is written."""

    TODAY = "a name of today"
    BEFORE = "a name of before"
    BARE = "without diacritics"
    SHORT = "abbreviated kind"
    DISTRICT = "with the former district"
    HAMLET = "behind a hamlet or a road"
    RUN_TOGETHER = "run together, NFD, new tones, capitals"
    HOMONYM = "a name of several units"
    ONE_TYPO = "one typo"
    TWO_TYPOS = "two typos"
    ELSEWHERE = "another province"


EXACT: Final = (Form.TODAY, Form.BEFORE, Form.BARE, Form.SHORT, Form.DISTRICT, Form.HAMLET, Form.RUN_TOGETHER)


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types, and the communes that it can mean."""

    text: str
    means: frozenset[CommuneCode]
    form: Form


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    kind: str
    districts: frozenset[str]
    commune: CommuneCode
    is_today: bool


_SHORT: Final = {
    "xã": ("x.", "X ", "x. ", "xã."),
    "phường": ("P.", "p ", "F.", "P. "),
    "thị trấn": ("TT ", "tt.", "TT. "),
    "đặc khu": ("đk ", "ĐK. ", "dk "),
}
_HAMLETS: Final = ("ấp 5, ", "Ấp Tân Lợi, ", "khóm 3, ", "tổ 12 khóm 2 ", "số 7 đường Trần Phú, ", "ap 3 ", "kp2, ")
_NEW_TONES: Final = (("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("ủy", "uỷ"), ("úy", "uý"), ("ụy", "uỵ"))
_KEYS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_TELEX: Final = {"â": "aa", "ê": "ee", "ô": "oo", "đ": "dd", "ă": "aw", "ơ": "ow", "ư": "uw"}
#: Wards and streets of other provinces, and their provinces.
_ELSEWHERE: Final = (
    *(
        "xã Tân Thạnh, Long An",
        "quận 1 TP HCM",
        "Cần Thơ",
        "phường Ninh Kiều, Cần Thơ",
        "Sóc Trăng",
        "xa Hoa Loi, Tra Vinh",
    ),
    *("TP Cà Mau", "tinh Dong Thap", "Sa Đéc", "Thốt Nốt, Cần Thơ", "Mỹ Tho", "phường Bến Nghé, quận 1, Sài Gòn"),
    *("Hà Nội", "da nang", "Vĩnh Long", "xã Hậu Mỹ, Tiền Giang", "Cao Lãnh, Đồng Tháp", "nha trang", "tp vung tau"),
)


def folded(text: str) -> str:
    """Give a text without marks."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


class Queries:
    """All queries about a directory, made with one seed."""

    def __init__(self, directory: Directory, *, seed: int = 20250701) -> None:
        self._random = random.Random(seed)  # noqa: S311 the same queries every time are what is wanted
        self._names = tuple(_names(directory))

    def exact(self) -> Iterator[Query]:
        """Give every name in every form that names it exactly, homonyms apart."""
        for named in self._names:
            for form, text, bare, kind, district in self._forms(named):
                is_old = text.endswith("(cũ)")
                means = self._means(named.name, bare=bare, kind=kind, district=district, is_old=is_old)
                yield Query(text, means, form if len(means) == 1 else Form.HOMONYM)

    def mistyped(self, count: int, typos: int) -> Iterator[Query]:
        """Give so many names with so many typos; what spells another unit exactly may mean that, too."""
        made = 0
        while made < count:
            named = self._random.choice(self._names)
            before, bare = self._random.choice(("", "", f"{named.kind} ")), self._random.random() < 0.5
            name = folded(named.name) if bare else named.name
            typed = self._with_typos(name, typos)
            if typed == name or len(typed) < 3:
                continue
            kind = named.kind if before else None
            means = self._means(named.name, bare=bare, kind=kind)
            spelled = frozenset(other.commune for other in self._names if _could_be(typed, other.name))
            form = Form.ONE_TYPO if typos == 1 else Form.TWO_TYPOS
            yield Query((folded(before) if bare else before) + typed, means | spelled, form)
            made += 1

    def elsewhere(self) -> Iterator[Query]:
        """Give places of other provinces."""
        for text in _ELSEWHERE:
            yield Query(text, frozenset(), Form.ELSEWHERE)

    def _forms(self, named: _Named) -> Iterator[tuple[Form, str, bool, str | None, str | None]]:
        """Give a form, its text, whether it has no marks, and the kind and district that it says."""
        name, kind = named.name, named.kind
        own = Form.TODAY if named.is_today else Form.BEFORE
        yield own, name, False, None, None
        yield own, f"{kind} {name}", False, kind, None
        yield own, f"{kind} {name} (cũ)" if not named.is_today else f"công an {kind} {name}", False, kind, None
        yield Form.BARE, folded(name), True, None, None
        yield Form.BARE, folded(f"{kind} {name}"), True, kind, None
        for short in _SHORT[kind]:
            yield Form.SHORT, short + name, False, kind, None
        for district in sorted(named.districts):
            yield Form.DISTRICT, f"{name}, {district}", False, None, district
            yield Form.DISTRICT, folded(f"{kind} {name} {district}"), True, kind, district
        hamlet = self._random.choice(_HAMLETS)
        yield Form.HAMLET, f"{hamlet}{kind} {name}", False, kind, None
        yield Form.RUN_TOGETHER, folded(name).replace(" ", ""), True, None, None
        other = name
        for old, new in _NEW_TONES:
            other = other.replace(old, new)
        yield Form.RUN_TOGETHER, other.upper(), False, None, None
        yield Form.RUN_TOGETHER, unicodedata.normalize("NFD", name), False, None, None

    def _means(
        self, name: str, *, bare: bool, kind: str | None = None, district: str | None = None, is_old: bool = False
    ) -> frozenset[CommuneCode]:
        alike: Callable[[str], str] = folded if bare else str.lower
        return frozenset(
            other.commune
            for other in self._names
            if alike(other.name) == alike(name)
            and kind in {None, other.kind}
            and not (is_old and other.is_today)
            and (district is None or folded(district) in {folded(one) for one in other.districts})
        )

    def _with_typos(self, name: str, typos: int) -> str:
        for _ in range(typos):
            name = self._with_typo(name)
        return name

    def _with_typo(self, name: str) -> str:
        at = self._random.randrange(len(name))
        match self._random.choice(("other", "near", "gone", "more", "swap", "swap", "gone", "telex")):
            case "other":
                return name[:at] + self._letter() + name[at + 1 :]
            case "near":
                return name[:at] + self._beside(folded(name[at])) + name[at + 1 :]
            case "gone":
                return name[:at] + name[at + 1 :]
            case "more":
                return name[:at] + self._letter() + name[at:]
            case "swap" if at + 1 < len(name):
                return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
            case "telex" if name[at].lower() in _TELEX:
                return name[:at] + _TELEX[name[at].lower()] + name[at + 1 :]
            case _:
                return name[:at] + self._letter() + name[at + 1 :]

    def _letter(self) -> str:
        return self._random.choice("abcdeghiklmnopqrstuvxy")

    def _beside(self, letter: str) -> str:
        for row in _KEYS:
            if letter in row:
                at = row.index(letter)
                return self._random.choice(row[max(0, at - 1) : at] + row[at + 1 : at + 2])
        return self._letter()


def _names(directory: Directory) -> Iterator[_Named]:
    districts: dict[CommuneCode, set[str]] = {code: set() for code in directory.communes}
    for old in directory.old_names:
        districts[old.into].add(_plain(old.district))
    for commune in directory.communes.values():
        yield _Named(commune.short, commune.kind.value, frozenset(districts[commune.code]), commune.code, is_today=True)
    for old in directory.old_names:
        yield _Named(old.name, old.kind, frozenset({_plain(old.district)}), old.into, is_today=False)


def _plain(district: str) -> str:
    for kind in ("Thành phố ", "Thị xã ", "Huyện "):
        district = district.removeprefix(kind)
    return district


def _could_be(typed: str, name: str) -> bool:
    """Whether typed words spell a name, each with its marks or with none."""
    ours, theirs = typed.lower().split(), name.lower().split()
    if len(ours) != len(theirs):
        return folded("".join(ours)).replace("y", "i") == folded("".join(theirs)).replace("y", "i")
    return all(
        mine == own or (mine == folded(mine) and mine.replace("y", "i") == folded(own).replace("y", "i"))
        for mine, own in zip(ours, theirs, strict=True)
    )


def every(directory: Directory, *, typos: int, seed: int = 20250701) -> Sequence[Query]:
    """Give all queries, so many of each number of typos."""
    queries = Queries(directory, seed=seed)
    return (*queries.exact(), *queries.mistyped(typos, 1), *queries.mistyped(typos, 2), *queries.elsewhere())
