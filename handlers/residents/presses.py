"""Presses of residents: on the open question, on what outlives it, on the menu."""

from telegram import Update

from bot.domain.conversation import Adding, AfterSending, Conversation, Correcting, Sorting
from bot.domain.errors import Refused, StalePress
from bot.domain.kinds import Urgency
from bot.domain.letters import ReceiptLetter
from bot.domain.replies import CommuneChosen, Listed
from bot.domain.units import CommuneCode
from bot.services.reporting import Unsettled
from handlers.buttons import Button, Screen
from handlers.context import Context
from handlers.residents import clearing, data, media, subscribing, under_bulletins
from handlers.residents.commands import MENU, speak
from handlers.residents.presenting import present, refusal, unsettled
from handlers.residents.screens import letters, plain, thread
from handlers.residents.stage import Scene, scene


async def on_press(update: Update, context: Context) -> None:
    """Answer a press in a private chat."""
    assert update.callback_query is not None
    at = scene(update, context)
    try:
        press = data.read(update.callback_query.data or "")
        match press:
            case data.MenuPress(item="clear!"):
                await clearing.clear(at, None)
            case data.MenuPress(item=item) if (language := data.language(item)) is not None:
                await speak(at, language)
            case data.MenuPress(item=item) if item in MENU:
                await MENU[item](at, "")
            case data.TokenPress():
                await _on_token(at, press)
            case data.SubscriptionPress(action=action):
                await subscribing.pressed(at, action)
            case data.BulletinPress(occurrence=occurrence, action=action):
                await under_bulletins.pressed(at, occurrence, action)
            case data.FormPress(version=version, action=action):
                await _on_form(scene(update, context, version=version), action)
            case _:
                raise StalePress
    except Unsettled as error:
        conversation = await context.faces.conversing.current(at.visit)
        words = context.faces.texts[conversation.language]
        await at.show(unsettled(error, conversation.version, words), after=conversation)
    except Refused as error:
        await _refused(at, error)


async def _refused(at: Scene, error: Refused) -> None:
    """Say one sentence; when the pressed button is not on the living question, show that one below."""
    conversation = await at.context.faces.conversing.current(at.visit)
    words = at.context.faces.texts[conversation.language]
    sentence = words.plain(refusal(error, words))
    is_living = at.visit.message is not None and at.visit.message == conversation.prompt
    if isinstance(error, StalePress) and (is_living or _was_last(at, conversation)):
        await at.finish()  # pressed twice: the screen is already the one that the first press led to
    elif isinstance(error, StalePress) and conversation.focus is not None:
        await at.show_anew(await present(at, conversation), toast=sentence)
    elif isinstance(error, StalePress):
        await at.show_anew(plain.note(words, "nothing_behind"))
    else:
        await at.finish(sentence, alert=True)


def _was_last(at: Scene, conversation: Conversation) -> bool:
    """Tell whether the pressed button is the one that ended the conversation: the receipt takes its message's place."""
    query = at.update.callback_query
    data_ = query.data if query is not None else None
    return conversation.focus is None and (data_ or "").startswith(f"{data.form(conversation.version - 1, '')}")


async def _on_form(at: Scene, action: str) -> None:
    faces = at.context.faces
    if action == "send":
        await faces.report.send(at.visit)
        await at.toast()
        return
    if action == "drop_aside":
        await faces.conversing.drop_aside(at.visit.chat)
        action = "show"
    if action in {"show", "th.show"}:
        conversation = await faces.conversing.current(at.visit)
    elif (reply := data.reply(action)) is not None:
        current = await faces.conversing.current(at.visit)
        if await subscribing.replied(at, current, reply):
            return
        match current.focus, reply:
            case Correcting(), CommuneChosen(code):
                await _corrected(at, code)
                return
            case Correcting(), Listed(listing):
                conversation = await faces.aftercare.browse(at.visit, listing)
            case _:
                conversation = await faces.tell.reply(at.visit, reply)
    else:
        conversation = await _other(at, action)
        if conversation is None:
            return
    await at.show(await present(at, conversation), after=conversation)


async def _corrected(at: Scene, code: CommuneCode) -> None:
    """Say that a tip is where it belongs now, above what lies open; below it where the numbers to call stand there."""
    conversation = await at.context.faces.aftercare.corrected(at.visit, code)
    words = at.context.faces.texts[conversation.language]
    screen = await present(at, conversation)
    parts = [words("correct.done"), screen.text]
    if isinstance(conversation.focus, Adding) and conversation.focus.is_urgent:
        parts.reverse()
    await at.show(Screen(text="\n\n".join(parts), rows=screen.rows), after=conversation)


async def _other(at: Scene, action: str) -> Conversation | None:
    """Do what is no answer of the form; None where the screen is shown already."""
    faces = at.context.faces
    match action.split("."):
        case ["cancel"]:
            before = await faces.conversing.current(at.visit)
            conversation = await faces.tell.cancel(at.visit)
            if await subscribing.cancelled(at, before.focus, conversation):
                return None
            return await _unless_left(at, conversation, plain.ended(before.focus))
        case ["drop"]:
            return await _unless_left(at, await faces.tell.drop(at.visit), "dropped")
        case ["keep"]:
            return await faces.tell.keep(at.visit)
        case ["place", place]:
            return await _placed(at, place)
        case ["x", number] if number.isdecimal():
            return await faces.share.remove(at.visit, int(number))
        case ["look"]:
            await media.look(at, faces.share.unsent(await faces.conversing.current(at.visit)), "look")
            return None
        case ["th", *rest]:
            return await _in_thread(at, rest)
        case _:
            raise StalePress


