"""What Telegram shows of the bot before anybody writes: its commands and a neutral description.

It is told again only when it has changed. The display name and the picture are the operator's; `tinbao doctor` says
when the name gives away what the chat is about.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Final

import structlog
from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.ports.casebook import Casebook
from handlers.context import InboxBot
from handlers.texts import Texts, Words

log = structlog.get_logger(__name__)

FACT: Final = "bot.profile"
#: The commands of the menu by language; `/xoa` is not listed, since somebody may look at the phone.
COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "vi": ("start", "baotin", "xemtraloi", "thongbao", "riengtu", "ngonngu", "huy", "trogiup"),
    "en": ("start", "tip", "status", "alerts", "privacy", "language", "cancel", "help"),
}

#: The commands of the menu in groups, where officers read the first language.
IN_GROUPS: Final = ("truc", "canbo", "trogiup")


async def introduce(bot: InboxBot, casebook: Casebook, texts: Texts) -> None:
    """Tell Telegram the bot's commands and description in every language, unless it knows them already."""
    profile = {language: _profile(texts[language]) for language in texts.languages}
    told = hashlib.sha256(json.dumps(profile, ensure_ascii=False).encode()).hexdigest()
    async with casebook.begin() as book:
        if await book.facts.get(FACT) == told:
            return
    try:
        for language in texts.languages:
            await _tell(bot, texts[language], is_default=language == texts.languages[0])
    except TelegramError as error:
        log.warning("profile.untold", error=type(error).__name__)
        return
    async with casebook.begin() as book:
        await book.facts.put(FACT, told)


async def _tell(bot: InboxBot, words: Words, *, is_default: bool) -> None:
    if is_default:
        await bot.set_my_commands(_named(IN_GROUPS, words), scope=BotCommandScopeAllGroupChats())
    for code in (words.language, None) if is_default else (words.language,):
        await bot.set_my_commands(_commands(words), scope=BotCommandScopeAllPrivateChats(), language_code=code)
        await bot.set_my_description(words.plain("profile.description"), language_code=code)
        await bot.set_my_short_description(words.plain("profile.short"), language_code=code)


def _commands(words: Words) -> list[BotCommand]:
    return _named(COMMANDS[words.language], words)


def _named(names: Iterable[str], words: Words) -> list[BotCommand]:
    return [BotCommand(name, words.plain(f"command.{name}")) for name in names]


def _profile(words: Words) -> list[str]:
    named = (*_commands(words), *_named(IN_GROUPS, words))
    commands = [f"{command.command} {command.description}" for command in named]
    return [*commands, words.plain("profile.description"), words.plain("profile.short")]
