"""The former districts lead to every commune of today, in the order in which people look them up."""

from bot.places.directory import Directory


def test_every_commune_lies_in_a_former_district(directory: Directory) -> None:
    """Those that were split lie in each that they came from; no district is there twice."""
    labels = [district.label for district in directory.districts]

    assert {code for district in directory.districts for code in (one.code for one in district.communes)} == set(
        directory.communes
    )
    assert (26, 26) == (len(labels), len(set(labels)))


def test_two_of_one_name_are_told_apart(directory: Directory) -> None:
    """By their former province; the others need none."""
    labels = [district.label for district in directory.districts]

    assert ["H. An Biên", "H. An Minh", "H. An Phú", "TP. Châu Đốc", "H. Châu Phú"] == labels[:5]
    assert ["H. Châu Thành (An Giang)", "H. Châu Thành (Kiên Giang)"] == [one for one in labels if "(" in one]


def test_a_district_that_changed_its_kind_is_there_once(directory: Directory) -> None:
    """By what it was at the end."""
    assert ["TX. Tịnh Biên"] == [one.label for one in directory.districts if "Tịnh Biên" in one.label]
    assert ["TP. Phú Quốc"] == [one.label for one in directory.districts if "Phú Quốc" in one.label]
