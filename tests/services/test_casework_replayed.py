"""A process may die after the effect and before the errand is forgotten: every act done again changes nothing."""

from collections.abc import Awaitable, Callable
from typing import Final

import pytest

from bot.domain.dispatches import PostKind
from bot.domain.identifiers import TipId
from bot.domain.outcomes import OutcomeCode
from bot.domain.units import DESK
from bot.services.acting import Act
from bot.services.groups import GroupFacts
from tests.services.office import BE, CRIME, DESK_ONE, HEAD, SPECIALIST, TAM, UNIT, UNIT_CHAT, Office
from tests.services.passing import WRONG_AREA, passes

Replayable = Callable[[Act], Awaitable[object]]
Prepared = tuple[Act, Replayable]
FACTS: Final = GroupFacts(is_group=True, is_public=False, is_channel=False, is_forum=False, member_count=1)


async def _take(office: Office) -> Prepared:
    tip = await office.files()
    return office.act(TAM), lambda act: office.casework.take(act, tip=tip.id)


async def _hand_over(office: Office) -> Prepared:
    tip = await office.taken()
    return office.act(TAM), lambda act: office.casework.hand_over(act, tip=tip.id, to=BE.id)


async def _give_back(office: Office) -> Prepared:
    tip = await office.taken()
    return office.act(TAM), lambda act: office.casework.give_back(act, tip=tip.id)


async def _take_back(office: Office) -> Prepared:
    tip = await office.taken()
    return office.act(HEAD), lambda act: office.casework.take_back(act, tip=tip.id)


async def _copy(office: Office) -> Prepared:
    tip = await office.taken()
    return office.act(TAM), lambda act: office.casework.copy(act, tip=tip.id)


async def _note(office: Office) -> Prepared:
    tip = await office.taken()
    return office.act(TAM), lambda act: office.casework.replied(act, to=office.card_of(tip), text="ghi nhớ")


async def _questions(office: Office) -> Prepared:
    tip = await office.taken()
    return office.act(TAM), lambda act: office.asking.open(act, tip=tip.id)


async def _choose(office: Office) -> Prepared:
    tip = await office.taken()
    return office.act(TAM), lambda act: office.asking.choose(act, tip=tip.id, question="con_khong")


async def _words(office: Office) -> Prepared:
    tip = await office.taken()
    await office.asking.own_words(office.act(TAM), tip=tip.id)
    await office.delivers()
    prompt = await office.post(tip, PostKind.PROMPT)
    return office.act(TAM), lambda act: office.casework.replied(act, to=prompt, text="Xe màu gì?")


async def _send(office: Office) -> Prepared:
    tip = await office.taken()
    draft = await office.asking.choose(office.act(TAM), tip=tip.id, question="con_khong")
    assert draft is not None
    return office.act(TAM), lambda act: office.asking.send(act, draft=draft.id)


async def _drop(office: Office) -> Prepared:
    tip = await office.taken()
    draft = await office.asking.choose(office.act(TAM), tip=tip.id, question="con_khong")
    assert draft is not None
    return office.act(TAM), lambda act: office.asking.drop(act, draft=draft.id)


async def _outcome(office: Office) -> Prepared:
    tip = await office.taken()
    return office.act(TAM), lambda act: office.closing.choose(act, tip=tip.id, outcome=OutcomeCode("xu_phat"))


async def _close(office: Office) -> Prepared:
    tip = await office.taken()
    proposal = await office.closing.choose(office.act(TAM), tip=tip.id, outcome=OutcomeCode("tin_rac"))
    assert proposal is not None
    return office.act(TAM), lambda act: office.closing.confirm(act, proposal=proposal.id)


async def _agree(office: Office) -> Prepared:
    version, tip = await _proposed(office)
    return office.act(HEAD), lambda act: office.closing.agree(act, tip=tip, version=version)


async def _send_back(office: Office) -> Prepared:
    version, tip = await _proposed(office)
    return office.act(HEAD), lambda act: office.closing.send_back(act, tip=tip, version=version)


