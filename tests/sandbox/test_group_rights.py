"""Rights and topics: what a bot may do in groups and channels, and Telegram's words where it may not."""

from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.plain import Json, number_in, object_in, text_in
from tests.sandbox.bare_client import BareClient
from tests.sandbox.groups import TOPICS, group_of


async def test_answers_in_a_plain_supergroup_look_like_a_thread(api: BotApiServer, bare: BareClient) -> None:
    """They carry the first message's id as a thread, though there is no topic to write into."""
    an, binh, group = group_of(api)
    await bare.result("sendMessage", chat_id=group.chat_id, text="Thẻ")
    card = an.last_message(group)

    binh.replies(an.replies(card, "một"), "hai")

    message = object_in((await bare.updates())[-1]["message"])
    assert (message["message_thread_id"], "is_topic_message" in message) == (card.message_id, False)
    refused = await bare.refusal(
        "sendMessage", chat_id=group.chat_id, text="a", message_thread_id=message["message_thread_id"]
    )
    assert refused == "Bad Request: message thread not found"


async def test_a_closed_topic_takes_no_messages(api: BotApiServer, bare: BareClient) -> None:
    """Only who may manage topics writes into a closed one; renaming and reopening are told."""
    an, _, forum = group_of(api, forum=True)
    an.gives_bot_rights(forum, TOPICS)
    topic: dict[str, Json] = {
        "chat_id": forum.chat_id,
        "message_thread_id": an.opens_topic(forum, "Tin").message_id,
    }
    await bare.result("editForumTopic", **topic, name="Xong")
    await bare.result("closeForumTopic", **topic)
    await bare.result("sendMessage", **topic, text="được")

    an.gives_bot_rights(forum, frozenset())
    closed = await bare.refusal("sendMessage", **topic, text="không")
    an.gives_bot_rights(forum, TOPICS)
    await bare.result("reopenForumTopic", **topic)

    assert closed == "Bad Request: TOPIC_CLOSED"
    assert await bare.refusal("reopenForumTopic", **topic) == "Bad Request: TOPIC_NOT_MODIFIED"
    assert [message.kind for message in an.screen(forum) if message.topic is not None] == [
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "text",
        "forum_topic_reopened",
    ]


async def test_pins_and_links_need_their_rights(api: BotApiServer, bare: BareClient) -> None:
    """A message is pinned, seen in the chat, and unpinned again; a link is given to who may invite."""
    an, _, group = group_of(api)
    word = an.sends("quan trọng", to=group)
    where: dict[str, Json] = {"chat_id": group.chat_id, "message_id": word.message_id}

    refused = [await bare.refusal("pinChatMessage", **where)]
    refused.append(await bare.refusal("createChatInviteLink", chat_id=group.chat_id))
    an.gives_bot_rights(group, frozenset({"can_pin_messages", "can_invite_users"}))
    await bare.result("pinChatMessage", **where)
    link = object_in(await bare.result("createChatInviteLink", chat_id=group.chat_id))

    assert refused == [
        "Bad Request: not enough rights to manage pinned messages in the chat",
        "Bad Request: not enough rights to manage chat invite link",
    ]
    assert text_in(link["invite_link"]).startswith("https://t.me/+")
    chat = object_in(await bare.result("getChat", chat_id=group.chat_id))
    assert object_in(chat["pinned_message"])["text"] == "quan trọng"
    await bare.result("unpinChatMessage", chat_id=group.chat_id)
    again = await bare.refusal("unpinChatMessage", chat_id=group.chat_id)
    assert again == "Bad Request: message to unpin not found"


async def test_private_chats_are_no_groups(api: BotApiServer, bare: BareClient) -> None:
    """What belongs to groups is refused in a private chat."""
    lan = api.person("Lan")
    lan.starts()
    where: dict[str, Json] = {"chat_id": lan.user_id}

    assert (
        await bare.refusal("getChatAdministrators", **where)
        == "Bad Request: there are no administrators in the private chat"
    )
    for method in ("leaveChat", "banChatMember"):
        person: dict[str, Json] = {"user_id": lan.user_id} if method == "banChatMember" else {}
        assert (
            await bare.refusal(method, **where, **person)
            == "Bad Request: chat member status can't be changed in private chats"
        )


async def test_groups_can_be_looked_into(api: BotApiServer, bare: BareClient) -> None:
    """Chat, members, their count and the administrators are told."""
    an, binh, group = group_of(api)
    stranger = api.person("Lạ")
    group.username = "congan_xa"

    chat = object_in(await bare.result("getChat", chat_id=group.chat_id))
    assert (chat["type"], chat["title"], chat["username"]) == ("supergroup", "Công an xã", "congan_xa")
    assert await bare.result("getChatMemberCount", chat_id=group.chat_id) == 3
    administrators = await bare.result("getChatAdministrators", chat_id=group.chat_id)
    assert administrators == [{"user": an.user.as_json(), "status": "creator", "is_anonymous": False}]
    statuses = [
        object_in(await bare.result("getChatMember", chat_id=group.chat_id, user_id=person.user_id))["status"]
        for person in (an, binh, stranger)
    ]
    assert statuses == ["creator", "member", "left"]


async def test_a_ban_needs_the_right(api: BotApiServer, bare: BareClient) -> None:
    """Without it the bot is refused; with it the member is out, the owner never."""
    an, binh, group = group_of(api)
    banned = {"chat_id": group.chat_id, "user_id": binh.user_id}

    refused = await bare.refusal("banChatMember", **banned)
    an.gives_bot_rights(group, frozenset({"can_restrict_members"}))
    await bare.result("banChatMember", **banned)
    owner = await bare.refusal("banChatMember", chat_id=group.chat_id, user_id=an.user_id)

    assert refused == "Bad Request: not enough rights to restrict/unrestrict chat member"
    assert owner == "Bad Request: can't remove chat owner"
    assert object_in(await bare.result("getChatMember", **banned))["status"] == "kicked"
    await bare.result("unbanChatMember", **banned, only_if_banned=True)
    assert object_in(await bare.result("getChatMember", **banned))["status"] == "left"


