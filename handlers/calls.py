"""What a call of the Bot API asks of the rate budget: how urgent it is, and what it counts for.

It exists so that the budget (pacing.py) need not know the Bot API's methods. It must not know any limit.
"""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A chat's id, or its @name, which only channels and supergroups have here.
Chat: TypeAlias = int | str

_ASKING = ("get", "answer")
_WRITING = ("send", "edit", "copy", "forward", "stop", "pin")
_LISTS = {"sendMediaGroup": "media", "copyMessages": "message_ids", "forwardMessages": "message_ids"}


class Priority(IntEnum):
    """How urgent a call is, smaller first: the library's `rate_limit_args`; a call without one is REST."""

    REPLY = 0  #: answers to presses and prompts
    TIP = 1  #: tips and dialogue
    REST = 2  #: everything else, broadcasts too

    def __bool__(self) -> bool:
        """Be true always: the library drops arguments that are false, and REPLY would become REST."""
        return True


class Kind(Enum):
    """What a call does."""

    MESSAGE = auto()  #: puts or changes messages, service messages too: counts in its chat and in all
    ACTION = auto()  #: takes messages away, or does something else to a chat: counts in all only
    QUESTION = auto()  #: asks, answers a press, sets the bot up: counts nowhere and waits for nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call, as far as the budget is concerned; an album is as many messages as it holds."""

    kind: Kind
    chat: Chat | None
    messages: int = 1
    is_paid: bool = False  #: Telegram takes Stars for it, and counts it apart


def read_call(endpoint: str, data: Mapping[str, object]) -> Call:
    """Give what this call asks of the budget."""
    chat = read_chat(data.get("chat_id"))
    writes = endpoint.startswith(_WRITING) or endpoint.endswith("ForumTopic")
    if endpoint.startswith(_ASKING) or (chat is None and not writes):
        return Call(kind=Kind.QUESTION, chat=chat)
    if not writes or endpoint == "sendChatAction" or endpoint.startswith("delete"):
        return Call(kind=Kind.ACTION, chat=chat)
    many = data.get(_LISTS.get(endpoint, ""))
    return Call(
        kind=Kind.MESSAGE,
        chat=chat,
        messages=max(1, len(many)) if isinstance(many, Sized) else 1,
        is_paid=data.get("allow_paid_broadcast") is True,
    )


def read_chat(chat_id: object) -> Chat | None:
    """Give one form to an id, whether it came as a number or as its digits; None to what is neither."""
    if isinstance(chat_id, str) and chat_id.removeprefix("-").isdecimal():
        return int(chat_id)
    return chat_id if isinstance(chat_id, int | str) else None


def is_group(chat: Chat) -> bool:
    """Tell whether this is a group, a supergroup or a channel: their ids are negative, and only they go by a name."""
    return isinstance(chat, str) or chat < 0
