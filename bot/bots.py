"""The library's bots on our own transport: the one that is spoken with, and the one that sends broadcasts.

Both pass the same rate budget; each has connections of its own, so that an answer never waits for one.
"""

from bot.settings import Settings
from handlers.broadcasts.road import CONNECTIONS, Road
from handlers.context import InboxBot
from handlers.http import AiohttpRequest
from handlers.intake import POLL
from handlers.pacing import Pacing

Transport = type[AiohttpRequest]  #: what carries calls to Telegram


def bot_of(settings: Settings, *, transport: Transport = AiohttpRequest, pacing: Pacing | None = None) -> InboxBot:
    """Give the bot that is spoken with; the settings must have a token."""
    assert settings.telegram_token is not None
    return InboxBot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{settings.telegram_api}/bot",
        base_file_url=f"{settings.telegram_api}/file/bot",
        request=transport(proxy=_proxy(settings)),
        get_updates_request=transport(connections=1, proxy=_proxy(settings), read_timeout=POLL + 10),
        rate_limiter=pacing or pacing_of(settings),
    )


def sending_bot_of(settings: Settings, *, transport: Transport, pacing: Pacing) -> tuple[InboxBot, Road]:
    """Give the bot that sends broadcasts, and its road, which is opened when there is need.

    It is never initialised: who it is, Telegram was asked by the one that is spoken with.
    """
    assert settings.telegram_token is not None
    road = Road(transport(connections=CONNECTIONS, proxy=_proxy(settings)))
    bot = InboxBot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{settings.telegram_api}/bot",
        request=road,
        get_updates_request=road,
        rate_limiter=pacing,
    )
    return bot, road


def pacing_of(settings: Settings) -> Pacing:
    """Give the rate budget: a rate for all, and one for paid broadcasts where that is the higher one."""
    return Pacing(rate=settings.rate, paid_rate=settings.paid_rate if settings.paid_rate > settings.rate else 0)


def _proxy(settings: Settings) -> str | None:
    return settings.telegram_proxy.get_secret_value() if settings.telegram_proxy is not None else None
