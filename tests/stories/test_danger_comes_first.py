"""Somebody may be hurt now: the numbers to call stand above everything, and the tip is still taken."""

from dataclasses import dataclass

import pytest

from bot.domain.kinds import Urgency
from bot.domain.tip import Why
from tests.stories.telling import handles_in, places_it, pressed, receipt_in, tip_under, typed, welcomed
from tests.town import Town


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is typed, pressed and read in one language."""

    language: str = "vi"
    cry: str
    called: str
    danger: str = "GỌI 113 NGAY"
    commune: str = "xã, phường nào"
    urgent: str = "TIN GẤP"
    unsent: str = "hưa gửi"
    send: str = "Gửi tin"
    code: str = "Mã tin"
    call: str = "gọi 113"


ENGLISH = Told(
    language="en",
    cry="help, two men fighting with knives",
    called="I cannot call",
    danger="CALL 113 NOW",
    commune="Which commune",
    urgent="URGENT",
    unsent="been sent",
    send="Send the tip",
    code="Your code",
    call="call 113",
)


@pytest.mark.parametrize(
    "told",
    [
        Told(cry="Đang chém nhau ở chợ", called="Không gọi được"),
        Told(cry="cuu voi dang danh nhau", called="Đã gọi"),
        ENGLISH,
    ],
    ids=["marked", "unmarked", "english"],
)
async def test_words_of_danger_bring_the_numbers_and_then_one_question(place: Town, told: Told) -> None:
    """With marks or without them, in either language; what was cried is not asked for again."""
    lan = place.resident(language=told.language)
    await welcomed(lan)

    first = await typed(lan, told.cry, told.danger)
    await pressed(lan, told.called, told.commune)
    review = await typed(lan, "my thoi", told.urgent)
    receipt = await pressed(lan, told.send, told.code)
    tip = await tip_under(place, receipt_in(receipt))

    assert [True, True] == [told.unsent in screen for screen in (first, review)]
    assert told.cry in review
    assert told.call in receipt
    assert (Urgency.URGENT, (told.cry,)) == (tip.urgency, tip.account.texts)


async def test_a_fight_from_the_menu_asks_two_questions_only(place: Town) -> None:
    """Where, and what; then it can go."""
    lan = place.resident()
    await welcomed(lan)
    await pressed(lan, "Báo tin", "việc gì")
    await pressed(lan, "Đánh nhau", "giống nhất")

    await pressed(lan, "Đang đánh nhau", "GỌI 113 NGAY")
    await pressed(lan, "Không gọi được", "Bước 1/3")
    await typed(lan, "my thoi", "Bước 2/3")
    review = await pressed(lan, "Bỏ qua", "TIN GẤP")

    assert "Bước" not in review
    assert "Gửi tin" in str(lan.last_message().labels)


async def test_no_danger_is_believed(place: Town) -> None:
    """The tip goes on as any other, and is not urgent."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "dang danh nhau", "GỌI 113 NGAY")

    await pressed(lan, "Không nguy hiểm", "CHƯA gửi")
    await places_it(lan)
    review = await pressed(lan, "Hôm nay", "Coi lại")

    assert "TIN GẤP" not in review


async def test_a_cry_while_a_code_is_asked_for_is_no_code(place: Town) -> None:
    """Nobody in danger is told that their code is wrong."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "/xemtraloi", "mã tin")

    screen = await typed(lan, "cuu voi dang chem nhau", "GỌI 113 NGAY")

    assert "Chưa gửi gì" in screen


async def test_money_sent_today_is_told_what_to_do_at_once(place: Town) -> None:
    """The bank comes first; a tip holds no money."""
    lan = place.resident()
    await welcomed(lan)
    await pressed(lan, "Báo tin", "việc gì")
    await pressed(lan, "Lừa đảo", "giống nhất")
    await pressed(lan, "qua mạng", "lúc nào")
    await pressed(lan, "Hôm nay", "xã, phường nào")
    await typed(lan, "my thoi", "Bà con thấy gì")

    screen = await pressed(lan, "Rồi, hôm nay", "Làm ngay")

    assert screen.index("Làm ngay") < screen.index("Bà con thấy gì")
    assert "KHÔNG thay được việc trình báo" in screen
    assert "✅ Rồi, hôm nay" in str(lan.last_message().labels)


async def test_a_family_s_tip_shows_no_notice_unless_asked(place: Town) -> None:
    """Somebody near may hold the phone: the code alone leads to the answer, and it says why."""
    lan = place.resident()
    await welcomed(lan)
    await pressed(lan, "Báo tin", "việc gì")
    await pressed(lan, "Gia đình", "giống nhất")
    await pressed(lan, "Bị dọa tung hình", "lúc nào")
    await pressed(lan, "Hôm nay", "xã, phường nào")
    warned = await typed(lan, "my thoi", "coi máy của bà con")
    await pressed(lan, "Bỏ qua", "Coi lại")

    receipt = await pressed(lan, "Gửi tin", "Mã tin")
    tip = await tip_under(place, receipt_in(receipt))

    assert "Đừng để người đó thấy mã" in warned
    assert "/xemtraloi\nTin loại này mặc định chỉ dùng mã" in receipt
    assert (None, []) == (tip.handle, await handles_in(place, lan))


async def test_who_fears_the_commune_is_sent_past_it(place: Town) -> None:
    """The review says so before it is sent."""
    lan = place.resident()
    await welcomed(lan)
    await typed(lan, "Hai người bán đồ gian", "CHƯA gửi")
    await places_it(lan)
    await pressed(lan, "Hôm nay", "biết tin này không")

    review = await pressed(lan, "Ngại, gửi thẳng", "gửi thẳng tới")
    tip = await tip_under(place, receipt_in(await pressed(lan, "Gửi tin", "Mã tin")))

    assert "Công an xã không thấy tin này" in review
    assert (Why.FEARS, True) == (tip.why, tip.shielded)