async def _number(office: Office) -> Prepared:
    tip = await office.taken()
    return office.act(TAM), lambda act: office.casework.number(act, tip=tip.id, number="117")


async def _target(office: Office) -> Prepared:
    tip = await office.taken()
    return office.act(TAM), lambda act: office.transferring.choose(act, tip=tip.id, unit=CRIME)


async def _unit(office: Office) -> Prepared:
    tip = await office.taken()
    await office.transferring.look_for(office.act(TAM), tip=tip.id)
    await office.delivers()
    prompt = await office.post(tip, PostKind.SEARCH)
    return office.act(TAM), lambda act: office.casework.replied(act, to=prompt, text="hình sự")


async def _reason(office: Office) -> Prepared:
    tip = await office.taken()
    draft = await office.transferring.choose(office.act(TAM), tip=tip.id, unit=DESK)
    assert draft is not None
    await office.transferring.own_words(office.act(TAM), draft=draft.id)
    await office.delivers()
    prompt = await office.post(tip, PostKind.REASON)
    return office.act(TAM), lambda act: office.casework.replied(act, to=prompt, text="việc của tỉnh")


async def _because(office: Office) -> Prepared:
    tip = await office.taken()
    draft = await office.transferring.choose(office.act(TAM), tip=tip.id, unit=CRIME)
    assert draft is not None
    return office.act(TAM), lambda act: office.transferring.because(act, draft=draft.id, reason=WRONG_AREA)


async def _pass_on(office: Office) -> Prepared:
    tip = await office.files(unit=DESK)
    draft = await office.transferring.choose(office.act(DESK_ONE), tip=tip.id, unit=CRIME)
    assert draft is not None
    await office.transferring.because(office.act(DESK_ONE), draft=draft.id, reason=WRONG_AREA)
    return office.act(DESK_ONE), lambda act: office.transferring.pass_on(act, draft=draft.id)


async def _return(office: Office) -> Prepared:
    tip = await office.taken()
    await passes(office, tip, CRIME, by=TAM)
    await office.settles()
    return office.act(SPECIALIST), lambda act: office.transferring.give_back(act, tip=tip.id)


async def _remove(office: Office) -> Prepared:
    await office.taken(TAM)
    return office.act(HEAD), lambda act: office.administration.remove(act, officer=TAM.id)


async def _bind(office: Office) -> Prepared:
    return office.act(HEAD), lambda act: office.groups.bind(act, unit=UNIT, facts=FACTS)


async def _accept(office: Office) -> Prepared:
    return office.act(HEAD), lambda act: office.members.accept_members(act, unit=UNIT)


async def _joined(office: Office) -> Prepared:
    return office.act(HEAD), lambda act: office.members.joined(act.errand, chat=UNIT_CHAT, user=DESK_ONE.user)


async def _proposed(office: Office) -> tuple[int, TipId]:
    tip = await office.taken()
    proposal = await office.closing.choose(office.act(TAM), tip=tip.id, outcome=OutcomeCode("tin_rac"))
    assert proposal is not None
    waiting = await office.closing.confirm(office.act(TAM), proposal=proposal.id)
    assert waiting is not None
    return waiting.version, tip.id


ACTS: Final = (
    _take,
    _hand_over,
    _give_back,
    _take_back,
    _copy,
    _note,
    _questions,
    _choose,
    _words,
    _send,
    _drop,
    _outcome,
    _close,
    _agree,
    _send_back,
    _number,
    _target,
    _unit,
    _reason,
    _because,
    _pass_on,
    _return,
    _remove,
    _bind,
    _accept,
    _joined,
)


@pytest.mark.parametrize("prepare", ACTS, ids=lambda act: act.__name__.strip("_"))
async def test_an_act_done_again_changes_nothing(
    office: Office, prepare: Callable[[Office], Awaitable[Prepared]]
) -> None:
    """Not the tip, not the thread, not the audit, nothing on its way; and no refusal comes of it."""
    act, wish = await prepare(office)
    await wish(act)
    before = await office.everything()
    office.clock.passes(minutes=3)

    await wish(act)

    assert before == await office.everything()
