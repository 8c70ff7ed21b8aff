"""A unit is found by what is typed: nothing is chosen for anybody, nothing hidden but what must not be known."""

import pytest

from bot.domain.dispatches import MenuDispatch, PostKind
from bot.domain.errors import NotAllowed, UnexpectedReply, UnitNotFound, UnitNotReady
from bot.domain.identifiers import ChatId
from bot.domain.menus import Menu
from bot.domain.moves import Standing
from bot.domain.people import Officer
from bot.domain.tip import Status, Tip, Why
from bot.domain.transfer_views import Place
from bot.domain.units import DESK, UnitCode
from bot.ports.staff import Group
from bot.services.casework import Heard
from tests.services.office import CRIME, DESK_CHAT, DESK_ONE, GROUPS, OTHER_UNIT, TAM, UNIT, Office
from tests.services.passing import passes


async def typed(office: Office, tip: Tip, text: str, *, by: Officer = TAM) -> tuple[Place, ...]:
    """Let an officer answer the bot's question for a unit; give what they are shown."""
    assert by.unit is not None
    await office.transferring.look_for(office.act(by), tip=tip.id)
    await office.delivers()
    prompt = await office.post(tip, PostKind.SEARCH, GROUPS[by.unit])
    assert Heard.UNIT is await office.casework.replied(office.act(by), to=prompt, text=text)
    [found] = [one.content for one in await office.delivers() if isinstance(one.content, MenuDispatch)]
    assert Menu.FOUND.value == found.menu
    view = await office.showing.menu(found)
    assert view is not None
    return view.transfer.places


async def test_a_unit_is_found_and_the_tip_goes_there(office: Office) -> None:
    """By the name that people have for it; the tip moves only after a reason and a confirmation."""
    tip = await office.taken()

    [found] = await typed(office, tip, "hinh su")

    assert (CRIME, Standing.OPEN) == (found.unit.code, found.standing)
    assert tip == await office.tip(tip)
    assert (CRIME, Status.PASSED) == ((await passes(office, tip, CRIME, by=TAM)).unit, Status.PASSED)


async def test_a_unit_that_cannot_receive_is_shown_as_such(office: Office) -> None:
    """Its group is not bound; a press on it all the same is refused."""
    tip = await office.taken()

    [found] = await typed(office, tip, "công an phường Bình Đức")

    assert Standing.UNREADY is found.standing
    with pytest.raises(UnitNotReady):
        await office.transferring.choose(office.act(TAM), tip=tip.id, unit=found.unit.code)


async def test_a_forbidden_unit_is_shown_with_what_forbids_it(office: Office) -> None:
    """The officer learns the way to go instead; a forged press does not help."""
    tip = await office.taken()
    async with office.casebook.begin() as book:
        await book.groups.bind(Group(unit=UnitCode("TTR"), chat=ChatId(-100_5)))

    [found] = await typed(office, tip, "thanh tra")

    assert found.barrier is not None
    assert (Standing.FORBIDDEN, True) == (found.standing, "trực ban tỉnh" in found.barrier["vi"])
    with pytest.raises(NotAllowed):
        await office.transferring.choose(office.act(TAM), tip=tip.id, unit=found.unit.code)


async def test_what_nobody_is_called_is_asked_again(office: Office) -> None:
    """The question stays open for another name, and its own unit is no answer."""
    tip = await office.taken()
    await office.transferring.look_for(office.act(TAM), tip=tip.id)
    await office.delivers()
    prompt = await office.post(tip, PostKind.SEARCH)

    for text in ("zzzz", "", "x" * 5000, "Long Xuyên"):
        with pytest.raises(UnitNotFound):
            await office.casework.replied(office.act(TAM), to=prompt, text=text)

    for text in ("PC02", "ma túy"):
        assert Heard.UNIT is await office.casework.replied(office.act(TAM), to=prompt, text=text)
    assert [] == await office.thread(tip)


async def test_what_was_typed_is_kept_nowhere(office: Office) -> None:
    """Only the codes of the units that were found."""
    tip = await office.taken()

    await typed(office, tip, "hình sự")

    assert [] == await office.thread(tip)


@pytest.mark.parametrize(
    "text", ["Long Xuyên", "long xuyen", "phường Long Xuyên", "công an phường Long Xuyên", "30307", "Mỹ Hòa", "Mỹ Thới"]
)
async def test_a_shielded_tip_finds_no_communes_police_whatever_is_typed(office: Office, text: str) -> None:
    """Its own commune is answered as its neighbour is, and as what no unit is called."""
    tip = await office.files(unit=DESK, why=Why.FEARS, shielded=True)
    async with office.casebook.begin() as book:
        await book.groups.bind(Group(unit=OTHER_UNIT, chat=ChatId(-100_4)))
    answers: set[type[UnexpectedReply]] = set()

    for one in (text, "zzzz"):
        await office.transferring.look_for(office.act(DESK_ONE), tip=tip.id)
        await office.delivers()
        prompt = await office.post(tip, PostKind.SEARCH, DESK_CHAT)
        with pytest.raises(UnexpectedReply) as refusal:
            await office.casework.replied(office.act(DESK_ONE), to=prompt, text=one)
        answers.add(refusal.type)

    assert {UnitNotFound} == answers
    assert UNIT != (await office.tip(tip)).unit
