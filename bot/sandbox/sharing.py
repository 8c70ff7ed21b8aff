"""Hands: files, albums, places, numbers and polls that a person gives, with all that Telegram tells a bot of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat
from bot.sandbox.files import media_of
from bot.sandbox.html import read_html
from bot.sandbox.members import User
from bot.sandbox.messages import Content, Draft
from bot.sandbox.screen import Shown
from bot.sandbox.speaking import Speaker
from bot.sandbox.typing_words import typed_entities

if TYPE_CHECKING:
    from bot.sandbox.plain import JsonObject

_MIMES = {"photo": None, "video": "video/mp4", "voice": "audio/ogg", "audio": "audio/mpeg", "sticker": None}
_PHONE_NAMES = {"photo": None, "video": "VID_20260801.mp4", "document": "don.pdf"}


class Sharer(Speaker):
    """Somebody who gives more than words; `to` is their talk with the bot where no chat is named."""

    def sends_file(
        self,
        kind: str,
        *,
        content: bytes = b"\x00",
        name: str | None = None,
        mime: str | None = None,
        caption: str = "",
        formatted: bool = False,
        size: int | None = None,
        to: Chat | None = None,
        reply_to: Shown | None = None,
        album: str | None = None,
    ) -> Shown:
        """Post a file of any kind.

        `size` may declare more bytes than are there, to play a big file; `formatted`: the caption is Telegram's HTML.
        """
        stored = self.world.files.keep(content, kind=kind, name=name, mime=mime or _MIMES.get(kind), size=size)
        plain, entities = read_html(caption) if formatted else (caption, typed_entities(caption))
        words = Content(words=plain, entities=tuple(entities), media=media_of(stored))
        return self._posts(Draft(content=words, media_group_id=album), to=to, reply_to=reply_to)

    def sends_photo(
        self,
        *,
        content: bytes = b"\xff\xd8\xff",
        caption: str = "",
        formatted: bool = False,
        to: Chat | None = None,
    ) -> Shown:
        """Post a photo."""
        return self.sends_file("photo", content=content, caption=caption, formatted=formatted, to=to)

    def sends_album(
        self, photos: int | Sequence[bytes] = 3, *, caption: str = "", to: Chat | None = None
    ) -> list[Shown]:
        """Post photos as one album, the caption on the first, as clients do; so many, or these."""
        contents = [b"\xff\xd8\xff"] * photos if isinstance(photos, int) else list(photos)
        return self._sends_together([("photo", content) for content in contents], caption=caption, to=to)

    def sends_album_of(self, *kinds: str, caption: str = "", to: Chat | None = None) -> list[Shown]:
        """Post files of these kinds as one album, such as a photo and a video."""
        return self._sends_together([(kind, kind.encode()) for kind in kinds], caption=caption, to=to)

    def sends_video(
        self,
        *,
        content: bytes = b"\x00",
        caption: str = "",
        formatted: bool = False,
        size: int | None = None,
        to: Chat | None = None,
    ) -> Shown:
        """Post a video, with the name its file had on the phone."""
        name = _PHONE_NAMES["video"]
        return self.sends_file(
            "video", content=content, name=name, caption=caption, formatted=formatted, size=size, to=to
        )

    def sends_voice(self, *, content: bytes = b"OggS", to: Chat | None = None) -> Shown:
        """Speak a voice message."""
        return self.sends_file("voice", content=content, to=to)

    def sends_document(
        self,
        name: str,
        *,
        content: bytes = b"%PDF",
        mime: str = "application/pdf",
        caption: str = "",
        size: int | None = None,
        to: Chat | None = None,
    ) -> Shown:
        """Post a document; its name goes along."""
        return self.sends_file("document", content=content, name=name, mime=mime, caption=caption, size=size, to=to)

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

    def sends_poll(
        self,
        question: str,
        options: Sequence[str],
        *,
        right: int | None = None,
        explanation: str = "",
        several: bool = False,
        to: Chat | None = None,
    ) -> Shown:
        """Post a poll, a quiz where an option (counted from 0) is `right`; the bot that is asked sees which one."""
        poll: JsonObject = {
            "id": self.world.random_id(),
            "question": question,
            "options": [
                {"persistent_id": self.world.random_id(), "text": option, "voter_count": 0} for option in options
            ],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular" if right is None else "quiz",
            "allows_multiple_answers": several,
            "allows_revoting": right is None,
            "members_only": False,
        }
        if right is not None:
            poll["correct_option_ids"] = [right]
        if explanation:
            poll["explanation"] = explanation
        return self._posts(Draft(content=Content(media={"poll": poll})), to=to)

    def _sends_together(self, files: Sequence[tuple[str, bytes]], *, caption: str, to: Chat | None) -> list[Shown]:
        album = self.world.random_id()
        return [
            self.sends_file(
                kind,
                content=content,
                name=_PHONE_NAMES.get(kind),
                caption="" if number else caption,
                to=to,
                album=album,
            )
            for number, (kind, content) in enumerate(files)
        ]
