"""Who has a tip in hand: two who press at once, handing over, giving back, taking back."""

from bot.domain.tip import Status
from tests.stories.people import on_duty, resident, tip_of
from tests.town import Town


async def test_two_officers_press_at_once(place: Town) -> None:
    """One has it; the other is told who, and until when it is in whose hands."""
    ward = await on_duty(place, officers=("Tú", "Bé"))
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    one, other = ward.officers
    card = await one.finds("Nhận xử lý", on="xe đạp")

    first, second = one.person.presses(card, "Nhận xử lý"), other.person.presses(card, "Nhận xử lý")
    told = {(await first.answered()).text, (await second.answered()).text}
    taken = await one.sees("đang xử lý")

    winner = "Tú" if "Đ/c Tú" in taken.text else "Bé"
    assert "Đã nhận xử lý." in told
    assert [True] == [text.startswith(f"Đ/c {winner} đã nhận lúc") for text in told if text != "Đã nhận xử lý."]


async def test_a_tip_is_handed_over(place: Town) -> None:
    """By whoever has it; a colleague cannot help himself to it."""
    ward = await on_duty(place, officers=("Tú", "Bé"))
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    tu, be = ward.officers
    await tu.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="xe đạp")

    refused = await be.is_told("Bàn giao", on="xe đạp")
    await tu.presses("Bàn giao", "bàn giao cho ai", on="xe đạp")
    await tu.presses("Bé", "đã bàn giao cho đ/c Bé")
    card = await tu.sees("Đ/c Bé đang xử lý")

    assert "Đ/c Tú đã nhận lúc" in refused
    assert "xe đạp" in card.text
    assert Status.TAKEN is (await tip_of(place, receipt)).status


async def test_a_tip_is_given_back_and_taken_back(place: Town) -> None:
    """Its officer lets it go; of a colleague's, only the head can."""
    ward = await on_duty(place, officers=("Tú", "Bé"))
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    tu, be = ward.officers

    await tu.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="xe đạp")
    await tu.presses("Thôi giữ", "Chưa ai nhận", on="xe đạp")
    await be.presses("Nhận xử lý", "Đ/c Bé đang xử lý", on="xe đạp")
    refused = await tu.is_told("Thôi giữ", on="xe đạp")
    freed = await ward.head.presses("Thôi giữ", "Chưa ai nhận", on="xe đạp")

    assert "Đ/c Bé đã nhận lúc" in refused
    assert "Nhận xử lý" in str(freed.labels)


async def test_a_copy_and_the_register_s_number(place: Town) -> None:
    """The copy comes in private, protected from nobody's clipboard; the number is kept on the card."""
    ward = await on_duty(place)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")

    told = await ward.officer.is_told("Chép nội dung", on="xe đạp")
    copy = await ward.officer.reads_privately("Bản chép cho đ/c Tú")
    prompt = await ward.officer.presses("Số tin báo", "bằng Số tin báo trong sổ", on="xe đạp")
    card = await ward.officer.replies(prompt, "123/2026/TBTP", "123/2026/TBTP")

    assert "khung riêng" in told
    assert "Hai người lấy xe đạp" in copy.text
    assert "Số tin báo: 123/2026/TBTP" in card.text
    assert (True, False) == (card.is_protected, copy.is_protected)
    assert "123/2026/TBTP" not in " ".join(lan.person.texts())


async def test_the_number_can_be_typed_where_the_copy_is(place: Town) -> None:
    """In private, without going back to the group."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    tu = ward.officer.person
    await ward.officer.is_told("Chép nội dung", on="xe đạp")
    copy = await tu.waits_for("Bản chép")

    tu.presses(copy, "Số tin báo")
    tu.replies(await tu.waits_for("trong sổ", anew=True), "45/2026")
    await ward.head.sees("Số tin báo: 45/2026")

    assert "45/2026" == (await tip_of(place, receipt)).number
