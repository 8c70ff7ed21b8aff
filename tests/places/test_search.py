"""A typed name finds its commune, and never another: doubt gives candidates, not a choice."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.units import Commune
from bot.places.directory import Directory
from bot.places.search import MOST_CANDIDATES
from bot.places.spelling import folded

#: Where the tone may stand in two places: old placement, new placement.
PLACEMENTS = (("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("ủy", "uỷ"), ("úy", "uý"), ("ụy", "uỵ"))

SHORT = {
    "xã": ("x.", "X ", "xã ", "xa ", "Công an xã "),
    "phường": ("P.", "p ", "phường ", "phuong "),
    "đặc khu": ("đk ", "ĐK. ", "dac khu "),
}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Long Xuyên", "phường Long Xuyên"),
        ("long xuyen", "phường Long Xuyên"),
        ("  LONG   XUYÊN!", "phường Long Xuyên"),
        ("P.Long Xuyên", "phường Long Xuyên"),
        ("Công an phường Long Xuyên", "phường Long Xuyên"),
        ("Óc Eo, An Giang", "xã Óc Eo"),
        ("xã Óc Eo, tỉnh An Giang", "xã Óc Eo"),
        ("đk phu quoc", "đặc khu Phú Quốc"),
        ("Mĩ Thới", "phường Mỹ Thới"),
        ("Hoà Hưng", "xã Hòa Hưng"),
        ("Đông Xuyên", "phường Long Xuyên"),
        ("Vĩnh Bảo", "phường Rạch Giá"),
        ("hon thom", "đặc khu Phú Quốc"),
        ("TT Nhà Bàng", "phường Thới Sơn"),
        ("Dương Đông", "đặc khu Phú Quốc"),
        ("Châu Phú A", "phường Châu Đốc"),
        ("chau phu b", "phường Châu Đốc"),
        ("Châu Phú", "xã Châu Phú"),
        ("xã Long An", "xã Tân An"),
        ("TT Vĩnh Bình", "xã Vĩnh An"),
        ("thị trấn Vĩnh Thuận", "xã Vĩnh Phong"),
        ("xã Châu Thành", "xã Châu Thành"),
    ],
)
def test_a_clear_name_finds_its_commune(directory: Directory, typed: str, name: str) -> None:
    """Names of today and before are known however they are typed."""
    found = directory.find_communes(typed)

    assert _name(found.exact) == name
    assert found.candidates == (found.exact,)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Vĩnh Châu", ["phường Châu Đốc", "phường Vĩnh Tế"]),
        ("phu hoi", ["xã An Phú", "xã Nhơn Hội"]),
        ("xã Phước Hưng", ["xã An Phú", "xã Nhơn Hội", "xã Phú Hữu"]),
        ("Đông Hưng", ["xã Đông Hưng", "xã An Minh"]),
        ("Thạnh Đông", ["xã Thạnh Đông", "xã Tân Hiệp"]),
        ("Vĩnh Thuận", ["xã Vĩnh Thuận", "xã Vĩnh Phong"]),
        ("An Phú", ["xã An Phú", "phường Tịnh Biên"]),
        ("Châu Thành", ["xã Châu Thành", "xã An Châu", "xã Bình Hòa", "xã Cần Đăng", "xã Vĩnh An", "xã Vĩnh Hanh"]),
        ("tp phu quoc", ["đặc khu Phú Quốc", "đặc khu Thổ Châu"]),
        ("phường Tân Hiệp", ["xã Tân Hiệp"]),
        ("Long Xuyện", ["phường Long Xuyên"]),
        ("long x", ["phường Long Xuyên"]),
    ],
)
def test_a_name_in_doubt_gives_candidates(directory: Directory, typed: str, names: list[str]) -> None:
    """Split communes, names that moved, homonyms, former districts, wrong kinds and beginnings choose nothing."""
    found = directory.find_communes(typed)

    assert found.exact is None
    assert [commune.name for commune in found.candidates] == names


@pytest.mark.parametrize("typed", ["", "  ", "...", "phường", "xã", "Thủ Đức", "Cái Răng", "Sài Gòn", "An Giang", "🙂"])
def test_what_is_no_name_of_the_province_finds_nothing(directory: Directory, typed: str) -> None:
    """Other provinces' names and no names at all are not accepted."""
    found = directory.find_communes(typed)

    assert (found.exact, found.candidates) == (None, ())


@given(data=st.data())
def test_every_commune_is_found_by_its_name_in_any_form(directory: Directory, data: st.DataObject) -> None:
    """Exactly, or among the candidates where the name is shared; never as another."""
    commune = data.draw(st.sampled_from(tuple(directory.communes.values())))
    typed = data.draw(st.sampled_from(_forms(commune)))
    before = data.draw(st.sampled_from(("", *SHORT[commune.kind])))

    found = directory.find_communes(before + typed)

    assert found.exact in (None, commune)
    assert commune in found.candidates


@given(data=st.data())
def test_every_old_name_leads_to_where_it_went(directory: Directory, data: st.DataObject) -> None:
    """With its kind and its marks, an old name has its commune among the candidates and chooses no other."""
    old = data.draw(st.sampled_from(directory.old_names))
    commune = directory.communes[old.into]

    found = directory.find_communes(f"{old.kind} {old.name}")

    assert found.exact in (None, commune)
    assert commune in found.candidates


@given(st.text(max_size=60))
def test_any_text_can_be_searched(directory: Directory, text: str) -> None:
    """No text breaks the search, and no more is offered than fits."""
    found = directory.find_communes(text)

    assert len(found.candidates) <= MOST_CANDIDATES


def test_today_s_names_come_before_older_ones(directory: Directory) -> None:
    """What is in force is offered first."""
    found = directory.find_communes("long")

    assert [commune.short for commune in found.candidates[:5]] == [
        "Long Xuyên",
        "Long Phú",
        "Long Điền",
        "Long Kiến",
        "Long Thạnh",
    ]


def test_communes_are_leafed_through_in_vietnamese_order(directory: Directory) -> None:
    """Đ follows C, O comes before Ô, tones come after letters, and every commune stands under one letter."""
    letters = directory.letters()

    assert "".join(letters) == "ABCĐGHKLMNOÔPRSTUV"
    assert sum(len(directory.communes_by_letter(letter)) for letter in letters) == 102
    assert [commune.short for commune in directory.communes_by_letter("Đ")] == [
        "Định Hòa",
        "Định Mỹ",
        "Đông Hòa",
        "Đông Hưng",
        "Đông Thái",
    ]
    assert directory.communes_by_letter("Z") == ()


def _forms(commune: Commune) -> list[str]:
    name = commune.short
    other = name
    for old, new in PLACEMENTS:
        other = other.replace(old, new)
    return [
        name,
        name.lower(),
        name.upper(),
        folded(name),
        folded(name).title(),
        other,
        unicodedata.normalize("NFD", name),
        f"{name}, An Giang",
        f" {name} ",
    ]


def _name(commune: Commune | None) -> str:
    return "" if commune is None else commune.name
