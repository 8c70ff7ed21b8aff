"""Composing: what an officer's message makes of a draft, part by part.

Pure: from a content or an audience to another one, or a refusal that says at once what cannot be sent later. It knows
neither Telegram nor who may compose.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.broadcasts import markup
from bot.domain.broadcasts.broadcast import Audience, Content, Link, Medium, Wording
from bot.domain.broadcasts.composing_errors import ContentFault, ContentRefused
from bot.domain.broadcasts.fitting import (
    MOST_EXPLANATION,
    MOST_LABEL,
    MOST_LINKS,
    MOST_MEDIA,
    MOST_OPTION,
    MOST_TITLE,
    OPTIONS,
    Part,
    check,
    check_lengths,
    check_media,
)
from bot.domain.broadcasts.subscription import Topic
from bot.domain.identifiers import Language
from bot.domain.point import Point
from bot.domain.units import CommuneCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A poll or a quiz as Telegram's own form gave it."""

    question: str
    options: tuple[str, ...]
    right: int | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One message of an officer, read: everything that it may bring at once."""

    message: int
    text: str | None = None  #: HTML of the allowed tags: the text, or what stands under a file
    medium: Medium | None = None
    album: str = ""  #: the album that the file belongs to
    poll: Poll | None = None
    place: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An officer's own message that became a part of a draft: changed there, it changes here."""

    message: int
    part: Part
    language: Language
    file: str = ""  #: that it brought; the draft may have another one by now


def fresh(languages: Iterable[Language]) -> Content:
    """Give a content of nothing; the first language is the one that it must have."""
    return Content(wordings={next(iter(languages)): Wording(title="", text="")})


def with_sent(content: Content, sent: Sent, language: Language, *, album: str = "", follows: bool = False) -> Content:
    """Give the content after a message: what it brings takes the place of what was there, a further photo is added.

    `album`: the album that is being taken in; `follows`: the message came right behind the last file.

    Raises:
        ContentRefused: it could not be sent so.

    """
    words = content.wordings.get(language, Wording(title="", text=""))
    changed = content
    if sent.text is not None:
        words = replace(words, text=sent.text.strip())
    if sent.poll is not None:
        _check_poll(sent.poll)
        words = _asking(words, sent.poll)
        changed = replace(changed, right=sent.poll.right)
    if sent.place is not None:
        changed = replace(changed, place=sent.place.rounded)
    if sent.medium is not None:
        changed = replace(changed, media=_joined(content.media, sent, album, follows=follows))
    changed = with_words(changed, words, language)
    check_lengths(changed, album_goes_on=bool(sent.album))
    return changed


def with_resent(content: Content, sent: Sent, language: Language, *, file: str) -> Content:
    """Give the content after an officer changed the message that it came from; `file`: that it brought before.

    Raises:
        ContentRefused: it could not be sent so.

    """
    if sent.medium is not None:
        media = tuple(sent.medium if medium.file == file else medium for medium in content.media)
        check_media(media)
        content = replace(content, media=media)
    if sent.text is not None:
        words = content.wordings.get(language, Wording(title="", text=""))
        content = with_words(content, replace(words, text=sent.text.strip()), language)
    check_lengths(content)
    return content


def with_words(content: Content, words: Wording, language: Language) -> Content:
    """Give the content with the words of a language in place of those before."""
    return replace(content, wordings={**content.wordings, language: words})


def with_title(content: Content, typed: str, language: Language) -> Content:
    """Give the content with a title.

    Raises:
        ContentRefused: it is empty or too long.

    """
    title = " ".join(typed.split())
    if not title:
        raise ContentRefused(ContentFault.TITLE_EMPTY)
    check(ContentFault.TITLE_TOO_LONG, markup.units(title), MOST_TITLE)
    return with_words(content, replace(_words(content, language), title=title), language)


def with_links(content: Content, typed: str, language: Language) -> Content:
    """Give the content with buttons that open addresses, typed one a line as ``Label | https://…``.

    Raises:
        ContentRefused: a line cannot be read so, or there are too many.

    """
    links = tuple(_link(line) for line in typed.splitlines() if line.strip())
    if not links:
        raise ContentRefused(ContentFault.LINK_UNREADABLE)
    check(ContentFault.TOO_MANY_LINKS, len(links), MOST_LINKS)
    return with_words(content, replace(_words(content, language), links=links), language)


def with_options(content: Content, typed: str, language: Language, *, default: Language) -> Content:
    """Give the content with the answers of a question in a further language, one a line, as many as in the first.

    Raises:
        ContentRefused: they are not as many, or too long.

    """
    options = tuple(line.strip() for line in typed.splitlines() if line.strip())
    wanted = len(content.wordings[default].options)
    if len(options) != wanted:
        raise ContentRefused(ContentFault.OPTIONS_DIFFER, most=wanted, by=len(options))
    for option in options:
        check(ContentFault.OPTION_TOO_LONG, markup.units(option), MOST_OPTION)
    answered = with_words(content, replace(_words(content, language), options=options), language)
    check_lengths(answered)
    return answered


