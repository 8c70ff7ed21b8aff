"""How tests pass a tip from unit to unit, as officers do it."""

from bot.domain.dispatches import Dispatch, PostKind, ToUnit
from bot.domain.identifiers import ChatId
from bot.domain.people import Officer
from bot.domain.thread import Author
from bot.domain.tip import Tip
from bot.domain.units import DESK, UnitCode
from bot.services.acting import Act
from bot.services.casework import Heard
from tests.services.office import TAM, Office

WRONG_AREA = "sai_dia_ban"
REASON = "Việc của tỉnh."


async def passes(
    office: Office,
    tip: Tip,
    unit: UnitCode,
    *,
    by: Officer,
    reason: str = WRONG_AREA,
    chat: ChatId | None = None,
) -> Tip:
    """Let an officer pass a tip to a unit for a ready reason; give it as it is kept then."""
    draft = await office.transferring.choose(_act(office, by, chat), tip=tip.id, unit=unit)
    assert draft is not None
    chosen = await office.transferring.because(_act(office, by, chat), draft=draft.id, reason=reason)
    assert chosen is not None
    await office.transferring.pass_on(_act(office, by, chat), draft=chosen.id)
    return await office.tip(tip)


async def returns(
    office: Office, tip: Tip, *, by: Officer, reason: str = WRONG_AREA, chat: ChatId | None = None
) -> Tip:
    """Let an officer return a tip to whom it came from; give it as it is kept then."""
    draft = await office.transferring.give_back(_act(office, by, chat), tip=tip.id)
    assert draft is not None
    chosen = await office.transferring.because(_act(office, by, chat), draft=draft.id, reason=reason)
    assert chosen is not None
    await office.transferring.pass_on(_act(office, by, chat), draft=chosen.id)
    return await office.tip(tip)


def _act(office: Office, by: Officer, chat: ChatId | None) -> Act:
    return office.act(by, chat=chat)


def to(unit: UnitCode, dispatches: list[Dispatch]) -> list[object]:
    """Give what goes to a unit."""
    return [one.content for one in dispatches if one.to == ToUnit(unit=unit)]


async def reasoned(office: Office, tip: Tip, text: str = REASON) -> Heard:
    """Let the officer pass the tip to the desk with a reason in own words, up to what says what will happen."""
    draft = await office.transferring.choose(office.act(TAM), tip=tip.id, unit=DESK)
    assert draft is not None
    await office.transferring.own_words(office.act(TAM), draft=draft.id)
    await office.delivers()
    prompt = await office.post(tip, PostKind.REASON)
    return await office.casework.replied(office.act(TAM), to=prompt, text=text)


async def passed_with_words(office: Office, tip: Tip, text: str = REASON) -> Tip:
    """Let the officer pass the tip to the desk with a reason in own words, all the way."""
    await reasoned(office, tip, text)
    await office.settles()
    [draft] = [entry for entry in await office.thread(tip) if entry.author is Author.TRANSFER]
    await office.transferring.pass_on(office.act(TAM), draft=draft.id)
    return await office.tip(tip)
