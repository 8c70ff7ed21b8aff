"""What an officer may write to a reporter, over a corpus of words that they write.

`asks_identity.txt` has what asks who the reporter is, with and without marks and in English;
`asks_about_the_matter.txt` what must pass, among it everything that looks alike.
"""

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UnsafeQuestion
from bot.domain.questions import asks_identity, check, check_contact, has_link, has_phone, wants_answer

_HERE: Final = Path(__file__).parent
ASKING_WHO: Final = _HERE.joinpath("asks_identity.txt").read_text(encoding="utf-8").splitlines()
ASKING_WHAT: Final = _HERE.joinpath("asks_about_the_matter.txt").read_text(encoding="utf-8").splitlines()
PHONES: Final = (
    "0912345678",
    "0912 345 678",
    "0912.345.678",
    "091-234-5678",
    "0912–345–678",
    "09_12_345_678",
    "0 9 1 2 3 4 5 6 7 8",
    "0912\n345\n678",
    "0912\N{ZERO WIDTH SPACE}345\N{ZERO WIDTH SPACE}678",
    "０９１２３４５６７８",
    "+84912345678",
    "+84 912 345 678",
    "(+84) 912 345 678",
    "+84(0)912345678",
    "84912345678",
    "0084912345678",
    "O912345678",
    "0296 3852852",
    "(0296) 3 852 852",
    "02963.852.852",
    "0769.04.04.04",
    "19001234",
    "1900 1234",
    "1800.599.920",
    "không chín một hai ba bốn năm sáu bảy tám",
    "khong chin mot hai ba bon nam sau bay tam",
    "113 hoặc 0912345678",
    "gọi 0912345678 nghe",
)
LINKS: Final = (
    "https://vd.vn",
    "HTTP://x",
    "www.abc.com",
    "congan.angiang.gov.vn",
    "Facebook.Com/abc",
    "abc.xyz",
    "drive.google.com/x",
    "t.me/abc",
    "t . me/abc",
    "m.me/abc",
    "zalo.me/0912",
    "bit.ly/xyz",
    "goo.gl/x",
    "tg://user?id=1",
    "@canbo_an",
    "＠canbo_an",
    "a@b.vn",
    "example[.]com",
    "vietnam chấm com",
    "abc dot com",
)


@pytest.mark.parametrize("text", ASKING_WHO)
def test_a_question_for_who_the_reporter_is_is_stopped(text: str) -> None:
    """A head may insist; nobody else."""
    for by_head in (False, True):
        with pytest.raises(UnsafeQuestion) as refusal:
            check(text, by_head=by_head)
        assert ("asks_identity", by_head) == (refusal.value.reason, refusal.value.may_override)


@pytest.mark.parametrize("text", ASKING_WHAT)
def test_a_question_about_the_matter_passes(text: str) -> None:
    """A false alarm teaches officers to write somewhere else."""
    check(text)


@pytest.mark.parametrize("number", PHONES)
def test_a_phone_number_never_passes_however_it_is_written(number: str) -> None:
    """Not even for a head."""
    with pytest.raises(UnsafeQuestion) as refusal:
        check(f"Cần thì gọi {number}", by_head=True)

    assert ("phone", False) == (refusal.value.reason, refusal.value.may_override)


@pytest.mark.parametrize("link", LINKS)
def test_a_link_or_a_name_never_passes(link: str) -> None:
    """Whoever follows it is seen elsewhere."""
    with pytest.raises(UnsafeQuestion) as refusal:
        check(f"Bà con coi {link} nghe", by_head=True)

    assert ("link", False) == (refusal.value.reason, refusal.value.may_override)


@pytest.mark.parametrize("text", ["Gọi 113, cháy gọi 114.", "115 hoặc 111", "số 113/5 đường 30/4"])
def test_emergency_numbers_pass(text: str) -> None:
    """They are what the bot itself says first."""
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "67A-123.45",
        "67A 123.45",
        "67-B1 234.56",
        "68C-012.34",
        "AG-12345",
        "20h30",
        "20:30",
        "08-12-2026 08:30",
        "8.12.2026 8 giờ 30",
        "09/12/2026",
        "1.500.000.000 đồng",
        "500.000.000",
    ],
)
def test_plates_times_dates_and_sums_pass(text: str) -> None:
    """They are what tips are about."""
    check(f"Có phải {text} không?")


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True), st.lists(st.sampled_from(["", " ", ".", "-"]), min_size=9))
def test_no_mobile_number_passes_whatever_stands_between_its_digits(number: str, gaps: list[str]) -> None:
    """Unless the digits read as a date: ten of them with dots and dashes do not, in groups of a phone."""
    gaps[3:9] = [gap if gap != "-" else "." for gap in gaps[3:9]]
    written = number[:4] + "".join(gap + digit for gap, digit in zip(gaps[3:9], number[4:], strict=False))

    assert has_phone(written)


@given(st.text(max_size=80))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    """Whatever a keyboard can produce."""
    assert {bool} == {type(has_link(text)), type(has_phone(text)), type(asks_identity(text)), type(wants_answer(text))}


def test_the_words_of_an_outcome_may_name_an_address_and_nothing_to_follow() -> None:
    """What fills a blank is checked for ways out of the thread alone."""
    check_contact("UBND phường, số 12 Nguyễn Huệ: địa chỉ nhà")

    with pytest.raises(UnsafeQuestion):
        check_contact("UBND phường, 0296 3852852")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Xe màu gì, chạy hướng nào?", True),
        ("xe mau gi", True),
        ("Còn đang đánh không", True),
        ("Xin kể thêm về chỗ đó.", True),
        ("Which way did they go", True),
        ("Công an đang tới.", False),
        ("Bà con không nên ra ngoài.", False),
        ("Cảm ơn bà con.", False),
        ("The police are coming.", False),
    ],
)
def test_a_word_that_asks_nothing_waits_for_no_answer(text: str, asks: bool) -> None:  # noqa: FBT001 - a column of the table
    """The reporter is told that a question waits only where one does."""
    assert asks == wants_answer(text)
