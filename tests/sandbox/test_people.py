"""People do what people do, and the bot is told all that Telegram tells, the private things included."""

import asyncio

import pytest
import telegram

from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.plain import JsonObject, list_in, object_in
from tests.sandbox.bare_client import BareClient


async def newest(bare: BareClient, kind: str = "message") -> JsonObject:
    """Give the newest update's contents."""
    return object_in((await bare.updates())[-1][kind])


async def test_a_message_carries_who_wrote_it(api: BotApiServer, bare: BareClient) -> None:
    """Name, username, language and premium come with every message, and the second it was sent."""
    lan = api.person("Lan", last_name="Lê", username="lan_le", language_code="en", is_premium=True)
    lan.starts("c30307")

    message = await newest(bare)

    assert message == {
        "message_id": 1,
        "from": {
            "id": lan.user_id,
            "is_bot": False,
            "first_name": "Lan",
            "last_name": "Lê",
            "username": "lan_le",
            "language_code": "en",
            "is_premium": True,
        },
        "chat": {
            "id": lan.user_id,
            "type": "private",
            "first_name": "Lan",
            "last_name": "Lê",
            "username": "lan_le",
        },
        "date": message["date"],
        "text": "/start c30307",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }
    assert lan.user_id > 2**32


async def test_forwards_name_their_origin(api: BotApiServer, bare: BareClient) -> None:
    """A forwarded text brings the account of whoever wrote it, or the name of somebody hidden."""
    lan, an = api.person("Lan"), api.person("An", username="an")
    lan.starts()

    lan.forwards("lời của An", origin=an.user)
    named = await newest(bare)
    lan.forwards("lời giấu", hidden_name="Ẩn danh")
    hidden = await newest(bare)

    assert object_in(named["forward_origin"])["sender_user"] == an.user.as_json()
    assert named["forward_from"] == an.user.as_json()
    assert object_in(hidden["forward_origin"])["sender_user_name"] == "Ẩn danh"


async def test_contacts_mentions_and_file_names_come_along(api: BotApiServer, bare: BareClient) -> None:
    """What must never leak is there to be dropped: phones, mentioned accounts, file names."""
    lan, an = api.person("Lan"), api.person("An")
    lan.starts()

    lan.sends_contact("+84901234567")
    assert (await newest(bare))["contact"] == {
        "phone_number": "+84901234567",
        "first_name": "Lan",
        "user_id": lan.user_id,
    }
    lan.sends("An lấy xe", mentions=an.user)
    mention = {"type": "text_mention", "offset": 0, "length": 2, "user": an.user.as_json()}
    assert (await newest(bare))["entities"] == [mention]
    lan.sends_document("don to giac Le Thi Lan.pdf")
    assert object_in((await newest(bare))["document"])["file_name"] == "don to giac Le Thi Lan.pdf"


async def test_other_media_have_their_kinds(api: BotApiServer, bare: BareClient) -> None:
    """Photos, videos, voices, stickers, places and albums come as what they are."""
    lan = api.person("Lan")
    lan.starts()

    sent = [
        lan.sends_photo(caption="hình"),
        lan.sends_video(),
        lan.sends_voice(),
        lan.sends_sticker(),
        lan.sends_location(10.38, 105.44),
        *lan.sends_album(2, caption="cả hai"),
    ]

    assert [message.kind for message in sent] == ["photo", "video", "voice", "sticker", "location", "photo", "photo"]
    first, second = (object_in(update["message"]) for update in (await bare.updates())[-2:])
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], "caption" in second) == ("cả hai", False)


async def test_an_edit_by_a_person_is_an_edited_message(api: BotApiServer, bare: BareClient) -> None:
    """The bot is told the new words and when they were changed."""
    lan = api.person("Lan")
    lan.starts()
    word = lan.sends("sai")

    lan.edits(word, "đúng")

    edited = await newest(bare, "edited_message")
    assert (edited["message_id"], edited["text"], "edit_date" in edited) == (word.message_id, "đúng", True)


async def test_blocking_and_unblocking_are_told(api: BotApiServer, bare: BareClient) -> None:
    """Each turns into a my_chat_member update; whoever has blocked the bot cannot write to it."""
    lan = api.person("Lan")
    lan.starts()

    lan.blocks_bot()
    with pytest.raises(AssertionError, match="Lan has blocked the bot"):
        lan.sends("a")
    lan.starts()

    changes = [object_in(update["my_chat_member"]) for update in await bare.updates() if "my_chat_member" in update]
    assert [object_in(change["new_chat_member"])["status"] for change in changes] == ["kicked", "member"]


