"""The thread of a tip that was sent, as its reporter reads it; additions, look-up, and texts that need a place."""

from collections.abc import Sequence

from bot.domain.conversation import Adding, Correcting, LookingUp
from bot.domain.outcomes import AnswerForm
from bot.domain.point import Exactness, Point
from bot.domain.thread import Author, Entry
from bot.domain.tip import Status, Tip
from bot.domain.units import UnitCode
from bot.places.directory import Directory
from bot.services.following import TipView
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.entries import offered, said
from handlers.residents.data import form
from handlers.residents.screens.communes import commune_text, communes, unplaced
from handlers.residents.screens.cutting import cut, length
from handlers.residents.screens.form import photo_buttons
from handlers.residents.screens.review import kind_of
from handlers.residents.screens.tracker import tracker
from handlers.texts import Html, Words

MOST_UNITS = 2800  #: UTF-16 units of a thread on one screen; the oldest entries give way
_MOST_OF_A_QUESTION = 600
_BETWEEN = 3  #: units between two entries and between author and text


def thread(view: TipView, version: int, words: Words, directory: Directory, *, in_danger: bool = False) -> Screen:
    """Give a thread with what can be done about it; `in_danger`: what was said last says so."""
    tip = view.tip
    parts = [words("emergency")] if in_danger else []
    parts.append(_head(tip, words, directory))
    if (result := _result(tip, words, directory)) is not None:
        parts.append(result)
    if (steps := tracker(view, words)) is not None:
        parts.append(steps)
    parts.extend(_entries(view, words, directory))
    if view.notices_elsewhere:
        parts.append(words("thread.elsewhere"))
    return Screen(text="\n\n".join(parts), rows=tuple(_rows(view, version, words, directory)))


def withdrawing(version: int, words: Words) -> Screen:
    """Ask whether a tip is to be taken back."""
    buttons = (
        Button(words.plain("button.withdraw_now"), form(version, "th.withdraw!")),
        Button(words.plain("button.back"), form(version, "th.show")),
    )
    return Screen(text=words("withdraw.ask"), rows=(buttons,))


def adding(focus: Adding, view: TipView, version: int, words: Words, directory: Directory) -> Screen:
    """Give the addition that is being written; how closely a place in it may be known is asked at once."""
    if focus.located is not None:
        return _placing(focus, version, words)
    parts = [words("adding", unit=unit_name(view.tip.unit, words, directory))]
    if view.open_question is not None:
        question = cut(entry_text(view.open_question, words, directory), _MOST_OF_A_QUESTION)
        parts.insert(0, words("adding.question", question=question))
        ready = directory.ready_question(view.open_question.question)
        if ready is not None and AnswerForm.LOCATION in ready.answers:
            parts.append(words("adding.can_place"))
    rows: list[Row] = list(_picking(focus, view.open_question, version, words, directory))
    if rows:
        parts[-1] = words("adding.several")
    if focus.is_told:
        if focus.is_urgent:
            parts.insert(0, words("emergency"))
        if focus.words:
            told = cut("\n".join(part.text for part in focus.words), MOST_UNITS)
            parts.append(Html(f"<blockquote>{words.escaped(told)}</blockquote>"))
        if focus.photos:
            parts.append(words("form.photos.count", count=len(focus.photos)))
            rows.extend(photo_buttons(len(focus.photos), version, words))
        if focus.pin is not None:
            parts.append(words("review.pin.about" if focus.pin.about else "review.pin"))
            rows.append(_pin_buttons(focus.pin, version, words))
        send = "button.send_urgently" if focus.is_urgent else "button.send_addition"
        rows.append((Button(words.plain(send), form(version, "th.send")),))
        if focus.is_urgent:
            rows.append((Button(words.plain("danger.none"), form(version, "danger.none")),))
        if focus.words or focus.photos:
            rows.append((Button(words.plain("button.new_tip"), form(version, "th.new")),))
    rows.append((Button(words.plain("button.cancel"), form(version, "th.back")),))
    return Screen(text="\n\n".join(parts), rows=tuple(rows))


