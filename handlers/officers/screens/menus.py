"""The bot's own questions and words to officers, under a card: what each menu reads and which buttons it has."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.domain.card import CardButton
from bot.domain.menus import Menu, MenuView
from bot.domain.outcomes import Outcome
from bot.domain.tip import Tip
from bot.domain.units import Unit
from handlers.buttons import Button, Row, Screen
from handlers.officers.data import MenuAction, about
from handlers.officers.screens import card, clock, together, transfers
from handlers.officers.screens.entries import shown
from handlers.officers.screens.look import Look, apart, called, joined, quoted
from handlers.officers.screens.splitting import cropped
from handlers.texts import Html, Words

_ASKING: Final = frozenset({Menu.PROMPT, Menu.BLANKS, Menu.NUMBER, Menu.REASON, Menu.SEARCH})
_Show = Callable[[MenuView, Words], Screen]
_LABEL: Final = 60  #: units of a button's label
_NAME: Final = 80  #: units of an officer's name
_BESIDE_A_WORD: Final = 1800  #: units of what was told where an outcome and its word stand above it


def menu(view: MenuView, look: Look) -> tuple[Screen, ...]:
    """Give a menu; more than one message only where somebody must read the whole tip to agree."""
    if view.menu is Menu.AGREE and view.card is not None:
        return _agree(view, look)
    if view.menu is Menu.EXTENDED:
        return (clock.extended(view, look),)
    return (_MENUS[view.menu](view, look.words),)


def _questions(view: MenuView, words: Words) -> Screen:
    rows: list[Row] = [
        (Button(cropped(words.pick(question.text), most=_LABEL), about(view.tip, MenuAction.QUESTION, question.code)),)
        for question in view.questions
    ]
    rows.append((Button(words.plain("menu.button.own_words"), about(view.tip, MenuAction.OWN_WORDS)),))
    return Screen(text=joined(_head("menu.questions", view, words), _reach(view, words)), rows=tuple(rows))


def _prompt(view: MenuView, words: Words) -> Screen:
    return _asking(view, words, joined(_head("menu.prompt", view, words), _reach(view, words)))


def _confirm(view: MenuView, words: Words) -> Screen:
    assert view.entry is not None
    insists = bool(view.data)
    action = MenuAction.SEND_ANYWAY if insists else MenuAction.SEND
    send = Button(
        words.plain("menu.button.send_anyway" if insists else "menu.button.send"),
        about(view.tip, action, view.entry.id),
    )
    revise = Button(words.plain("menu.button.revise"), about(view.tip, MenuAction.REVISE, view.entry.id))
    drop = Button(words.plain("menu.button.drop"), about(view.tip, MenuAction.DROP, view.entry.id))
    text = joined(
        _head("menu.confirm", view, words),
        shown(view.entry, view.question, words),
        words("menu.photos", count=view.photos) if view.photos else None,
        words("menu.confirm.asks_identity") if insists else None,
        _reach(view, words),
    )
    return Screen(text=text, rows=((send,), (revise, drop)))


def _sent(view: MenuView, words: Words) -> Screen:
    assert view.entry is not None
    said = shown(view.entry, view.question, words)
    photos = words("menu.photos", count=view.photos) if view.photos else None
    return Screen(text=joined(_head("menu.sent", view, words), said, photos, _reach(view, words)))


def _note(view: MenuView, words: Words) -> Screen:
    assert view.entry is not None
    forward = Button(words.plain("menu.button.forward"), about(view.tip, MenuAction.FORWARD, view.entry.id))
    return Screen(text=_head("menu.note", view, words), rows=((forward,),))


def _outcomes(view: MenuView, words: Words) -> Screen:
    rows: list[Row] = [
        (Button(cropped(words.pick(outcome.label), most=_LABEL), about(view.tip, MenuAction.OUTCOME, outcome.code)),)
        for outcome in view.outcomes
    ]
    if view.can_extend:
        rows.append((Button(words.plain("menu.button.extend"), about(view.tip, MenuAction.EXTEND)),))
    lacking = words("menu.outcomes.no_desk") if view.lacks_desk else None
    return Screen(text=joined(_head("menu.outcomes", view, words), lacking), rows=tuple(rows))


def _blanks(view: MenuView, words: Words) -> Screen:
    names = [words.plain(f"blank.{name}") if words.has(f"blank.{name}") else name for name in view.data]
    lines = "\n".join(f"{number}. {name}" for number, name in enumerate(names, start=1))
    return _asking(view, words, joined(_head("menu.blanks", view, words), words.escaped(lines)))


def _confirm_outcome(view: MenuView, words: Words) -> Screen:
    assert view.entry is not None
    confirm = Button(
        words.plain("menu.button.confirm_outcome"), about(view.tip, MenuAction.CONFIRM_OUTCOME, view.entry.id)
    )
    drop = Button(words.plain("menu.button.drop"), about(view.tip, MenuAction.DROP, view.entry.id))
    needed = view.outcome.confirmed_by if view.outcome is not None else ()
    text = joined(
        _head("menu.confirm_outcome", view, words),
        _word(view, words),
        *(words(f"menu.needs.{confirmer.value}") for confirmer in needed),
    )
    return Screen(text=text, rows=((confirm,), (drop,)))


def _agree(view: MenuView, look: Look) -> tuple[Screen, ...]:
    assert view.card is not None
    words, proposed = look.words, _as_proposed(view)
    agree = Button(words.plain("card.button.agree"), about(proposed, CardButton.AGREE.value))
    back = Button(words.plain("card.button.send_back"), about(proposed, CardButton.SEND_BACK.value))
    pages = card.contents(view.card, words, first=_BESIDE_A_WORD)
    text = joined(
        _head("menu.agree", view, words),
        _word(view, words),
        apart(card.top(view.card, look)),
        pages[0],
        words("card.continued", total=len(pages)) if len(pages) > 1 else None,
    )
    return (Screen(text=text, rows=((agree, back),)), *card.further(view.tip, pages, words))


def _proposed(view: MenuView, words: Words) -> Screen:
    whose = view.data[0] if view.data else "head"
    return Screen(text=joined(_head("menu.proposed", view, words), words(f"menu.needs.{whose}")))


def _closed(view: MenuView, words: Words) -> Screen:
    return Screen(text=joined(_head("menu.closed", view, words), _word(view, words)))


def _colleagues(view: MenuView, words: Words) -> Screen:
    rows: list[Row] = [
        (Button(cropped(name, most=_LABEL), about(view.tip, MenuAction.COLLEAGUE, officer)),)
        for officer, name in view.colleagues
    ]
    return Screen(text=_head("menu.colleagues" if rows else "menu.colleagues.none", view, words), rows=tuple(rows))


def _asks(key: str) -> _Show:
    def show(view: MenuView, words: Words) -> Screen:
        return _asking(view, words, _head(key, view, words))

    return show


def _asking(view: MenuView, words: Words, text: Html) -> Screen:
    """Give a question that opens the reply in its officer's client."""
    return Screen(text=text, asks=words.plain(f"menu.{view.menu.value}.field"))


