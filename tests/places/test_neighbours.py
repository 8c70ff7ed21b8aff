"""Which communes lie side by side, as far as reference points can tell."""

from bot.domain.units import CommuneCode
from bot.places.directory import Directory


def test_neighbours_are_neighbours_of_each_other(directory: Directory) -> None:
    """And none of itself; on the mainland nobody is without, and nobody has the whole province."""
    beside = {code: directory.neighbours.of(code) for code in directory.communes}
    mainland = [code for code, commune in directory.communes.items() if not commune.island]

    assert [] == [(one, other) for one, others in beside.items() for other in others if one not in beside[other]]
    assert [] == [code for code, others in beside.items() if code in others]
    assert [] == [code for code in mainland if not 3 <= len(beside[code]) <= 12]


def test_a_ward_touches_the_next_ward_and_no_island(directory: Directory) -> None:
    """Long Xuyên and Bình Đức lie side by side; Phú Quốc lies in the sea."""
    codes = {commune.short: code for code, commune in directory.communes.items()}

    assert directory.are_neighbours(codes["Long Xuyên"], codes["Bình Đức"])
    assert not directory.are_neighbours(codes["Long Xuyên"], codes["Phú Quốc"])
    assert frozenset[CommuneCode]() == directory.neighbours.of(codes["Phú Quốc"])
