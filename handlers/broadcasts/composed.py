"""What is kept of a message of somebody who composes broadcasts, beyond what is kept of anybody: formatting, polls.

It stands apart, under one key of ours, so that of residents' messages nothing more is kept than before. Written before
anything is stored, read again when the draft takes it in.
"""

from collections.abc import Mapping
from typing import Final, cast

from telegram import Message

from bot.domain.broadcasts import markup
from bot.domain.broadcasts.broadcast import Medium, MediumKind
from bot.domain.broadcasts.composing import Poll, Sent
from bot.domain.broadcasts.markup import Entity, Marked
from bot.domain.point import Point

Raw = Mapping[str, object]

KEY: Final = "composed"
_FORMATS: Final = frozenset(
    {"bold", "italic", "underline", "strikethrough", "blockquote", "expandable_blockquote", "text_link"}
)
#: What cannot be kept, but is said to be lost: of these only that they are there.
_LOST: Final = frozenset({"spoiler", "code", "pre", "custom_emoji", "text_mention"})
_NO_ADDRESS: Final = "-"  #: in place of one that is none of the web: the link is said to be lost


def composed(message: Raw) -> Raw:
    """Give what is kept of a composer's message; nothing where there is nothing of the kind."""
    kept: dict[str, object] = {}
    if marks := [_entity(one) for one in _objects(message.get("entities") or message.get("caption_entities"))]:
        kept["marks"] = [mark for mark in marks if mark is not None]
    if (poll := _object(message.get("poll"))) is not None:
        kept["poll"] = _poll(poll)
    if "venue" in message:
        kept["venue"] = True
    if "animation" in message:
        kept["moving"] = True
    return {KEY: kept} if kept else {}


def marked(message: Message) -> Marked | None:
    """Give the text of a message, or what stands under its file, with its formatting; None where there is none."""
    text = message.text if message.text is not None else message.caption
    if text is None:
        return None
    return markup.marked(text, [_read(one) for one in _objects(_kept(message).get("marks"))])


def sent(message: Message) -> Sent | None:
    """Give what a message brings to a draft; None where it is of a kind that a broadcast cannot have."""
    words = marked(message)
    medium = _medium(message)
    poll = _object(_kept(message).get("poll"))
    place = message.location
    if words is None and medium is None and poll is None and place is None:
        return None
    if message.effective_attachment is not None and medium is None and place is None:
        return None  # a voice with words under it: the words alone are not what was meant
    return Sent(
        message=message.message_id,
        text=words.html if words is not None else None,
        medium=medium,
        album=message.media_group_id or "",
        poll=_asked(poll) if poll is not None else None,
        place=Point(lat=place.latitude, lon=place.longitude) if place is not None else None,
    )


def has_venue(message: Message) -> bool:
    """Tell whether a place came with a name, which does not go along."""
    return bool(_kept(message).get("venue"))


def allows_several(message: Message) -> bool:
    """Tell whether a poll lets people choose several answers, which ours do not."""
    poll = _object(_kept(message).get("poll"))
    return poll is not None and bool(poll.get("several"))


def lacks_answer(message: Message) -> bool:
    """Tell whether a quiz came without its right answer, as Telegram hides it in one that was forwarded."""
    poll = _object(_kept(message).get("poll"))
    return poll is not None and bool(poll.get("quiz")) and poll.get("right") is None


def _medium(message: Message) -> Medium | None:
    if message.photo:
        best = message.photo[-1]
        return Medium(kind=MediumKind.PHOTO, file=best.file_id, size=best.file_size or 0)
    if message.video is not None:
        return Medium(kind=MediumKind.VIDEO, file=message.video.file_id, size=message.video.file_size or 0)
    if message.document is not None and not _kept(message).get("moving"):
        return Medium(kind=MediumKind.DOCUMENT, file=message.document.file_id, size=message.document.file_size or 0)
    return None


def _kept(message: Message) -> Raw:
    return _object(message.api_kwargs.get(KEY)) or {}


def _entity(entity: Raw) -> Raw | None:
    kind = str(entity.get("type"))
    if kind not in _FORMATS | _LOST:
        return None
    mark = {"type": kind, "offset": entity.get("offset"), "length": entity.get("length")}
    if kind == "text_link":
        address = str(entity.get("url", ""))
        mark["url"] = address if markup.is_web(address) else _NO_ADDRESS
    return mark


def _poll(poll: Raw) -> Raw:
    """Give a poll's words; who has answered is not kept, nor what names it at Telegram."""
    several = _numbers(poll.get("correct_option_ids"))
    right = poll.get("correct_option_id", several[0] if len(several) == 1 else None)
    return {
        "question": str(poll.get("question", "")),
        "options": [str(option.get("text", "")) for option in _objects(poll.get("options"))],
        "right": right if isinstance(right, int) else None,
        "explanation": str(poll.get("explanation") or ""),
        "several": bool(poll.get("allows_multiple_answers")),
        "quiz": poll.get("type") == "quiz",
    }


def _read(mark: Raw) -> Entity:
    return Entity(
        kind=str(mark.get("type")),
        offset=_number(mark.get("offset")),
        length=_number(mark.get("length")),
        url=str(mark.get("url", "")),
    )


def _asked(poll: Raw) -> Poll:
    options = poll.get("options")
    right = poll.get("right")
    return Poll(
        question=str(poll.get("question", "")).strip(),
        options=tuple(str(option) for option in cast("list[object]", options)) if isinstance(options, list) else (),
        right=right if isinstance(right, int) else None,
        explanation=str(poll.get("explanation", "")),
    )


def _object(value: object) -> Raw | None:
    return cast("Raw", value) if isinstance(value, Mapping) else None  # JSON objects have text keys


def _objects(value: object) -> list[Raw]:
    if not isinstance(value, list):
        return []
    items = cast("list[object]", value)  # JSON arrays hold anything
    return [found for item in items if (found := _object(item)) is not None]


def _numbers(value: object) -> list[int]:
    items = cast("list[object]", value) if isinstance(value, list) else []
    return [item for item in items if isinstance(item, int)]


def _number(value: object) -> int:
    return value if isinstance(value, int) and value >= 0 else 0
