"""The questions of the form, one screen each. Every one says that nothing has been sent."""

from collections.abc import Callable, Iterable, Sequence

from bot.domain import alarms
from bot.domain.draft import EXTRAS, Step, TipDraft
from bot.domain.evidence import MOST_PHOTOS
from bot.domain.kinds import KindGroup, TapMark
from bot.domain.tip import When
from bot.domain.tip import Words as Told
from bot.domain.units import Commune, CommuneCode
from bot.places.directory import Directory
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.residents.data import form
from handlers.texts import Html, Words

_LETTERS_A_ROW = 7
LedBy = tuple[tuple[CommuneCode, str], ...]
#: Where a typed text leaves the question open: it is said that the text is kept.
_ACKNOWLEDGING = frozenset({Step.GROUP, Step.LEAF, Step.WHEN, Step.DANGER})


def question(draft: TipDraft, version: int, words: Words, directory: Directory) -> Screen:
    """Give the open question of a draft, any but the review; danger comes before the question of a place."""
    if draft.located is not None and draft.step is not Step.DANGER:
        return scene(draft, version, words, directory)
    body, rows = _QUESTIONS[draft.step](draft, version, words, directory)
    text = Html(f"{_header(draft, words)}\n\n{body}") if draft.step is not Step.DANGER else body
    if draft.is_shown_or_written and draft.step in _ACKNOWLEDGING:
        text = Html(f"{text}\n\n{taken(draft, words)} {words('form.stay')}")
    return Screen(text=text, rows=(*rows, _footer(draft, version, words)))


def scene(draft: TipDraft, version: int, words: Words, directory: Directory) -> Screen:
    """Ask whether a place that was shared is the scene; whatever the answer, it does not choose the commune."""
    assert draft.located is not None
    is_near = bool(directory.nearest(draft.located))
    text = words("form.scene") if is_near else words("form.scene.far", province=words.pick(directory.province))
    rows = (
        (Button(words.plain("button.scene"), form(version, "scene.yes")),),
        (Button(words.plain("button.no_scene"), form(version, "scene.no")),),
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


def communes(
    offered: Iterable[Commune],
    letter: str | None,
    version: int,
    words: Words,
    directory: Directory,
    *,
    led_by: LedBy = (),
) -> tuple[Row, ...]:
    """Give the buttons for choosing a commune: what a typed name can mean, and why, or the list by letters."""
    if found := tuple(offered):
        former = dict(led_by)
        buttons = [
            Button(_with_former(commune, former.get(commune.code), words), form(version, f"c.{commune.code}"))
            for commune in found
        ]
        letters = Button(words.plain("form.commune.letters"), form(version, "a."))
        return (*in_columns(buttons, columns=1 if former else 2), (letters,))
    if letter is not None:
        buttons = [
            Button(commune.name, form(version, f"c.{commune.code}")) for commune in directory.communes_by_letter(letter)
        ]
        letters = Button(words.plain("form.commune.letters"), form(version, "a."))
        return (*in_columns(buttons, columns=2), (letters,))
    return in_columns(
        (Button(letter, form(version, f"a.{letter}")) for letter in directory.letters()), columns=_LETTERS_A_ROW
    )


def unplaced(texts: Sequence[Told], version: int, words: Words) -> tuple[Row, ...]:
    """Give the button that takes what was typed for a commune's name for words; none where all were names."""
    return ((Button(words.plain("button.as_words"), form(version, "words")),),) if texts else ()


def _with_former(commune: Commune, former: str | None, words: Words) -> str:
    return commune.name if former is None else f"{former} {words.plain('form.commune.former')} → {commune.name}"


def fitting(led_by: LedBy, offered: Sequence[CommuneCode]) -> LedBy:
    """Give the names of before that led to what is offered; none where something else has been offered since."""
    return led_by if {code for code, _ in led_by} <= set(offered) else ()


def commune_text(
    *,
    offered: bool,
    letter: str | None,
    unfound: bool,
    words: Words,
    directory: Directory,
    elsewhere: str | None = None,
) -> Html | None:
    """Give what stands above the communes, where the plain question does not do."""
    if offered:
        return words("form.commune.offered")
    if unfound and elsewhere is not None:
        return words("form.commune.elsewhere", place=elsewhere, province=words.pick(directory.province))
    if unfound:
        return words("form.commune.unfound", province=words.pick(directory.province))
    return words("form.commune.letter", letter=letter) if letter is not None else None


def _header(draft: TipDraft, words: Words) -> Html:
    if draft.progress is None:
        return words("form.unsent")
    number, total = draft.progress
    return words("form.step.danger" if draft.in_danger else "form.step", number=number, total=total)


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
    return words("form.group.told" if draft.is_shown_or_written else "form.group"), in_columns(buttons, columns=2)


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
    offered = [directory.communes[code] for code in draft.offered]
    text = commune_text(
        offered=bool(offered),
        letter=draft.letter,
        unfound=draft.unfound,
        words=words,
        directory=directory,
        elsewhere=draft.elsewhere,
    )
    first = draft.is_shown_or_written and draft.group is None and draft.commune is None
    told = taken(draft, words) if draft.photos else words("form.told")
    plain = words("form.commune.first", taken=told) if first else words("form.commune")
    led_by = fitting(draft.led_by, draft.offered)
    rows = communes(offered, draft.letter, version, words, directory, led_by=led_by)
    pinned = Html(f"{words('form.pinned')}\n\n") if draft.pin is not None and draft.commune is None else words.empty
    return Html(f"{pinned}{text or plain}"), (*unplaced(draft.unplaced, version, words), *rows)


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
