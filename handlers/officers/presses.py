"""Presses of officers: on a card, on a menu under it, and on what is about their unit's people."""

from collections.abc import Awaitable, Callable
from typing import Final

from telegram import Update

from bot.domain.card import CardButton
from bot.domain.errors import GroupUnsuitable, Refused, StalePress
from bot.domain.identifiers import OfficerId, Reference, TipId
from bot.domain.outcomes import OutcomeCode
from bot.domain.units import UnitCode
from bot.services.acting import Act
from handlers.context import Context
from handlers.faces import Faces
from handlers.officers import data, people
from handlers.officers.data import MenuAction, TipPress
from handlers.staff import Duty, duty

_Do = Callable[[Faces, Act, TipId, TipPress], Awaitable[object]]


async def on_press(update: Update, context: Context) -> None:
    """Do what a button asks for; what it leads to comes through the outbox, the press is answered at once."""
    assert update.callback_query is not None
    at = duty(update, context)
    try:
        press = data.read(update.callback_query.data or "")
        if isinstance(press, TipPress):
            await _on_tip(at, press)
        else:
            await people.on_press(at, press)
    except Refused as error:
        await at.refuse(error)
    await at.finish()


async def _on_tip(at: Duty, press: TipPress) -> None:
    do = _TIP.get(press.action)
    if do is None:
        raise StalePress
    group = await at.faces.groups.at(at.act.chat)
    if group is not None and not group.is_settled:
        raise GroupUnsuitable("strangers")
    tip = await at.faces.addresses.tip(press.reference, user=at.act.user)
    await do(at.faces, at.act, tip, press)
    key = f"done.{press.action}"
    await at.toast(at.words.plain(key) if at.words.has(key) else None)


_TIP: Final[dict[str, _Do]] = {
    CardButton.TAKE.value: lambda faces, act, tip, _: faces.casework.take(act, tip=tip),
    CardButton.ASK.value: lambda faces, act, tip, _: faces.asking.open(act, tip=tip),
    CardButton.TRANSFER.value: lambda faces, act, tip, _: faces.transferring.open(act, tip=tip),
    CardButton.CLOSE.value: lambda faces, act, tip, _: faces.closing.open(act, tip=tip),
    CardButton.HAND_OVER.value: lambda faces, act, tip, _: faces.casework.colleagues(act, tip=tip),
    CardButton.GIVE_BACK.value: lambda faces, act, tip, _: faces.casework.give_back(act, tip=tip),
    CardButton.COPY.value: lambda faces, act, tip, _: faces.casework.copy(act, tip=tip),
    CardButton.NUMBER.value: lambda faces, act, tip, _: faces.casework.ask_number(act, tip=tip),
    CardButton.AGREE.value: lambda faces, act, tip, press: faces.closing.agree(act, tip=tip, version=press.version),
    CardButton.SEND_BACK.value: lambda faces, act, tip, press: faces.closing.send_back(
        act, tip=tip, version=press.version
    ),
    CardButton.REOPEN.value: lambda faces, act, tip, _: faces.casework.reopen(act, tip=tip),
    MenuAction.QUESTION.value: lambda faces, act, tip, press: faces.asking.choose(act, tip=tip, question=press.value),
    MenuAction.OWN_WORDS.value: lambda faces, act, tip, _: faces.asking.own_words(act, tip=tip),
    MenuAction.SEND.value: lambda faces, act, _, press: faces.asking.send(act, draft=press.entry),
    MenuAction.SEND_ANYWAY.value: lambda faces, act, _, press: faces.asking.send(act, draft=press.entry, anyway=True),
    MenuAction.REVISE.value: lambda faces, act, _, press: faces.asking.revise(act, draft=press.entry),
    MenuAction.DROP.value: lambda faces, act, _, press: faces.asking.drop(act, draft=press.entry),
    MenuAction.FORWARD.value: lambda faces, act, _, press: faces.asking.forward(act, note=press.entry),
    MenuAction.OUTCOME.value: lambda faces, act, tip, press: faces.closing.choose(
        act, tip=tip, outcome=OutcomeCode(press.value)
    ),
    MenuAction.CONFIRM_OUTCOME.value: lambda faces, act, _, press: faces.closing.confirm(act, proposal=press.entry),
    MenuAction.COLLEAGUE.value: lambda faces, act, tip, press: faces.casework.hand_over(
        act, tip=tip, to=OfficerId(press.value)
    ),
    MenuAction.TARGET.value: lambda faces, act, tip, press: faces.transferring.choose(
        act, tip=tip, unit=UnitCode(press.value)
    ),
    MenuAction.LOOK_FOR_UNIT.value: lambda faces, act, tip, _: faces.transferring.look_for(act, tip=tip),
    MenuAction.MOVE_REASON.value: lambda faces, act, _, press: faces.transferring.because(
        act, draft=press.move[0], reason=press.move[1]
    ),
    MenuAction.EXTEND.value: lambda faces, act, tip, press: (
        faces.extending.extend(act, tip=tip, ground=press.value) if press.value else faces.extending.open(act, tip=tip)
    ),
    MenuAction.OWN_REASON.value: lambda faces, act, _, press: faces.transferring.own_words(act, draft=press.entry),
    MenuAction.CONFIRM_TRANSFER.value: lambda faces, act, _, press: faces.transferring.pass_on(act, draft=press.entry),
    CardButton.RETURN.value: lambda faces, act, tip, _: faces.transferring.give_back(act, tip=tip),
    CardButton.JOIN.value: lambda faces, act, tip, _: faces.joining.open(act, tip=tip),
    MenuAction.JOIN_WITH.value: lambda faces, act, tip, press: faces.joining.join(
        act, tip=tip, other=Reference(press.value)
    ),
    MenuAction.SPLIT.value: lambda faces, act, tip, _: faces.joining.split(act, tip=tip),
    MenuAction.TAKE_REST.value: lambda faces, act, tip, _: faces.joining.take_rest(act, tip=tip),
}
