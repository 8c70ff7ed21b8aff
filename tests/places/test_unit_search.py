"""What officers type for a unit: codes, fields, the desk, communes with the police before their name."""

import pytest

from bot.places.directory import Directory


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("PC04", ["PC04"]),
        ("pc 4", ["PC04"]),
        ("ma túy", ["PC04"]),
        ("MA TUY", ["PC04"]),
        ("Phòng cảnh sát giao thông", ["PC08"]),
        ("thanh tra", ["TTR"]),
        ("xuất nhập cảnh", ["PA08"]),
        ("lừa đảo", ["PC02", "PA05", "PC01"]),
        ("trực ban tỉnh", ["desk"]),
        ("công an tỉnh", ["desk"]),
        ("Công an phường Mỹ Thới", ["30301"]),
        ("ca my thoi", ["30301"]),
    ],
)
def test_officers_words_lead_to_units(directory: Directory, typed: str, codes: list[str]) -> None:
    """Most likely first, at most three besides communes."""
    assert codes == [unit.code for unit in directory.find_units(typed)]


@pytest.mark.parametrize("typed", ["", "?!", "phòng", "cảnh sát", "công an", "ca", "zzzz", "PC99"])
def test_what_tells_no_unit_from_another_finds_none(directory: Directory, typed: str) -> None:
    """Words that stand in every name, and words that stand in none."""
    assert [] == [unit.code for unit in directory.find_units(typed) if not unit.code.isdecimal()]


def test_a_name_that_means_several_communes_shows_all_that_the_search_of_communes_gives(directory: Directory) -> None:
    """Officers get what residents get, in the same order."""
    found = directory.find_communes("Châu Thành")

    assert found.exact is None
    assert [commune.unit for commune in found.candidates] == [
        unit.code for unit in directory.find_units("công an Châu Thành")
    ]
