"""Being told things: the question for a commune, the screen that changes everything, leaving and coming back.

Nothing here disturbs an open question: what is pressed on a subscription changes its own screen alone, and what was
being written lies open again once a commune is chosen.
"""

from telegram import Update

from bot.domain.broadcasts.subscription import QuietHours, Subscription, Topic
from bot.domain.conversation import Conversation, Focus, Subscribing
from bot.domain.errors import StalePress, UnexpectedReply
from bot.domain.identifiers import Language
from bot.domain.replies import CommuneChosen, Kept, Listed, Reply
from bot.domain.tip import Words as Text
from bot.domain.units import CommuneCode
from handlers.buttons import Screen
from handlers.context import Context
from handlers.residents.presenting import present
from handlers.residents.screens import subscription as screens
from handlers.residents.stage import Scene
from handlers.residents.subscription_data import undone
from handlers.texts import Words


async def alerts(at: Scene, _: str) -> None:
    """Show what somebody is told, or ask of which commune they want to be."""
    found = await at.context.faces.broadcasting.subscribing.of(at.visit.chat)
    if found is None:
        await _ask(at)
        return
    await at.toast()
    await at.show_aside(_overview(at, found, await _words(at)))


async def linked(at: Scene, commune: CommuneCode) -> None:
    """Follow a link to the alerts of a commune: one press subscribes, and none of a link's own does."""
    found = await at.context.faces.broadcasting.subscribing.of(at.visit.chat)
    if found is not None and commune in found.communes:
        await at.show_aside(_overview(at, found, await _words(at)))
    else:
        await _ask(at, commune)


async def typed(at: Scene, current: Conversation, text: Text) -> bool:
    """Take in what is typed where a commune is asked for; tell False where it is no answer but something told."""
    service = at.context.faces.broadcasting.subscribing
    conversation = current if _is_replay(at, current) else await service.typed(at.visit, text)
    if conversation is None:
        return False
    await _answered(at, conversation)
    return True


async def replied(at: Scene, conversation: Conversation, reply: Reply) -> bool:
    """Answer a press on the question for a commune; tell False where it is none on that question."""
    service = at.context.faces.broadcasting.subscribing
    match conversation.focus, reply:
        case Subscribing(), Listed(listing):
            asked = await service.browse(at.visit, listing)
            await at.show(await present(at, asked), after=asked)
        case Subscribing(), Kept():
            begun = await at.context.faces.tell.place(at.visit, None)
            await at.show(await present(at, begun), after=begun)
        case Subscribing(), CommuneChosen(code):
            await _answered(at, await service.choose(at.visit, code))
        case _, CommuneChosen() if _is_replay(at, conversation):
            await _answered(at, conversation)
        case _:
            return False
    return True


async def cancelled(at: Scene, before: Focus | None, conversation: Conversation) -> bool:
    """Show again what holds, where it was the question for one more commune that was left; tell False elsewhere."""
    if not isinstance(before, Subscribing):
        return False
    found = await at.context.faces.broadcasting.subscribing.of(at.visit.chat)
    if found is None:
        return False
    words = at.context.faces.texts[conversation.language]
    await at.show_both(_overview(at, found, words), await _below(at, conversation), after=conversation)
    return True


async def pressed(at: Scene, action: str) -> None:
    """Do what a button of a subscription wants.

    Raises:
        StalePress: no button of ours wants it.
        Refused: it cannot be.

    """
    service = at.context.faces.broadcasting.subscribing
    match action.split(":"):
        case ["add"]:
            await _ask(at)
        case ["leave"]:
            await at.change(screens.left(await service.end(at.visit.chat), await _words(at)))
        case ["z", data]:
            found = await service.restore(undone(data, at.visit.chat))
            await at.change(_overview(at, found, await _words(at)))
        case ["lang", language] if language in at.context.faces.texts.languages:
            await at.context.faces.conversing.speak(at.visit, Language(language))
            await _shown(at, "show")
        case ["urgent", wanted]:
            found = await service.narrow(at.visit, urgent_only=wanted == "1")
            await at.change(_overview(at, found, await _words(at)))
        case [one]:
            await _shown(at, one)
        case [what, *values]:
            await _changed(at, what, values)
        case _:
            raise StalePress