async def test_in_a_topic_every_message_answers_the_root(api: BotApiServer, bare: BareClient) -> None:
    """In a forum a bare message carries the topic's root as if it were answered; a real answer carries its own."""
    an, binh, group = group_of(api, forum=True)
    an.gives_bot_rights(group, TOPICS)
    topic = object_in(await bare.result("createForumTopic", chat_id=group.chat_id, name="Tin #ABCDE"))
    thread_id = number_in(topic["message_thread_id"])
    await bare.result("sendMessage", chat_id=group.chat_id, text="Thẻ", message_thread_id=thread_id)

    binh.sends("ghi chú", to=group, topic=thread_id)
    binh.replies(binh.last_message(group), "câu hỏi")

    bare_word, answer = (object_in(update["message"]) for update in (await bare.updates())[-2:])
    root = object_in(bare_word["reply_to_message"])
    assert (bare_word["message_thread_id"], bare_word["is_topic_message"]) == (thread_id, True)
    assert (root["message_id"], object_in(root["forum_topic_created"])["name"]) == (thread_id, "Tin #ABCDE")
    assert object_in(answer["reply_to_message"])["text"] == "Thẻ"


async def test_an_answer_goes_into_the_topic_of_what_it_answers(api: BotApiServer, bare: BareClient) -> None:
    """Without being told which; into a closed one only from whoever may manage it."""
    an, _, forum = group_of(api, forum=True)
    an.gives_bot_rights(forum, TOPICS)
    topic = an.opens_topic(forum, "Việc")
    word = an.sends("hỏi", to=forum, topic=topic.message_id)
    asked: dict[str, Json] = {"chat_id": forum.chat_id, "reply_parameters": {"message_id": word.message_id}}

    answer = object_in(await bare.result("sendMessage", **asked, text="đáp"))
    await bare.result("closeForumTopic", chat_id=forum.chat_id, message_thread_id=topic.message_id)
    an.gives_bot_rights(forum, frozenset())
    refused = await bare.refusal("sendMessage", **asked, text="đáp")

    assert (topic.message_id, True) == (answer["message_thread_id"], answer["is_topic_message"])
    assert refused == "Bad Request: TOPIC_CLOSED"


async def test_a_topic_is_its_makers_to_change_and_goes_with_all_that_is_in_it(
    api: BotApiServer, bare: BareClient
) -> None:
    """The bot needs no right any more for a topic of its own; to delete any, it needs the one for messages."""
    an, _, forum = group_of(api, forum=True)
    an.gives_bot_rights(forum, TOPICS)
    made = object_in(await bare.result("createForumTopic", chat_id=forum.chat_id, name="Tin"))
    own: dict[str, Json] = {"chat_id": forum.chat_id, "message_thread_id": made["message_thread_id"]}
    other: dict[str, Json] = own | {"message_thread_id": an.opens_topic(forum, "Việc").message_id}
    await bare.result("sendMessage", **own, text="a")
    an.gives_bot_rights(forum, frozenset({"can_delete_messages"}))

    await bare.result("closeForumTopic", **own)
    refused = await bare.refusal("editForumTopic", **other, name="b")
    await bare.result("deleteForumTopic", **own)
    await bare.result("deleteForumTopic", **other)

    assert refused == "Bad Request: not enough rights to edit the topic"
    assert [] == [message for message in an.screen(forum) if message.topic is not None]
    assert await bare.refusal("sendMessage", **own, text="b") == "Bad Request: message thread not found"
    an.turns_forum(forum, on=False)
    assert await bare.refusal("deleteForumTopic", **own) == "Bad Request: the chat is not a forum"


async def test_topics_need_a_forum_and_the_right(api: BotApiServer, bare: BareClient) -> None:
    """Plain groups have no topics; a forum gives them to those who may manage them."""
    _, _, plain = group_of(api)
    an, _, forum = group_of(api, forum=True)

    assert (
        await bare.refusal("createForumTopic", chat_id=plain.chat_id, name="a")
        == "Bad Request: the chat is not a forum"
    )
    assert (
        await bare.refusal("createForumTopic", chat_id=forum.chat_id, name="a")
        == "Bad Request: not enough rights to create a topic"
    )
    an.gives_bot_rights(forum, TOPICS)
    too_long = await bare.refusal("createForumTopic", chat_id=forum.chat_id, name="a" * 129)
    assert too_long == "Bad Request: TOPIC_TITLE_INVALID"


async def test_channels_have_posts_and_need_the_right_to_post(api: BotApiServer, bare: BareClient) -> None:
    """A channel's posts are of their own kind, and a bot posts there only with the right."""
    an = api.person("An")
    channel = api.group("Kênh", owner=an, kind="channel", username="kenh_xa")
    an.adds_bot_to(channel, admin_rights=frozenset())

    an.sends("bài", to=channel)
    refused = await bare.refusal("sendMessage", chat_id="@kenh_xa", text="a")
    an.gives_bot_rights(channel, frozenset({"can_post_messages"}))
    await bare.result("sendMessage", chat_id="@kenh_xa", text="a")

    post = object_in((await bare.updates())[1]["channel_post"])
    assert (post["text"], "from" in post) == ("bài", False)
    assert refused == "Bad Request: need administrator rights in the channel chat"
