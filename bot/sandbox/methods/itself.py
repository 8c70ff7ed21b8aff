"""Methods about the bot itself: who it is, its names and commands, its webhook, and files to download."""

import json
import re

from bot.sandbox.asked import Asked
from bot.sandbox.files import DOWNLOAD_LIMIT
from bot.sandbox.plain import Json, array_of, text_in
from bot.sandbox.refusals import bad_request

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_COMMANDS = 100
_WORDS = 256
_NAME = 64
_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}
_LIMITS = {"description": 512, "short_description": 120}


def get_me(asked: Asked) -> Json:
    """Give the bot's own account; privacy mode is on."""
    return asked.world.bot.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_webhook(asked: Asked) -> Json:
    """Record a webhook (nothing is delivered to it) and end the poll that waits; an empty address takes it away."""
    world = asked.world
    url = asked.text("url")
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if asked.has("allowed_updates"):
        world.updates.allow(frozenset(asked.texts("allowed_updates")))
    if asked.flag("drop_pending_updates"):
        world.updates.forget_all()
    world.profile.webhook = {"url": url}
    if url:
        world.updates.end_poll("terminated by setWebhook request")
        world.profile.webhook["max_connections"] = asked.number("max_connections", 40)
    return True


def delete_webhook(asked: Asked) -> Json:
    """Go back to polling."""
    asked.world.profile.webhook = {"url": ""}
    if asked.flag("drop_pending_updates"):
        asked.world.updates.forget_all()
    return True


def get_webhook_info(asked: Asked) -> Json:
    """Give what was recorded and how many updates wait."""
    world = asked.world
    shown = world.profile.webhook | {"has_custom_certificate": False, "pending_update_count": len(world.updates)}
    if world.updates.allowed is not None:
        shown["allowed_updates"] = list[Json](sorted(world.updates.allowed))
    return shown


def set_commands(asked: Asked) -> Json:
    """Keep a menu of commands for a scope and a language."""
    commands = asked.objects("commands")
    if len(commands) > _COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if _COMMAND.fullmatch(text_in(command["command"]).removeprefix("/")) is None:
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(text_in(command["description"])) <= _WORDS:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    asked.world.profile.commands[_scope(asked), _language(asked)] = commands
    return True


def get_commands(asked: Asked) -> Json:
    """Give the menu of a scope and a language."""
    return array_of(asked.world.profile.commands.get((_scope(asked), _language(asked)), []))


def delete_commands(asked: Asked) -> Json:
    """Forget the menu of a scope and a language."""
    asked.world.profile.commands.pop((_scope(asked), _language(asked)), None)
    return True


def set_name(asked: Asked) -> Json:
    """Keep the bot's name in a language."""
    if len(asked.text("name")) > _NAME:
        raise bad_request("BOT_TITLE_INVALID")
    asked.world.profile.names[_language(asked)] = asked.text("name")
    return True


def get_name(asked: Asked) -> Json:
    """Give the bot's name in a language."""
    return {"name": asked.world.profile.names.get(_language(asked)) or asked.world.bot.first_name}


def set_description(asked: Asked) -> Json:
    """Keep the longer or the shorter description in a language."""
    field = "short_description" if "Short" in asked.method else "description"
    if len(asked.text(field)) > _LIMITS[field]:
        raise bad_request("BOT_DESCRIPTION_INVALID")
    _descriptions(asked)[_language(asked)] = asked.text(field)
    return True


def get_description(asked: Asked) -> Json:
    """Give the longer or the shorter description in a language."""
    field = "short_description" if "Short" in asked.method else "description"
    return {field: _descriptions(asked).get(_language(asked), "")}


def get_file(asked: Asked) -> Json:
    """Give the path under which a file can be downloaded."""
    stored = asked.world.files.by_id(asked.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.declared_size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return stored.as_json() | {"file_path": stored.path}


def _descriptions(asked: Asked) -> dict[str, str]:
    profile = asked.world.profile
    return profile.short_descriptions if "Short" in asked.method else profile.descriptions


def _scope(asked: Asked) -> str:
    scope = asked.object("scope") or {"type": "default"}
    if text_in(scope["type"]) not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return json.dumps(scope, sort_keys=True)


def _language(asked: Asked) -> str:
    code = asked.text("language_code")
    if code and re.fullmatch(r"[a-z]{2}", code) is None:
        raise bad_request("invalid language code specified")
    return code
