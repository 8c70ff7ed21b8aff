"""python-telegram-bot's own client cannot tell the stand-in from Telegram, errors included."""

import asyncio
from datetime import timedelta

import pytest
import telegram
from telegram import (
    BotCommand,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    ReactionTypeEmoji,
)
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.request import HTTPXRequest

from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.faults import Fault
from tests.bot_api_table import problems

OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
BUTTONS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Gửi tin", callback_data="send")],
        [InlineKeyboardButton("Chép mã", copy_text=CopyTextButton("TB-1"))],
    ]
)


async def test_a_conversation_with_buttons(api: BotApiServer, bot: telegram.Bot) -> None:
    """Poll, send, press, answer, edit: the library's objects come out whole."""
    lan = api.person("Lan")
    lan.starts("r")

    (started,) = await bot.get_updates(timeout=5)
    sent = await bot.send_message(lan.user_id, "<b>Xem lại</b>", parse_mode="HTML", reply_markup=BUTTONS)
    press = lan.presses(lan.last_message(), "Gửi")
    (pressed,) = await bot.get_updates(offset=started.update_id + 1, timeout=5)
    assert pressed.callback_query is not None
    await pressed.callback_query.answer("Đã gửi")
    await pressed.callback_query.edit_message_text("Xong")

    assert started.message is not None
    assert started.message.text == "/start r"
    assert sent.reply_markup == BUTTONS
    assert (await press.answered()).text == "Đã gửi"
    assert lan.last_message().text == "Xong"


async def test_refusals_are_the_errors_that_the_library_makes_of_telegrams(
    api: BotApiServer, bot: telegram.Bot
) -> None:
    """400, 403, 404, migration: each has its class."""
    an, lan = api.person("An"), api.person("Lan")
    lan.starts()
    old = an.creates_group("Tổ")
    new = an.upgrades(old)

    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "a")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(an.user_id, "a")
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old.chat_id, "a")
    sent = await bot.send_message(lan.user_id, "a")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("a")
    with pytest.raises(InvalidToken):
        async with telegram.Bot("7000000001:wrong", base_url=f"{api.root}/bot"):
            pass
    assert moved.value.new_chat_id == new.chat_id


