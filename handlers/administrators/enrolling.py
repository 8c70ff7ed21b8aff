"""Enrolment: who opens an invitation is asked for the name that colleagues shall see, and enrolled under it."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop

from bot.domain.conversation import Enrolling, Focus
from bot.domain.errors import InvitationInvalid, Refused, UnexpectedReply
from bot.services.conversing import Visit
from handlers.buttons import Screen
from handlers.context import Context
from handlers.staff import Duty, duty
from handlers.texts import Html


async def on_invitation(update: Update, context: Context) -> None:
    """`/start i_…`: ask for the name; the invitation is used up only when it has come."""
    at = duty(update, context)
    text = update.effective_message.text if update.effective_message is not None else None
    _, _, payload = (text or "").strip().partition(" ")
    await context.faces.conversing.turn(_visit(at), lambda _: Enrolling(token=payload.strip()))
    await at.say(Screen(text=at.words("enrol.name")))
    await at.finish()


async def on_name(update: Update, context: Context) -> None:
    """Take a text for the name where one is awaited; any other text is a resident's.

    Raises:
        ApplicationHandlerStop: it was the name and is done.

    """
    at = duty(update, context)
    conversation = await context.faces.conversing.current(_visit(at))
    if not isinstance(conversation.focus, Enrolling):
        return
    text = update.effective_message.text if update.effective_message is not None else None
    await _enrol(at, conversation.focus, text or "")
    await at.finish()
    raise ApplicationHandlerStop


async def _enrol(at: Duty, focus: Enrolling, name: str) -> None:
    """Enrol, say so, and only then leave the question: what is repeated after a crash finds it still open."""
    try:
        officer = await at.faces.administration.redeem(at.act, token=focus.token, name=name)
    except UnexpectedReply:
        await at.say(Screen(text=at.words("enrol.no_name")))
        return
    except InvitationInvalid as error:
        await at.refuse(error)
    except Refused as error:
        await at.refuse(error)
        return
    else:
        unit = at.faces.directory.units.get(officer.unit) if officer.unit is not None else None
        place = at.words.pick(unit.name) if unit is not None else at.words.plain("unit.none")
        role = at.words.plain(f"role.{officer.role.value}")
        done = at.words("enrol.done", name=officer.name, role=role, unit=place)
        can = at.words(f"help.{officer.role.value}")
        await at.say(Screen(text=Html(f"{done}\n\n{can}")))
    await at.faces.conversing.turn(_visit(at), _left)


def _left(focus: Focus | None) -> Focus | None:
    return None if isinstance(focus, Enrolling) else focus


def _visit(at: Duty) -> Visit:
    return Visit(errand=at.act.errand, chat=at.act.chat, language=at.words.language, message=at.act.message)
