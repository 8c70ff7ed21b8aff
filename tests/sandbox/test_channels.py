"""Channels: those who run them post, everybody else reads, and a bot needs the right to."""

from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.chats import Chat
from bot.sandbox.plain import number_in, object_in
from tests.sandbox.bare_client import BareClient

POSTS = frozenset({"can_post_messages"})


def channel_of(api: BotApiServer, rights: frozenset[str]) -> tuple[Person, Person, Chat]:
    """Give an owner, a reader and their channel with the bot in it."""
    an, lan = api.person("An"), api.person("Lan")
    channel = api.group("Kênh xã", owner=an, members=(lan,), kind="channel")
    an.adds_bot_to(channel, admin_rights=rights)
    return an, lan, channel


async def test_a_channel_tells_the_bot_who_added_it(api: BotApiServer, bare: BareClient) -> None:
    """A link with rights makes the bot an administrator; one update says by whom, and no message is posted."""
    an = api.person("An")
    channel = api.group("Kênh xã", owner=an, kind="channel")

    an.follows_channel_link(channel, "https://t.me/tinbao_bot?startchannel&admin=post_messages+edit_messages")

    (update,) = await bare.updates()
    change = object_in(update["my_chat_member"])
    new = object_in(change["new_chat_member"])
    assert (an.user_id, "channel") == (object_in(change["from"])["id"], object_in(change["chat"])["type"])
    assert ("administrator", True, True) == (new["status"], new["can_post_messages"], new["can_edit_messages"])
    assert [] == an.screen(channel)


async def test_the_bot_posts_edits_and_takes_back(api: BotApiServer, bare: BareClient) -> None:
    """A post is the channel's own: nobody is named in it; the bot hears nothing of what it posted itself."""
    _, lan, channel = channel_of(api, POSTS)
    await bare.updates(offset=-1)

    sent = object_in(await bare.result("sendMessage", chat_id=channel.chat_id, text="tin"))
    place = {"chat_id": channel.chat_id, "message_id": number_in(sent["message_id"])}
    await bare.result("editMessageText", **place, text="tin đã sửa")
    seen = lan.texts(channel)
    await bare.result("deleteMessage", **place)

    assert ("from" in sent, object_in(sent["sender_chat"])["id"]) == (False, channel.chat_id)
    assert (["tin đã sửa"], []) == (seen, lan.texts(channel))
    assert ["my_chat_member"] == [next(reversed(update)) for update in await bare.updates()]


async def test_without_the_right_nothing_is_posted(api: BotApiServer, bare: BareClient) -> None:
    """An administrator without the right is refused, and what it posted before stays as it is."""
    an, _, channel = channel_of(api, POSTS)
    sent = object_in(await bare.result("sendMessage", chat_id=channel.chat_id, text="tin"))
    place = {"chat_id": channel.chat_id, "message_id": number_in(sent["message_id"])}
    an.gives_bot_rights(channel, frozenset({"can_invite_users"}))

    refused = [
        await bare.refusal("sendMessage", chat_id=channel.chat_id, text="tin"),
        await bare.refusal("editMessageText", **place, text="khác"),
        await bare.refusal("deleteMessage", **place),
    ]
    an.removes_bot_from(channel)
    gone = await bare.refusal("sendMessage", chat_id=channel.chat_id, text="tin")

    assert refused == [
        "Bad Request: need administrator rights in the channel chat",
        "Bad Request: message can't be edited",
        "Bad Request: message can't be deleted",
    ]
    assert "Forbidden: bot was kicked from the channel chat" == gone


async def test_posts_of_people_reach_the_bot_and_name_their_channel(api: BotApiServer, bare: BareClient) -> None:
    """A post, its edit and a forward of it: the channel is named and nobody else."""
    an, lan, channel = channel_of(api, POSTS)
    lan.starts()

    post = an.sends("tin", to=channel)
    an.edits(post, "tin sửa")
    lan.passes_on(post)

    posted, edited, forwarded = (await bare.updates())[-3:]
    assert ("tin", "tin sửa") == (
        object_in(posted["channel_post"])["text"],
        object_in(edited["edited_channel_post"])["text"],
    )
    assert "from" not in object_in(posted["channel_post"])
    origin = object_in(object_in(forwarded["message"])["forward_origin"])
    assert ("channel", channel.chat_id, post.message_id) == (
        origin["type"],
        object_in(origin["chat"])["id"],
        origin["message_id"],
    )
