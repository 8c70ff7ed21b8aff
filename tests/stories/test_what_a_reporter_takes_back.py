"""A reporter changes their mind, blocks the bot, changes phones, or sends twice: officers learn nothing by it."""

import re

from bot.domain.tip import Status
from tests.stories.people import entries_of, on_duty, resident, tip_of
from tests.stories.telling import handles_in
from tests.town import Town

_LONG = "Nội dung dài " * 300


async def test_a_withdrawn_tip_is_blank_everywhere_in_the_group(place: Town) -> None:
    """The card, its further parts, what was said since, and the bot's own menus: by edit, and no button is left."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports(f"Xe máy mất. {_LONG}")
    await ward.officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="Xe máy mất")
    await ward.officer.asks("Xe màu gì?", on="Xe máy mất")
    await lan.reads("Xe màu gì?")
    await lan.answers("Màu đỏ")
    await ward.officer.sees("Màu đỏ")
    parts = [text for text in ward.texts() if "Nội dung dài" in text]

    await lan.presses("Rút tin", "Rút tin này?")
    await lan.presses("Rút tin", "Đã rút")
    await ward.officer.sees("người báo tin đã rút tin")
    await place.api.quiet()
    left = " ".join(ward.texts())

    assert len(parts) > 1
    assert [] == [word for word in ("Xe máy mất", "Nội dung dài", "Màu đỏ", "Xe màu gì?") if word in left]
    assert [] == [shown for shown in ward.head.person.screen(ward.group) if shown.buttons]
    assert Status.WITHDRAWN is (await tip_of(place, receipt)).status


async def test_what_is_typed_after_withdrawing_begins_a_new_tip(place: Town) -> None:
    """The thread closes with the withdrawal, and nothing is ever added to what was taken back."""
    await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Xe máy mất")
    await lan.types(f"/xemtraloi {receipt}", "chờ cán bộ xem")
    await lan.presses("Rút tin", "Rút tin này?")

    closed = await lan.presses("Rút tin", "Đã rút")
    labels = [label for row in lan.person.last_message().labels for label in row]
    asked = await lan.types("Nhà bên bị mất gà", "xã, phường nào")
    await lan.places()
    await lan.presses("Hôm nay", "Coi lại")
    second = await lan.sends()

    assert "Xe máy mất" not in closed
    assert ["📝 Báo tin", "🔎 Xem trả lời"] == labels
    assert "CHƯA gửi" in asked
    assert ("Xe máy mất",) == (await tip_of(place, receipt)).account.texts
    assert [] == await entries_of(place, receipt)
    assert ("Nhà bên bị mất gà",) == (await tip_of(place, second)).account.texts


async def test_a_draft_that_waited_comes_back_after_withdrawing(place: Town) -> None:
    """Taking one tip back costs nothing of another that is being told."""
    lan = await resident(place)
    receipt = await lan.reports("Xe máy mất")
    await lan.types("Nhà bên bị mất gà", "tin mới")
    await lan.presses("Tin mới", "xã, phường nào")
    await lan.types(receipt, "chờ cán bộ xem")
    await lan.presses("Rút tin", "Rút tin này?")

    back = await lan.presses("Rút tin", "Đã rút")

    assert "xã, phường nào" in back


async def test_a_press_under_a_card_that_was_withdrawn_a_moment_ago(place: Town) -> None:
    """The officer's phone still shows it: one sentence, and nothing is done."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Xe máy mất")
    card = await ward.officer.finds("Nhận xử lý", on="Xe máy mất")
    await lan.types(f"/xemtraloi {receipt}", "chờ cán bộ xem")
    await lan.presses("Rút tin", "Rút tin này?")
    await lan.presses("Rút tin", "Đã rút")

    told = await ward.officer.person.presses_and_sees(card, "Nhận xử lý")

    assert "Tin này đã được rút, hoặc hết hạn giữ." == told


async def test_a_press_on_an_old_notice_after_withdrawing(place: Town) -> None:
    """It shows what became of the tip, or says that the button is old; it never fails."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Xe máy mất")
    await ward.officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="Xe máy mất")
    notice = await lan.is_notified()
    await lan.types(f"/xemtraloi {receipt}", "đã nhận xử lý")
    await lan.presses("Rút tin", "Rút tin này?")
    await lan.presses("Rút tin", "Đã rút")

    press = lan.person.presses(notice, "Xem")
    told = (await press.answered()).text
    await place.api.quiet()

    assert "Đã rút theo ý bà con" in " ".join([told, *lan.person.texts()])


async def test_a_resident_who_blocks_the_bot_and_comes_back(place: Town) -> None:
    """Meanwhile officers see no difference; the answer is there under the code, and later words are announced again."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Xe máy mất")
    before = (await ward.officer.finds("Nhận xử lý", on="Xe máy mất")).text
    lan.person.blocks_bot()

    await ward.officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="Xe máy mất")
    sent = await ward.officer.asks("Xe màu gì?", on="Xe máy mất")
    await place.api.quiet()
    card = await ward.officer.finds("Kết thúc", on="Xe máy mất")
    lan.person.starts()
    await lan.sees("113")
    thread = await lan.types(f"/xemtraloi {receipt}", "Xe màu gì?")
    await lan.answers("Màu đỏ")
    await ward.officer.sees("Màu đỏ")
    await ward.officer.asks("Đi hướng nào?", on="Xe máy mất")
    await lan.reads("Đi hướng nào?")

    assert "Người báo tin được báo khi có lời mới" in before
    assert "Người báo tin được báo khi có lời mới" in card.text
    assert "tự tra mã" not in sent.text
    assert "Xe màu gì?" in thread


async def test_somebody_with_the_code_stops_the_notices_of_the_other_phone(place: Town) -> None:
    """A phone that is lost, or in the wrong hands, hears no more."""
    ward = await on_duty(place)
    lan, minh = await resident(place), await resident(place, "Minh")
    receipt = await lan.reports("Xe máy mất")

    await minh.types(f"/xemtraloi {receipt}", "báo về một máy khác")
    await minh.presses("Ngừng báo máy cũ", "chờ cán bộ xem")
    await ward.officer.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="Xe máy mất")
    await place.api.quiet()
    card = await ward.officer.finds("Kết thúc", on="Xe máy mất")

    assert [] == await handles_in(place, lan.person)
    assert "Có cập nhật mới." not in [*lan.person.texts(), *minh.person.texts()]
    assert "tự tra mã" in card.text


async def test_two_tips_of_one_resident_have_nothing_in_common(place: Town) -> None:
    """Beyond what any two tips share, neither their cards nor the buttons under them do."""
    ward = await on_duty(place)
    lan, minh = await resident(place), await resident(place, "Minh")
    await lan.reports("Xe máy mất")
    await lan.types("Chuyện thứ hai", "tin mới")
    await lan.presses("Tin mới", "xã, phường nào")
    await lan.places()
    await lan.presses("Hôm nay", "Coi lại")
    await lan.presses("Gửi tin", "Mã tin")
    await minh.reports("Chuyện thứ ba")
    cards = [
        await ward.officer.finds("Nhận xử lý", on=words) for words in ("Xe máy mất", "Chuyện thứ hai", "Chuyện thứ ba")
    ]

    first, second, of_another = [
        set(re.findall(r"\w+", f"{card.text} {[button.data for row in card.buttons for button in row]}"))
        for card in cards
    ]

    assert first & second - {"Chuyện", "thứ"} == first & of_another - {"Chuyện", "thứ"}
