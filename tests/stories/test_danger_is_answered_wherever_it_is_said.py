"""Outside of the form too, words of danger bring 113 first; and what is added in danger raises the tip."""

import pytest

from bot.domain.kinds import Urgency
from bot.domain.units import UnitCode
from tests.stories.people import Post, Resident, on_duty, resident, tip_of
from tests.town import Town

CRY = "Nó đang chém người"
NUMBERS = "GỌI 113 NGAY"


async def test_while_a_commune_is_corrected(place: Town) -> None:
    """What was cried is kept, and can be sent to the right police with one press once they are known."""
    ward, other = await on_duty(place), await on_duty(place, UnitCode("30307"), head="Sơn", officers=("Tâm",))
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await ward.officer.sees("xe đạp", anew=False)
    await lan.presses("Sai xã", "thật ra ở xã, phường nào")

    screen = await lan.types(CRY, NUMBERS)
    await lan.types("Long Xuyên", "muốn nói xã")
    added = await lan.presses("phường Long Xuyên", CRY)
    await lan.presses("Gửi gấp", f": {CRY}")
    entry = await other.officer.sees(CRY, anew=False)
    await place.api.quiet()

    assert [True, True] == [screen.startswith("🆘"), added.startswith("🆘")]
    assert "TIN GẤP" in entry.text
    assert CRY not in " ".join(ward.texts())
    assert Urgency.URGENT is (await tip_of(place, receipt)).urgency


@pytest.mark.parametrize("how", ["second", "edited"])
async def test_while_a_text_is_being_sorted(place: Town, how: str) -> None:
    """In a second stray text, or when the first is edited into it: a tip begins, with everything that was typed."""
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    first = lan.person.sends("Nó quay lại rồi")
    await lan.sees("tin mới, hay thêm")

    if how == "second":
        await lan.types(CRY, NUMBERS)
    else:
        lan.person.edits(first, CRY)
        await lan.sees(NUMBERS)
    await lan.presses("Không gọi được", "xã, phường nào")
    review = await lan.types("my thoi", "TIN GẤP")

    assert [how == "second", True] == ["Nó quay lại rồi" in review, CRY in review]


async def test_in_an_addition(place: Town) -> None:
    """The numbers come before the button that sends; the tip is raised, and its card and the entry say so."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await _with_thread_open(lan)

    unsent = await lan.types(CRY, NUMBERS)
    thread = await lan.presses("Gửi gấp", f": {CRY}")

    assert [True, True] == [unsent.startswith("🆘"), thread.startswith("🆘")]
    await _is_raised(place, ward, receipt, CRY)


async def test_in_the_answer_to_an_officer_s_question(place: Town) -> None:
    """`Không an toàn` is one press, and the numbers come with it."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await ward.officer.presses("Hỏi thêm", "hỏi người báo tin", on="xe đạp")
    await ward.officer.presses("Bà con có đang an toàn không?", "Chưa gửi")
    await ward.officer.presses("📨 Gửi", "đã gửi người báo tin")
    await lan.reads("an toàn không?")

    thread = await lan.presses("Không an toàn", NUMBERS)

    assert thread.startswith("🆘")
    assert ": Không an toàn" in thread
    await _is_raised(place, ward, receipt, "Trả lời câu")


async def test_an_addition_without_danger_raises_nothing(place: Town) -> None:
    """Nor does one whose reporter says that nobody is in danger."""
    await on_duty(place)
    lan = await resident(place)
    receipt = await _with_thread_open(lan)
    await lan.types(CRY, NUMBERS)

    calm = await lan.presses("Không nguy hiểm", "Chưa gửi")
    thread = await lan.presses("📨 Gửi", f": {CRY}")

    assert [False, False] == ["113" in calm, "113" in thread]
    assert Urgency.ROUTINE is (await tip_of(place, receipt)).urgency


async def test_in_a_text_that_no_longer_fits(place: Town) -> None:
    """It is refused, and the numbers come first all the same."""
    lan = await resident(place)
    await lan.types("Hai người lấy xe đạp trước chợ rồi. " + "a" * 3900, "xã, phường nào")
    await lan.places()
    await lan.types("b" * 3900, "Đã ghi 2")

    screen = await lan.types(f"{CRY}. " + "c" * 500, "đã đủ dài")

    assert screen.startswith("🆘")


async def test_in_an_answer_to_a_question_of_the_review(place: Town) -> None:
    """The place is where it happens, and it happens now."""
    lan = await resident(place)
    await lan.writes("Hai người lấy xe đạp")
    await lan.presses("Chỗ nào", "Chỗ nào trong xã")

    await lan.types("sau chợ, đang chém nhau", NUMBERS)
    review = await lan.presses("Đã gọi", "TIN GẤP")

    assert "sau chợ, đang chém nhau" in review


async def _with_thread_open(lan: Resident) -> str:
    receipt = await lan.reports("Hai người lấy xe đạp")
    await lan.types(f"/xemtraloi {receipt}", "chờ cán bộ xem")
    return receipt


async def _is_raised(place: Town, ward: Post, receipt: str, words: str) -> None:
    entry = await ward.officer.sees(words, anew=False)
    await place.api.quiet()
    cards = [text for text in ward.texts() if "chưa xác minh" in text and "xe đạp" in text]

    assert "TIN GẤP" in entry.text
    assert [True] == ["TIN GẤP" in card for card in cards]
    assert Urgency.URGENT is (await tip_of(place, receipt)).urgency
