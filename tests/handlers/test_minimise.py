"""Minimising: of every kind of update what is needed survives, and nothing that tells who a person is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.domain.identifiers import ChatId, Language
from handlers.minimise import ALLOWED_UPDATES, IN_GROUPS, Minimiser
from tests.handlers.marked_updates import (
    BARE,
    BOT,
    DATE,
    EVERY_KIND,
    FILE,
    GROUP,
    MARK,
    MEDIA,
    OTHER,
    PRIVATE,
    change,
    message,
    press,
    text,
    update,
)

MINIMISER = Minimiser(bot=7, languages=(Language("vi"), Language("en")), commands=IN_GROUPS)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
FIELDS = [
    *("chat", "from", "text", "caption", "photo", "voice", "entities", "reply_to_message", "message", "data", "date"),
    *("id", "type", "user", "status", "location", "new_chat_members", "left_chat_member", "old_chat_member"),
    *("new_chat_member", "message_thread_id", "is_topic_message", "venue", "contact", "language_code", "reply_markup"),
    *("inline_keyboard", "copy_text", "migrate_to_chat_id", "forum_topic_created"),
]
OBJECTS = st.dictionaries(st.sampled_from(FIELDS), JSON | st.dictionaries(st.sampled_from(FIELDS), JSON), max_size=9)


def kept(body: dict[str, object], kind: str = "message") -> dict[str, object] | None:
    """Give what is kept of the body of an update."""
    arrival = MINIMISER.arrival(update(kind, body))
    if arrival is None:
        return None
    found = arrival.payload[kind]
    assert isinstance(found, dict)
    return {str(key): value for key, value in found.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON


@pytest.mark.parametrize("name", EVERY_KIND)
def test_nothing_that_was_marked_survives(name: str) -> None:
    """Names, user names, phones, titles, origins, file names, links, the second: all of it is gone."""
    arrival = MINIMISER.arrival(EVERY_KIND[name])

    assert arrival is not None
    written = json.dumps(arrival.payload, ensure_ascii=False)
    assert MARK not in written
    assert str(DATE) not in written
    assert "333" not in written


@pytest.mark.parametrize("name", EVERY_KIND)
def test_what_survives_can_be_read_by_the_library(name: str) -> None:
    """It keeps the shape of a Bot API update."""
    arrival = MINIMISER.arrival(EVERY_KIND[name])

    assert arrival is not None
    assert 9 == arrival.update == Update.de_json(dict(arrival.payload), None).update_id


def test_a_typed_text_keeps_who_where_and_what() -> None:
    """And of its entities the command alone."""
    assert {
        "message_id": 5,
        "date": 1,
        "chat": {"id": 111, "type": "private"},
        "from": {"id": 111, "is_bot": False, "first_name": "", "language_code": "en"},
        "text": "/start c1",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    } == kept(text())


def test_a_press_keeps_its_data_and_its_message() -> None:
    """Not the words that stood there."""
    assert {
        "id": "the-press",
        "from": {"id": 111, "is_bot": False, "first_name": "", "language_code": "en"},
        "chat_instance": "",
        "data": "f1:send",
        "message": {"message_id": 5, "date": 1, "chat": {"id": 111, "type": "private"}},
    } == kept(press(), "callback_query")


def test_the_receipt_of_a_copy_button_survives_a_press() -> None:
    """The receipt's message is written anew with it; nothing else knows the receipt any more."""
    keyboard = {"inline_keyboard": [[{"text": MARK, "url": MARK}], [{"text": MARK, "copy_text": {"text": "TB-1"}}]]}
    found = kept(press(reply_markup=keyboard), "callback_query")

    assert found is not None
    assert {"message_id": 5, "date": 1, "chat": {"id": 111, "type": "private"}, "text": "TB-1"} == found["message"]


@pytest.mark.parametrize("kind", MEDIA)
def test_of_a_medium_its_file_and_size_survive(kind: str) -> None:
    """What may be fetched one day, and what the library wants."""
    found = kept(message(**{kind: FILE}, caption="lời", media_group_id="album"))

    assert found is not None
    medium = found[kind]
    assert isinstance(medium, dict)
    assert ("the-file", 5) == (medium["file_id"], medium["file_size"])  # pyright: ignore[reportUnknownArgumentType] - JSON
    assert ("lời", "album") == (found["caption"], found["media_group_id"])


@pytest.mark.parametrize("kind", BARE)
def test_of_what_is_not_read_only_its_kind_survives(kind: str) -> None:
    """Enough to say warmly that it is not taken."""
    found = kept(message(**{kind: BARE[kind]}))

    assert found is not None
    assert kind == found["unread"]


@pytest.mark.parametrize(
    ("code", "language"), [("vi", "vi"), ("en-US", "en"), ("ja", None), ("pt-br", None), ("", None)]
)
def test_a_language_survives_only_where_it_is_one_of_ours(code: str, language: str | None) -> None:
    """A rare language would tell a person apart."""
    found = kept({**text(), "from": {"id": 1, "language_code": code}})

    assert found is not None
    sender = found["from"]
    assert isinstance(sender, dict)
    assert language == sender.get("language_code")  # pyright: ignore[reportUnknownMemberType] - JSON


