"""Mouth: everything a person can post, with all that Telegram tells a bot about them when they do."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat
from bot.sandbox.files import media_of
from bot.sandbox.looking import Onlooker
from bot.sandbox.members import Member, User
from bot.sandbox.messages import Content, Draft, Message
from bot.sandbox.screen import Shown, shown
from bot.sandbox.strictness import START_PAYLOAD
from bot.sandbox.typing_words import typed_entities

if TYPE_CHECKING:
    from bot.sandbox.plain import JsonObject

ANONYMOUS_ADMINISTRATOR = User(user_id=1_087_968_824, first_name="Group", username="GroupAnonymousBot", is_bot=True)
_MIMES = {"photo": None, "video": "video/mp4", "voice": "audio/ogg", "audio": "audio/mpeg", "sticker": None}
_START_LINK = re.compile(r"https://t\.me/(\w+)(?:\?start=([^&]*))?")


class Speaker(Onlooker):
    """Somebody who posts; `to` is their talk with the bot where no chat is named."""

    def starts(self, payload: str | None = None) -> Shown:
        """Press Start (or open a t.me link with a payload): the bot may write to them from now on."""
        if payload is not None and START_PAYLOAD.fullmatch(payload) is None:
            raise AssertionError(f"Telegram carries no start payload like {payload!r}")
        self.world.private_chat(self.user)
        return self.sends("/start" if payload is None else f"/start {payload}")

    def opens(self, link: str) -> Shown:
        """Follow a https://t.me/<bot>?start=… link and press Start."""
        found = _START_LINK.fullmatch(link)
        if found is None or found[1].lower() != (self.world.bot.username or "").lower():
            raise AssertionError(f"{link!r} does not lead to this bot")
        return self.starts(found[2] or None)

    def sends(
        self,
        text: str,
        *,
        to: Chat | None = None,
        reply_to: Shown | None = None,
        topic: int | None = None,
        mentions: User | None = None,
        anonymously: bool = False,
    ) -> Shown:
        """Post a text; `mentions` marks its first word with somebody's account, `anonymously` signs as the group."""
        entities = typed_entities(text)
        if mentions is not None:
            length = len(text.partition(" ")[0])
            mention: JsonObject = {"type": "text_mention", "offset": 0, "length": length, "user": mentions.as_json()}
            entities = (mention, *entities)
        draft = Draft(content=Content(words=text, entities=entities), thread_id=topic, signed_as_chat=anonymously)
        return self._posts(draft, to=to, reply_to=reply_to)

    def replies(self, message: Shown, text: str, *, anonymously: bool = False) -> Shown:
        """Answer a message where it stands."""
        chat = self.world.chats[message.chat_id]
        return self.sends(text, to=chat, reply_to=message, topic=message.topic, anonymously=anonymously)

    def edits(self, message: Shown, text: str) -> Shown:
        """Change the words of an own message; of a photo, what is written under it."""
        chat, kept = self._own(message)
        content = replace(kept.content, words=text, entities=typed_entities(text))
        self.world.edit(chat, kept, content=content, markup=kept.markup)
        return self._acted(chat, kept)

    def exchanges(self, message: Shown, content: bytes) -> Shown:
        """Put another photo in the place of an own one."""
        chat, kept = self._own(message)
        media = media_of(self.world.files.keep(content, kind="photo"), mime=None)
        self.world.edit(chat, kept, content=replace(kept.content, media=media), markup=kept.markup)
        return self._acted(chat, kept)

    def deletes(self, message: Shown) -> None:
        """Take an own message away; Telegram tells bots nothing of it."""
        self.world.delete(self.world.chats[message.chat_id], message.message_id)
        self.acted_at = self.world.next_mark()

    def forwards(
        self, text: str, *, origin: User | None = None, hidden_name: str | None = None, to: Chat | None = None
    ) -> Shown:
        """Forward somebody's text; the origin goes along, as an account or as a hidden user's bare name."""
        written = self.world.now() - 60
        if origin is not None:
            shown_origin: JsonObject = {"type": "user", "date": written, "sender_user": origin.as_json()}
        else:
            shown_origin = {"type": "hidden_user", "date": written, "sender_user_name": hidden_name or "?"}
        content = Content(words=text, entities=typed_entities(text))
        return self._posts(Draft(content=content, forward_origin=shown_origin), to=to)

    def sends_file(
        self,
        kind: str,
        *,
        content: bytes = b"\x00",
        name: str | None = None,
        mime: str | None = None,
        caption: str = "",
        size: int | None = None,
        to: Chat | None = None,
        reply_to: Shown | None = None,
        album: str | None = None,
    ) -> Shown:
        """Post a file of any kind; `size` may declare more bytes than are there, to play a big file."""
        stored = self.world.files.keep(content, kind=kind, name=name, size=size)
        media = media_of(stored, mime=mime or _MIMES.get(kind))
        words = Content(words=caption, entities=typed_entities(caption), media=media)
        return self._posts(Draft(content=words, media_group_id=album), to=to, reply_to=reply_to)

    def sends_photo(self, *, content: bytes = b"\xff\xd8\xff", caption: str = "", to: Chat | None = None) -> Shown:
        """Post a photo."""
        return self.sends_file("photo", content=content, caption=caption, to=to)

    def sends_album(
        self, photos: int | Sequence[bytes] = 3, *, caption: str = "", to: Chat | None = None
    ) -> list[Shown]:
        """Post photos as one album, the caption on the first, as clients do; so many, or these."""
        album = self.world.random_id()
        contents = [b"\xff\xd8\xff"] * photos if isinstance(photos, int) else list(photos)
        captions = [caption, *[""] * (len(contents) - 1)]
        return [
            self.sends_file("photo", content=content, caption=words, to=to, album=album)
            for content, words in zip(contents, captions, strict=True)
        ]

    def sends_video(self, *, content: bytes = b"\x00", caption: str = "", to: Chat | None = None) -> Shown:
        """Post a video, with the name its file had on the phone."""
        return self.sends_file("video", content=content, name="VID_20260801.mp4", caption=caption, to=to)

    def sends_voice(self, *, content: bytes = b"OggS", to: Chat | None = None) -> Shown:
        """Speak a voice message."""
        return self.sends_file("voice", content=content, to=to)

    def sends_document(
        self, name: str, *, content: bytes = b"%PDF", mime: str = "application/pdf", to: Chat | None = None
    ) -> Shown:
        """Post a document; its name goes along."""
        return self.sends_file("document", content=content, name=name, mime=mime, to=to)

    def sends_sticker(self, *, to: Chat | None = None) -> Shown:
        """Post a sticker."""
        return self.sends_file("sticker", to=to)

    def sends_contact(self, phone: str, *, of: User | None = None, to: Chat | None = None) -> Shown:
        """Share a phone number, their own where nobody else is named."""
        person = of or self.user
        contact: JsonObject = {"phone_number": phone, "first_name": person.first_name, "user_id": person.user_id}
        if person.last_name is not None:
            contact["last_name"] = person.last_name
        return self._posts(Draft(content=Content(media={"contact": contact})), to=to)

    def sends_location(
        self, latitude: float, longitude: float, *, live_for: int | None = None, to: Chat | None = None
    ) -> Shown:
        """Share a point on the map; `live_for`: their own place, for so many seconds (its changes are not played)."""
        point: JsonObject = {"latitude": latitude, "longitude": longitude}
        if live_for is not None:
            point["live_period"] = live_for
        return self._posts(Draft(content=Content(media={"location": point})), to=to)

    def sends_venue(
        self, latitude: float, longitude: float, *, title: str, address: str, to: Chat | None = None
    ) -> Shown:
        """Share a named place; its point goes along a second time, as a location, as Telegram sends it."""
        point: JsonObject = {"latitude": latitude, "longitude": longitude}
        venue: JsonObject = {"location": point, "title": title, "address": address}
        return self._posts(Draft(content=Content(media={"venue": venue, "location": point})), to=to)

    def opens_topic(self, chat: Chat, name: str) -> Shown:
        """Open a topic in a forum; the id of what this gives is the topic's."""
        service: JsonObject = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        root = self.world.post_topic(chat, Draft(content=Content(), service=service), name=name, sender=self.user)
        return self._acted(chat, root)

    def deletes_topic(self, chat: Chat, topic: int) -> None:
        """Take a topic away with everything in it."""
        self.world.delete_topic(chat, topic)
        self.acted_at = self.world.next_mark()

    def _posts(self, draft: Draft, *, to: Chat | None, reply_to: Shown | None = None) -> Shown:
        chat = to if to is not None else self._own_chat()
        if not chat.has(self.user_id):
            raise AssertionError(f"{self.user.first_name} is not in {chat.title!r} and cannot write there")
        root = draft.thread_id if draft.thread_id in chat.topics else None
        answered = reply_to.message_id if reply_to is not None else root
        sender = ANONYMOUS_ADMINISTRATOR if draft.signed_as_chat else self.user
        signed = replace(draft, reply_to=answered, signed_as_chat=draft.signed_as_chat or chat.kind == "channel")
        posted = self.world.post(chat, signed, sender=None if chat.kind == "channel" else sender)
        return self._acted(chat, posted)

    def _own(self, message: Shown) -> tuple[Chat, Message]:
        chat = self.world.chats[message.chat_id]
        kept = chat.messages[message.message_id]
        if kept.sender is not self.user:
            raise AssertionError("people edit their own messages only")
        return chat, kept

    def _own_chat(self) -> Chat:
        chat = self.world.private_chat_if_open(self.user_id)
        if chat is None:
            raise AssertionError(f"{self.user.first_name} has not pressed Start: nothing can be written before")
        if chat.has_blocked_bot:
            raise AssertionError(f"{self.user.first_name} has blocked the bot and cannot write to it")
        assert isinstance(chat.member(self.user_id), Member)
        return chat

    def _acted(self, chat: Chat, message: Message) -> Shown:
        self.acted_at = self.world.next_mark()
        return shown(self.world, chat, message)
