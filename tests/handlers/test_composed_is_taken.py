"""Whatever composing lets through, Telegram takes: in each language, in a private chat and in a channel.

The contents are made as an officer's messages make them; the bulletins are the real ones, and the stand-in's own rules
say whether Telegram would take them.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.broadcasts import composing, fitting, markup
from bot.domain.broadcasts.broadcast import Audience, Broadcast, Content, Medium, MediumKind
from bot.domain.broadcasts.composing import Poll, Sent
from bot.domain.broadcasts.composing_errors import ContentRefused
from bot.domain.broadcasts.fitting import (
    MOST_CAPTION,
    MOST_EXPLANATION,
    MOST_LABEL,
    MOST_OPTION,
    MOST_TEXT,
    MOST_TITLE,
    OPTIONS,
)
from bot.domain.broadcasts.markup import Entity
from bot.domain.broadcasts.schedule import Now
from bot.domain.broadcasts.subscription import Topic
from bot.domain.identifiers import BroadcastId, Language, OfficerId
from bot.domain.point import Point
from bot.domain.units import DESK, CommuneCode
from bot.places.directory import load
from bot.sandbox.strictness import check_album, check_markup, read_caption, read_text
from handlers.broadcasts.bulletin import PREVIEW, Bulletin, Imprint, bulletin
from handlers.texts import Texts

if TYPE_CHECKING:
    from bot.sandbox.plain import JsonObject

Step = Callable[[Content], Content]

VI: Final = Language("vi")
EN: Final = Language("en")
TEXTS: Final = Texts((VI, EN))
AT: Final = datetime(2026, 11, 26, 14, 5, tzinfo=timezone(timedelta(hours=7)))
#: The unit with the longest name, and a telephone besides.
LONGEST: Final = replace(
    max(load().units.values(), key=lambda unit: max(len(name) for name in unit.name.values())),
    duty_phone="0296 3 831 113",
)
_WORDS: Final = st.text(
    alphabet=st.one_of(st.sampled_from(list("aĐế<>&\"' \n😀**")), st.characters(exclude_categories=["Cs"])), max_size=40
)
_KINDS: Final = st.sampled_from(["bold", "italic", "underline", "strikethrough", "blockquote", "text_link", "spoiler"])
_ADDRESSES: Final = st.sampled_from(
    [
        "https://congan.angiang.gov.vn",
        "http://a.vn/?q=1&b=\"'<x>",
        "ftp://a.vn",
        "https://",
        "javascript:x",
        "tg://user",
    ]
)


@given(data=st.data())
@settings(max_examples=60)
def test_whatever_composing_lets_through_telegram_takes(data: st.DataObject) -> None:
    """Nothing of the kind is left for the time of sending."""
    content = composing.fresh((VI, EN))
    for step in data.draw(st.lists(_steps(), min_size=2, max_size=9)):
        try:
            content = step(content)
            fitting.require_whole(_broadcast(content), default=VI)
        except ContentRefused:
            continue
        for found in _shown(content):
            _takes(found)


def test_the_most_of_everything_is_taken() -> None:
    """Every part as long as it may be, at once: with one photo, without any, with an album."""
    for count, most in ((0, MOST_TEXT), (1, MOST_CAPTION), (10, MOST_TEXT)):
        content = composing.fresh((VI, EN))
        for part in range(count):
            photo = Medium(kind=MediumKind.PHOTO, file=f"p{part}", size=fitting.MOST_BYTES[MediumKind.PHOTO])
            content = composing.with_sent(content, Sent(message=1, medium=photo, album="a"), VI, album="a")
        poll = Poll(
            question="q",
            options=tuple(f"{number:0{MOST_OPTION}}" for number in range(OPTIONS.stop - 1)),
            right=0,
            explanation="e" * MOST_EXPLANATION,
        )
        if count != 1:  # so many answers have no room under one photo
            content = composing.with_sent(content, Sent(message=2, poll=poll), VI)
        answers = sum(MOST_OPTION + 5 for _ in content.wordings[VI].options)
        content = composing.with_sent(content, Sent(message=3, text="x" * (most - answers)), VI)
        content = composing.with_title(content, "t" * MOST_TITLE, VI)
        content = composing.with_links(content, "\n".join(["l" * MOST_LABEL + " | https://a.vn"] * 3), VI)
        fitting.require_whole(_broadcast(content), default=VI)

        for found in _shown(content):
            _takes(found)


def _typed() -> st.SearchStrategy[str]:
    """Give plain words of any length near the limits."""
    lengths = st.sampled_from([0, 1, 119, 599, 601, 3499])
    return st.tuples(_WORDS, lengths).map(lambda drawn: drawn[0] + "x" * drawn[1])


def _sent() -> st.SearchStrategy[Sent]:
    """Give what one message may bring."""
    mark = st.builds(Entity, kind=_KINDS, offset=st.integers(0, 50), length=st.integers(0, 4000), url=_ADDRESSES)
    formatted = st.tuples(_typed(), st.lists(mark, max_size=4)).map(lambda drawn: markup.marked(*drawn).html)
    medium = st.builds(
        Medium,
        kind=st.sampled_from(list(MediumKind)),
        file=st.sampled_from(["a", "b"]),
        size=st.sampled_from([1, 10 << 20, 21 << 20, 51 << 20]),
    )
    option = st.one_of(_WORDS.filter(lambda words: bool(words.strip())), st.just("o" * MOST_OPTION))
    poll = st.builds(
        Poll,
        question=_WORDS,
        options=st.lists(option, max_size=11).map(tuple[str, ...]),
        right=st.one_of(st.none(), st.integers(0, 3)),
        explanation=st.sampled_from(["", "e" * 180, "e" * 181]),
    )
    return st.builds(
        Sent,
        message=st.just(1),
        text=st.one_of(st.none(), formatted),
        medium=st.one_of(st.none(), medium),
        album=st.sampled_from(["", "a"]),
        poll=st.one_of(st.none(), poll),
        place=st.one_of(st.none(), st.just(Point(lat=10.37, lon=105.43))),
    )


def _steps() -> st.SearchStrategy[Step]:
    """Give what an officer may do, well or badly."""
    languages = st.sampled_from([VI, VI, EN])
    link = st.tuples(_WORDS, _ADDRESSES).map("|".join)
    links, options = st.lists(link, max_size=4).map("\n".join), st.lists(_WORDS, max_size=4).map("\n".join)
    plain: list[st.SearchStrategy[Step]] = [
        st.tuples(typed, languages).map(lambda drawn, do=do: partial(do, typed=drawn[0], language=drawn[1]))
        for do, typed in (
            (composing.with_title, _typed()),
            (composing.with_links, links),
            (composing.with_explanation, _typed()),
            (partial(composing.with_options, default=VI), options),
        )
    ]
    return st.one_of(
        st.tuples(_sent(), languages).map(
            lambda drawn: partial(composing.with_sent, sent=drawn[0], language=drawn[1], album="a")
        ),
        *plain,
        st.just(partial(composing.titled_by_first_line, language=VI)),
        st.just(partial(composing.with_title, typed="Tiêu đề", language=VI)),
        st.just(composing.without_media),
        st.just(partial(composing.without_language, language=EN, default=VI)),
    )


def _shown(content: Content) -> list[Bulletin]:
    """Give every look that a content may have on its way."""
    return [
        bulletin(
            content,
            Imprint(unit=LONGEST, at=AT, urgent=True, corrected=True, occurrence=occurrence),
            language=language,
            texts=TEXTS,
        )
        for language in (VI, EN)
        for occurrence in (PREVIEW, None)
    ]


def _takes(found: Bulletin) -> None:
    """Let the stand-in's rules look at every call that the bulletin makes."""
    if found.is_album:
        check_album([medium.kind.value for medium in found.media])
    for medium in found.media:
        assert medium.size <= fitting.MOST_BYTES[medium.kind]
        assert len(found.media) <= fitting.MOST_MEDIA
    read = read_caption if found.has_caption else read_text
    read(found.text, parse_mode="HTML", entities=[])
    if found.markup is not None:
        check_markup(cast("JsonObject", found.markup.to_dict()))


def _broadcast(content: Content) -> Broadcast:
    return Broadcast(
        id=BroadcastId("b"),
        unit=DESK,
        composer=OfficerId("o"),
        hands=(OfficerId("o"),),
        content=content,
        audience=Audience(communes=(CommuneCode("30301"),), topics=(Topic.SCAM,)),
        schedule=Now(),
        touched=AT,
    )