def _plain(key: str) -> _Show:
    def show(view: MenuView, words: Words) -> Screen:
        return Screen(text=_head(key, view, words))

    return show


_MENUS: Final[dict[Menu, _Show]] = {
    Menu.QUESTIONS: _questions,
    Menu.PROMPT: _prompt,
    Menu.CONFIRM: _confirm,
    Menu.SENT: _sent,
    Menu.DROPPED: _plain("menu.dropped"),
    Menu.NOTE: _note,
    Menu.OUTCOMES: _outcomes,
    Menu.BLANKS: _blanks,
    Menu.CONFIRM_OUTCOME: _confirm_outcome,
    Menu.AGREE: _plain("menu.gone"),
    Menu.PROPOSED: _proposed,
    Menu.CLOSED: _closed,
    Menu.SENT_BACK: _plain("menu.sent_back"),
    Menu.NUMBER: _asks("menu.number"),
    Menu.COLLEAGUES: _colleagues,
    Menu.HANDED_OVER: _plain("menu.handed_over"),
    Menu.TARGETS: transfers.targets,
    Menu.SEARCH: _asks("menu.search"),
    Menu.FOUND: transfers.found,
    Menu.REASONS: transfers.reasons,
    Menu.REASON: _asks("menu.reason"),
    Menu.CONFIRM_TRANSFER: transfers.confirm,
    Menu.PASSED: _plain("menu.passed"),
    Menu.EXTENDING: clock.extending,
    Menu.SISTERS: together.sisters,
    Menu.JOINED: together.joined_now,
    Menu.SPLIT: _plain("menu.split"),
    Menu.TAKE_SISTERS: together.take_sisters,
    Menu.TOOK_SISTERS: together.took_sisters,
    Menu.CLOSE_SISTERS: together.close_sisters,
}


def _head(key: str, view: MenuView, words: Words) -> Html:
    """Give the sentence of a menu; it may use the reference, the officer, the unit it is about and the outcome."""
    return words(
        key,
        reference=view.tip.reference,
        officer=_officer(view, words),
        unit=called(_unit(view), words),
        outcome=words.pick(view.outcome.label) if view.outcome is not None else "",
    )


def _unit(view: MenuView) -> Unit:
    """Give the unit that a menu is about, the tip's own if no other."""
    return view.units[0] if view.units else view.transfer.target or view.unit


def _officer(view: MenuView, words: Words) -> Html:
    """Give whom a menu is for; by a mention where they are asked for a reply: only so their client opens it."""
    name = words.escaped(cropped(view.officer or words.plain("card.nobody"), most=_NAME))
    if view.menu not in _ASKING or view.user is None:
        return name
    return Html(f'<a href="tg://user?id={view.user}">{name}</a>')


def _reach(view: MenuView, words: Words) -> Html | None:
    return None if view.reachable else words("card.code_only")


def _word(view: MenuView, words: Words) -> Html | None:
    """Give what the reporter will read when the tip is closed like this."""
    if view.outcome is None:
        return None
    text = filled(view.outcome, view.blanks, words)
    return words("menu.silent") if text is None else joined(words("menu.word"), quoted(words, text))


def filled(outcome: Outcome, blanks: tuple[str, ...], words: Words) -> str | None:
    """Give the word of an outcome with its blanks filled; None where nothing is said."""
    if outcome.word is None:
        return None
    values = dict.fromkeys(outcome.blanks, "…") | dict(zip(outcome.blanks, blanks, strict=False))
    return words.pick(outcome.word).format_map(values)


def _as_proposed(view: MenuView) -> Tip:
    """Give the tip at the version in which the outcome was proposed: what is agreed to is that and nothing later."""
    return replace(view.tip, version=int(view.data[0])) if view.data else view.tip
