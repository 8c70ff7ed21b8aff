"""A unit's channel: bound by somebody who leads both, lost when the bot may not post there, served like everybody."""

import pytest

from bot.domain.broadcasts.conducting_errors import ChannelUnsuitable
from bot.domain.dispatches import AlertDispatch, BroadcastDispatch, BroadcastWord, ToChat, ToOfficer, ToUnit
from bot.domain.errors import NotAllowed, UnitUnknown
from bot.domain.identifiers import ChatId, MessageId
from bot.domain.people import Officer
from bot.domain.units import DESK, UnitCode
from bot.services.acting import Act
from bot.services.broadcasts.channels import ChannelFacts, post_in_channels, refresh_channels
from bot.services.broadcasts.correcting import Why
from storage.vault import Vault
from tests.services.office import DESK_ONE, ELSEWHERE, HEAD, OTHER_UNIT, TAM, UNIT, Office
from tests.services.sendings import Hall

CHANNEL = ChatId(-100_77)
OTHER_CHANNEL = ChatId(-100_78)
WELL = ChannelFacts(may_post=True, is_led=True, title="Công an phường Rạch Giá")


@pytest.fixture
def hall(office: Office, vault: Vault) -> Hall:
    """Open the hall."""
    return Hall(office, vault)


def private(hall: Hall, officer: Officer) -> Act:
    """Give something that an officer does in private."""
    return hall.office.act(officer, chat=ChatId(officer.user))


async def channel_of(hall: Hall, unit: UnitCode) -> ChatId | None:
    """Give the channel that a unit has."""
    async with hall.office.casebook.begin() as book:
        return await book.channels.of(unit)


async def alerts(hall: Hall) -> list[tuple[object, str]]:
    """Give who is told what about the system."""
    sent = await hall.office.delivers()
    return [(one.to, one.content.alert) for one in sent if isinstance(one.content, AlertDispatch)]


async def posts(hall: Hall) -> list[object]:
    """Give the channels for which something is on its way."""
    sent = await hall.office.delivers()
    return [
        one.to
        for one in sent
        if isinstance(one.content, BroadcastDispatch) and one.content.word is BroadcastWord.CHANNEL
    ]


async def test_whoever_brings_the_bot_into_a_channel_is_asked_whose_it_is(hall: Hall) -> None:
    """A head: of their unit. Of the desk: of the desk, or of the unit that the channel's name means."""
    await hall.channels.offer(hall.office.errand(), chat=CHANNEL, user=HEAD.user, facts=WELL)
    await hall.channels.offer(hall.office.errand(), chat=OTHER_CHANNEL, user=DESK_ONE.user, facts=WELL)

    sent = await hall.office.delivers()

    assert [
        (ToOfficer(officer=HEAD.id), (str(CHANNEL), WELL.title, UNIT)),
        (ToOfficer(officer=DESK_ONE.id), (str(OTHER_CHANNEL), WELL.title, DESK, "30742")),
    ] == [(one.to, one.content.data) for one in sent if isinstance(one.content, AlertDispatch)]


async def test_nobody_else_is_asked(hall: Hall) -> None:
    """Not an officer without that right, not about a channel where the bot may not post, not about a bound one."""
    silent = ChannelFacts(may_post=False, is_led=True)
    await hall.channels.offer(hall.office.errand(), chat=CHANNEL, user=TAM.user, facts=WELL)
    await hall.channels.offer(hall.office.errand(), chat=CHANNEL, user=HEAD.user, facts=silent)
    await hall.channels.bind(private(hall, HEAD), unit=UNIT, chat=CHANNEL, facts=WELL)
    await hall.office.delivers()
    await hall.channels.offer(hall.office.errand(), chat=CHANNEL, user=HEAD.user, facts=WELL)

    assert [] == await hall.office.delivers()


async def test_a_channel_becomes_the_units_and_the_unit_is_told(hall: Hall) -> None:
    """Its audit says who did it."""
    await hall.channels.bind(private(hall, HEAD), unit=UNIT, chat=CHANNEL, facts=WELL)

    assert CHANNEL == await channel_of(hall, UNIT)
    assert [(ToUnit(unit=UNIT), "channel.bound")] == await alerts(hall)
    assert [("channel.bound", HEAD.id, UNIT)] == await hall.office.audited()


async def test_a_press_alone_binds_nothing(hall: Hall) -> None:
    """Telegram must say that the bot may post and that this person leads the channel; the rest is made up."""
    for facts in (ChannelFacts(may_post=False, is_led=True), ChannelFacts(may_post=True, is_led=False)):
        with pytest.raises(ChannelUnsuitable):
            await hall.channels.bind(private(hall, HEAD), unit=UNIT, chat=CHANNEL, facts=facts)
    with pytest.raises(NotAllowed):
        await hall.channels.bind(private(hall, HEAD), unit=OTHER_UNIT, chat=CHANNEL, facts=WELL)
    with pytest.raises(NotAllowed):
        await hall.channels.bind(hall.office.act(HEAD), unit=UNIT, chat=CHANNEL, facts=WELL)
    with pytest.raises(UnitUnknown):
        await hall.channels.bind(private(hall, HEAD), unit=UnitCode("99999"), chat=CHANNEL, facts=WELL)

    assert None is await channel_of(hall, UNIT)


