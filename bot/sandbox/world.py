"""The state of the little Telegram: one bot, its users, chats, files, presses and waiting updates. No HTTP here."""

import itertools
import random
from dataclasses import dataclass, field, replace

from bot.sandbox.chats import Chat
from bot.sandbox.clock import SandboxClock
from bot.sandbox.files import FileShelf
from bot.sandbox.hearing import bot_hears
from bot.sandbox.members import Member, User
from bot.sandbox.messages import Content, Draft, Message
from bot.sandbox.plain import JsonObject, list_in, number_in
from bot.sandbox.pressing import Press
from bot.sandbox.update_queue import UpdateQueue

FIRST_PERSON = 5_210_000_001  # beyond 32 bits, as many real ids are
FIRST_GROUP = 4_100_000_001
SUPERGROUP_BASE = -1_002_100_000_000
TWO_DAYS = 48 * 3600


@dataclass(slots=True, kw_only=True)
class Profile:
    """What the bot has said about itself, by language ("" is the default), and its webhook."""

    names: dict[str, str] = field(default_factory=dict[str, str])
    descriptions: dict[str, str] = field(default_factory=dict[str, str])
    short_descriptions: dict[str, str] = field(default_factory=dict[str, str])
    #: Commands by (scope as JSON text, language).
    commands: dict[tuple[str, str], list[JsonObject]] = field(default_factory=dict[tuple[str, str], list[JsonObject]])
    webhook: JsonObject = field(default_factory=lambda: JsonObject(url=""))


class World:
    """One bot's Telegram."""

    def __init__(self, *, bot: User, clock: SandboxClock, seed: int = 1) -> None:
        self.bot = bot
        self.clock = clock
        self.users: dict[int, User] = {bot.user_id: bot}
        self.deleted_users: set[int] = set()
        self.chats: dict[int, Chat] = {}
        self.by_username: dict[str, int] = {}
        self.files = FileShelf()
        self.presses: dict[str, Press] = {}
        self.profile = Profile()
        #: Seconds that a press may wait for its answer.
        self.press_lifetime = 30.0
        #: Reactions of the bot by (chat, message).
        self.reactions: dict[tuple[int, int], list[JsonObject]] = {}
        self._random = random.Random(seed)  # noqa: S311 - reproducible play, not a secret
        self._marks = itertools.count(1)
        self._numbers = itertools.count()
        self.updates = UpdateQueue(first_id=self._random.randrange(100_000_000, 900_000_000))

    def now(self) -> int:
        """Give Telegram's time in whole seconds since 1970."""
        return int(self.clock.now())

    def next_mark(self) -> int:
        """Give the number of the next change anywhere."""
        return next(self._marks)

    def random_id(self) -> str:
        """Give a number as long as Telegram's query and album ids."""
        return str(self._random.randrange(10**17, 10**18))

    def counted(self) -> JsonObject:
        """Give how far everything has been counted, so that nothing gets a number twice when the world goes on."""
        _, state, _ = self._random.getstate()
        return {"mark": next(self._marks), "group": next(self._numbers), "random": list(state)}

    def count_on(self, counted: JsonObject) -> None:
        """Go on counting from there."""
        self._marks = itertools.count(number_in(counted["mark"]) + 1)
        self._numbers = itertools.count(number_in(counted["group"]))
        self._random.setstate((3, tuple(number_in(part) for part in list_in(counted["random"])), None))

    def add_user(self, user: User) -> User:
        """Let a new account exist under a free id (the given id is replaced)."""
        account = replace(user, user_id=FIRST_PERSON + 7 * len(self.users))
        self.users[account.user_id] = account
        return account

    def add_group(
        self, title: str, *, kind: str = "supergroup", is_forum: bool = False, username: str | None = None
    ) -> Chat:
        """Let a new empty group or channel exist."""
        number = FIRST_GROUP + next(self._numbers)
        chat_id = -number if kind == "group" else SUPERGROUP_BASE - number % 10**9
        chat = Chat(chat_id=chat_id, kind=kind, title=title, is_forum=is_forum, username=username)
        self.chats[chat_id] = chat
        if username is not None:
            self.by_username[username.lower()] = chat_id
        return chat

    def private_chat(self, user: User) -> Chat:
        """Give the talk of somebody with the bot, opening it if need be."""
        chat = self.chats.get(user.user_id)
        if chat is None:
            chat = Chat(chat_id=user.user_id, kind="private", resident=user)
            chat.members = {
                user.user_id: Member(user=user),
                self.bot.user_id: Member(user=self.bot),
            }
            self.chats[user.user_id] = chat
        return chat

    def private_chat_if_open(self, user_id: int) -> Chat | None:
        """Give somebody's talk with the bot, None before they have pressed Start."""
        return self.chats.get(user_id)

    def announce(self, chat: Chat, service: JsonObject, *, by: User) -> Message:
        """Post a service message."""
        return self.post(chat, Draft(content=Content(), service=service), sender=by)

    def post(self, chat: Chat, draft: Draft, *, sender: User | None) -> Message:
        """Put a message into a chat and tell the bot of it, unless the bot wrote it or may not hear it."""
        message = chat.add(draft, sender=sender, date=self.now(), mark=self.next_mark())
        if sender is not self.bot or message.service:
            self._tell_bot(chat, message, edited=False)
        return message

    def post_topic(self, chat: Chat, draft: Draft, *, name: str, sender: User) -> Message:
        """Open a topic: its root message is the first of its own thread."""
        root = chat.add(draft, sender=sender, date=self.now(), mark=self.next_mark())
        root.thread_id = root.message_id
        chat.topics[root.message_id] = name
        self._tell_bot(chat, root, edited=False)
        return root

    def edit(self, chat: Chat, message: Message, *, content: Content, markup: JsonObject | None) -> None:
        """Change a message in place."""
        if content != message.content:
            message.edited_at = self.now()
        message.content = content
        message.markup = markup
        message.mark = self.next_mark()
        chat.bell.ring()
        if message.sender is not self.bot:
            self._tell_bot(chat, message, edited=True)

    def delete(self, chat: Chat, message_id: int) -> None:
        """Take a message away for everybody."""
        del chat.messages[message_id]
        chat.topics.pop(message_id, None)
        chat.bell.ring()

    def delete_topic(self, chat: Chat, topic: int) -> None:
        """Take a topic away for everybody, with all that was said in it."""
        for message_id in [one.message_id for one in chat.messages.values() if one.thread_id == topic]:
            del chat.messages[message_id]
        del chat.topics[topic]
        chat.closed_topics.discard(topic)
        chat.bell.ring()

    def press(self, chat: Chat, message: Message, *, user: User, data: str) -> Press:
        """Let somebody press a button with callback data."""
        press = Press(
            query_id=self.random_id(),
            user=user,
            chat_id=chat.chat_id,
            message_id=message.message_id,
            data=data,
            at=self.clock.now(),
        )
        self.presses[press.query_id] = press
        shown: JsonObject = chat.message_as_json(message)
        if self.now() - message.date > TWO_DAYS:
            shown = {"chat": chat.as_json(), "message_id": message.message_id, "date": 0}
        self.updates.add("callback_query", press.as_json(shown))
        return press

    def _tell_bot(self, chat: Chat, message: Message, *, edited: bool) -> None:
        if not bot_hears(chat, message, bot=self.bot):
            return
        kind = "channel_post" if chat.kind == "channel" else "message"
        self.updates.add(f"edited_{kind}" if edited else kind, chat.message_as_json(message))
