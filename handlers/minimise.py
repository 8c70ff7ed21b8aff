"""Minimising: before anything else sees or stores an update, an allow-list keeps what the bot needs of it.

What the list does not know is dropped: names, user names, phones, forwarded origins, file names, entities that carry
people, exact seconds. What remains has the shape of a Bot API update, so that the library can read it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from bot.domain.identifiers import ChatId, Language, UserId
from bot.ports.vault import Arrival
from handlers.broadcasts.composed import composed

Raw = Mapping[str, object]

ALLOWED_UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
#: The commands that are understood in groups.
IN_GROUPS: Final = frozenset(
    {"start", "lienket", "canbo", "donvi", "nhatky", "lichtruc", "duty", "truc", "tonghop", "trogiup", "help"}
)
_MEDIA: Final = ("voice", "video", "video_note", "document", "audio", "animation", "sticker")
_BARE: Final = ("contact", "poll", "dice", "story", "game", "paid_media", "checklist", "invoice", "venue")
_ANYTHING: Final = "application/octet-stream"
_PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"})
_NO_PICTURE: Final = "application/x-other"
_MOVED: Final = ("migrate_to_chat_id", "migrate_from_chat_id")
_SOME_DATE: Final = 1  #: the library wants a date; 0 would mean an inaccessible message


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimiser:
    """What the allow-list has to know of the bot."""

    bot: int  #: the bot's own id
    languages: tuple[Language, ...]
    commands: frozenset[str]  #: that are understood in groups, without slash
    #: Whether somebody who was asked just now for a reply has spoken: their words beside it are told to be no answer.
    spoke: Callable[[ChatId, UserId], bool] = field(default=lambda _chat, _user: False)
    #: Whether this is the private chat of somebody who composes broadcasts: formatting and polls are kept there.
    composes: Callable[[ChatId], bool] = field(default=lambda _chat: False)

    def arrival(self, update: Raw) -> Arrival | None:
        """Give what is kept of an update; None where nothing of it is for the bot."""
        number = update.get("update_id")
        if not isinstance(number, int):
            return None
        for kind in ALLOWED_UPDATES:
            if (body := _object(update.get(kind))) is None:
                continue
            read = {
                "message": self._message,
                "edited_message": self._edited,
                "callback_query": self._press,
                "my_chat_member": self._membership,
                "chat_member": self._membership,
            }[kind]
            if (found := read(body)) is None:
                return None
            chat, kept = found
            return Arrival(update=number, chat=chat, payload={"update_id": number, kind: kept})
        return None

    def language_of(self, payload: Raw) -> Language:
        """Give the language of the client that a minimised update came from, the default one where it is not ours."""
        bodies = [_object(payload.get(kind)) or {} for kind in ALLOWED_UPDATES]
        senders = [_object(body.get("from")) or {} for body in bodies]
        code = next((str(sender["language_code"]) for sender in senders if "language_code" in sender), "")
        return Language(code) if code in self.languages else self.languages[0]

    def _message(self, message: Raw) -> tuple[ChatId, Raw] | None:
        chat = _object(message.get("chat")) or {}
        kept: dict[str, object] = {
            "message_id": message.get("message_id"),
            "date": _SOME_DATE,
            "chat": _chat(chat),
            "from": self._sender(message),
            **{key: message[key] for key in ("text", "caption", "media_group_id", *_MOVED) if key in message},
            **_membership_news(message),
            **_media(message),
        }
        if commands := _commands(message):
            kept["entities"] = commands
        if (replied := self._own_message(message)) is not None:
            kept["reply_to_message"] = replied
        if "message_thread_id" in message and message.get("is_topic_message"):
            kept["message_thread_id"] = message["message_thread_id"]
            kept["is_topic_message"] = True
        is_private = chat.get("type") == "private"
        if is_private and self.composes(ChatId(_number(chat.get("id")))):
            kept |= composed(message)
        if not is_private and self._is_beside_the_question(message, kept):
            # Only that something was said: what officers say to each other is never kept.
            kept = {key: kept[key] for key in ("message_id", "date", "chat", "from")} | {"beside": True}
            return ChatId(_number(chat.get("id"))), kept
        if not (_says_something(kept) if is_private else self._is_for_the_bot(message, kept)):
            return None
        return ChatId(_number(chat.get("id"))), kept

    def _edited(self, message: Raw) -> tuple[ChatId, Raw] | None:
        chat = _object(message.get("chat")) or {}
        return self._message(message) if chat.get("type") == "private" else None

    def _press(self, press: Raw) -> tuple[ChatId, Raw] | None:
        message = _object(press.get("message"))
        if message is None or "data" not in press:
            return None
        chat = _object(message.get("chat")) or {}
        kept_message = {"message_id": message.get("message_id"), "date": _SOME_DATE, "chat": _chat(chat)}
        if (receipt := _copied(message)) is not None:
            kept_message["text"] = receipt
        kept = {
            "id": press.get("id"),
            "from": self._sender(press),
            "chat_instance": "",
            "data": press["data"],
            "message": kept_message,
        }
        return ChatId(_number(chat.get("id"))), kept

    def _membership(self, change: Raw) -> tuple[ChatId, Raw] | None:
        chat = _object(change.get("chat")) or {}
        kept = {
            "chat": _chat(chat),
            "from": self._sender(change),
            "date": _SOME_DATE,
            "old_chat_member": _member(_object(change.get("old_chat_member")) or {}),
            "new_chat_member": _member(_object(change.get("new_chat_member")) or {}),
        }
        return ChatId(_number(chat.get("id"))), kept

    def _sender(self, of: Raw) -> Raw:
        sender = _object(of.get("from")) or {}
        code = str(sender.get("language_code", "")).split("-")[0]
        known = {"language_code": code} if code in self.languages else {}
        return {"id": sender.get("id", 0), "is_bot": bool(sender.get("is_bot")), "first_name": "", **known}

    def _own_message(self, message: Raw) -> Raw | None:
        """Give the message that is replied to, if it is the bot's own; a forum topic's root is no such message."""
        replied = _object(message.get("reply_to_message"))
        if replied is None or "forum_topic_created" in replied:
            return None
        author = _object(replied.get("from")) or {}
        if author.get("id") != self.bot:
            return None
        chat = _object(replied.get("chat")) or _object(message.get("chat")) or {}
        return {"message_id": replied.get("message_id"), "date": _SOME_DATE, "chat": _chat(chat)}

    def _is_beside_the_question(self, message: Raw, kept: Raw) -> bool:
        """Tell whether this is a plain text, to nobody, of somebody who was asked for a reply; once for a question."""
        chat, sender = _object(message.get("chat")) or {}, _object(message.get("from")) or {}
        spoke = "text" in message and self.spoke(ChatId(_number(chat.get("id"))), UserId(_number(sender.get("id"))))
        replied = _object(message.get("reply_to_message"))
        is_to_somebody = replied is not None and "forum_topic_created" not in replied
        return spoke and not is_to_somebody and not self._is_for_the_bot(message, kept)

    def _is_for_the_bot(self, message: Raw, kept: Raw) -> bool:
        """Tell whether a message in a group is a command of ours, an answer to the bot, or news of the group."""
        if "reply_to_message" in kept or any(key in kept for key in (*_MOVED, "new_chat_members", "left_chat_member")):
            return True
        text = str(message.get("text", ""))
        command = text.split(maxsplit=1)[0].removeprefix("/").split("@")[0] if text.startswith("/") else ""
        return command.lower() in self.commands


def album_of(payload: Raw) -> object:
    """Give the album that a minimised update's message belongs to; None for any other update."""
    return (_object(payload.get("message")) or {}).get("media_group_id")