async def test_floods_and_outages_are_the_librarys_errors(
    api: BotApiServer, bot: telegram.Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 429 says how long to wait; a 502 and a cut connection are network errors."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else the library warns of its own future
    lan = api.person("Lan")
    lan.starts()

    api.faults.next(Fault.FLOOD, retry_after=7)
    with pytest.raises(RetryAfter) as flood:
        await bot.send_message(lan.user_id, "a")
    api.faults.next(Fault.ERROR)
    with pytest.raises(telegram.error.NetworkError, match="Bad Gateway"):
        await bot.send_message(lan.user_id, "a")
    api.faults.next(Fault.DROP)
    with pytest.raises(telegram.error.NetworkError):
        await bot.send_message(lan.user_id, "a")

    assert flood.value.retry_after == timedelta(seconds=7)
    assert lan.texts() == ["/start"]


async def test_a_second_bot_ends_the_first_ones_poll(api: BotApiServer, bot: telegram.Bot) -> None:
    """The older poll ends with the library's Conflict."""
    other = telegram.Bot(bot.token, base_url=f"{api.root}/bot", get_updates_request=HTTPXRequest())
    async with other, asyncio.TaskGroup() as tasks:
        first = tasks.create_task(_conflict(bot))
        await asyncio.sleep(0.05)
        second = tasks.create_task(other.get_updates(timeout=1))

        assert await first == OTHER
        assert await second == ()


async def _conflict(bot: telegram.Bot) -> str:
    try:
        await bot.get_updates(timeout=5)
    except Conflict as conflict:
        return conflict.message
    raise AssertionError("the poll was not ended")


async def test_files_go_up_and_come_down(api: BotApiServer, bot: telegram.Bot) -> None:
    """A file that a person sent can be downloaded, and one that the bot uploads can be sent again by its id."""
    lan = api.person("Lan")
    lan.starts()
    lan.sends_photo(content=b"\xff\xd8\xff\xe1 photo")
    message = (await bot.get_updates())[-1].message
    assert message is not None

    down = await (await message.photo[-1].get_file()).download_as_bytearray()
    up = await bot.send_document(lan.user_id, b"clean", filename="anh.jpg", caption="<i>a</i>", parse_mode="HTML")
    assert up.document is not None
    await bot.send_document(lan.user_id, up.document.file_id)

    assert bytes(down) == b"\xff\xd8\xff\xe1 photo"
    assert (up.document.file_name, up.caption) == ("anh.jpg", "a")
    stored = api.world.files.by_id(up.document.file_id)
    assert stored is not None
    assert stored.content == b"clean"
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(await _big_file(api))


async def _big_file(api: BotApiServer) -> str:
    return api.world.files.keep(b"x", kind="video", size=21 * 1024 * 1024).file_id


async def test_albums_are_two_to_ten_files(api: BotApiServer, bot: telegram.Bot) -> None:
    """An album shares one id; one file alone is no album."""
    lan = api.person("Lan")
    lan.starts()

    sent = await bot.send_media_group(lan.user_id, [InputMediaPhoto(b"1", caption="a"), InputMediaVideo(b"2")])
    with pytest.raises(BadRequest, match="from 2 to 10 media"):
        await bot.send_media_group(lan.user_id, [InputMediaDocument(b"1")])

    assert {message.media_group_id for message in sent} == {lan.last_message().album}
    assert [message.kind for message in lan.screen()[1:]] == ["photo", "video"]


async def test_the_bots_own_words_about_itself(bot: telegram.Bot) -> None:
    """Names, descriptions and command menus are kept by language and scope."""
    await bot.set_my_name("Sổ tay")
    await bot.set_my_name("Notebook", language_code="en")
    await bot.set_my_description("dài")
    await bot.set_my_short_description("ngắn", language_code="vi")
    await bot.set_my_commands([BotCommand("baotin", "Báo tin")], language_code="vi")
    await bot.set_my_commands([BotCommand("donvi", "Đơn vị")], scope=telegram.BotCommandScopeAllGroupChats())

    assert ((await bot.get_my_name("en")).name, (await bot.get_my_name("vi")).name) == ("Notebook", "Bot")
    assert (await bot.get_my_description()).description == "dài"
    assert (await bot.get_my_short_description("vi")).short_description == "ngắn"
    assert await bot.get_my_commands(language_code="vi") == (BotCommand("baotin", "Báo tin"),)
    assert await bot.get_my_commands() == ()
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([BotCommand("báo", "x")])


async def test_whatever_the_library_asks_fits_the_published_table(api: BotApiServer, bot: telegram.Bot) -> None:
    """Every request of a broad round is recorded as it was meant, and none misses the published Bot API."""
    lan, an = api.person("Lan"), api.person("An")
    typed = lan.starts()
    group = api.group("Tổ", owner=an, forum=True)
    an.adds_bot_to(group, admin_rights=frozenset({"can_manage_topics", "can_restrict_members", "can_pin_messages"}))
    topic = await bot.create_forum_topic(group.chat_id, "Tin")
    sent = await bot.send_message(
        group.chat_id, "a", message_thread_id=topic.message_thread_id, reply_markup=BUTTONS, protect_content=True
    )
    await bot.edit_message_reply_markup(group.chat_id, sent.message_id)
    await bot.send_photo(lan.user_id, b"1", reply_parameters=telegram.ReplyParameters(typed.message_id))
    await bot.send_chat_action(lan.user_id, "typing")
    await bot.set_message_reaction(lan.user_id, typed.message_id, ReactionTypeEmoji("👀"))
    await bot.pin_chat_message(group.chat_id, sent.message_id)
    await bot.delete_messages(lan.user_id, [typed.message_id, 2])
    await bot.ban_chat_member(group.chat_id, lan.user_id)
    await bot.get_updates(allowed_updates=["message"], timeout=0)

    recorded = api.journal.calls()

    assert [problem for call in recorded for problem in problems(call.method, call.params)] == []
    assert [call.code for call in recorded] == [200] * len(recorded)
