"""What each phone shows, as JSON for the page: chats with their messages, people, the bot's own profile.

Texts go out as they are with their entities beside them; the page builds elements from them and never markup.
"""

import re
from dataclasses import dataclass, field

from bot.practice.cast import Cast, Player
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.plain import Json, JsonObject, list_in, number_in, object_in, objects_in, text_in, utf16_length
from bot.sandbox.typing_words import typed_entities
from bot.sandbox.world import World

MOST_MESSAGES = 200  #: of one chat, the newest
_REPLY = 120
_STARTED = re.compile(r"\A/start \S+\Z")
_FILES = ("photo", "video", "animation", "voice", "audio", "document", "sticker", "video_note")


@dataclass(slots=True)
class View:
    """Makes the parts of the page's state out of the world; a chat that has not changed is not made anew."""

    world: World
    cast: Cast
    #: By message, the update that told the bot of it: two ticks once the bot has taken it.
    told: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])
    _made: dict[int, tuple[JsonObject, JsonObject]] = field(default_factory=dict[int, tuple[JsonObject, JsonObject]])

    def person(self, player: Player) -> JsonObject:
        """Give somebody's phone without the messages on it."""
        person = player.person
        private = self.world.private_chat_if_open(person.user_id)
        chats: list[Json] = [chat.chat_id for chat in self.cast.chats_of(self.world, player)]
        return {
            "id": person.user_id,
            "key": player.part.key,
            "name": player.part.name,
            "role": player.part.role,
            "language": player.part.language,
            "group": player.part.group,
            "has_started": private is not None,
            "has_blocked": person.has_blocked_bot,
            "chats": chats,
            "commands": self._commands(player.part.language),
            "description": _of_language(self.world.profile.descriptions, player.part.language),
        }

    def chat(self, chat: Chat) -> JsonObject:
        """Give a chat with its newest messages."""
        messages = list(chat.messages.values())[-MOST_MESSAGES:]
        taken: list[Json] = [number for number in (m.message_id for m in messages) if self._is_taken(chat, number)]
        newest = max((message.mark for message in messages), default=0)
        members: list[Json] = [user for user, member in chat.members.items() if member.is_in_chat]
        key: JsonObject = {
            "newest": newest,
            "ids": [message.message_id for message in messages],
            "taken": taken,
            "title": chat.title,
            "members": members,
        }
        known = self._made.get(chat.chat_id)
        if known is not None and known[0] == key:
            return known[1]
        shown: JsonObject = {
            "id": chat.chat_id,
            "kind": chat.kind,
            "title": chat.title,
            "members": members,
            "taken": taken,
            "messages": [self._message(chat, message) for message in messages],
        }
        self._made[chat.chat_id] = key, shown
        return shown

    def _is_taken(self, chat: Chat, message_id: int) -> bool:
        update = self.told.get((chat.chat_id, message_id))
        return update is None or self.world.updates.is_confirmed(update)

    def _commands(self, language: str) -> Json:
        by_language = {
            spoken: commands
            for (scope, spoken), commands in self.world.profile.commands.items()
            if scope == "" or "all_private_chats" in scope
        }
        commands = by_language.get(language) or by_language.get("") or []
        return [{"command": text_in(one["command"]), "description": text_in(one["description"])} for one in commands]

    def _message(self, chat: Chat, message: Message) -> JsonObject:
        sender = message.sender
        by_bot = sender is self.world.bot
        words = _words(message)
        shown: JsonObject = {
            "id": message.message_id,
            "mark": message.mark,
            "from": None if sender is None or message.signed_as_chat else sender.user_id,
            "name": chat.title if sender is None or message.signed_as_chat else sender.first_name,
            "by_bot": by_bot,
            "date": message.date,
            "edited": message.edited_at is not None and not message.service,
            "text": words,
            "entities": _entities(words, message.content.entities, by_bot=by_bot),
            "album": message.media_group_id,
            "topic": chat.topics.get(message.thread_id or 0),
            "forwarded": _origin(message),
            "reply": self._reply(chat, message),
            "media": self._media(message),
            "service": _service(message),
            "rows": _rows(message),
            "asks": _asks(message),
        }
        return {name: value for name, value in shown.items() if value not in (None, "", [], {}, False)}

    def _reply(self, chat: Chat, message: Message) -> Json:
        replied = chat.messages.get(message.reply_to) if message.reply_to is not None else None
        if replied is None or replied.service:
            return None
        name = replied.sender.first_name if replied.sender is not None else chat.title
        kind = next(iter(replied.content.media), "")
        return {"id": replied.message_id, "name": name, "text": _words(replied)[:_REPLY], "kind": kind}

    def _media(self, message: Message) -> Json:
        media = message.content.media
        for kind in _FILES:
            if kind in media:
                sizes = objects_in(media[kind])
                file = sizes[-1] if sizes else object_in(media[kind])
                named = {key: file[key] for key in ("file_name", "mime_type", "file_size", "duration") if key in file}
                return {"kind": kind, "file": text_in(file.get("file_id")), **named}
        if "venue" in media:
            venue = object_in(media["venue"])
            return {"kind": "venue", "title": venue["title"], "address": venue["address"]} | object_in(
                venue["location"]
            )
        if "location" in media:
            return {"kind": "location"} | object_in(media["location"])
        if "contact" in media:
            contact = object_in(media["contact"])
            return {"kind": "contact", "phone": contact["phone_number"], "name": contact["first_name"]}
        if "poll" in media:
            poll = object_in(media["poll"])
            options: list[Json] = [one["text"] for one in objects_in(poll["options"])]
            return {"kind": "poll", "title": poll["question"], "options": options, "is_quiz": poll["type"] == "quiz"}
        return {"kind": next(iter(media))} if media else None