def test_the_language_of_a_kept_update_is_found_again() -> None:
    """The default one, where it is not ours."""
    english = MINIMISER.arrival(update("callback_query", press()))
    other = MINIMISER.arrival(update("message", {**text(), "from": {"id": 1, "language_code": "ja"}}))
    assert english is not None
    assert other is not None

    assert ["en", "vi"] == [MINIMISER.language_of(found.payload) for found in (english, other)]


@pytest.mark.parametrize("words", ["chào cả nhà", "đ/c ơi /lienket", "/khac 1", "/", "", "lienket 30307"])
def test_talk_in_a_group_is_dropped_unread(words: str) -> None:
    """Neither a command of ours, nor a press, nor an answer to the bot."""
    assert kept(text(words, chat=dict(GROUP))) is None


@pytest.mark.parametrize(
    "words", ["/lienket 30307", "/lienket@tinbao_bot 30307", "/LIENKET 1", "/start i_abc", "/donvi"]
)
def test_a_command_of_ours_in_a_group_is_kept(words: str) -> None:
    """With the sender's id, which tells an officer."""
    found = kept(text(words, chat=dict(GROUP)))

    assert found is not None
    assert words == found["text"]


def test_an_answer_to_the_bot_in_a_group_is_kept_with_the_message_it_answers() -> None:
    """Whose message it is decides, not what it says."""
    asked = {"message_id": 3, "chat": dict(GROUP), "from": BOT, "text": MARK, "date": DATE}
    found = kept(text("ở chợ", chat=dict(GROUP), reply_to_message=asked))

    assert found is not None
    chat = {"id": -100, "type": "supergroup", "is_forum": True}
    assert {"message_id": 3, "date": 1, "chat": chat} == found["reply_to_message"]


@pytest.mark.parametrize(
    "replied",
    [
        {"message_id": 3, "chat": dict(GROUP), "from": OTHER, "text": MARK},
        {"message_id": 3, "chat": dict(GROUP), "from": BOT, "forum_topic_created": {"name": MARK}},
    ],
)
def test_an_answer_to_somebody_else_or_in_a_topic_is_talk(replied: dict[str, object]) -> None:
    """In a forum topic every message "replies" to the topic's root, also where the bot has made it."""
    body = text("ở chợ", chat=dict(GROUP), reply_to_message=replied, message_thread_id=3, is_topic_message=True)

    assert kept(body) is None


def test_an_edit_in_a_group_is_dropped() -> None:
    """Officers' corrections among themselves are theirs."""
    assert kept(text("/lienket 1", chat=dict(GROUP)), "edited_message") is None


def test_news_about_a_private_chat_is_dropped() -> None:
    """A timer that was set is no message to answer."""
    assert kept(message(message_auto_delete_timer_changed={"message_auto_delete_time": 86400})) is None


def test_rights_and_standing_survive() -> None:
    """Whether the bot may pin, whether somebody is in."""
    found = kept(change("restricted"), "my_chat_member")

    assert found is not None
    assert {
        "status": "restricted",
        "user": {"id": 222, "is_bot": False, "first_name": ""},
        "is_anonymous": True,
        "can_pin_messages": True,
        "until_date": 0,
    } == found["new_chat_member"]


def test_an_update_is_filed_under_its_chat() -> None:
    """One lane a chat."""
    private = MINIMISER.arrival(update("message", text()))
    group = MINIMISER.arrival(update("chat_member", change()))
    assert private is not None
    assert group is not None

    assert [ChatId(111), ChatId(-100)] == [private.chat, group.chat]


@pytest.mark.parametrize("kind", ["channel_post", "inline_query", "poll_answer", "message_reaction", "what_comes_next"])
def test_what_the_list_does_not_know_is_dropped(kind: str) -> None:
    """Telegram is not asked for it either."""
    assert MINIMISER.arrival(update(kind, text())) is None
    assert kind not in ALLOWED_UPDATES


@given(
    body=JSON
    | st.dictionaries(st.sampled_from(FIELDS), JSON | st.dictionaries(st.sampled_from(FIELDS), JSON), max_size=9),
    kind=st.sampled_from(ALLOWED_UPDATES),
    private=st.booleans(),
    number=st.integers() | JSON,
)
def test_whatever_comes_is_kept_or_dropped_and_never_raises(
    body: object,
    kind: str,
    private: bool,  # noqa: FBT001 - hypothesis passes by name
    number: object,
) -> None:
    """One strange update must not stop the others."""
    in_private = {**body, "chat": PRIVATE} if private and isinstance(body, dict) else body  # pyright: ignore[reportUnknownVariableType] - any JSON

    arrival = MINIMISER.arrival({"update_id": number, kind: in_private})  # pyright: ignore[reportUnknownArgumentType] - as above

    assert arrival is None or arrival.update == number
    assert arrival is None or MINIMISER.language_of(arrival.payload) in MINIMISER.languages
