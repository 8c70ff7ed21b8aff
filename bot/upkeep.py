"""Upkeep: what the administrator's commands do to the stores and ask of Telegram, beside a running bot or without."""

from dataclasses import dataclass
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.bots import bot_of
from bot.clock import WallClock
from bot.domain.identifiers import ChatId
from bot.domain.people import Role
from bot.domain.units import UnitCode
from bot.ports.staff import Group, Invitation
from bot.services.replaying import PastTip
from bot.settings import Settings
from bot.stores import Stores, stores
from handlers.calls import Priority
from handlers.context import InboxBot
from handlers.officers.broadcasts.binding import may_post
from handlers.officers.facts import facts_of
from storage import health, keys
from storage.casebook.past import past
from storage.engine import Store
from storage.migrations import Which, bring_up
from storage.rewrapping import Rewrapped, rewrap
from storage.sealing import Keyring


async def rewrapped(settings: Settings) -> dict[str, Rewrapped]:
    """Seal everything of both stores anew under the newest keys; give what was done by store."""
    rings = keys.load(settings.keys)
    return {
        "casebook": await _rewrapped(settings, "casebook", rings.casebook),
        "vault": await _rewrapped(settings, "vault", rings.vault),
    }


async def _rewrapped(settings: Settings, which: Which, ring: Keyring) -> Rewrapped:
    store = Store(settings.store_url(which))
    try:
        await bring_up(store, which)
        return await rewrap(store, ring, which)
    finally:
        await store.dispose()


async def past_tips(settings: Settings) -> list[PastTip]:
    """Give what stands in clear of every tip that came; no key is opened."""
    store = Store(settings.store_url("casebook"))
    try:
        return await past(store)
    finally:
        await store.dispose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How both stores are."""

    casebook: tuple[health.StoreHealth, health.InCasebook | None]
    vault: tuple[health.StoreHealth, health.InVault | None]


async def store_health(settings: Settings) -> Health:
    """Look at both stores without changing them; their files must be there."""
    rings = keys.load(settings.keys)
    book, vault = Store(settings.store_url("casebook")), Store(settings.store_url("vault"))
    try:
        return Health(
            casebook=await health.of_casebook(book, rings.casebook), vault=await health.of_vault(vault, rings.vault)
        )
    finally:
        await book.dispose()
        await vault.dispose()


async def issued_invitation(
    settings: Settings, opened: Stores, *, role: Role, unit: UnitCode | None, expires_after: timedelta
) -> str:
    """Give a link that enrols one person once; Telegram is asked for the bot's name where it is not known yet."""
    now = WallClock(settings.zone).now()
    async with opened.casebook.begin() as book:
        username = await book.facts.get("bot.username")
    if username is None:
        async with bot_of(settings) as bot:
            username = bot.username
    async with opened.casebook.begin() as book:
        invitation = Invitation(role=role, unit=unit, invited_by=None)
        token = await book.invitations.issue(invitation, expires=now + expires_after)
        await book.audit.write("officer.invited", at=now, actor="system", unit=unit, data={"role": role.value})
    return f"https://t.me/{username}?start={token}"


async def username_of(settings: Settings, opened: Stores | None) -> str | None:
    """Give the bot's username as the casebook knows it, else as Telegram says; None where neither can be asked."""
    if opened is not None:
        async with opened.casebook.begin() as book:
            known = await book.facts.get("bot.username")
        if known is not None:
            return known
    if settings.telegram_token is None:
        return None
    try:
        async with bot_of(settings) as bot:
            return bot.username
    except TelegramError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telegram:
    """What Telegram says of the bot and of the groups that units have bound."""

    username: str
    name: str
    groups: dict[UnitCode, tuple[str, ...]]  #: by unit, the rights that the bot lacks there
    channels: dict[UnitCode, bool]  #: by unit that has one, whether the bot may post there
    skew: timedelta | None  #: how far this machine's clock is ahead of Telegram's


async def telegram_facts(settings: Settings) -> Telegram | None:
    """Ask Telegram; None where it cannot be reached or does not know the bot."""
    groups: list[Group] = []
    channels: list[tuple[UnitCode, ChatId]] = []
    if settings.data.is_dir() and keys.exist(settings.keys):
        async with stores(settings) as opened, opened.casebook.begin() as book:
            groups, channels = await book.groups.every(), await book.channels.every()
    try:
        async with bot_of(settings) as bot:
            missing = {group.unit: await _missing(bot, group) for group in groups}
            posts = {unit: await _may_post(bot, chat) for unit, chat in channels}
            skew = await _skew(settings)
            name = bot.first_name
            return Telegram(username=bot.username, name=name, groups=missing, channels=posts, skew=skew)
    except TelegramError:
        return None


async def _missing(bot: InboxBot, group: Group) -> tuple[str, ...]:
    try:
        facts = await facts_of(bot, group.chat, ())
    except TelegramError:
        return ("membership",)
    return (*facts.missing, *facts.wanting)


async def _may_post(bot: InboxBot, channel: ChatId) -> bool:
    try:
        return may_post(await bot.get_chat_member(channel, bot.id, rate_limit_args=Priority.REPLY))
    except (BadRequest, Forbidden):
        return False


async def _skew(settings: Settings) -> timedelta | None:
    """Compare this clock with the date in an answer of the server that the bot speaks to."""
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy is not None else None
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session,
            session.head(settings.telegram_api, proxy=proxy, allow_redirects=False) as answer,
        ):
            date = answer.headers.get("Date")
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return None
    return WallClock(settings.zone).now() - parsedate_to_datetime(date).astimezone(UTC) if date is not None else None
