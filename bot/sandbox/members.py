"""People and their standing in chats. Names here are made up by whoever plays; nothing is read from anywhere."""

from dataclasses import dataclass, field

from bot.sandbox.plain import JsonObject

GROUP_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
ALL_RIGHTS = frozenset(GROUP_RIGHTS + CHANNEL_RIGHTS)
IN_CHAT = frozenset({"creator", "administrator", "member"})


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One Telegram account."""

    user_id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_premium: bool = False
    is_bot: bool = False

    def as_json(self) -> JsonObject:
        """Give the account as the Bot API shows it."""
        shown: JsonObject = {"id": self.user_id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name is not None:
            shown["last_name"] = self.last_name
        if self.username is not None:
            shown["username"] = self.username
        if self.language_code is not None:
            shown["language_code"] = self.language_code
        if self.is_premium:
            shown["is_premium"] = True
        return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody's standing in one chat; `status` is one of Telegram's six words."""

    user: User
    status: str = "member"
    rights: frozenset[str] = field(default_factory=frozenset[str])

    @property
    def is_in_chat(self) -> bool:
        """Say whether they take part in the chat."""
        return self.status in IN_CHAT

    @property
    def is_administrator(self) -> bool:
        """Say whether they run the chat."""
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        """Say whether they have an administrator's right."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def as_json(self) -> JsonObject:
        """Give the standing as one of the Bot API's ChatMember objects."""
        shown: JsonObject = {"user": self.user.as_json(), "status": self.status}
        if self.status == "creator":
            shown["is_anonymous"] = False
        elif self.status == "administrator":
            shown |= {"can_be_edited": False, "is_anonymous": False}
            shown |= {right: right in self.rights for right in GROUP_RIGHTS}
            shown |= {right: True for right in CHANNEL_RIGHTS if right in self.rights}
        elif self.status == "kicked":
            shown["until_date"] = 0
        return shown
