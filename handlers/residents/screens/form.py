"""The questions of the form, one screen each. Every one says that nothing has been sent."""

from collections.abc import Callable

from bot.domain import alarms
from bot.domain.draft import EXTRAS, Step, TipDraft
from bot.domain.evidence import MOST_PHOTOS
from bot.domain.kinds import KindGroup, TapMark
from bot.domain.point import Exactness
from bot.domain.tip import When
from bot.domain.whereabouts import Lie
from bot.places.directory import Directory
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.residents.data import form
from handlers.residents.screens.communes import commune_text, communes, known, unplaced
from handlers.texts import Html, Words

#: Where a typed text leaves the question open: it is said that the text is kept.
_ACKNOWLEDGING = frozenset({Step.GROUP, Step.LEAF, Step.WHEN, Step.DANGER})


def question(draft: TipDraft, version: int, words: Words, directory: Directory) -> Screen:
    """Give the open question of a draft, any but the review; danger comes before the question of a place."""
    if draft.located is not None and draft.step is not Step.DANGER:
        return scene(draft, version, words, directory)
    body, rows = _QUESTIONS[draft.step](draft, version, words, directory)
    text = Html(f"{_header(draft, words)}{_where(draft, words, directory)}\n\n{body}")
    if draft.step is Step.DANGER:
        text = body
    if draft.is_shown_or_written and draft.step in _ACKNOWLEDGING:
        text = Html(f"{text}\n\n{taken(draft, words)} {words('form.stay')}")
    return Screen(text=text, rows=(*rows, _footer(draft, version, words)))


def scene(draft: TipDraft, version: int, words: Words, directory: Directory) -> Screen:
    """Ask whether a place that was shared is the scene; whatever the answer, it does not choose the commune."""
    assert draft.located is not None
    there = directory.whereabouts(draft.located)
    is_beyond = there.lie in {Lie.OUTSIDE, Lie.FAR}
    text = words("form.scene.beyond" if is_beyond else "form.scene", province=words.pick(directory.province))
    rows = tuple(
        (Button(words.plain(f"button.scene.{shown.value}"), form(version, f"scene.{shown.value}")),)
        for shown in Exactness
    )
    return Screen(text=text, rows=(*rows, (Button(words.plain("button.cancel"), form(version, "cancel")),)))


def taken(draft: TipDraft, words: Words) -> Html:
    """Say how much of what was told is kept: texts, photos, or both."""
    counts = [("form.words.count", len(draft.words)), ("form.photos.count", len(draft.photos))]
    return Html(" ".join(words(key, count=count) for key, count in counts if count))


def photo_buttons(count: int, version: int, words: Words) -> tuple[Row, ...]:
    """Give a button for looking at photos and one for taking each out again."""
    buttons = [
        Button(words("button.remove_photo", number=number), form(version, f"x.{number}"))
        for number in range(1, count + 1)
    ]
    look = (Button(words.plain("button.look"), form(version, "look")),)
    return (look, *in_columns(buttons, columns=2)) if count else ()


def dropping(version: int, words: Words) -> Screen:
    """Ask whether the draft is to be dropped."""
    buttons = (
        Button(words.plain("button.drop"), form(version, "drop")),
        Button(words.plain("button.keep"), form(version, "keep")),
    )
    return Screen(text=words("drop.ask"), rows=(buttons,))


def _header(draft: TipDraft, words: Words) -> Html:
    if draft.progress is None:
        return words("form.unsent")
    number, total = draft.progress
    return words("form.step.danger" if draft.in_danger else "form.step", number=number, total=total)


def _where(draft: TipDraft, words: Words, directory: Directory) -> Html:
    """Say which commune was understood, and by which name of before: what was typed chose it without a press."""
    commune = directory.communes.get(draft.commune) if draft.commune is not None else None
    if commune is None or draft.step is Step.COMMUNE:
        return words.empty
    former = dict(draft.led_by).get(commune.code)
    said = words("form.placed" if former is None else "form.placed.former", commune=commune.name, former=former or "")
    return Html(f"\n{said}")


def _footer(draft: TipDraft, version: int, words: Words) -> Row:
    back = Button(words.plain("button.back"), form(version, "back"))
    skip = Button(words.plain("button.skip"), form(version, "skip"))
    done = Button(words.plain("button.done"), form(version, "done"))
    cancel = Button(words.plain("button.cancel"), form(version, "cancel"))
    can_skip = (
        draft.step in {Step.WHEN, *EXTRAS}
        or (draft.step is Step.GROUP and draft.is_shown_or_written)
        or (draft.step is Step.WORDS and draft.leaf is not None and not draft.is_shown_or_written)
    )
    is_done = draft.step is Step.PHOTOS or (draft.step is Step.WORDS and draft.is_shown_or_written)
    return tuple(
        button
        for button, is_shown in ((back, bool(draft.path)), (skip, can_skip), (done, is_done), (cancel, True))
        if is_shown
    )


