"""Somebody simply types: one question for the kind brings it where it belongs, and says what that kind must say."""

import pytest

from bot.domain.tip import Why
from bot.domain.units import DESK
from tests.stories.people import desk_on_duty, on_duty, resident, tip_of
from tests.stories.telling import handles_in, pressed, receipt_in, tip_under, typed, welcomed
from tests.town import Town


async def test_words_about_officials_go_to_the_desk_alone(place: Town) -> None:
    """The commune's police never learn of them, though nobody opened a menu."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    lan = await resident(place)
    before = ward.texts()
    await lan.types("Ông trưởng công an vòi tiền bà con", "xã, phường nào")
    await lan.types("my thoi", "giống loại nào")
    await lan.presses("Cán bộ, công an sai", "lúc nào")
    review = await lan.presses("Hôm nay", "Coi lại")

    receipt = await lan.sends()
    await desk.officer.sees("vòi tiền")
    tip = await tip_of(place, receipt)

    assert "Công an xã không thấy tin này" in review
    assert (DESK, Why.OFFICIALS, True) == (tip.unit, tip.why, tip.shielded)
    assert before == ward.texts()


async def test_a_family_s_tip_in_words_shows_no_notice_and_says_why(place: Town) -> None:
    """The warning stands above the question and on the review; no address is kept."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Chồng cấm chị hàng xóm ra khỏi nhà", "CHƯA gửi")
    await typed(lan, "my thoi", "giống loại nào")
    warned = await pressed(lan, "Gia đình, trẻ em", "coi máy của bà con")
    await pressed(lan, "Xong", "lúc nào")
    review = await pressed(lan, "Hay xảy ra", "Coi lại")

    receipt = await pressed(lan, "Gửi tin", "Mã tin")
    tip = await tip_under(place, receipt_in(receipt))

    assert "Đừng để người đó thấy mã" in warned
    assert "Đừng để người đó thấy mã" in review
    assert "Tin loại này mặc định chỉ dùng mã" in receipt
    assert (None, []) == (tip.handle, await handles_in(place, lan))


async def test_money_sent_today_is_told_what_to_do_before_a_text_is_sent(place: Town) -> None:
    """The bank comes first, as from the menu."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Có người gọi giả ngân hàng, tôi chuyển khoản rồi", "CHƯA gửi")
    await typed(lan, "my thoi", "giống loại nào")
    await pressed(lan, "Lừa đảo", "chuyển tiền chưa")

    screen = await pressed(lan, "Rồi, hôm nay", "Làm ngay")
    when = await pressed(lan, "Xong", "lúc nào")

    assert "KHÔNG thay được việc trình báo" in screen
    assert "Chưa gửi gì" in when


async def test_in_danger_nobody_is_asked_for_the_kind(place: Town) -> None:
    """Where, and it can go; who wants can still choose one."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "dang danh nhau o cho", "GỌI 113 NGAY")
    await pressed(lan, "Đã gọi", "xã, phường nào")
    await typed(lan, "my thoi", "TIN GẤP")
    await pressed(lan, "Loại việc", "giống loại nào")
    await pressed(lan, "Đánh nhau", "giống nhất")

    review = await pressed(lan, "Đang đánh nhau", "TIN GẤP")

    assert "Loại việc: Đang đánh nhau" in review


async def test_the_kind_that_was_left_out_is_chosen_on_the_review(place: Town) -> None:
    """And taken back there, without losing a word."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người tụ tập sau vườn", "CHƯA gửi")
    await typed(lan, "my thoi", "giống loại nào")
    await pressed(lan, "Bỏ qua", "lúc nào")
    without = await pressed(lan, "Hôm nay", "Coi lại")
    await pressed(lan, "Loại việc", "giống loại nào")
    await pressed(lan, "Cờ bạc", "giống nhất")
    chosen = await pressed(lan, "Đá gà", "Coi lại")
    await pressed(lan, "Loại việc", "giống loại nào")

    again = await pressed(lan, "Bỏ qua", "Coi lại")

    assert "chưa rõ, công an sẽ xếp giúp" in without
    assert "Loại việc: Đá gà ăn tiền" in chosen
    assert without == again


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "on the review"])
async def test_a_few_words_where_a_commune_is_asked_for_are_kept(place: Town, *, at_once: bool) -> None:
    """No commune has that name; it is said, offered as words, and never sent unasked."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người lấy xe đạp", "CHƯA gửi")
    asked = await typed(lan, "áo đỏ nón đen", "chưa tìm ra")
    if at_once:
        await pressed(lan, "Đó là lời kể", "xã, phường nào")
    await typed(lan, "my thoi", "giống loại nào")
    await pressed(lan, "Bỏ qua", "lúc nào")
    review = await pressed(lan, "Hôm nay", "Coi lại")
    if not at_once:
        assert "sẽ không gửi: “áo đỏ nón đen”" in review
        review = await pressed(lan, "Đó là lời kể", "Coi lại")
    tip = await tip_under(place, receipt_in(await pressed(lan, "Gửi tin", "Mã tin")))

    assert "Nếu đó là lời kể" in asked
    assert "sẽ không gửi" not in review
    assert ("Hai người lấy xe đạp", "áo đỏ nón đen") == tip.account.texts