async def _unless_left(at: Scene, conversation: Conversation, key: str) -> Conversation | None:
    if conversation.focus is not None:
        return conversation
    await at.show(plain.note(at.context.faces.texts[conversation.language], key), after=conversation)
    return None


async def _placed(at: Scene, place: str) -> Conversation:
    faces = at.context.faces
    if place == "new":
        return await faces.tell.place(at.visit, None)
    current = await faces.conversing.current(at.visit)
    if not isinstance(current.focus, Sorting) and current.errand != at.visit.errand:
        raise StalePress
    tips = await faces.follow.labels(current)
    if not place.isdigit() or int(place) >= len(tips):
        raise StalePress
    return await faces.tell.place(at.visit, tips[int(place)].id)


async def _in_thread(at: Scene, action: list[str]) -> Conversation | None:
    faces = at.context.faces
    match action:
        case ["here"]:
            return await faces.aftercare.tell_me_here(at.visit)
        case ["stop"]:
            return await faces.aftercare.stop_telling(at.visit)
        case ["withdraw"]:
            conversation = await faces.conversing.current(at.visit)
            words = faces.texts[conversation.language]
            await at.show(thread.withdrawing(conversation.version, words), after=conversation)
            return None
        case ["withdraw!"]:
            return await _closed(at, await faces.answer.withdraw(at.visit))
        case ["look"]:
            await media.look(at, await faces.follow.pictures(await faces.conversing.current(at.visit)), "look.unit")
            return None
        case ["fold"]:
            return await _folded(at)
        case _:
            return await _answered(at, action)


async def _answered(at: Scene, action: list[str]) -> Conversation:
    """Do what says something to the unit, or gets ready to."""
    faces = at.context.faces
    match action:
        case ["write"]:
            return await faces.answer.write(at.visit)
        case ["send"]:
            return await faces.answer.send(at.visit)
        case ["back"]:
            return await faces.answer.back(at.visit)
        case ["new"]:
            return await faces.tell.place(at.visit, None)
        case ["pick", code]:
            return await faces.answer.pick(at.visit, code)
        case ["tap", code]:
            return await faces.answer.tap(at.visit, code)
        case ["still"]:
            return await faces.answer.still_happening(at.visit)
        case _:
            raise StalePress


async def _folded(at: Scene) -> Conversation | None:
    conversation = await at.context.faces.follow.fold(at.visit)
    if conversation.focus is not None:
        return conversation
    words = at.context.faces.texts[conversation.language]
    await at.show(plain.note(words, "folded"), after=conversation)
    return None


async def _closed(at: Scene, conversation: Conversation) -> None:
    """Say that a tip was taken back; a draft that waited comes back below it."""
    words = at.context.faces.texts[conversation.language]
    screen = plain.note(words, "withdrawn")
    if conversation.focus is not None:
        draft = await present(at, conversation)
        screen = Screen(text=f"{screen.text}\n\n{draft.text}", rows=draft.rows)
    await at.show(screen, after=conversation)


async def _on_token(at: Scene, press: data.TokenPress) -> None:
    faces = at.context.faces
    match press.action:
        case "open":
            conversation = await faces.follow.open(at.visit, press.token)
            await at.show(await present(at, conversation), after=conversation)
        case "tell":
            await faces.aftercare.tell_me(at.visit, press.token)
            await _decided(at, press, answers_here=True)
        case "code":
            await faces.aftercare.code_only(press.token)
            await _decided(at, press, answers_here=False)
        case "fix":
            conversation = await faces.aftercare.correct(at.visit, press.token)
            await at.show_anew(await present(at, conversation))
        case "clear":
            words = faces.texts[(await faces.conversing.current(at.visit)).language]
            now = Button(words.plain("button.clear_now"), data.kept(press.token, "clear!"))
            await at.toast()
            await at.show_aside(Screen(text=words("clear.ask"), rows=((now,),)))
        case "clear!":
            await clearing.clear(at, press.token)
        case _:
            raise StalePress


async def _decided(at: Scene, press: data.TokenPress, *, answers_here: bool) -> None:
    """Write the receipt anew with what was decided; its code comes back with the press."""
    faces = at.context.faces
    words = faces.texts[(await faces.conversing.current(at.visit)).language]
    toast = words.plain("toast.tells_here" if answers_here else "toast.code_only")
    purpose = await faces.follow.purpose(press.token)
    query = at.update.callback_query
    message = query.message if query is not None else None
    receipt = getattr(message, "text", None)
    if not isinstance(purpose, AfterSending) or receipt is None:
        await at.finish(toast)
        return
    tip = await faces.follow.tip(purpose.tip)
    content = ReceiptLetter(
        receipt=receipt,
        unit=tip.unit,
        token=press.token,
        urgent=tip.urgency is Urgency.URGENT,
        answers_here=answers_here,
        watched=False,
    )
    await at.show(letters.receipt(content, words, faces.directory, decided=True), after=None, toast=toast)