def _words(message: Message) -> str:
    """Give the words; what a link carries behind /start is seen by the bot alone."""
    return _STARTED.sub("/start", message.content.words)


def _entities(words: str, given: tuple[JsonObject, ...], *, by_bot: bool) -> list[Json]:
    """Give the entities; in a bot's text, clients also mark links, commands and the like that nothing else covers."""
    found: list[JsonObject] = list(given)
    if by_bot:
        covered = [(number_in(one["offset"]), number_in(one["length"])) for one in given if _is_firm(one)]
        found += [
            one
            for one in typed_entities(words)
            if all(
                number_in(one["offset"]) >= start + length
                or number_in(one["offset"]) + number_in(one["length"]) <= start
                for start, length in covered
            )
        ]
    assert all(number_in(one["offset"]) <= utf16_length(words) for one in found)
    return [{key: one[key] for key in ("type", "offset", "length", "url") if key in one} for one in found]


def _is_firm(entity: JsonObject) -> bool:
    return text_in(entity["type"]) in {"code", "pre", "text_link", "text_mention", "url"}


def _origin(message: Message) -> str:
    origin = message.forward_origin or {}
    return text_in(object_in(origin.get("sender_user")).get("first_name")) or text_in(origin.get("sender_user_name"))


def _service(message: Message) -> Json:
    """Give a service message as its kind, and the names or the title that it speaks of."""
    for kind, value in message.service.items():
        match kind:
            case "new_chat_members":
                return {"kind": "joined", "names": [text_in(one.get("first_name")) for one in objects_in(value)]}
            case "left_chat_member":
                return {"kind": "left", "names": [text_in(object_in(value).get("first_name"))]}
            case "new_chat_title":
                return {"kind": "titled", "names": [text_in(value)]}
            case "group_chat_created" | "pinned_message" | "forum_topic_created" | "migrate_from_chat_id":
                return {"kind": kind, "names": []}
            case _:
                return {"kind": "other", "names": []}
    return None


def _rows(message: Message) -> list[Json]:
    rows = list_in((message.keyboard or {}).get("inline_keyboard"))
    return [[_button(button) for button in objects_in(row)] for row in rows]


def _button(button: JsonObject) -> JsonObject:
    shown: JsonObject = {"text": text_in(button["text"])}
    if "callback_data" in button:
        shown["data"] = button["callback_data"]
    if "url" in button:
        shown["url"] = button["url"]
    if "copy_text" in button:
        shown["copies"] = object_in(button["copy_text"]).get("text")
    if "style" in button:
        shown["style"] = button["style"]
    return shown


def _asks(message: Message) -> Json:
    """Give what the message does to the field below: asks for a reply, shows a keyboard, takes one away."""
    markup = message.markup or {}
    if "force_reply" in markup:
        return {
            "kind": "reply",
            "selective": markup.get("selective") is True,
            "hint": markup.get("input_field_placeholder"),
        }
    if "remove_keyboard" in markup:
        return {"kind": "remove"}
    if "keyboard" in markup:
        rows: list[Json] = [
            [
                {
                    "text": text_in(one.get("text")),
                    "asks": next((name for name in one if name.startswith("request_")), ""),
                }
                for one in objects_in(row)
            ]
            for row in list_in(markup["keyboard"])
        ]
        return {"kind": "keyboard", "rows": rows, "once": markup.get("one_time_keyboard") is True}
    return None


def _of_language(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("", "")
