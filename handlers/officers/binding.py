"""How a group becomes a unit's, and how the bot follows what happens to it: members, moves, its own standing."""

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.domain.errors import GroupUnsuitable, NotEnrolled, Refused, UnitUnknown
from bot.domain.identifiers import ChatId, ErrandId, UserId
from bot.domain.units import UnitCode
from bot.ports.staff import Group
from bot.services.groups import GroupFacts
from handlers.buttons import Screen
from handlers.context import Context
from handlers.officers.broadcasts.binding import follow_channel
from handlers.officers.facts import facts_of
from handlers.officers.screens.look import joined
from handlers.staff import Duty, duty


async def on_bind(update: Update, context: Context) -> None:
    """`/lienket CODE`, or the link that has added the bot with ``b<code>``: make this chat the unit's group."""
    at = duty(update, context)
    text = update.effective_message.text if update.effective_message is not None else None
    command, _, rest = (text or "").strip().partition(" ")
    payload = rest.strip()
    try:
        if command.removeprefix("/").split("@")[0].lower() == "start":
            if payload.startswith("b"):
                await _bind(at, UnitCode(payload.removeprefix("b")))
        elif payload:
            await _bind(at, UnitCode(payload.upper() if payload.lower() != "desk" else "desk"))
        else:
            await at.say(Screen(text=at.words("bind.how", code=next(iter(at.faces.directory.communes)))))
    except Refused as error:
        await at.refuse(error)
    await at.finish()


async def _bind(at: Duty, code: UnitCode) -> None:
    unit = at.faces.directory.units.get(code)
    if unit is None:
        raise UnitUnknown
    if not await at.faces.administration.roles(at.act.user):
        raise NotEnrolled
    if at.is_private:
        raise GroupUnsuitable("not_a_group")
    enrolled = await at.faces.members.enrolled(code)
    facts = await facts_of(at.context.bot, at.act.chat, enrolled)
    group = await at.faces.groups.bind(at.act, unit=code, facts=facts)
    await at.say(_bound(at, group, facts))


def _bound(at: Duty, group: Group, facts: GroupFacts) -> Screen:
    unit = at.words.pick(at.faces.directory.units[group.unit].name)
    done = at.words("bind.done" if group.is_settled else "bind.unsettled", unit=unit)
    rights = ", ".join(at.words.plain(f"right.{right}") for right in facts.wanting)
    return Screen(text=joined(done, at.words("bind.no_topics", rights=rights) if rights else None))


async def on_forum(update: Update, context: Context) -> None:
    """Learn from whatever comes from a unit's group that it has topics now: Telegram tells it in no other way."""
    assert update.effective_chat is not None
    group = await context.faces.groups.at(ChatId(update.effective_chat.id))
    if group is not None and not group.is_forum:
        await context.faces.groups.turned(group.chat, is_forum=True)


async def on_standing(update: Update, context: Context) -> None:
    """Follow how the bot itself stands in a chat: put out of a unit's group, or let in again; so in a channel."""
    change, chat = update.my_chat_member, update.effective_chat
    assert change is not None
    assert chat is not None
    errand = context.errand_of(update)
    faces = context.faces
    if chat.type == ChatType.CHANNEL:
        await follow_channel(context, errand, change)
    elif chat.id < 0:
        if _is_in(change.new_chat_member):
            await _recount(context, errand, ChatId(chat.id))
        else:
            await faces.groups.lost(errand, chat=ChatId(chat.id))
    await faces.conversing.finish(errand)


async def on_member(update: Update, context: Context) -> None:
    """Note who comes into a unit's group and who goes."""
    change = update.chat_member
    assert change is not None
    errand = context.errand_of(update)
    await _note(context, errand, change)
    await context.faces.conversing.finish(errand)


async def on_news(update: Update, context: Context) -> None:
    """Note what a group's own messages tell: it has a new id, or somebody was brought in."""
    message = update.effective_message
    assert message is not None
    errand = context.errand_of(update)
    await _follow(context, errand, message)
    await _note_joined(context, errand, message)
    await context.faces.conversing.finish(errand)


async def on_anything(update: Update, context: Context) -> None:
    """Forget what is said in a group and means nothing to the bot."""
    await context.faces.conversing.finish(context.errand_of(update))


async def _recount(context: Context, errand: ErrandId, chat: ChatId) -> None:
    group = await context.faces.groups.at(chat)
    if group is None:
        return
    try:
        facts = await facts_of(context.bot, chat, await context.faces.members.enrolled(group.unit))
    except TelegramError:
        return  # counted again at the next binding; who comes is told one by one
    await context.faces.groups.recount(errand, chat=chat, facts=facts)


async def _note(context: Context, errand: ErrandId, change: ChatMemberUpdated) -> None:
    user, chat = change.new_chat_member.user, ChatId(change.chat.id)
    was, is_now = _is_in(change.old_chat_member), _is_in(change.new_chat_member)
    if user.id == context.bot.id or was == is_now:
        return
    if is_now:
        await context.faces.members.joined(errand, chat=chat, user=UserId(user.id))
    else:
        await context.faces.members.left(errand, chat=chat, user=UserId(user.id))


async def _note_joined(context: Context, errand: ErrandId, message: Message) -> None:
    """Note each newcomer under an errand of its own; whoever is noted already stays noted once."""
    for user in message.new_chat_members:
        if user.id != context.bot.id:
            one = ErrandId(f"{errand}:{user.id}")
            await context.faces.members.joined(one, chat=ChatId(message.chat.id), user=UserId(user.id))


async def _follow(context: Context, errand: ErrandId, message: Message) -> None:
    here = ChatId(message.chat.id)
    if message.migrate_to_chat_id is not None:
        await context.faces.groups.moved(errand, old=here, new=ChatId(message.migrate_to_chat_id))
    elif message.migrate_from_chat_id is not None:
        await context.faces.groups.moved(errand, old=ChatId(message.migrate_from_chat_id), new=here)


def _is_in(member: ChatMember) -> bool:
    """Tell whether somebody with this standing is in the chat."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in {ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER}