def _placing(focus: Adding, version: int, words: Words) -> Screen:
    """Ask how closely the police may know a place that was shared while something is added."""
    text = words("adding.place")
    rows = tuple(
        (Button(words.plain(f"button.place.{shown.value}"), form(version, f"scene.{shown.value}")),)
        for shown in Exactness
    )
    return Screen(text=f"{words('emergency')}\n\n{text}" if focus.is_urgent else text, rows=rows)


def _pin_buttons(pin: Point, version: int, words: Words) -> Row:
    coarsen = Button(words.plain("button.coarsen"), form(version, "coarsen"))
    unpin = Button(words.plain("button.unpin"), form(version, "unpin"))
    return (unpin,) if pin.about else (coarsen, unpin)


def sorting(tips: Sequence[Tip], version: int, words: Words, directory: Directory) -> Screen:
    """Ask what a stray text belongs to; the tips are named by what the resident told, never by a number."""
    rows: list[Row] = [(Button(words.plain("button.new_tip"), form(version, "place.new")),)]
    for number, tip in enumerate(tips):
        label = (
            f"{kind_of(tip.group, tip.leaf, words, directory, unsure='thread.untitled')} · {_commune(tip, directory)}"
        )
        rows.append((Button(label, form(version, f"place.{number}")),))
    rows.append((Button(words.plain("button.drop"), form(version, "drop")),))
    return Screen(text=words("sorting"), rows=tuple(rows))


def dropping(version: int, words: Words) -> Screen:
    """Ask whether what was written, and belongs to no draft yet, is to be dropped."""
    buttons = (
        Button(words.plain("button.drop"), form(version, "drop")),
        Button(words.plain("button.keep"), form(version, "keep")),
    )
    return Screen(text=words("drop.ask.words"), rows=(buttons,))


def looking_up(focus: LookingUp, version: int, words: Words, *, unknown: bool = False) -> Screen:
    """Ask for a receipt."""
    key = "lookup.unknown" if unknown else "lookup.mistyped" if focus.mistyped else "lookup.ask"
    text = words(key) if key == "lookup.ask" else Html(f"{words(key)}\n\n{words('lookup.ask')}")
    return Screen(text=text, rows=((Button(words.plain("button.cancel"), form(version, "cancel")),),))


def correcting(focus: Correcting, version: int, words: Words, directory: Directory) -> Screen:
    """Ask for the right commune of a tip just sent."""
    parts = [commune_text(focus, words, directory) or words("correct.ask")]
    if focus.words or focus.photos:
        parts.append(words("correct.told", count=len(focus.words) + len(focus.photos)))
    if focus.says_danger:
        parts.insert(0, words("emergency"))
    rows = (*unplaced(focus.unplaced, version, words), *communes(focus, version, words, directory))
    cancel = (Button(words.plain("button.cancel"), form(version, "cancel")),)
    return Screen(text="\n\n".join(parts), rows=(*rows, cancel))


def unit_name(unit: UnitCode, words: Words, directory: Directory) -> str:
    """Give the name of the unit that answers."""
    return words.pick(directory.units.get(unit, directory.desk).name)


def entry_text(entry: Entry, words: Words, directory: Directory) -> str:
    """Give what an entry says, in the language of whoever reads it."""
    return said(entry, directory.ready_question(entry.question), words)


def _asks_several(question: Entry, directory: Directory) -> bool:
    ready = directory.questions.get(question.question or "")
    return ready is not None and bool(ready.parts)


def _picking(
    focus: Adding, question: Entry | None, version: int, words: Words, directory: Directory
) -> tuple[Row, ...]:
    """Give the answers of a question that asks for several things, those that are picked marked."""
    if question is None or not _asks_several(question, directory):
        return ()
    taps = [
        Button(("☑️ " if code in focus.picked else "") + label, form(version, f"th.pick.{code}"))
        for code, label in offered(question, directory.ready_question(question.question), words)
    ]
    return in_columns(taps, columns=2)


