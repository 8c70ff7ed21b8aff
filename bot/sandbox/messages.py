"""What lies in a chat: messages, their contents and their buttons, as Telegram keeps them."""

from dataclasses import dataclass, field

from bot.sandbox.members import User
from bot.sandbox.plain import JsonObject

CAPTIONED = frozenset({"photo", "video", "animation", "audio", "document", "voice"})


def _nothing() -> JsonObject:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Words and what they go with; `media` maps a kind ("photo", "contact", "location", …) to its Bot API value."""

    words: str = ""
    entities: tuple[JsonObject, ...] = ()
    media: JsonObject = field(default_factory=_nothing)

    @property
    def is_captioned(self) -> bool:
        """Say whether the words are a caption and not the message itself."""
        return not CAPTIONED.isdisjoint(self.media)

    def as_json(self) -> JsonObject:
        """Give the content's fields of a Message."""
        shown: JsonObject = dict(self.media)
        if self.words:
            key, entities_key = ("caption", "caption_entities") if self.is_captioned else ("text", "entities")
            shown[key] = self.words
            if self.entities:
                shown[entities_key] = list(self.entities)
        return shown


@dataclass(slots=True, kw_only=True)
class Message:
    """One message as Telegram's servers hold it; `service` holds the fields of a service message instead of content."""

    message_id: int
    chat_id: int
    sender: User | None
    date: int
    content: Content
    service: JsonObject = field(default_factory=_nothing)
    markup: JsonObject | None = None
    reply_to: int | None = None
    thread_id: int | None = None
    #: The first message of the chain of answers that this one belongs to.
    answers_root: int | None = None
    forward_origin: JsonObject | None = None
    media_group_id: str | None = None
    signed_as_chat: bool = False
    is_protected: bool = False
    edited_at: int | None = None
    #: Grows with every change anywhere, so that "changed since" is one comparison.
    mark: int = 0

    @property
    def keyboard(self) -> JsonObject | None:
        """Give the inline keyboard under the message."""
        return self.markup if self.markup is not None and "inline_keyboard" in self.markup else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody is about to post."""

    content: Content
    markup: JsonObject | None = None
    reply_to: int | None = None
    thread_id: int | None = None
    forward_origin: JsonObject | None = None
    media_group_id: str | None = None
    signed_as_chat: bool = False
    is_protected: bool = False
    service: JsonObject = field(default_factory=_nothing)