_Question = tuple[Html, tuple[Row, ...]]


def _group(draft: TipDraft, version: int, words: Words, directory: Directory) -> _Question:
    buttons = [Button(words.pick(group.label), form(version, f"g.{code}")) for code, group in directory.kinds.items()]
    text = words("form.group.told" if draft.is_shown_or_written else "form.group")
    if draft.commune is None or draft.is_shown_or_written:
        return text, in_columns(buttons, columns=2)
    elsewhere = (Button(words.plain("button.elsewhere"), form(version, f"j.{Step.COMMUNE.value}")),)
    return text, (*in_columns(buttons, columns=2), elsewhere)


def _leaf(draft: TipDraft, version: int, words: Words, directory: Directory) -> _Question:
    group = _group_of(draft, directory)
    leaves = group.leaves if group is not None else ()
    rows = [(Button(words.pick(leaf.label), form(version, f"l.{leaf.code}")),) for leaf in leaves]
    unsure = (Button(words.plain("form.leaf.unsure"), form(version, "skip")),)
    return words("form.leaf", group=words.pick(group.label) if group is not None else ""), (*rows, unsure)


def _when(_: TipDraft, version: int, words: Words, directory: Directory) -> _Question:
    del directory
    now, *others = [Button(words.plain(f"when.{when.value}"), form(version, f"w.{when.value}")) for when in When]
    return words("form.when"), ((now,), *in_columns(others, columns=2))


def _danger(draft: TipDraft, version: int, words: Words, directory: Directory) -> _Question:
    duty = words.empty
    if draft.commune is not None and (unit := directory.unit_of(draft.commune)).duty_phone is not None:
        duty = words("form.danger.duty", unit=words.pick(unit.name), phone=unit.duty_phone)
    answers = ("called", "cannot", "none")
    rows = tuple((Button(words.plain(f"danger.{answer}"), form(version, f"danger.{answer}")),) for answer in answers)
    return words("form.danger", duty=duty), rows


def _commune(draft: TipDraft, version: int, words: Words, directory: Directory) -> _Question:
    first = draft.is_shown_or_written and draft.group is None and draft.commune is None
    told = taken(draft, words) if draft.photos else words("form.told")
    plain = words("form.commune.first", taken=told) if first else words("form.commune")
    pinned = Html(f"{words('form.pinned')}\n\n") if draft.pin is not None and draft.commune is None else words.empty
    rows = (*known(draft, version, words, directory), *communes(draft, version, words, directory))
    text = commune_text(draft, words, directory) or plain
    return Html(f"{pinned}{text}"), (*unplaced(draft.unplaced, version, words), *rows)


def _words(draft: TipDraft, version: int, words: Words, directory: Directory) -> _Question:
    group = _group_of(draft, directory)
    if draft.in_danger:
        text = words("form.words.danger")
    else:
        guide = words.escaped(words.pick(group.guide)) if group is not None else words("form.words.plain")
        text = words("form.words", guide=guide)
    parts = [text]
    if group is not None and group.code_only_by_default:
        parts.insert(0, words("form.family"))
    if TapMark.MONEY_SENT_TODAY in alarms.marks(draft, directory.kinds):
        parts.insert(0, words("form.scam"))
    if draft.is_shown_or_written:
        parts.append(taken(draft, words))
    taps = group.taps if group is not None else ()
    buttons = [
        Button(("✅ " if tap.code in draft.taps else "") + words.pick(tap.label), form(version, f"t.{tap.code}"))
        for tap in taps
    ]
    return Html("\n\n".join(parts)), in_columns(buttons, columns=2)


def _photos(draft: TipDraft, version: int, words: Words, directory: Directory) -> _Question:
    del directory
    room = MOST_PHOTOS - len(draft.photos)
    text = words("form.photos", count=len(draft.photos), room=room) if room else words("form.photos.full")
    return text, photo_buttons(len(draft.photos), version, words)


def _extra(draft: TipDraft, version: int, words: Words, directory: Directory) -> _Question:
    del version, directory
    return words(f"form.{draft.step.value}"), ()


def _group_of(draft: TipDraft, directory: Directory) -> KindGroup | None:
    return directory.kinds.get(draft.group) if draft.group is not None else None


_QUESTIONS: dict[Step, Callable[[TipDraft, int, Words, Directory], _Question]] = {
    Step.GROUP: _group,
    Step.LEAF: _leaf,
    Step.WHEN: _when,
    Step.DANGER: _danger,
    Step.COMMUNE: _commune,
    Step.WORDS: _words,
    Step.PHOTOS: _photos,
    **dict.fromkeys(EXTRAS, _extra),
}
