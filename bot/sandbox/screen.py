"""What somebody sees when they look at a chat: messages as they are displayed, and the buttons under them."""

from dataclasses import dataclass

from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.plain import JsonObject, list_in, object_in, objects_in, text_in
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One button; exactly one of `data`, `url` and `copies` is set, none on a reply keyboard."""

    text: str
    data: str | None = None
    url: str | None = None
    copies: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message as it was displayed at one moment; it does not change when the message does."""

    chat_id: int
    message_id: int
    text: str
    entities: tuple[JsonObject, ...]
    buttons: tuple[tuple[Button, ...], ...]
    sender: str
    sender_id: int | None
    by_bot: bool
    is_edited: bool
    is_protected: bool
    asks_reply: bool
    #: "text", "photo", "document", "contact", … or the name of a service message.
    kind: str
    reply_to: int | None
    topic: int | None
    album: str | None
    date: int
    #: Grows with every change anywhere.
    mark: int

    @property
    def labels(self) -> list[list[str]]:
        """Give the words on the buttons, row by row."""
        return [[button.text for button in row] for row in self.buttons]

    def button(self, label_or_data: str) -> Button:
        """Give the button with exactly this data or label, else the first whose label contains it."""
        every = [button for row in self.buttons for button in row]
        for button in every:
            if label_or_data in {button.data, button.text}:
                return button
        for button in every:
            if label_or_data in button.text:
                return button
        raise AssertionError(f"no button {label_or_data!r} among {self.labels} under {self.text[:200]!r}")


def shown(world: World, chat: Chat, message: Message) -> Shown:
    """Give a message as it is displayed now."""
    sender = message.sender
    return Shown(
        chat_id=chat.chat_id,
        message_id=message.message_id,
        text=message.content.words,
        entities=message.content.entities,
        buttons=_buttons(message),
        sender=chat.title if message.signed_as_chat or sender is None else sender.first_name,
        sender_id=None if sender is None else sender.user_id,
        by_bot=sender is world.bot,
        is_edited=message.edited_at is not None,
        is_protected=message.is_protected,
        asks_reply=message.markup is not None and "force_reply" in message.markup,
        kind=next(iter(message.service or message.content.media), "text"),
        reply_to=message.reply_to,
        topic=message.thread_id,
        album=message.media_group_id,
        date=message.date,
        mark=message.mark,
    )


def listing(messages: list[Shown]) -> str:
    """Give messages as text, for a person who wonders what was on the screen."""
    if not messages:
        return "the screen is empty"
    return "on the screen:\n" + "\n".join(
        f"  #{message.message_id} {message.sender}: {message.text!r} {message.labels or ''}".rstrip()
        for message in messages
    )


def _buttons(message: Message) -> tuple[tuple[Button, ...], ...]:
    markup = message.markup or {}
    rows = list_in(markup.get("inline_keyboard")) or list_in(markup.get("keyboard"))
    return tuple(tuple(_button(button) for button in objects_in(row)) for row in rows)


def _button(button: JsonObject) -> Button:
    return Button(
        text=text_in(button.get("text")),
        data=text_in(button.get("callback_data")) or None,
        url=text_in(button.get("url")) or None,
        copies=text_in(object_in(button.get("copy_text")).get("text")) or None,
    )