async def left(update: Update, context: Context) -> None:
    """End the subscription of whoever blocks the bot; who comes back finds it offered in the welcome."""
    change = update.my_chat_member
    assert change is not None
    is_gone = change.new_chat_member.status in {change.new_chat_member.BANNED, change.new_chat_member.LEFT}
    if is_gone:
        await context.faces.broadcasting.subscribing.end(context.chat_of(update))
    await context.faces.conversing.finish(context.errand_of(update))


async def _ask(at: Scene, commune: CommuneCode | None = None) -> None:
    conversation = await at.context.faces.broadcasting.subscribing.ask(at.visit, commune=commune)
    await at.show(await present(at, conversation), after=conversation)


def _is_replay(at: Scene, conversation: Conversation) -> bool:
    """Tell whether this very errand chose a commune already, before the process died."""
    return conversation.errand == at.visit.errand and conversation.begun is not None


async def _answered(at: Scene, conversation: Conversation) -> None:
    """Show what holds once a commune is chosen, and below it what was being written; else the question again."""
    if isinstance(conversation.focus, Subscribing):
        await at.show(await present(at, conversation), after=conversation)
        return
    found = await at.context.faces.broadcasting.subscribing.of(at.visit.chat)
    words = at.context.faces.texts[conversation.language]
    below = await _below(at, conversation)
    if found is None:
        await at.show(below or await present(at, conversation), after=conversation)
        return
    await at.show_both(_overview(at, found, words, begun=conversation.begun), below, after=conversation)


async def _below(at: Scene, conversation: Conversation) -> Screen | None:
    """Give the question that waited and is open again, if one did."""
    return await present(at, conversation) if conversation.focus is not None else None


async def _shown(at: Scene, what: str) -> None:
    """Open one of the screens; who is subscribed to nothing is asked for a commune."""
    found = await at.context.faces.broadcasting.subscribing.of(at.visit.chat)
    if found is None:
        await _ask(at)
        return
    words, directory = await _words(at), at.context.faces.directory
    match what:
        case "show":
            await at.change(_overview(at, found, words))
        case "communes":
            await at.change(screens.communes_of(found, words, directory))
        case "topics":
            await at.change(screens.topics_of(found, words))
        case "topics!":
            every = await at.context.faces.broadcasting.subscribing.want_all(at.visit)
            await at.change(screens.topics_of(every, words))
        case "quiet":
            await at.change(screens.quiet_of(found, words))
        case "weekly":
            await at.change(screens.weekly_of(found, words))
        case _:
            raise StalePress


async def _changed(at: Scene, what: str, values: list[str]) -> None:
    """Change one thing: what is chosen once leads back to the whole, what may be chosen again stays open."""
    service, words = at.context.faces.broadcasting.subscribing, await _words(at)
    try:
        match what, values:
            case "out", [code]:
                found = await service.drop_commune(at.visit, CommuneCode(code))
                screen = screens.communes_of(found, words, at.context.faces.directory)
            case "topic", [topic, wanted]:
                screen = screens.topics_of(await service.want(at.visit, Topic(topic), wanted=wanted == "1"), words)
            case "quiet", [start, end]:
                hours = QuietHours(start=int(start), end=int(end))
                screen = _overview(at, await service.keep_quiet(at.visit, hours), words)
            case "weekly", [most]:
                screen = _overview(at, await service.bound(at.visit, int(most) or None), words)
            case _:
                raise StalePress
    except (ValueError, UnexpectedReply):
        raise StalePress from None
    await at.change(screen, toast=words.plain("toast.alerts.changed"))


def _overview(at: Scene, found: Subscription, words: Words, *, begun: CommuneCode | None = None) -> Screen:
    faces = at.context.faces
    return screens.overview(found, words, faces.directory, faces.texts.languages, begun=begun)


async def _words(at: Scene) -> Words:
    conversation = await at.context.faces.conversing.current(at.visit)
    return at.context.faces.texts[conversation.language]
