"""Of composers' messages formatting and polls are kept, of residents' none of it; and it is read as it was meant."""

import json

from hypothesis import given
from telegram import Update

from bot.domain.broadcasts.broadcast import Medium, MediumKind
from bot.domain.broadcasts.composing import Poll, Sent
from bot.domain.broadcasts.markup import Marked
from bot.domain.identifiers import ChatId, Language
from bot.domain.point import Point
from handlers.broadcasts import composed
from handlers.minimise import IN_GROUPS, Minimiser
from tests.handlers.marked_updates import BARE, FILE, GROUP, MARK, message, update
from tests.handlers.test_minimise import JSON, OBJECTS

LANGUAGES = (Language("vi"), Language("en"))
COMPOSER = Minimiser(bot=7, languages=LANGUAGES, commands=IN_GROUPS, composes=lambda chat: chat == ChatId(111))
RESIDENT = Minimiser(bot=7, languages=LANGUAGES, commands=IN_GROUPS)
LINK: dict[str, object] = {"type": "text_link", "offset": 4, "length": 3, "url": "https://a.vn"}
BOLD: dict[str, object] = {"type": "bold", "offset": 0, "length": 3}
QUIZ: dict[str, object] = {
    "id": "1",
    "question": "Ai hỏi OTP?",
    "options": [{"text": "Ngân hàng", "voter_count": 0}, {"text": "Người lừa", "voter_count": 0}],
    "type": "quiz",
    "correct_option_ids": [1],
    "explanation": "Không ai hỏi.",
    "allows_multiple_answers": True,
}


def taken(**parts: object) -> tuple[Sent | None, Marked | None]:
    """Give what a composer's message brings, and its text with what was lost."""
    arrival = COMPOSER.arrival(update("message", message(**parts)))
    assert arrival is not None
    read = Update.de_json(dict(arrival.payload), None).effective_message
    assert read is not None
    return composed.sent(read), composed.marked(read)


def test_formatting_of_a_text_and_of_a_caption_is_kept() -> None:
    """As it was typed."""
    text, _ = taken(text="mau xem", entities=[BOLD, LINK])
    photo, _ = taken(photo=[FILE], caption="mau xem", caption_entities=[BOLD], media_group_id="a")

    assert Sent(message=5, text='<b>mau</b> <a href="https://a.vn">xem</a>') == text
    medium = Medium(kind=MediumKind.PHOTO, file="the-file", size=5)
    assert Sent(message=5, text="<b>mau</b> xem", medium=medium, album="a") == photo


def test_what_cannot_be_kept_is_told_of_and_leads_to_nobody() -> None:
    """A link to a person, an address that is none of the web: not even stored."""
    mention = {"type": "text_mention", "offset": 0, "length": 3, "user": {"id": 333, "first_name": MARK}}
    odd = {**LINK, "url": f"tg://user?id=333&{MARK}"}
    arrival = COMPOSER.arrival(update("message", message(text="mau xem", entities=[mention, odd])))
    _, words = taken(text="mau xem", entities=[mention, odd])

    assert arrival is not None
    assert MARK not in json.dumps(arrival.payload)
    assert "333" not in json.dumps(arrival.payload)
    assert Marked(html="mau xem", lost=("text_mention",), bad_link=True) == words


def test_a_quiz_is_read_with_its_answer() -> None:
    """That several answers may be chosen is seen, so that it can be said that ours take one."""
    arrival = COMPOSER.arrival(update("message", message(poll=QUIZ)))
    assert arrival is not None
    read = Update.de_json(dict(arrival.payload), None).effective_message
    assert read is not None

    options = ("Ngân hàng", "Người lừa")
    poll = Poll(question="Ai hỏi OTP?", options=options, right=1, explanation="Không ai hỏi.")
    assert Sent(message=5, poll=poll) == composed.sent(read)
    assert composed.allows_several(read)


def test_places_videos_and_documents_are_read() -> None:
    """Each by its kind."""
    place, _ = taken(location={"latitude": 10.1, "longitude": 105.2}, venue={"title": MARK})
    video, _ = taken(video=FILE)
    document, _ = taken(document=FILE)

    assert Sent(message=5, place=Point(lat=10.1, lon=105.2)) == place
    assert Sent(message=5, medium=Medium(kind=MediumKind.VIDEO, file="the-file", size=5)) == video
    assert Sent(message=5, medium=Medium(kind=MediumKind.DOCUMENT, file="the-file", size=5)) == document


def test_other_kinds_bring_nothing() -> None:
    """Also where there are words under them, and a moving picture, which Telegram tells as a document too."""
    kinds = [{kind: FILE} for kind in ("voice", "audio", "video_note", "sticker")]
    moving = {"animation": FILE, "document": FILE}

    assert [None] * 5 == [taken(**one, caption="lời")[0] for one in (*kinds, moving)]
    assert taken(contact=BARE["contact"])[0] is None


def test_of_residents_nothing_more_is_kept() -> None:
    """Nor of officers in a group."""
    quiz = RESIDENT.arrival(update("message", message(poll=QUIZ)))
    bold = RESIDENT.arrival(update("message", message(text="mau", entities=[BOLD])))
    group = COMPOSER.arrival(update("message", message(text="/lienket 1", entities=[BOLD], chat=dict(GROUP))))

    assert [False] * 3 == ["composed" in json.dumps(one.payload) for one in (quiz, bold, group) if one is not None]


@given(body=OBJECTS, poll=JSON, entities=JSON)
def test_whatever_a_composer_sends_is_kept_or_dropped(body: dict[str, object], poll: object, entities: object) -> None:
    """One strange update must not stop the others."""
    strange = {**body, "chat": {"id": 111, "type": "private"}, "poll": poll, "entities": entities}

    arrival = COMPOSER.arrival({"update_id": 1, "message": strange})

    assert arrival is None or arrival.update == 1
