"""What is kept of an officer's words beside a question of the bot: that something was said, once, and nothing of it."""

from datetime import timedelta

from bot.domain.identifiers import ChatId, Language, UserId
from handlers.awaited import LASTS, Awaited
from handlers.minimise import IN_GROUPS, Minimiser
from tests.services.office import FakeClock

CHAT = ChatId(-1001)
ASKED = UserId(44)
BOT = {"id": 7, "is_bot": True, "first_name": "Tin Báo"}


def minimiser(awaited: Awaited) -> Minimiser:
    """Give a minimiser that knows who was asked."""
    return Minimiser(bot=7, languages=(Language("vi"),), commands=IN_GROUPS, spoke=awaited.is_over)


def said(number: int, **others: object) -> dict[str, object]:
    """Give an update with something that the officer says in the group."""
    who = {"id": ASKED, "is_bot": False, "first_name": "Tú"}
    chat = {"id": CHAT, "type": "supergroup", "title": "Trực ban"}
    return {
        "update_id": number,
        "message": {"message_id": number, "date": 1, "chat": chat, "from": who, "text": "bí mật", **others},
    }


def test_only_that_something_was_said_is_kept_and_only_once() -> None:
    """Neither the words nor the name; a second text is the officers' own talk."""
    awaited = Awaited(FakeClock())
    reader = minimiser(awaited)
    before = reader.arrival(said(1))
    awaited.asked(CHAT, ASKED)

    first, second = reader.arrival(said(2)), reader.arrival(said(3))

    assert (None, None) == (before, second)
    assert first is not None
    assert {
        "message_id": 2,
        "date": 1,
        "chat": {"id": CHAT, "type": "supergroup"},
        "from": {"id": ASKED, "is_bot": False, "first_name": ""},
        "beside": True,
    } == first.payload["message"]


def test_the_answer_itself_ends_it() -> None:
    """What replies to the bot is kept as such; after it, talk is talk again."""
    awaited = Awaited(FakeClock())
    awaited.asked(CHAT, ASKED)
    question = {"message_id": 1, "date": 1, "chat": {"id": CHAT, "type": "supergroup"}, "from": BOT}

    answer = minimiser(awaited).arrival(said(2, reply_to_message=question))

    assert answer is not None
    assert "bí mật" in str(answer.payload)
    assert minimiser(awaited).arrival(said(3)) is None


def test_a_word_to_a_colleague_or_long_after_is_no_slip() -> None:
    """It replies to somebody else, or the question is long forgotten."""
    clock = FakeClock()
    awaited = Awaited(clock)
    colleague = {"message_id": 1, "date": 1, "from": {"id": 45, "is_bot": False, "first_name": "Bé"}}

    awaited.asked(CHAT, ASKED)
    to_colleague = minimiser(awaited).arrival(said(2, reply_to_message=colleague))
    awaited.asked(CHAT, ASKED)
    clock.passes(seconds=(LASTS + timedelta(seconds=1)).total_seconds())
    late = minimiser(awaited).arrival(said(3))

    assert (None, None) == (to_colleague, late)
