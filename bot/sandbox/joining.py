"""Comings and goings: members, administrators, kicks, blocks, and groups that become supergroups."""

from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat
from bot.sandbox.members import Member, User
from bot.sandbox.world import World

if TYPE_CHECKING:
    from bot.sandbox.plain import JsonObject


def change_standing(world: World, chat: Chat, new: Member, *, by: User) -> None:
    """Give somebody a new standing in a chat, with the updates that Telegram makes of it."""
    old = chat.member(new.user.user_id) or Member(user=new.user, status="left")
    chat.members[new.user.user_id] = new
    change: JsonObject = {
        "chat": chat.as_json(),
        "from": by.as_json(),
        "date": world.now(),
        "old_chat_member": old.as_json(),
        "new_chat_member": new.as_json(),
    }
    bot = chat.member(world.bot.user_id)
    if new.user is world.bot:
        world.updates.add("my_chat_member", change)
    elif bot is not None and bot.is_administrator and not chat.is_private:
        world.updates.add("chat_member", change)


def let_in(world: World, chat: Chat, new: Member, *, by: User) -> None:
    """Let somebody into a group: their standing, then the service message."""
    was_in = chat.has(new.user.user_id)
    change_standing(world, chat, new, by=by)
    if chat.is_group and not was_in:
        person = new.user.as_json()
        world.announce(
            chat, {"new_chat_members": [person], "new_chat_member": person, "new_chat_participant": person}, by=by
        )


def put_out(world: World, chat: Chat, user: User, *, status: str, by: User) -> None:
    """Let somebody leave ("left") or be banned ("kicked"): their standing, then the service message."""
    was_in = chat.has(user.user_id)
    change_standing(world, chat, Member(user=user, status=status), by=by)
    if chat.is_group and was_in:
        world.announce(chat, {"left_chat_member": user.as_json()}, by=by)


def set_blocked(world: World, chat: Chat, *, blocked: bool) -> None:
    """Let the person of a private chat block or unblock the bot."""
    assert chat.resident is not None
    chat.has_blocked_bot = blocked
    status = "kicked" if blocked else "member"
    change_standing(world, chat, Member(user=world.bot, status=status), by=chat.resident)


def upgrade(world: World, chat: Chat, *, by: User) -> Chat:
    """Turn a basic group into a supergroup with a new id, and give that."""
    new = world.add_group(chat.title)
    new.members = dict(chat.members)
    chat.migrated_to = new.chat_id
    world.announce(chat, {"migrate_to_chat_id": new.chat_id}, by=by)
    world.announce(new, {"migrate_from_chat_id": chat.chat_id}, by=by)
    return new