def _head(tip: Tip, words: Words, directory: Directory) -> Html:
    status = words(f"status.{tip.status.value}", unit=unit_name(tip.unit, words, directory))
    kind = kind_of(tip.group, tip.leaf, words, directory, unsure="thread.untitled")
    return words("thread", kind=kind, commune=_commune(tip, directory), status=status)


def _commune(tip: Tip, directory: Directory) -> str:
    commune = directory.communes.get(tip.commune)
    return commune.name if commune is not None else ""


def _result(tip: Tip, words: Words, directory: Directory) -> Html | None:
    """Give the word of the outcome, with its blanks filled; none where the outcome has none."""
    if tip.status is not Status.CLOSED or tip.outcome is None:
        return None
    outcome = directory.outcomes.get(tip.outcome)
    if outcome is None or outcome.word is None:
        return None
    filled = dict(zip(outcome.blanks, tip.outcome_blanks, strict=False))
    blanks = {name: cut(filled.get(name, "…"), _MOST_OF_A_QUESTION) for name in outcome.blanks}
    text = cut(words.pick(outcome.word).format(**blanks), _MOST_OF_A_QUESTION)
    return Html(f"<blockquote>{words.escaped(text)}</blockquote>")


def _entries(view: TipView, words: Words, directory: Directory) -> list[Html]:
    shown: list[Html] = []
    left = MOST_UNITS
    for entry in reversed(view.entries):
        unit = unit_name(entry.unit or view.tip.unit, words, directory)
        author = words("thread.you") if entry.author is Author.REPORTER else words("thread.unit", unit=unit)
        photos = words("thread.photos", count=view.photos[entry.id]) if entry.id in view.photos else words.empty
        text = cut(entry_text(entry, words, directory), MOST_UNITS - length(author) - length(photos) - _BETWEEN)
        left -= length(author) + length(text) + length(photos) + _BETWEEN
        if left < 0:
            shown.append(words("thread.earlier"))
            break
        shown.append(Html(f"{author} {words.escaped(text)}{' ' if text and photos else ''}{photos}"))
    return shown[::-1]


def _rows(view: TipView, version: int, words: Words, directory: Directory) -> list[Row]:
    rows: list[Row] = []
    if any(entry.author is Author.UNIT and entry.id in view.photos for entry in view.entries):
        rows.append((Button(words.plain("button.look_unit"), form(version, "th.look")),))
    if view.open_question is not None and view.can_add:
        action = "pick" if _asks_several(view.open_question, directory) else "tap"
        answers = offered(view.open_question, directory.ready_question(view.open_question.question), words)
        taps = [Button(label, form(version, f"th.{action}.{code}")) for code, label in answers]
        rows.extend(in_columns(taps, columns=2))
        rows.append((Button(words.plain("button.reply"), form(version, "th.write")),))
    elif view.can_add and not view.can_reopen:
        rows.append((Button(words.plain("button.add"), form(version, "th.write")),))
    if view.can_reopen:
        rows.append((Button(words.plain("button.still"), form(version, "th.still")),))
        rows.append((Button(words.plain("button.add"), form(version, "th.write")),))
    if view.notices_elsewhere:
        rows.append((Button(words.plain("button.stop_old"), form(version, "th.stop")),))
    if not view.notices_here and view.can_add:
        rows.append((Button(words.plain("button.tell_here"), form(version, "th.here")),))
    if view.notices_here:
        rows.append((Button(words.plain("button.stop_here"), form(version, "th.stop")),))
    if view.can_withdraw:
        rows.append((Button(words.plain("button.withdraw"), form(version, "th.withdraw")),))
    rows.append((Button(words.plain("button.fold"), form(version, "th.fold")),))
    return rows