async def test_a_new_channel_takes_the_place_of_the_old_one(hall: Hall) -> None:
    """The old one gets nothing any more, and the unit knows."""
    await hall.channels.bind(private(hall, HEAD), unit=UNIT, chat=CHANNEL, facts=WELL)
    await hall.office.delivers()

    await hall.channels.bind(private(hall, HEAD), unit=UNIT, chat=OTHER_CHANNEL, facts=WELL)

    assert OTHER_CHANNEL == await channel_of(hall, UNIT)
    assert [(ToUnit(unit=UNIT), "channel.replaced")] == await alerts(hall)


async def test_a_units_channel_is_taken_by_nobody_without_a_say_in_that_unit(hall: Hall) -> None:
    """Another unit's head does not; the desk does, and the unit is told."""
    await hall.channels.bind(private(hall, HEAD), unit=UNIT, chat=CHANNEL, facts=WELL)
    await hall.office.delivers()

    with pytest.raises(NotAllowed):
        await hall.channels.bind(private(hall, ELSEWHERE), unit=OTHER_UNIT, chat=CHANNEL, facts=WELL)
    assert CHANNEL == await channel_of(hall, UNIT)
    await hall.channels.bind(private(hall, DESK_ONE), unit=DESK, chat=CHANNEL, facts=WELL)

    assert (None, CHANNEL) == (await channel_of(hall, UNIT), await channel_of(hall, DESK))
    assert (ToUnit(unit=UNIT), "channel.taken") in await alerts(hall)


async def test_a_channel_where_the_bot_may_not_post_any_more_is_nobodys(hall: Hall) -> None:
    """The unit is told once."""
    await hall.channels.bind(private(hall, HEAD), unit=UNIT, chat=CHANNEL, facts=WELL)
    await hall.office.delivers()

    first = await hall.channels.lost(hall.office.errand(), chat=CHANNEL)
    again = await hall.channels.lost(hall.office.errand(), chat=CHANNEL)

    assert (UNIT, None, None) == (first, again, await channel_of(hall, UNIT))
    assert [(ToUnit(unit=UNIT), "channel.lost")] == await alerts(hall)


async def test_a_broadcast_for_channels_is_posted_once_in_each_when_it_begins(hall: Hall) -> None:
    """In that of its unit and those of its communes; one that is not for channels is posted in none."""
    await hall.channels.bind(private(hall, HEAD), unit=UNIT, chat=CHANNEL, facts=WELL)
    await hall.office.delivers()
    for_channels = await hall.begins(to_channels=True)
    for_people = await hall.begins()

    async with hall.office.casebook.begin() as book:
        for sending in (for_channels, for_channels, for_people):
            broadcast = await book.broadcasts.of(sending.broadcast)
            assert broadcast is not None
            await post_in_channels(book, hall.office.directory.unit_of, broadcast, sending, now=hall.office.clock.at)

    assert [ToChat(chat=CHANNEL)] == await posts(hall)


async def test_what_stands_in_a_channel_follows_corrections_and_recalls(hall: Hall) -> None:
    """Also one that came between reading the text and remembering the post."""
    await hall.channels.bind(private(hall, HEAD), unit=UNIT, chat=CHANNEL, facts=WELL)
    sending = await hall.begins(to_channels=True)
    await hall.office.delivers()
    post = await hall.channels.post(sending.broadcast, sending.id, CHANNEL)
    assert post is not None
    await hall.correcting.recall(hall.office.act(HEAD), occurrence=sending.id, why=Why.WRONG)
    nothing_yet = await posts(hall)

    await hall.channels.posted(post, CHANNEL, [MessageId(5)])
    taken_back = await posts(hall)
    broadcast = await hall.broadcast(sending.broadcast)
    async with hall.office.casebook.begin() as book:
        await refresh_channels(book, broadcast, now=hall.office.clock.at)

    assert ([], [ToChat(chat=CHANNEL)], [ToChat(chat=CHANNEL)]) == (nothing_yet, taken_back, await posts(hall))


async def test_a_channel_bound_later_gets_nothing_of_before(hall: Hall) -> None:
    """A correction is no news for whoever never saw what it corrects."""
    sending = await hall.begins(to_channels=True)
    await hall.channels.bind(private(hall, HEAD), unit=UNIT, chat=CHANNEL, facts=WELL)
    await hall.office.delivers()

    broadcast = await hall.broadcast(sending.broadcast)
    async with hall.office.casebook.begin() as book:
        await refresh_channels(book, broadcast, now=hall.office.clock.at)

    assert [] == await posts(hall)
