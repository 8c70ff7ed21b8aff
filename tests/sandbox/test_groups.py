"""Groups: what a bot hears in them, who comes and goes, and groups that move."""

import pytest

from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.plain import object_in
from tests.sandbox.bare_client import BareClient
from tests.sandbox.groups import TOPICS, group_of, heard, kinds


async def test_without_rights_a_bot_hears_only_what_is_for_it(api: BotApiServer, bare: BareClient) -> None:
    """Privacy mode: commands, mentions, and answers to the bot, directly or to what was said to it."""
    an, binh, group = group_of(api)
    await bare.result("sendMessage", chat_id=group.chat_id, text="Thẻ tin")

    an.sends("chuyện riêng", to=group)
    an.sends("/donvi", to=group)
    an.sends("/lienket@tinbao_bot 30307", to=group)
    an.sends("/start@other_bot", to=group)
    an.sends("nói /donvi giữa câu", to=group)
    an.sends("@tinbao_bot ơi", to=group)
    note = an.replies(an.last_message(group), "trả lời bot")
    binh.replies(note, "trả lời câu đó")

    expected = ["/donvi", "/lienket@tinbao_bot 30307", "@tinbao_bot ơi", "trả lời bot", "trả lời câu đó"]
    assert await heard(bare) == expected


async def test_an_administrator_bot_hears_everything(api: BotApiServer, bare: BareClient) -> None:
    """With any right as an administrator, privacy mode does not apply."""
    an, binh, group = group_of(api)
    an.gives_bot_rights(group, frozenset())

    binh.sends("chuyện riêng", to=group)

    assert await heard(bare) == ["chuyện riêng"]


async def test_a_bot_is_added_by_a_link(api: BotApiServer, bare: BareClient) -> None:
    """A startgroup link adds the bot with rights and then posts the start command with its payload."""
    an = api.person("An")
    group = api.group("Công an xã", owner=an)

    an.adds_bot_to(group, payload="g_30307", admin_rights=TOPICS)

    updates = await bare.updates()
    assert kinds(updates) == ["my_chat_member", "message new_chat_members", "message"]
    change = object_in(updates[0]["my_chat_member"])
    assert object_in(change["old_chat_member"])["status"] == "left"
    new = object_in(change["new_chat_member"])
    assert (new["status"], new["can_manage_topics"], new["can_restrict_members"]) == ("administrator", True, False)
    assert object_in(updates[2]["message"])["text"] == "/start@tinbao_bot g_30307"


async def test_a_link_with_rights_is_followed(api: BotApiServer, bare: BareClient) -> None:
    """A whole startgroup link does the same, as somebody would press it."""
    an = api.person("An")
    group = api.group("Công an xã", owner=an)

    an.follows_group_link(group, "https://t.me/tinbao_bot?startgroup=g_1&admin=manage_topics+restrict_members")

    change = object_in((await bare.updates())[0]["my_chat_member"])
    new = object_in(change["new_chat_member"])
    assert (new["can_manage_topics"], new["can_restrict_members"], new["can_pin_messages"]) == (True, True, False)
    assert await heard(bare) == ["/start@tinbao_bot g_1"]
    with pytest.raises(AssertionError, match="no such rights"):
        an.follows_group_link(group, "https://t.me/tinbao_bot?startgroup=g_1&admin=fly")


async def test_members_come_and_go_before_the_bots_eyes(api: BotApiServer, bare: BareClient) -> None:
    """Everybody hears the service messages; chat_member needs both a wish and a right."""
    an, binh, group = group_of(api)
    lan = api.person("Lan")
    await bare.updates(offset=-1)

    lan.joins(group)
    an.puts_out(lan, group)
    assert kinds(await bare.updates())[1:] == ["message new_chat_members", "message left_chat_member"]

    await bare.updates(allowed_updates=["message", "chat_member", "my_chat_member"])
    an.gives_bot_rights(group, frozenset())
    binh.leaves(group)
    assert kinds(await bare.updates())[3:] == ["my_chat_member", "chat_member", "message left_chat_member"]


async def test_a_bot_that_is_thrown_out_is_told_and_refused(api: BotApiServer, bare: BareClient) -> None:
    """The last it hears is its own removal; then every call has Telegram's 403."""
    an, _, group = group_of(api)
    await bare.updates(offset=-1)

    an.removes_bot_from(group)

    assert kinds(await bare.updates())[1:] == ["my_chat_member", "message left_chat_member"]
    assert (
        await bare.refusal("sendMessage", chat_id=group.chat_id, text="a")
        == "Forbidden: bot was kicked from the supergroup chat"
    )


async def test_a_bot_that_left_is_not_a_member(api: BotApiServer, bare: BareClient) -> None:
    """Leaving is told apart from being thrown out."""
    _, _, group = group_of(api)

    await bare.result("leaveChat", chat_id=group.chat_id)

    assert (
        await bare.refusal("sendMessage", chat_id=group.chat_id, text="a")
        == "Forbidden: bot is not a member of the supergroup chat"
    )


async def test_a_group_that_moves_names_its_new_id(api: BotApiServer, bare: BareClient) -> None:
    """A basic group becomes a supergroup: both service messages come, and the old id is refused with the new one."""
    an = api.person("An")
    old = an.creates_group("Công an xã")

    new = an.upgrades(old)

    assert kinds(await bare.updates()) == [
        "my_chat_member",
        "message group_chat_created",
        "message migrate_to_chat_id",
        "message migrate_from_chat_id",
    ]
    assert await bare.call("sendMessage", chat_id=old.chat_id, text="a") == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.chat_id},
    }
    await bare.result("sendMessage", chat_id=new.chat_id, text="a")


async def test_an_anonymous_administrator_signs_as_the_group(api: BotApiServer, bare: BareClient) -> None:
    """What such an administrator writes names no account, only the group."""
    an, _, group = group_of(api)

    an.sends("/donvi", to=group, anonymously=True)

    message = object_in((await bare.updates())[-1]["message"])
    assert object_in(message["sender_chat"])["id"] == group.chat_id
    assert object_in(message["from"])["username"] == "GroupAnonymousBot"


async def test_somebody_outside_sees_and_says_nothing(api: BotApiServer) -> None:
    """Who is not in a group can neither look into it nor write there."""
    _, _, group = group_of(api)
    lan = api.person("Lan")

    with pytest.raises(AssertionError, match="Lan is not in 'Công an xã' and cannot look into it"):
        lan.screen(group)
    with pytest.raises(AssertionError, match="Lan is not in 'Công an xã' and cannot write there"):
        lan.sends("a", to=group)
