"""From a conversation to the screen that it asks for, and from a refusal to the words that say it."""

from bot.domain.conversation import (
    Adding,
    Composing,
    Conversation,
    Correcting,
    Enrolling,
    Following,
    LookingUp,
    Sorting,
    Subscribing,
    Telling,
)
from bot.domain.draft import Step
from bot.domain.errors import PhotoRefused, ReceiptUnknown, Refused
from bot.services.reporting import Unsettled
from handlers.buttons import Button, Screen
from handlers.residents.data import form
from handlers.residents.screens import form as form_screens
from handlers.residents.screens import plain, review, subscription, thread
from handlers.residents.stage import Scene
from handlers.texts import Html, Words


async def present(
    scene: Scene, conversation: Conversation, *, hint: str | None = None, in_danger: bool = False
) -> Screen:
    """Give the screen of a conversation; a hint is the key of a text that stands above it.

    `in_danger`: words that could not be taken in say so; the numbers to call come first all the same.
    """
    screen = await _screen(scene, conversation)
    words = scene.context.faces.texts[conversation.language]
    above = [words("emergency")] if in_danger else []
    if hint is not None:
        above.append(Html(f"⚠️ {words(hint)}"))
    return Screen(text="\n\n".join((*above, screen.text)), rows=screen.rows)


async def _screen(scene: Scene, conversation: Conversation) -> Screen:
    faces = scene.context.faces
    words = faces.texts[conversation.language]
    version = conversation.version
    match conversation.focus:
        case Telling(dropping=True):
            return form_screens.dropping(version, words)
        case Adding(dropping=True) | Sorting(dropping=True):
            return thread.dropping(version, words)
        case Telling(draft=draft) if draft.step is Step.REVIEW and draft.located is None:
            return review.review(
                draft, await faces.report.destination(conversation.chat, draft), version, words, faces.directory
            )
        case Telling(draft=draft):
            return form_screens.question(draft, version, words, faces.directory)
        case Correcting() as focus:
            return thread.correcting(focus, version, words, faces.directory)
        case Following() | Adding() as focus:
            return await _thread(scene, conversation, focus)
        case Sorting():
            return thread.sorting(await faces.follow.labels(conversation), version, words, faces.directory)
        case LookingUp() as focus:
            return thread.looking_up(focus, version, words)
        case Subscribing() as focus:
            return subscription.asking(focus, version, words, faces.directory)
        case Composing():
            return plain.composing(words)
        case Enrolling() | None:
            return welcome(scene, words)


async def _thread(scene: Scene, conversation: Conversation, focus: Following | Adding) -> Screen:
    """Give the thread that lies open, or, where its tip is not kept any more, the question for another receipt."""
    faces = scene.context.faces
    words = faces.texts[conversation.language]
    try:
        view = await faces.follow.view(conversation)
    except ReceiptUnknown:
        return thread.looking_up(LookingUp(), conversation.version, words, unknown=True)
    if isinstance(focus, Adding):
        return thread.adding(focus, view, conversation.version, words, faces.directory)
    return thread.thread(view, conversation.version, words, faces.directory, in_danger=focus.in_danger)


async def unknown_receipt(scene: Scene) -> None:
    """Say that no tip is kept under a receipt, and await another one."""
    conversation = await scene.context.faces.follow.ask_for_receipt(scene.visit)
    words = scene.context.faces.texts[conversation.language]
    screen = thread.looking_up(LookingUp(), conversation.version, words, unknown=True)
    await scene.show(screen, after=conversation)


def welcome(scene: Scene, words: Words, *, unfinished: bool = False) -> Screen:
    """Give the welcome."""
    faces = scene.context.faces
    return plain.welcome(words, faces.directory, operator=faces.operator, unfinished=unfinished)


def refusal(error: Refused, words: Words) -> str:
    """Give the key of the text that says a refusal."""
    key = f"refused.{type(error).__name__}"
    if isinstance(error, PhotoRefused):
        key = f"{key}.{error.reason.value}"
    return key if words.has(key) else "refused.other"


def unsettled(error: Unsettled, version: int, words: Words) -> Screen:
    """Say that something lies aside, and offer to drop it."""
    numbers = ", ".join(error.numbers)
    drop = Button(words.plain("button.drop_aside"), form(version, "drop_aside"))
    back = Button(words.plain("button.back"), form(version, "show"))
    return Screen(text=words("refused.Unsettled", numbers=numbers), rows=((drop,), (back,)))
