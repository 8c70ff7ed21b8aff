"""How people write where they are: addresses, abbreviations, keyboards that do not work, and what is no name."""

import pytest

from bot.places.directory import Directory
from bot.places.search import How

Offer = tuple[str, How, str]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Thứ 11", "xã An Minh"),
        ("tt thu 11", "xã An Minh"),
        ("thứ11", "xã An Minh"),
        ("TT. Thứ 3", "xã An Biên"),
        ("longxuyen", "phường Long Xuyên"),
        ("F. Mỹ Bình", "phường Long Xuyên"),
        ("TX. Tịnh Biên, P. Tịnh Biên", "phường Tịnh Biên"),
        ("xã.Mỹ Hòa Hưng", "xã Mỹ Hòa Hưng"),
        ("Vĩnh Phú, Thoại Sơn", "xã Định Mỹ"),
        ("vinh phu giang thanh", "xã Vĩnh Điều"),
        ("huyện Thoại Sơn xã Vĩnh Phú", "xã Định Mỹ"),
        ("Tân Hiệp A, Kiên Giang", "xã Thạnh Đông"),
        ("phuong my xuyen tp long xuyen", "phường Long Xuyên"),
        ("ấp 5, xã Định Mỹ", "xã Định Mỹ"),
        ("ấp Vĩnh Phú xã Định Mỹ", "xã Định Mỹ"),
        ("tổ 3 khóm Tây An phường Mỹ Thới", "phường Mỹ Thới"),
        ("đường Trần Hưng Đạo, P. Mỹ Bình, Long Xuyên", "phường Long Xuyên"),
        ("Chợ Mới", "xã Chợ Mới"),
        ("xã Đông Hưng cũ", "xã An Minh"),
        ("Mỹ Hòa (cũ)", "phường Long Xuyên"),
        ("xã Long An, Tân Châu", "xã Tân An"),
        ("thị trấn Núi Sập, huyện Thoại Sơn, tỉnh An Giang, Việt Nam", "xã Thoại Sơn"),
    ],
)
def test_an_address_names_its_commune(directory: Directory, typed: str, name: str) -> None:
    """Every word of it is explained by one commune and by no other."""
    exact = directory.find_communes(typed).exact

    assert name == (exact.name if exact is not None else "")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Long Xuyeen", "phường Long Xuyên"),
        ("Long Xuye6n", "phường Long Xuyên"),
        ("Chaau DDoocs", "phường Châu Đốc"),
        ("rachj gias", "phường Rạch Giá"),
        ("my hao hung", "xã Mỹ Hòa Hưng"),
        ("phườg Long Xuyn", "phường Long Xuyên"),
        ("vinh pu, thoai son", "xã Định Mỹ"),
        ("vinh phu, thoai so", "xã Định Mỹ"),
        ("chợ Long Xuyên", "phường Long Xuyên"),
        ("số 12 Trần Hưng Đạo phường Mỹ Bình", "phường Long Xuyên"),
        ("CA phường Long Xuyên", "phường Long Xuyên"),
        ("TP Long Xuyên", "phường Long Xuyên"),
        ("Long An", "xã Tân An"),
    ],
)
def test_what_is_not_wholly_explained_is_only_offered(directory: Directory, typed: str, first: str) -> None:
    """The right one stands first, and nothing is chosen."""
    found = directory.find_communes(typed)

    assert found.exact is None
    assert first == found.candidates[0].name


@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        ("Mỹ Hòa", [("Long Xuyên", How.FORMER, "Mỹ Hòa")]),
        ("Vĩnh Châu", [("Châu Đốc", How.SPLIT, "Vĩnh Châu"), ("Vĩnh Tế", How.SPLIT, "Vĩnh Châu")]),
        ("TP Phú Quốc", [("Phú Quốc", How.DISTRICT, "Phú Quốc"), ("Thổ Châu", How.DISTRICT, "Phú Quốc")]),
        ("ô lâm", [("Ô Lâm", How.TODAY, "Ô Lâm")]),
    ],
)
def test_a_candidate_says_why(directory: Directory, typed: str, offers: list[Offer]) -> None:
    """By its own name, by one that went into it whole or in part, or by its former district."""
    found = directory.find_communes(typed)

    assert offers == [(offer.commune.short, offer.how, offer.name) for offer in found.offers]
    assert not any(offer.is_similar for offer in found.offers)


def test_names_of_before_are_told_only_where_they_differ(directory: Directory) -> None:
    """The former Long Thạnh that is Long Thạnh today needs no word; the other one does."""
    found = directory.find_communes("Long Thạnh")

    assert [("30376", "Long Thạnh")] == list(found.led_by)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("xã Tân Thạnh, Long An", "Long An"),
        ("quận 1 TP HCM", "Quận 1"),
        ("Cần Thơ", "Cần Thơ"),
        ("tinh long an", "Long An"),
        ("Hội An, Quảng Nam", "Quảng Nam"),
        ("xã Bình Hòa, huyện Châu Thành, Long An", "Long An"),
        ("Sóc Trằng", "Sóc Trăng"),
        ("bên cam pu chia", "Campuchia"),
        ("Nam Vang", "Nam Vang"),
    ],
)
def test_a_place_of_another_province_is_told_as_such(directory: Directory, typed: str, place: str) -> None:
    """By its name, and no commune of here is offered."""
    found = directory.find_communes(typed)

    assert (None, (), place) == (found.exact, found.candidates, found.elsewhere)


def test_what_people_tell_is_hardly_ever_taken_for_a_name(directory: Directory) -> None:
    """Names of kinds and of answers, and short words of alarm, may get an offer, but they stay words."""
    told = [
        words["vi"] for group in directory.kinds.values() for words in (group.label, *(x.label for x in group.leaves))
    ]

    assert [] == [text for text in (*told, "cứu với", "ma tuy", "có cháy") if directory.find_communes(text).is_name]


def test_where_in_the_commune_is_told_apart(directory: Directory) -> None:
    """A hamlet or a road before the name is worth keeping."""
    spots = [directory.find_communes(text).has_spot for text in ("ấp 5, xã Định Mỹ", "xã Định Mỹ, Thoại Sơn")]

    assert [True, False] == spots


def test_where_in_a_commune_in_doubt_is_worth_keeping_too(directory: Directory) -> None:
    """With a name that several had, and with one that is mistyped."""
    found = [directory.find_communes(text) for text in ("ấp 5 xã Vĩnh Hòa", "ấp 5, xã Định Mĩy")]

    assert [(None, True, False)] * 2 == [(one.exact, one.has_spot, one.is_whole) for one in found]


def test_one_slip_from_a_name_is_nothing_but_the_name(directory: Directory) -> None:
    """If that is what was meant; what is farther off may be something told, such as somebody's name."""
    texts = ("ha tein", "phú quóc", "thới sn", "an trom", "bảy nhỏ", "th", "tui ở rạch giá nè")

    assert [True] * 3 + [False] * 4 == [directory.find_communes(text).is_whole for text in texts]


def test_a_text_without_end_is_not_searched(directory: Directory) -> None:
    """Nor is one with a hundred commas: neither can be a name."""
    texts = ("long xuyên " * 500, "," * 100 + "long xuyên", "a" * 5000)

    assert [()] * 3 == [directory.find_communes(text).candidates for text in texts]
