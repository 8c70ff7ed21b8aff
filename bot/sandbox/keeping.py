"""The world as plain JSON and back, so that practice can go on another day over the same stores of the bot.

Presses that wait for an answer are not kept: Telegram forgets them after seconds anyway. Files lie beside, by their id.
"""

from dataclasses import asdict
from pathlib import Path

from bot.sandbox.chats import Chat
from bot.sandbox.files import StoredFile
from bot.sandbox.members import Member, User
from bot.sandbox.messages import Content, Message
from bot.sandbox.plain import Json, JsonObject, list_in, number_in, object_in, objects_in, text_in
from bot.sandbox.world import World

FORMAT = 1


class UnknownFormat(Exception):  # noqa: N818 - it says what is the matter
    """What was kept was kept by another version."""


def kept(world: World) -> JsonObject:
    """Give everything that the world consists of, the bytes of files left out."""
    profile = world.profile
    return {
        "format": FORMAT,
        "counted": world.counted(),
        "users": [dict(asdict(user)) for user in world.users.values() if user is not world.bot],
        "deleted": list[Json](world.deleted_users),
        "chats": [_chat(chat) for chat in world.chats.values()],
        "updates": world.updates.kept(),
        "files": [_file(stored) for stored in world.files.every()],
        "descriptions": dict(profile.descriptions),
        "short_descriptions": dict(profile.short_descriptions),
        "commands": [[scope, language, list[Json](them)] for (scope, language), them in profile.commands.items()],
    }


def put_back(world: World, state: JsonObject, files: Path) -> None:
    """Make a new world what the kept one was; `files` is the folder of the files' bytes.

    Raises:
        UnknownFormat: it was kept by another version.

    """
    if state.get("format") != FORMAT:
        raise UnknownFormat
    world.count_on(object_in(state["counted"]))
    users = {world.bot.user_id: world.bot}
    for one in objects_in(state["users"]):
        user = _user(one)
        users[user.user_id] = world.users[user.user_id] = user
    world.deleted_users.update(number_in(one) for one in list_in(state["deleted"]))
    for one in objects_in(state["chats"]):
        chat = _chat_from(one, users)
        world.chats[chat.chat_id] = chat
        if chat.username is not None:
            world.by_username[chat.username.lower()] = chat.chat_id
    world.updates.put_back(object_in(state["updates"]))
    for one in objects_in(state["files"]):
        world.files.put_back(_file_from(one, files))
    profile = world.profile
    profile.descriptions = {key: text_in(text) for key, text in object_in(state["descriptions"]).items()}
    profile.short_descriptions = {key: text_in(text) for key, text in object_in(state["short_descriptions"]).items()}
    for entry in list_in(state["commands"]):
        scope, language, them = list_in(entry)
        profile.commands[text_in(scope), text_in(language)] = objects_in(them)


def keep_files(world: World, folder: Path) -> None:
    """Write the bytes of files that are not there yet."""
    folder.mkdir(mode=0o700, exist_ok=True)
    for stored in world.files.every():
        path = folder / stored.unique_id
        if not path.exists():
            path.write_bytes(stored.content)


def _chat(chat: Chat) -> JsonObject:
    return {
        "chat_id": chat.chat_id,
        "kind": chat.kind,
        "title": chat.title,
        "username": chat.username,
        "is_forum": chat.is_forum,
        "resident": chat.resident.user_id if chat.resident is not None else None,
        "has_blocked_bot": chat.has_blocked_bot,
        "migrated_to": chat.migrated_to,
        "members": [
            {"user": user_id, "status": member.status, "rights": list[Json](sorted(member.rights))}
            for user_id, member in chat.members.items()
        ],
        "messages": [_message(message) for message in chat.messages.values()],
        "topics": {str(root): name for root, name in chat.topics.items()},
        "closed_topics": list[Json](sorted(chat.closed_topics)),
        "pinned": chat.pinned,
        "last_id": chat.last_id,
    }


