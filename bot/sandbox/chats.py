"""Chats: private ones, groups, supergroups with or without topics, channels; who is in them and what lies in them."""

from dataclasses import dataclass, field

from bot.sandbox.bell import Bell
from bot.sandbox.members import Member, User
from bot.sandbox.messages import Draft, Message
from bot.sandbox.plain import Json, JsonObject


@dataclass(slots=True, kw_only=True)
class Chat:
    """One chat; `kind` is Telegram's word for it."""

    chat_id: int
    kind: str
    title: str = ""
    username: str | None = None
    is_forum: bool = False
    resident: User | None = None
    has_blocked_bot: bool = False
    migrated_to: int | None = None
    members: dict[int, Member] = field(default_factory=dict[int, Member])
    messages: dict[int, Message] = field(default_factory=dict[int, Message])
    #: Root message ids of the open topics, with their names.
    topics: dict[int, str] = field(default_factory=dict[int, str])
    closed_topics: set[int] = field(default_factory=set[int])
    pinned: int | None = None
    bell: Bell = field(default_factory=Bell)
    _last_id: int = 0

    @property
    def last_id(self) -> int:
        """Give the id of the newest message that ever was here, gone or not."""
        return self._last_id

    @property
    def is_private(self) -> bool:
        """Say whether this is the talk of one person with the bot."""
        return self.kind == "private"

    @property
    def is_group(self) -> bool:
        """Say whether people talk to each other here."""
        return self.kind in {"group", "supergroup"}

    def member(self, user_id: int) -> Member | None:
        """Give somebody's standing, None for somebody who was never here."""
        return self.members.get(user_id)

    def has(self, user_id: int) -> bool:
        """Say whether somebody takes part in the chat now."""
        member = self.members.get(user_id)
        return member is not None and member.is_in_chat

    def add(self, draft: Draft, *, sender: User | None, date: int, mark: int) -> Message:
        """Put a message at the end and wake those who look at the chat."""
        self._last_id += 1
        replied = self.messages.get(draft.reply_to) if draft.reply_to is not None else None
        message = Message(
            message_id=self._last_id,
            chat_id=self.chat_id,
            sender=sender,
            date=date,
            content=draft.content,
            service=draft.service,
            markup=draft.markup,
            reply_to=draft.reply_to,
            thread_id=draft.thread_id,
            answers_root=None if replied is None else replied.answers_root or replied.message_id,
            forward_origin=draft.forward_origin,
            media_group_id=draft.media_group_id,
            signed_as_chat=draft.signed_as_chat,
            is_protected=draft.is_protected,
            mark=mark,
        )
        self.messages[message.message_id] = message
        self.bell.ring()
        return message

    def as_json(self) -> JsonObject:
        """Give the Bot API's Chat object, with everything that Telegram tells the bot."""
        shown: JsonObject = {"id": self.chat_id, "type": self.kind}
        if self.resident is not None:
            person = self.resident.as_json()
            shown |= {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
            return shown
        shown["title"] = self.title
        if self.username is not None:
            shown["username"] = self.username
        if self.is_forum:
            shown["is_forum"] = True
        if self.kind == "group":
            shown["all_members_are_administrators"] = False
        return shown

    def message_as_json(self, message: Message, *, with_reply: bool = True) -> JsonObject:
        """Give the Bot API's Message object."""
        shown: JsonObject = {"message_id": message.message_id}
        if message.thread_id is not None:
            shown["message_thread_id"] = message.thread_id
            shown["is_topic_message"] = True
        elif self.kind == "supergroup" and message.answers_root is not None:
            shown["message_thread_id"] = message.answers_root  # threads of answers look like topics that are none
        if message.sender is not None and self.kind != "channel":  # a channel's posts are the channel's own
            shown["from"] = message.sender.as_json()
        if message.signed_as_chat or self.kind == "channel":
            shown["sender_chat"] = self.as_json()
        shown["chat"] = self.as_json()
        shown["date"] = message.date
        if message.edited_at is not None:
            shown["edit_date"] = message.edited_at
        shown |= {key: value for key, value in self._links(message).items() if value is not None}
        if with_reply and message.reply_to is not None and message.reply_to in self.messages:
            shown["reply_to_message"] = self.message_as_json(self.messages[message.reply_to], with_reply=False)
        return shown | message.content.as_json() | message.service

    def origin_of(self, message: Message) -> JsonObject | None:
        """Give what a forward of a message tells of where it came from."""
        if self.kind == "channel":
            origin: JsonObject = {"type": "channel", "chat": self.as_json(), "message_id": message.message_id}
        elif message.sender is not None:
            origin = {"type": "user", "sender_user": message.sender.as_json()}
        else:
            return None
        return origin | {"date": message.date}

    def _links(self, message: Message) -> dict[str, Json]:
        origin = message.forward_origin or {}
        return {
            "forward_origin": message.forward_origin,
            "forward_from": origin.get("sender_user"),
            "forward_from_chat": origin.get("chat"),
            "forward_from_message_id": origin.get("message_id"),
            "forward_sender_name": origin.get("sender_user_name"),
            "forward_date": origin.get("date"),
            "media_group_id": message.media_group_id,
            "has_protected_content": message.is_protected or None,
            "reply_markup": message.keyboard,
        }
