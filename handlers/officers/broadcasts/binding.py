"""How a channel becomes a unit's: the bot is made an administrator there, and whoever did it says whose it is."""

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberUpdated
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden

from bot.domain.identifiers import ChatId, ErrandId, UserId
from bot.services.broadcasts.channels import ChannelFacts
from handlers.calls import Priority
from handlers.context import Context, InboxBot


async def follow_channel(context: Context, errand: ErrandId, change: ChatMemberUpdated) -> None:
    """Follow how the bot stands in a channel: it may post there from now on, or not any more."""
    chat, channels = ChatId(change.chat.id), context.faces.broadcasting.channels
    if may_post(change.new_chat_member):
        user = UserId(change.from_user.id)
        await channels.offer(errand, chat=chat, user=user, facts=await channel_facts(context.bot, chat, user))
    else:
        await channels.lost(errand, chat=chat)


async def channel_facts(bot: InboxBot, chat: ChatId, user: UserId) -> ChannelFacts:
    """Ask about a channel: what the bot may do there, and whether this person leads it.

    Raises:
        telegram.error.TelegramError: Telegram did not say.

    """
    try:
        full = await bot.get_chat(chat, rate_limit_args=Priority.REPLY)
        own = await bot.get_chat_member(chat, bot.id, rate_limit_args=Priority.REPLY)
        person = await bot.get_chat_member(chat, user, rate_limit_args=Priority.REPLY)
    except (BadRequest, Forbidden):
        return ChannelFacts(may_post=False, is_led=False)
    return ChannelFacts(
        may_post=may_post(own),
        is_led=person.status in {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR},
        title=full.title or "",
    )


def may_post(member: ChatMember) -> bool:
    """Tell whether the bot, as it stands in a channel, may post there."""
    return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
