"""Doing what the page asks for, as the person whose phone it is; what cannot be done is refused with a key."""

import re
from dataclasses import dataclass
from typing import Final

from bot.practice.cast import Cast, Part, Player
from bot.practice.ledger import Ledger
from bot.practice.telling import Telling
from bot.practice.tours import Deeds
from bot.practice.typing import as_typed
from bot.practice.view import View
from bot.practice.wishes import (
    Ask,
    Block,
    Come,
    Contact,
    Copied,
    Delete,
    Edit,
    Move,
    Open,
    Place,
    Play,
    Press,
    Say,
    Start,
)
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.pressing import Press as Pressed
from bot.sandbox.screen import Shown, shown

_ADDS_TO_GROUP: Final = re.compile(r"https://t\.me/\w+\?startgroup=")
_NUMBER: Final = "+84 296 555 01 {:02d}"  #: made up
MOST_PEOPLE: Final = 20
MOST_FILES: Final = 10


class Impossible(Exception):  # noqa: N818 - it is told to whoever plays, not a fault
    """Something that cannot be done now; `why` is a key of the page's texts."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that somebody sends, as it lay on their phone."""

    content: bytes
    name: str
    mime: str
    kind: str


@dataclass(slots=True, kw_only=True)
class Playing:
    """Everybody's hands. Each press that waits for its answer is kept with the phone that it belongs to."""

    api: BotApiServer
    cast: Cast
    view: View
    ledger: Ledger
    deeds: Deeds
    open_presses: list[tuple[Player, Pressed]]

    def do(self, wish: Play) -> None:
        """Do what somebody is made to do.

        Raises:
            Impossible: it cannot be done now.

        """
        match wish:
            case Start():
                self.start(wish)
            case Open():
                self.open(wish)
            case Block():
                self.block(wish)
            case Come():
                self.come(wish)
            case Copied():
                self.copied(wish)
            case Move():
                self.move(wish)
            case _:
                self._write(wish)

    def _write(self, wish: Say | Edit | Delete | Press | Place | Contact | Ask) -> None:
        match wish:
            case Say():
                self.say(wish)
            case Edit():
                self.edit(wish)
            case Delete():
                self.delete(wish)
            case Press():
                self.press(wish)
            case Place():
                self.place(wish)
            case Contact():
                self.contact(wish)
            case Ask():
                self.ask(wish)

    def start(self, wish: Start) -> None:
        """Press Start."""
        self._start(self._player(wish.person), None)

    def say(self, wish: Say) -> None:
        """Type a text."""
        player, chat = self._in_chat(wish.person, wish.chat)
        answered = self._seen(chat, wish.reply_to) if wish.reply_to is not None else None
        self.deeds.typed(player.part.role, wish.text)
        with self._telling(chat):
            player.person.writes(as_typed(wish.text), to=self._open(player, chat), reply_to=answered)

    def edit(self, wish: Edit) -> None:
        """Change an own message."""
        player, chat = self._in_chat(wish.person, wish.chat)
        message = self._message(chat, wish.message)
        if message.sender is not player.person.user or not message.content.words:
            raise Impossible("not_yours")
        player.person.edits(shown(self.api.world, chat, message), wish.text)

    def delete(self, wish: Delete) -> None:
        """Take a message away: an own one anywhere, any in the talk with the bot."""
        player, chat = self._in_chat(wish.person, wish.chat)
        message = self._message(chat, wish.message)
        if message.sender is not player.person.user and not chat.is_private:
            raise Impossible("not_yours")
        player.person.deletes(shown(self.api.world, chat, message))

    def press(self, wish: Press) -> None:
        """Press a button, even one that has changed since it was on the screen: that is a stale press."""
        player, chat = self._in_chat(wish.person, wish.chat)
        message = self._message(chat, wish.message)
        self._open(player, chat)
        player.person.acted_at = self.api.world.next_mark()
        press = self.api.world.press(chat, message, user=player.person.user, data=wish.data)
        self.open_presses.append((player, press))
        self.ledger.pressed(press)
        self.deeds.pressed(player.part.role, wish.data)

    def copied(self, wish: Copied) -> None:
        """Take note that a copy button was pressed: the bot hears nothing of it."""
        self.deeds.add(f"{self._player(wish.person).part.role}.copied")

    def place(self, wish: Place) -> None:
        """Share a point."""
        player, chat = self._in_chat(wish.person, wish.chat)
        self.deeds.add(f"{player.part.role}.place")
        with self._telling(chat):
            to = self._open(player, chat)
            if wish.title:
                player.person.sends_venue(wish.latitude, wish.longitude, title=wish.title, address=wish.address, to=to)
            else:
                player.person.sends_location(wish.latitude, wish.longitude, to=to)

    def contact(self, wish: Contact) -> None:
        """Share the own number."""
        player, chat = self._in_chat(wish.person, wish.chat)
        with self._telling(chat):
            player.person.sends_contact(_NUMBER.format(self.cast.players.index(player)), to=self._open(player, chat))

    def ask(self, wish: Ask) -> None:
        """Post a poll or a quiz."""
        player, chat = self._in_chat(wish.person, wish.chat)
        if wish.right is not None and wish.right >= len(wish.options):
            raise Impossible("form")
        self.deeds.add(f"{player.part.role}.poll")
        with self._telling(chat):
            to = self._open(player, chat)
            player.person.sends_poll(wish.question, wish.options, right=wish.right, to=to)

    def files(self, person: int, chat_id: int, files: list[File], caption: str, reply_to: int | None) -> None:
        """Send files, several photos as one album with the caption on the first."""
        player, chat = self._in_chat(person, chat_id)
        if not 1 <= len(files) <= MOST_FILES:
            raise Impossible("files")
        answered = self._seen(chat, reply_to) if reply_to is not None else None
        album = self.api.world.random_id() if len(files) > 1 else None
        self.deeds.add(f"{player.part.role}.file")
        to = self._open(player, chat)
        for number, file in enumerate(files):
            with self._telling(chat):
                player.person.sends_file(
                    file.kind,
                    content=file.content,
                    name=file.name if file.kind != "photo" else None,
                    mime=file.mime if file.kind != "photo" else None,
                    caption=caption if number == 0 else "",
                    to=to,
                    reply_to=answered,
                    album=album,
                )

    def open(self, wish: Open) -> None:
        """Follow a link: to the bot, or to add it to a group."""
        player = self._player(wish.person)
        if _ADDS_TO_GROUP.match(wish.link) is None:
            _, _, payload = wish.link.partition("?start=")
            self._follows(player, wish.link, payload)
            return
        chat = self.api.world.chats.get(wish.group or 0)
        if chat is None or not chat.has(player.person.user_id):
            chat = self.api.group(f"Nhóm của {player.part.name}", owner=player.person)
        try:
            player.person.follows_group_link(chat, wish.link)
        except AssertionError:
            raise Impossible("link") from None

    def block(self, wish: Block) -> None:
        """Block or unblock the bot."""
        player = self._player(wish.person)
        if self.api.world.private_chat_if_open(player.person.user_id) is None:
            raise Impossible("not_started")
        if wish.on:
            player.person.blocks_bot()
            self.deeds.add("room.weather")
        else:
            player.person.unblocks_bot()

    def come(self, wish: Come) -> None:
        """Let somebody new come, as a resident until an invitation makes more of them."""
        if len(self.cast.players) >= MOST_PEOPLE:
            raise Impossible("crowded")
        number = len(self.cast.players) + 1
        part = Part(key=f"guest{number}", name=wish.name.strip() or "?", role="resident", language=wish.language)
        self.cast.joins(self.api, part)

    def move(self, wish: Move) -> None:
        """Come into a group, or go out of it."""
        player = self._player(wish.person)
        chat = self.api.world.chats.get(wish.chat)
        if chat is None or not chat.is_group or chat.has(player.person.user_id) == (wish.do == "join"):
            raise Impossible("group")
        if wish.do == "join":
            player.person.joins(chat)
        else:
            player.person.leaves(chat)

    def _start(self, player: Player, payload: str | None) -> None:
        with self._telling(self.api.world.private_chat(player.person.user)):
            player.person.starts(payload)
        self.deeds.typed(player.part.role, "/start")

    def _follows(self, player: Player, link: str, payload: str) -> None:
        try:
            with self._telling(self.api.world.private_chat(player.person.user)):
                player.person.opens(link)
        except AssertionError:
            raise Impossible("link") from None
        self.deeds.add(f"{player.part.role}.invited" if payload.startswith("i_") else f"{player.part.role}.start")

    def _player(self, user_id: int) -> Player:
        player = self.cast.of(user_id)
        if player is None:
            raise Impossible("nobody")
        return player

    def _in_chat(self, person: int, chat_id: int) -> tuple[Player, Chat]:
        player = self._player(person)
        chat = self.api.world.chats.get(chat_id)
        if chat is None or not chat.has(person):
            raise Impossible("group")
        return player, chat

    def _open(self, player: Player, chat: Chat) -> Chat:
        if chat.is_private and player.person.has_blocked_bot:
            raise Impossible("blocked")
        if chat.kind == "channel" and not chat.members[player.person.user_id].may("can_post_messages"):
            raise Impossible("channel")
        return chat

    def _message(self, chat: Chat, message_id: int) -> Message:
        message = chat.messages.get(message_id)
        if message is None:
            raise Impossible("gone")
        return message

    def _seen(self, chat: Chat, message_id: int) -> Shown:
        return shown(self.api.world, chat, self._message(chat, message_id))

    def _telling(self, chat: Chat) -> Telling:
        return Telling(self.view, chat)