async def test_nobody_writes_before_start(api: BotApiServer) -> None:
    """The first word to a bot is Start, with a payload that Telegram would carry."""
    lan = api.person("Lan")

    with pytest.raises(AssertionError, match="has not pressed Start"):
        lan.sends("a")
    with pytest.raises(AssertionError, match="no start payload"):
        lan.starts("có dấu")
    with pytest.raises(AssertionError, match="no start payload"):
        lan.starts("a" * 65)
    assert lan.opens("https://t.me/tinbao_bot?start=i_abc").text == "/start i_abc"


async def test_a_person_waits_for_words(api: BotApiServer, bot: telegram.Bot) -> None:
    """Waiting ends as soon as the bot says or edits in what is waited for."""
    lan = api.person("Lan")
    lan.starts()

    async def answers() -> None:
        await asyncio.sleep(0.05)
        message = await bot.send_message(lan.user_id, "một")
        await asyncio.sleep(0.05)
        await message.edit_text("hai")

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(answers())

        assert (await lan.waits_for("một")).text == "một"
        assert (await lan.waits_for("hai")).is_edited is True


async def test_waiting_anew_ignores_what_was_there(api: BotApiServer, bot: telegram.Bot) -> None:
    """After an own action only what came later counts."""
    lan = api.person("Lan")
    lan.starts()
    await bot.send_message(lan.user_id, "đã có")
    lan.sends("tiếp")

    with pytest.raises(AssertionError):
        await lan.waits_for("đã có", within=0.05, anew=True)
    await bot.send_message(lan.user_id, "đã có nữa")
    assert (await lan.waits_for("đã có", anew=True)).text == "đã có nữa"


async def test_waiting_in_vain_shows_the_screen(api: BotApiServer, bot: telegram.Bot) -> None:
    """The failure lists what was on the screen instead."""
    lan = api.person("Lan")
    lan.starts()
    await bot.send_message(lan.user_id, "khác")

    with pytest.raises(AssertionError, match=r"(?s)'Đã gửi' did not come .*'/start'.*'khác'"):
        await lan.waits_for("Đã gửi", within=0.05)


async def test_a_person_waits_until_a_message_is_gone(api: BotApiServer, bot: telegram.Bot) -> None:
    """Taking a message away wakes whoever waits for that."""
    lan = api.person("Lan")
    lan.starts()
    await bot.send_message(lan.user_id, "tạm")
    shown = lan.last_message()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(bot.delete_message(lan.user_id, shown.message_id))
        await lan.waits_until_gone(shown)

    assert lan.again(shown) is None


async def test_quiet_waits_for_the_bot_to_finish(api: BotApiServer, bot: telegram.Bot) -> None:
    """It is quiet when every update is confirmed and nothing was asked for a while."""
    api.person("Lan").starts()

    with pytest.raises(AssertionError, match="1 updates wait"):
        await api.quiet(0.05, within=0.2)
    update = (await bot.get_updates())[0]
    await bot.get_updates(offset=update.update_id + 1)
    await api.quiet(0.05)


async def test_unheard_of_updates_can_be_queued(api: BotApiServer, bare: BareClient) -> None:
    """What the stand-in does not play can still be sent to the bot as it is."""
    lan = api.person("Lan")

    lan.sends_raw("poll", {"id": "1", "options": []})

    assert list_in((await newest(bare, "poll"))["options"]) == []


async def test_formatted_words_and_polls_come_as_clients_send_them(api: BotApiServer, bare: BareClient) -> None:
    """Formatting comes as entities, in captions too; a quiz tells the bot which option is right."""
    an = api.person("An")
    an.starts()

    an.writes("<b>Cảnh báo</b> 👮 <i>lừa đảo</i>")
    text = await newest(bare)
    an.sends_photo(caption="<u>ảnh</u>", formatted=True)
    photo = await newest(bare)
    an.sends_poll("Gọi số nào?", ["113", "114"], right=0, explanation="Công an")
    quiz = object_in((await newest(bare))["poll"])

    bold: JsonObject = {"type": "bold", "offset": 0, "length": 8}
    assert ("Cảnh báo 👮 lừa đảo", [bold, {"type": "italic", "offset": 12, "length": 7}]) == (
        text["text"],
        text["entities"],
    )
    assert ("ảnh", [{"type": "underline", "offset": 0, "length": 3}]) == (photo["caption"], photo["caption_entities"])
    assert ("quiz", [0], "Công an") == (quiz["type"], quiz["correct_option_ids"], quiz["explanation"])
