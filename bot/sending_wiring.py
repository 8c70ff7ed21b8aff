"""The wiring's part about sending broadcasts: a bot of the same name on connections of its own."""

import asyncio
from collections.abc import Callable

from bot.bots import Transport, sending_bot_of
from bot.domain.identifiers import Language
from bot.places.directory import Directory
from bot.ports import Clock
from bot.services.broadcasts.distributing import Distributing, Sending
from bot.settings import Settings
from bot.stores import Stores
from handlers.broadcasts.bulletin import Bulletin, Imprint, bulletin
from handlers.broadcasts.carrying import Carrying
from handlers.broadcasts.distributor import Distributor
from handlers.broadcasts.recalled import recalled
from handlers.broadcasts.runs import Speed
from handlers.pacing import Pacing
from handlers.texts import Texts


def distributor(
    settings: Settings,
    opened: Stores,
    directory: Directory,
    texts: Texts,
    clock: Clock,
    *,
    transport: Transport,
    pacing: Pacing,
    work: asyncio.Event,
    wake: Callable[[], None],
) -> Distributor:
    """Give what sends broadcasts, under the same rate budget as all else; the settings must have a token.

    `work` is its own bell, `wake` the courier's.
    """
    bot, road = sending_bot_of(settings, transport=transport, pacing=pacing)

    def printed(sending: Sending, language: Language) -> Bulletin:
        broadcast, occurrence = sending.broadcast, sending.occurrence
        imprint = Imprint(
            unit=directory.units[broadcast.unit],
            at=(occurrence.begun or occurrence.planned).astimezone(settings.zone),
            urgent=broadcast.urgent,
            corrected=occurrence.revision > 0,
            occurrence=occurrence.id,
        )
        if occurrence.recalled:
            return recalled(broadcast.content, imprint, language=language, texts=texts)
        return bulletin(broadcast.content, imprint, language=language, texts=texts)

    return Distributor(
        Distributing(opened.vault, opened.casebook, clock, wake=wake),
        Carrying(bot, printed),
        road,
        pacing,
        clock,
        Speed(rate=settings.rate, paid_rate=settings.paid_rate, paid_stars=settings.paid_stars),
        work=work,
    )