def _chat_from(state: JsonObject, users: dict[int, User]) -> Chat:
    members = [
        Member(
            user=users[number_in(one["user"])],
            status=text_in(one["status"]),
            rights=frozenset(text_in(right) for right in list_in(one["rights"])),
        )
        for one in objects_in(state["members"])
    ]
    messages = [_message_from(one, number_in(state["chat_id"]), users) for one in objects_in(state["messages"])]
    return Chat(
        chat_id=number_in(state["chat_id"]),
        kind=text_in(state["kind"]),
        title=text_in(state["title"]),
        username=text_in(state["username"]) or None,
        is_forum=state["is_forum"] is True,
        resident=users[number_in(state["resident"])] if state["resident"] is not None else None,
        has_blocked_bot=state["has_blocked_bot"] is True,
        migrated_to=_number(state["migrated_to"]),
        members={member.user.user_id: member for member in members},
        messages={message.message_id: message for message in messages},
        topics={int(root): text_in(name) for root, name in object_in(state["topics"]).items()},
        closed_topics={number_in(one) for one in list_in(state["closed_topics"])},
        pinned=_number(state["pinned"]),
        _last_id=number_in(state["last_id"]),
    )


_AS_IT_IS = (
    *("message_id", "date", "service", "markup", "reply_to", "thread_id", "answers_root", "forward_origin"),
    *("media_group_id", "signed_as_chat", "is_protected", "edited_at", "mark"),
)


def _message(message: Message) -> JsonObject:
    content = message.content
    return {
        **{name: getattr(message, name) for name in _AS_IT_IS},
        "sender": dict(asdict(message.sender)) if message.sender is not None else None,
        "content": {"words": content.words, "entities": list[Json](content.entities), "media": content.media},
    }


def _message_from(state: JsonObject, chat_id: int, users: dict[int, User]) -> Message:
    content, sender = object_in(state["content"]), state["sender"]
    account = _user(object_in(sender)) if sender is not None else None
    return Message(
        message_id=number_in(state["message_id"]),
        chat_id=chat_id,
        sender=users.get(account.user_id, account) if account is not None else None,  # the same object everywhere
        date=number_in(state["date"]),
        content=Content(
            words=text_in(content["words"]),
            entities=tuple(objects_in(content["entities"])),
            media=object_in(content["media"]),
        ),
        service=object_in(state["service"]),
        markup=_object(state["markup"]),
        reply_to=_number(state["reply_to"]),
        thread_id=_number(state["thread_id"]),
        answers_root=_number(state["answers_root"]),
        forward_origin=_object(state["forward_origin"]),
        media_group_id=text_in(state["media_group_id"]) or None,
        signed_as_chat=state["signed_as_chat"] is True,
        is_protected=state["is_protected"] is True,
        edited_at=_number(state["edited_at"]),
        mark=number_in(state["mark"]),
    )


def _user(state: JsonObject) -> User:
    return User(
        user_id=number_in(state["user_id"]),
        first_name=text_in(state["first_name"]),
        last_name=text_in(state["last_name"]) or None,
        username=text_in(state["username"]) or None,
        language_code=text_in(state["language_code"]) or None,
        is_premium=state["is_premium"] is True,
        is_bot=state["is_bot"] is True,
    )


def _file(stored: StoredFile) -> JsonObject:
    return {
        "file_id": stored.file_id,
        "unique_id": stored.unique_id,
        "kind": stored.kind,
        "path": stored.path,
        "name": stored.name,
        "declared_size": stored.declared_size,
        "mime": stored.mime,
    }


def _file_from(state: JsonObject, folder: Path) -> StoredFile:
    unique_id = text_in(state["unique_id"])
    return StoredFile(
        file_id=text_in(state["file_id"]),
        unique_id=unique_id,
        kind=text_in(state["kind"]),
        path=text_in(state["path"]),
        content=(folder / unique_id).read_bytes(),
        name=text_in(state["name"]) or None,
        declared_size=number_in(state["declared_size"]),
        mime=text_in(state.get("mime")) or None,
    )


def _number(value: Json) -> int | None:
    return number_in(value) if value is not None else None


def _object(value: Json) -> JsonObject | None:
    return object_in(value) if value is not None else None
