"""What a draft still lacks is asked for in order, and nothing unfinished is ever proposed."""

from datetime import UTC, datetime

import pytest

from bot.domain.broadcasts import composing, fitting
from bot.domain.broadcasts.broadcast import Audience, Broadcast, Content
from bot.domain.broadcasts.composing import Poll, Sent
from bot.domain.broadcasts.composing_errors import ContentFault, ContentRefused
from bot.domain.broadcasts.fitting import Part
from bot.domain.broadcasts.schedule import Now
from bot.domain.broadcasts.subscription import Topic
from bot.domain.identifiers import BroadcastId, OfficerId
from bot.domain.point import Point
from bot.domain.units import CommuneCode, UnitCode
from tests.domain.composed import EMPTY, EN, VI, fault_of, photo, told


def broadcast(content: Content, *, communes: tuple[str, ...] = ("30301",), topics: tuple[Topic, ...] = ()) -> Broadcast:
    """Give a draft."""
    return Broadcast(
        id=BroadcastId("b"),
        unit=UnitCode("30301"),
        composer=OfficerId("o"),
        hands=(OfficerId("o"),),
        content=content,
        audience=Audience(communes=tuple(CommuneCode(code) for code in communes), topics=topics),
        schedule=Now(),
        touched=datetime(2026, 11, 26, tzinfo=UTC),
    )


def test_what_is_missing_is_asked_for_in_the_order_of_thought() -> None:
    """What, title, to whom, about what, when; then it is whole."""
    text = told("Đừng đọc mã.")
    titled = composing.with_title(text, "Cảnh báo", VI)
    steps = [
        (broadcast(EMPTY, communes=()), Part.CONTENT),
        (broadcast(text, communes=()), Part.TITLE),
        (broadcast(titled, communes=()), Part.AUDIENCE),
        (broadcast(titled), Part.TOPICS),
        (broadcast(titled, topics=(Topic.SCAM,)), Part.WHEN),
    ]

    assert [part for _, part in steps] == [fitting.lacking(one, default=VI, settled=False) for one, _ in steps]
    assert Part.CARD is fitting.lacking(steps[-1][0], default=VI, settled=True)


def test_a_place_alone_is_something_to_tell_of() -> None:
    """Its title says what is there; whoever has sent it is not asked for it again."""
    place = composing.with_sent(EMPTY, Sent(message=1, place=Point(lat=10.37, lon=105.43)), VI)

    assert Part.TITLE is fitting.lacking(broadcast(place), default=VI, settled=False)


@pytest.mark.parametrize(
    ("draft", "fault"),
    [
        (broadcast(EMPTY), ContentFault.CONTENT_EMPTY),
        (broadcast(told("x")), ContentFault.TITLE_EMPTY),
        (broadcast(composing.with_title(told("x"), "t", VI), communes=()), ContentFault.AUDIENCE_EMPTY),
        (broadcast(composing.with_title(told("x"), "t", VI)), ContentFault.TOPICS_EMPTY),
        (
            broadcast(composing.with_title(composing.with_title(told("x"), "t", VI), "t", EN), topics=(Topic.SCAM,)),
            ContentFault.LANGUAGE_UNFINISHED,
        ),
    ],
)
def test_nothing_unfinished_is_proposed(draft: Broadcast, fault: ContentFault) -> None:
    """An empty audience and a language begun among it."""
    with pytest.raises(ContentRefused) as refused:
        fitting.require_whole(draft, default=VI)

    assert fault is refused.value.fault


def test_one_photo_left_of_an_album_makes_its_text_a_caption() -> None:
    """The album that was to come never did: what is too long is said before it is proposed."""
    one = composing.with_sent(told("a" * 601), Sent(message=2, medium=photo(), album="a"), VI)
    draft = broadcast(composing.with_title(one, "t", VI), topics=(Topic.SCAM,))
    with pytest.raises(ContentRefused) as refused:
        fitting.require_whole(draft, default=VI)

    assert ContentFault.CAPTION_TOO_LONG is refused.value.fault


def test_a_further_language_is_asked_for_what_the_first_one_has() -> None:
    """Its title, text, answers, what explains them, and the labels of links."""
    poll = Poll(question="?", options=("a", "b"), right=0, explanation="vì thế")
    first = composing.with_links(composing.with_sent(told("x"), Sent(message=1, poll=poll), VI), "a | https://a.vn", VI)
    titled = composing.with_title(first, "t", EN)
    told_too = composing.with_sent(titled, Sent(message=2, text="text"), EN)
    answered = composing.with_options(told_too, "one\ntwo", EN, default=VI)
    explained = composing.with_explanation(answered, "so", EN)
    linked = composing.with_links(explained, "more | https://a.vn", EN)
    asked = [fitting.lacking_in(one, EN, default=VI) for one in (first, titled, told_too, answered, explained, linked)]

    assert [Part.TITLE, Part.TEXT, Part.OPTIONS, Part.EXPLANATION, Part.LINKS, Part.CARD] == asked
    assert {VI} == set(composing.without_language(linked, EN, default=VI).wordings)


def test_answers_of_a_further_language_are_as_many() -> None:
    """Each one has its place."""
    content = composing.with_sent(EMPTY, Sent(message=1, poll=Poll(question="?", options=("a", "b"))), VI)
    with pytest.raises(ContentRefused) as refused:
        composing.with_options(content, "one", EN, default=VI)

    assert (ContentFault.OPTIONS_DIFFER, 1, 2) == fault_of(refused)
