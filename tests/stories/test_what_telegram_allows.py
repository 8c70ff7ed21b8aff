"""Telegram's limits and refusals: long texts, markup, halts, edits that merge, and a group that put the bot out."""

import asyncio
import re

from bot.sandbox.members import Member
from tests.stories.people import desk_on_duty, on_duty, resident
from tests.town import Town

_MARKUP = '<b>đậm</b> &amp; <a href="tg://user?id=1">x</a> *sao* _gạch_ [chữ](http://x.vn) `mã` @ai /start #thẻ'


async def test_a_tip_of_eight_thousand_letters_arrives_whole(place: Town) -> None:
    """In several messages, none of which parts a word, each saying whose it is."""
    ward = await on_duty(place)
    lan = await resident(place)
    words = [f"chữ{number:04}" for number in range(1, 1001)]
    halves = " ".join(words[:500]), " ".join(words[500:])
    await lan.types(halves[0], "xã, phường nào")
    await lan.places()
    await lan.presses("Hôm nay", "Coi lại")
    await lan.types(halves[1], "Coi lại")

    await lan.presses("Gửi tin", "Mã tin")
    await ward.officer.sees("chữ1000")
    await place.api.quiet()
    parts = [text for text in ward.texts() if "chữ" in text]

    assert 7999 == len(" ".join(words))
    assert words == re.findall(r"chữ\d{4}\b", " ".join(parts))
    assert words == re.findall(r"chữ\d*", " ".join(parts))
    assert [True] * (len(parts) - 1) == [f"phần {number}/{len(parts)}" in text for number, text in enumerate(parts, 1)][
        1:
    ]


async def test_what_is_typed_is_shown_as_typed(place: Town) -> None:
    """By a resident or an officer: never as markup, a mention or a command of its own."""
    ward = await on_duty(place)
    lan = await resident(place)
    await lan.reports(_MARKUP)

    card = await ward.officer.sees("đậm")
    await ward.officer.asks("Có phải <i>xe</i> & *ghe*?", on="đậm")
    thread = await lan.reads("Có phải")

    assert _MARKUP in card.text
    assert [] == [one for one in card.entities if one["type"] in {"text_link", "text_mention"}]
    assert "Có phải <i>xe</i> & *ghe*?" in thread


async def test_a_group_that_telegram_halts_gets_its_tip_later(paced_place: Town) -> None:
    """Nobody else waits for it, and it comes once."""
    desk, ward = await desk_on_duty(paced_place), await on_duty(paced_place)
    lan, minh = await resident(paced_place), await resident(paced_place, "Minh")
    await lan.writes("Xe máy mất")
    await minh.writes("Chuyện khác", fears=True)
    paced_place.api.floods(4, chat=ward.group.chat_id)

    await lan.sends()
    await minh.sends()
    await desk.officer.sees("Chuyện khác")
    before = [text for text in ward.texts() if "Xe máy mất" in text]
    await ward.head.person.waits_for("Xe máy mất", chat=ward.group, within=15)
    await asyncio.sleep(1)

    assert [] == before
    assert 1 == len([text for text in ward.texts() if "Xe máy mất" in text])


async def test_many_changes_of_a_card_are_few_edits(paced_place: Town) -> None:
    """What waits for its turn merges; the last one is what stands there."""
    ward = await on_duty(paced_place)
    lan = await resident(paced_place)
    await lan.reports("Xe máy mất")
    card = await ward.officer.finds("Nhận xử lý", on="Xe máy mất")
    tu = ward.officer.person
    reference = card.text.split()[0].removeprefix("#")

    for _ in range(6):
        for action in ("take", "give_back"):
            await ward.officer.forges(card, f"c:{action}:{reference}:1")
    await ward.officer.forges(card, f"c:take:{reference}:1")
    await tu.waits_until(lambda shown: "Tú đang xử lý" in shown.text, chat=ward.group, within=15)
    await asyncio.sleep(3)
    edits = [call for call in paced_place.api.journal.calls("editMessageText", ward.group.chat_id) if call.code == 200]
    now = tu.again(card)

    assert now is not None
    assert "Đ/c Tú đang xử lý" in now.text
    assert 1 <= len(edits) <= 6


async def test_a_group_that_refuses_the_bot_loses_its_tips_to_the_desk(place: Town) -> None:
    """Nobody told the bot that it was put out: the 403 does."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    lan = await resident(place)
    bot = place.api.world.bot
    ward.group.members[bot.user_id] = Member(user=bot, status="kicked")

    await lan.reports("Xe máy mất")
    card = await desk.officer.sees("Xe máy mất")

    assert "Không gửi tới được nhóm của đơn vị trước" in card.text
