"""Whatever units, the desk and lost groups do to a tip in whatever order: one unit has it, and one card shows it."""

from typing import Final

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain.dispatches import CardDispatch, EntryDispatch, PostKind
from bot.domain.errors import Refused
from bot.domain.identifiers import ChatId
from bot.domain.moves import Movement
from bot.domain.tip import ENDED, Tip, Why
from bot.domain.units import DESK, UnitCode, UnitKind
from bot.ports.staff import Group
from tests.services.office import CRIME, DESK_ONE, ELSEWHERE, GROUPS, OTHER_UNIT, SPECIALIST, TAM, UNIT, Office
from tests.services.passing import passes, returns

CHATS: Final = {**GROUPS, OTHER_UNIT: ChatId(-100_4)}
WHO: Final = {UNIT: TAM, OTHER_UNIT: ELSEWHERE, CRIME: SPECIALIST, DESK: DESK_ONE}
Step = tuple[str, UnitCode]

_steps = st.tuples(
    st.sampled_from(["pass", "pass", "pass", "return", "take", "release", "lose", "bind", "deliver", "intrude"]),
    st.sampled_from(sorted(CHATS)),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_steps, max_size=14), shielded=st.booleans())
@example(steps=[("pass", DESK), ("pass", CRIME), ("return", DESK), ("pass", CRIME)], shielded=False)
@example(
    steps=[("pass", OTHER_UNIT), ("pass", CRIME), ("return", CRIME), ("pass", UNIT), ("return", CRIME)], shielded=False
)
async def test_a_tip_is_neither_lost_nor_doubled(office: Office, steps: list[Step], *, shielded: bool) -> None:
    """One responsible unit, one card there or on its way, no round without the desk, never a shielded commune."""
    await _everybody_has_a_group(office)
    start = DESK if shielded else UNIT
    tip = await office.files(unit=start, shielded=shielded, why=Why.FEARS if shielded else Why.COMMUNE)

    for step in steps:
        await _done(office, await office.tip(tip), step)
        await _holds(office, await office.tip(tip))


async def _done(office: Office, tip: Tip, step: Step) -> None:
    """Let whoever has the tip, or in vain somebody else, try something."""
    verb, unit = step
    by, chat = WHO[tip.unit], CHATS[tip.unit]
    try:
        match verb:
            case "pass":
                await passes(office, tip, unit, by=by, chat=chat)
            case "return":
                await returns(office, tip, by=by, chat=chat)
            case "take":
                await office.casework.take(office.act(by, chat=chat), tip=tip.id)
            case "release":
                await office.casework.give_back(office.act(by, chat=chat), tip=tip.id)
            case "intrude":
                await _intrudes(office, tip, unit)
            case "lose" if unit != DESK:
                await office.groups.lost(office.errand(), chat=CHATS[unit])
            case "bind":
                await _has_a_group(office, unit)
            case _:
                await _delivers(office, tip)
    except Refused:
        return


async def _intrudes(office: Office, tip: Tip, unit: UnitCode) -> None:
    """Let somebody of a unit that may have the tip no more press on what is left there."""
    await passes(office, tip, unit, by=WHO[unit], chat=CHATS[unit])
    assert unit == tip.unit


async def _holds(office: Office, tip: Tip) -> None:
    async with office.casebook.begin() as book:
        moves, cards = await book.moves.of(tip.id), await book.posts.of(tip.id, PostKind.CARD)
        everywhere = [one for unit in office.directory.units for one in await book.tips.at_unit(unit)]
        ordered = [one for one in await book.dispatches.of_unit(tip.unit) if one.content == CardDispatch(tip=tip.id)]
    assert tip.status not in ENDED
    assert [tip.unit] == [one.unit for one in everywhere if one.id == tip.id]
    assert [CHATS[tip.unit]] == [*(card.chat for card in cards), *(CHATS[tip.unit] for _ in ordered)]
    wished = [move for move in moves if move.movement is not Movement.ROUTED]
    assert [] == [move for move in wished[2:] if DESK not in {move.origin, move.target}]
    assert moves == [] or moves[-1].target == tip.unit
    assert not (tip.shielded and office.directory.units[tip.unit].kind is UnitKind.COMMUNE)
    assert not (tip.shielded and UNIT in {move.target for move in moves})


async def _delivers(office: Office, tip: Tip) -> None:
    """Deliver as the courier does, which sends nothing to a unit that has the tip no more."""
    async with office.casebook.begin() as book:
        for unit in CHATS:
            for one in await book.dispatches.of_unit(unit) if unit != tip.unit else ():
                if isinstance(one.content, CardDispatch | EntryDispatch):
                    await book.dispatches.sent(one.id)
    await office.delivers()


async def _everybody_has_a_group(office: Office) -> None:
    for unit in CHATS:
        await _has_a_group(office, unit)


async def _has_a_group(office: Office, unit: UnitCode) -> None:
    async with office.casebook.begin() as book:
        await book.groups.bind(Group(unit=unit, chat=CHATS[unit]))
