"""How tests pass a tip from unit to unit, as officers do it."""

from bot.domain.identifiers import ChatId
from bot.domain.people import Officer
from bot.domain.tip import Tip
from bot.domain.units import UnitCode
from bot.services.acting import Act
from tests.services.office import Office

WRONG_AREA = "sai_dia_ban"


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