def _says_something(kept: Raw) -> bool:
    """Tell whether a private message holds anything of its sender, as opposed to news such as a changed timer."""
    return any(key in kept for key in ("text", "caption", "photo", "location", "unread", *_MEDIA))


def _chat(chat: Raw) -> Raw:
    forum = {"is_forum": True} if chat.get("type") == "supergroup" and chat.get("is_forum") is True else {}
    return {"id": chat.get("id"), "type": chat.get("type", "private"), **forum}


def _person(user: Raw) -> Raw:
    return {"id": user.get("id", 0), "is_bot": bool(user.get("is_bot")), "first_name": ""}


def _copied(message: Raw) -> object | None:
    """Give what the bot's own copy button holds: the receipt, so that its message can be written anew."""
    markup = _object(message.get("reply_markup")) or {}
    rows = markup.get("inline_keyboard")
    for row in cast("list[object]", rows) if isinstance(rows, list) else []:
        for button in _objects(row):
            if (copy := _object(button.get("copy_text"))) is not None:
                return copy.get("text")
    return None


def _member(member: Raw) -> Raw:
    rights = {
        key: value for key, value in member.items() if key.startswith(("can_", "is_")) and isinstance(value, bool)
    }
    until = {"until_date": 0} if member.get("status") in ("restricted", "kicked") else {}
    return {"status": member.get("status"), "user": _person(_object(member.get("user")) or {}), **rights, **until}