def with_explanation(content: Content, typed: str, language: Language) -> Content:
    """Give the content with what is said to whoever has answered a quiz.

    Raises:
        ContentRefused: it is too long.

    """
    said = " ".join(typed.split())
    check(ContentFault.EXPLANATION_TOO_LONG, markup.units(said), MOST_EXPLANATION)
    return with_words(content, replace(_words(content, language), explanation=said), language)


def titled_by_first_line(content: Content, language: Language) -> Content:
    """Give the content whose title is the first line of its text.

    Raises:
        ContentRefused: that line cannot be one.

    """
    words = _words(content, language)
    found = markup.first_line(words.text)
    if found is None:
        raise ContentRefused(ContentFault.TITLE_EMPTY)
    title, text = found
    return with_title(with_words(content, replace(words, text=text), language), title, language)


def without_media(content: Content) -> Content:
    """Give the content without files."""
    return replace(content, media=())


def without_place(content: Content) -> Content:
    """Give the content without its place."""
    return replace(content, place=None)


def without_poll(content: Content) -> Content:
    """Give the content without its question's answers, in every language; what was asked stays as the title."""
    wordings = {language: replace(words, options=(), explanation="") for language, words in content.wordings.items()}
    return replace(content, wordings=wordings, right=None)


def without_links(content: Content) -> Content:
    """Give the content without buttons that open addresses, in every language."""
    wordings = {language: replace(words, links=()) for language, words in content.wordings.items()}
    return replace(content, wordings=wordings)


def without_language(content: Content, language: Language, *, default: Language) -> Content:
    """Give the content without a further language; the default one stays."""
    kept = {one: words for one, words in content.wordings.items() if one != language or one == default}
    return replace(content, wordings=kept)


def audience_of(communes: Iterable[CommuneCode], topics: Iterable[Topic]) -> Audience:
    """Give an audience as it is kept: communes sorted, each once; topics in the order of the menu."""
    chosen = set(topics)
    return Audience(communes=tuple(sorted(set(communes))), topics=tuple(topic for topic in Topic if topic in chosen))


def toggled(audience: Audience, topic: Topic) -> Audience:
    """Give the audience with a topic that it had not, or without it."""
    return audience_of(audience.communes, {topic} ^ set(audience.topics))


def _joined(media: tuple[Medium, ...], sent: Sent, album: str, *, follows: bool) -> tuple[Medium, ...]:
    """Give the files after one more: a further one of the same album is added, any other takes their place.

    Telegram's clients cut what is more than ten into a second album, or leave one photo over: that one must not push
    the ten out.
    """
    assert sent.medium is not None
    is_further = bool(sent.album) and sent.album == album
    is_left_over = follows and len(media) == MOST_MEDIA and sent.text is None
    joined = (*media, sent.medium) if is_further or is_left_over else (sent.medium,)
    check_media(joined)
    return joined


def _asking(words: Wording, poll: Poll) -> Wording:
    """Put a question into words: as the title where it fits and there is none, else before the answers, in the text."""
    explanation = poll.explanation if poll.right is not None else ""  # without an answer there is nothing to explain
    asked = replace(words, options=poll.options, explanation=explanation)
    question = markup.plain(poll.question)
    if not words.title and markup.units(poll.question) <= MOST_TITLE:
        return replace(asked, title=poll.question)
    if poll.question == words.title or question in words.text:
        return asked
    return replace(asked, text="\n\n".join(filter(None, (words.text, question))))


def _check_poll(poll: Poll) -> None:
    if len(poll.options) < OPTIONS.start:
        raise ContentRefused(ContentFault.TOO_FEW_OPTIONS, by=len(poll.options), most=OPTIONS.start)
    check(ContentFault.TOO_MANY_OPTIONS, len(poll.options), OPTIONS.stop - 1)
    for option in poll.options:
        check(ContentFault.OPTION_TOO_LONG, markup.units(option), MOST_OPTION)
    check(ContentFault.EXPLANATION_TOO_LONG, markup.units(poll.explanation), MOST_EXPLANATION)


def _link(line: str) -> Link:
    label, found, address = (part.strip() for part in line.rpartition("|"))
    if not found or not label:
        raise ContentRefused(ContentFault.LINK_UNREADABLE)
    if not markup.is_web(address):
        raise ContentRefused(ContentFault.LINK_NOT_WEB)
    check(ContentFault.LABEL_TOO_LONG, markup.units(label), MOST_LABEL)
    return Link(label=label, url=address)


def _words(content: Content, language: Language) -> Wording:
    return content.wordings.get(language, Wording(title="", text=""))
