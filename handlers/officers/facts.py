"""What Telegram says about a chat, asked before it becomes a unit's group. It decides nothing."""

from collections.abc import Iterable
from typing import Final

from telegram import ChatFullInfo, ChatMember, ChatMemberAdministrator, ChatMemberRestricted
from telegram.constants import ChatType
from telegram.error import BadRequest

from bot.domain.identifiers import ChatId, UserId
from bot.services.groups import GroupFacts
from handlers.calls import Priority
from handlers.context import InboxBot

#: What the bot does in a group beyond writing: it puts out whoever is removed.
NEEDED: Final = ("can_restrict_members",)
#: What it can do without: in a forum, a topic for each tip.
WISHED_IN_FORUMS: Final = ("can_manage_topics",)
_PRESENT: Final = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER})


async def facts_of(bot: InboxBot, chat: ChatId, enrolled: Iterable[UserId]) -> GroupFacts:
    """Ask about a chat: what it is, what the bot may do there, and who of these people is in it.

    Raises:
        telegram.error.TelegramError: Telegram did not say.

    """
    full = await bot.get_chat(chat, rate_limit_args=Priority.REPLY)
    is_forum = bool(full.is_forum)
    if full.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
        return GroupFacts(
            is_group=False,
            is_public=_is_public(full),
            is_channel=full.type == ChatType.CHANNEL,
            is_forum=is_forum,
            member_count=0,
        )
    own = await bot.get_chat_member(chat, bot.id, rate_limit_args=Priority.REPLY)
    return GroupFacts(
        is_group=True,
        is_public=_is_public(full),
        is_channel=False,
        is_forum=is_forum,
        missing=_missing(own, NEEDED),
        wanting=_missing(own, WISHED_IN_FORUMS) if is_forum else (),
        member_count=await bot.get_chat_member_count(chat, rate_limit_args=Priority.REPLY),
        present=frozenset([user for user in enrolled if await _is_present(bot, chat, user)]),
    )


def _is_public(full: ChatFullInfo) -> bool:
    """Tell whether strangers can find the chat: by its name, or by its place on the map."""
    return bool(full.username or full.active_usernames or full.location)


def _missing(own: ChatMember, needed: Iterable[str]) -> tuple[str, ...]:
    if own.status == ChatMember.OWNER:
        return ()
    if not isinstance(own, ChatMemberAdministrator):
        return tuple(needed)
    return tuple(right for right in needed if not getattr(own, right))


async def _is_present(bot: InboxBot, chat: ChatId, user: UserId) -> bool:
    try:
        member = await bot.get_chat_member(chat, user, rate_limit_args=Priority.REPLY)
    except BadRequest:
        return False  # Telegram does not know the person, or not there
    return member.status in _PRESENT or (isinstance(member, ChatMemberRestricted) and member.is_member)