def _membership_news(message: Raw) -> Raw:
    kept: dict[str, object] = {}
    if joined := _objects(message.get("new_chat_members")):
        kept["new_chat_members"] = [_person(user) for user in joined]
    if (left := _object(message.get("left_chat_member"))) is not None:
        kept["left_chat_member"] = _person(left)
    return kept


def _media(message: Raw) -> Raw:
    """Give kind, file id and size of what is not text; of a contact or the like only that it was one."""
    if sizes := _objects(message.get("photo")):
        best = sizes[-1]
        return {"photo": [_file(best, width=best.get("width", 0), height=best.get("height", 0))]}
    for kind in _MEDIA:
        if (file := _object(message.get(kind))) is not None:
            told: Raw = _kind_of(file) if kind == "document" else {}
            return {kind: _file(file, **_required(kind), **told)}
    if (place := _object(message.get("location"))) is not None:
        # That it goes on is kept, so that it can be said; for how long is not.
        live: Raw = {"live_period": 1} if place.get("live_period") else {}
        return {"location": {"latitude": place.get("latitude"), "longitude": place.get("longitude"), **live}}
    return {"unread": next(kind for kind in _BARE if kind in message)} if any(kind in message for kind in _BARE) else {}


def _file(file: Raw, **others: object) -> Raw:
    return {"file_id": file.get("file_id"), "file_unique_id": "", "file_size": file.get("file_size", 0), **others}


def _kind_of(file: Raw) -> Raw:
    """Give what a file says it is, as far as it may be a picture: nothing else is fetched."""
    said = file.get("mime_type")
    if said is None or said == _ANYTHING:
        return {}
    return {"mime_type": said if said in _PICTURES else _NO_PICTURE}


def _required(kind: str) -> Raw:
    """Give what the library wants of a medium besides its file."""
    sized = {"width": 0, "height": 0}
    return {
        "document": {},
        "voice": {"duration": 0},
        "audio": {"duration": 0},
        "video_note": {"duration": 0, "length": 0},
        "video": {"duration": 0, **sized},
        "animation": {"duration": 0, **sized},
        "sticker": {"type": "regular", "is_animated": False, "is_video": False, **sized},
    }[kind]


def _commands(message: Raw) -> list[Raw]:
    return [
        {"type": "bot_command", "offset": entity.get("offset"), "length": entity.get("length")}
        for entity in _objects(message.get("entities"))
        if entity.get("type") == "bot_command"
    ]


def _object(value: object) -> Raw | None:
    return cast("Raw", value) if isinstance(value, dict) else None  # JSON objects have text keys


def _objects(value: object) -> list[Raw]:
    if not isinstance(value, list):
        return []
    items = cast("list[object]", value)  # JSON arrays hold anything
    return [found for item in items if (found := _object(item)) is not None]


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
