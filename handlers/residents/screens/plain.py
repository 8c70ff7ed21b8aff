"""Screens that need no conversation: the welcome, help, privacy, languages."""

from collections.abc import Iterable

from bot.domain.conversation import Focus, Sorting, Telling
from bot.domain.identifiers import Language
from bot.domain.people import Role
from bot.places.directory import Directory
from handlers.buttons import Button, Screen
from handlers.residents.data import menu
from handlers.texts import Texts, Words


def welcome(words: Words, directory: Directory, *, operator: str, unfinished: bool) -> Screen:
    """Give the welcome: emergency numbers first, then the menu."""
    text = words("welcome", province=words.pick(directory.province), operator=_operator(words, operator))
    if unfinished:
        return Screen(
            text=f"{text}\n\n{words('welcome.unfinished')}",
            rows=((Button(words.plain("menu.resume"), menu("resume")),), *_menu(words)),
        )
    return Screen(text=text, rows=((Button(words.plain("menu.tip"), menu("tip")),), *_menu(words)))


def emergency(words: Words) -> Screen:
    """Give the emergency numbers and the way to tell afterwards."""
    return Screen(text=words("emergency"), rows=((Button(words.plain("menu.tip"), menu("tip")),),))


def help_(words: Words, *, roles: Iterable[Role] = ()) -> Screen:
    """Give the help, and what somebody of the staff can do in each of their roles."""
    parts = [words("help"), *(words(f"help.{role.value}") for role in dict.fromkeys(roles))]
    return Screen(text="\n\n".join(parts), rows=((Button(words.plain("menu.tip"), menu("tip")),),))


def privacy(words: Words, directory: Directory, *, operator: str) -> Screen:
    """Give what the police, Telegram and the server can see, and for how long."""
    terms = [outcome.keep_days for outcome in directory.outcomes.values()]
    text = words(
        "privacy",
        operator=_operator(words, operator),
        shortest=min(terms),
        longest=max(terms),
        open=directory.keep_open_days,
    )
    return Screen(text=text, rows=((Button(words.plain("menu.tip"), menu("tip")),),))


def languages(words: Words, texts: Texts) -> Screen:
    """Give the choice of a language."""
    buttons = tuple(Button(words.plain(f"language.{code}"), menu(f"lang.{code}")) for code in texts.languages)
    return Screen(text=words("language.choose"), rows=(buttons,))


def composing(words: Words) -> Screen:
    """Say that what is typed goes into a notice, with the way back to it: a button of officers'."""
    return Screen(
        text=words("compose.placeholder"),
        rows=(
            (
                Button(words.plain("button.compose.resume"), "bc:m:resume"),
                Button(words.plain("button.compose.save"), "bc:m:menu"),
            ),
        ),
    )


def ended(focus: Focus | None) -> str:
    """Give the key of what is said when something was left: only a text that was never sent can be thrown away."""
    return "dropped" if isinstance(focus, Telling | Sorting) else "stopped"


def note(words: Words, key: str) -> Screen:
    """Give a short text with the menu's first line under it."""
    rows = ((Button(words.plain("menu.tip"), menu("tip")), Button(words.plain("menu.status"), menu("status"))),)
    return Screen(text=words(key), rows=rows)


def _menu(words: Words) -> tuple[tuple[Button, ...], ...]:
    other = Language("en") if words.language != "en" else Language("vi")
    return (
        (Button(words.plain("menu.status"), menu("status")), Button(words.plain("menu.alerts"), menu("alerts"))),
        (
            Button(words.plain("menu.privacy"), menu("privacy")),
            Button(words.plain("menu.emergency"), menu("emergency")),
        ),
        (Button(words.plain("menu.help"), menu("help")), Button(words.plain("menu.language"), menu(f"lang.{other}"))),
    )


def _operator(words: Words, operator: str) -> str:
    return words("operator", operator=operator) if operator else words.empty
