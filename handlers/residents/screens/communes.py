"""The question for the commune: what a typed name or a shared place may mean, and the lists of those who do not type.

A place never chooses: each commune is a button, also where only one is offered.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.domain.conversation import Correcting, Subscribing
from bot.domain.draft import TipDraft
from bot.domain.listing import By, Listing
from bot.domain.tip import Words as Told
from bot.domain.units import Commune, CommuneCode
from bot.domain.whereabouts import Lie, Whereabouts
from bot.places.directory import Directory
from handlers.buttons import Button, Row, in_columns
from handlers.residents.data import form, listed
from handlers.texts import Html, Words

_LETTERS_A_ROW = 7
_KILOMETRE = 1000

Asked = TipDraft | Correcting | Subscribing  #: whatever a commune is asked for


def communes(asked: Asked, version: int, words: Words, directory: Directory) -> tuple[Row, ...]:
    """Give the buttons for choosing a commune: what may be meant, the list that lies open, or the letters."""
    if asked.offered:
        found = [directory.communes[code] for code in asked.offered if code in directory.communes]
        if asked.whereabouts is None:
            return (*_meant(found, dict(asked.led_by), version, words), _lists(version, words))
        return (*_near(found, asked.whereabouts, version, words), _lists(version, words))
    if asked.listing is not None:
        return _listing(asked.listing, version, words, directory)
    letters = (Button(letter, form(version, listed(Listing(By.LETTER, letter)))) for letter in directory.letters())
    return (*in_columns(letters, columns=_LETTERS_A_ROW), (_by_district(version, words),))


def commune_text(asked: Asked, words: Words, directory: Directory) -> Html | None:
    """Give what stands above the communes, where the plain question does not do."""
    if asked.whereabouts is not None and asked.listing is None:
        return place_text(asked.whereabouts, words, directory)
    if asked.offered:
        return words("form.commune.offered")
    if asked.unfound:
        key = "form.commune.unfound" if asked.elsewhere is None else "form.commune.elsewhere"
        text = words(key, place=asked.elsewhere or "", province=words.pick(directory.province))
        return Html(f"{text}\n{words('form.commune.as_words')}") if asked.unplaced else text
    match asked.listing:
        case Listing(by=By.LETTER, key=letter):
            return words("form.commune.letter", letter=letter)
        case Listing(by=By.DISTRICT, key=None):
            return words("form.commune.districts")
        case Listing(by=By.DISTRICT, key=key):
            label = _district(key, directory)[0]
            return words("form.commune.district", district=label)
        case _:
            return None


def place_text(found: Whereabouts, words: Words, directory: Directory) -> Html:
    """Say where a shared place lies, as far as that is known; across the border and at sea are said plainly."""
    province = words.pick(directory.province)
    nearest = next((directory.communes[one] for one in found.communes if one in directory.communes), None)
    if nearest is None:
        return words("place.far", province=province)
    if found.lie is Lie.OUTSIDE:
        apart = distance(found.nearby[0].metres, words)
        beyond = words.plain(f"place.beyond.{_beyond(nearest)}")
        return words("place.outside", province=province, beyond=beyond, commune=nearest.name, distance=apart)
    if found.lie is Lie.INSIDE:
        return words("place.inside" if len(found.nearby) == 1 else "place.at_border", commune=nearest.name)
    return words("place.around")


def distance(metres: int, words: Words) -> str:
    """Give a distance as people say it: to a hundred metres, or to a kilometre."""
    if metres < _KILOMETRE:
        return words("place.metres", count=metres) if metres else words.plain("place.close")
    return words("place.kilometres", count=round(metres / _KILOMETRE))


def known(asked: TipDraft, version: int, words: Words, directory: Directory) -> tuple[Row, ...]:
    """Give the commune that a draft has, and those that it had before: what is changed is often changed back."""
    if asked.offered or asked.listing is not None:
        return ()
    rows: list[Row] = []
    for code in (asked.commune, *asked.recent):
        if code is not None and code in directory.communes:
            key = "button.commune.chosen" if code == asked.commune else "button.commune.recent"
            rows.append((_button(words(key, commune=directory.communes[code].name), code, version),))
    return tuple(rows)


def unplaced(texts: Sequence[Told], version: int, words: Words) -> tuple[Row, ...]:
    """Give the button that takes what was typed for a commune's name for words; none where all were names."""
    return ((Button(words.plain("button.as_words"), form(version, "words")),),) if texts else ()


def _meant(found: Sequence[Commune], led_by: Mapping[CommuneCode, str], version: int, words: Words) -> tuple[Row, ...]:
    """Give what a typed name can mean, with the name of before that led there: "Mỹ Hòa (cũ) → phường Long Xuyên"."""
    labels = [
        f"{led_by[commune.code]} {words.plain('form.commune.former')} → {commune.name}"
        if commune.code in led_by
        else commune.name
        for commune in found
    ]
    buttons = (_button(label, commune.code, version) for label, commune in zip(labels, found, strict=True))
    return in_columns(buttons, columns=1 if led_by else 2)


def _near(found: Iterable[Commune], place: Whereabouts, version: int, words: Words) -> tuple[Row, ...]:
    rows: list[Row] = []
    for commune in found:
        metres = place.metres_to(commune.code)
        is_there = place.lie is Lie.INSIDE and not rows
        label = commune.name if is_there or metres is None else f"{commune.name} · {distance(metres, words)}"
        rows.append((_button(f"📍 {label}" if is_there else label, commune.code, version),))
    return tuple(rows)


def _listing(listing: Listing, version: int, words: Words, directory: Directory) -> tuple[Row, ...]:
    rows: Sequence[Button]
    if listing.by is By.LETTER:
        there = directory.communes_by_letter(listing.key or "")
        rows = [_button(commune.name, commune.code, version) for commune in there]
        others: Row = _lists(version, words)
    elif listing.key is None:
        rows = [
            Button(district.label, form(version, listed(Listing(By.DISTRICT, str(number)))))
            for number, district in enumerate(directory.districts)
        ]
        others = (_by_letter(version, words),)
    else:
        rows = [_button(commune.name, commune.code, version) for commune in _district(listing.key, directory)[1]]
        others = (_by_district(version, words, "button.other_district"), _by_letter(version, words))
    turning = tuple(
        Button(words.plain(key), form(version, listed(page)))
        for key, page in (("button.page_before", listing.before(rows)), ("button.page_after", listing.after(rows)))
        if page is not None
    )
    return (*in_columns(listing.shown(rows), columns=2), *((turning,) if turning else ()), others)


def _district(key: str | None, directory: Directory) -> tuple[str, tuple[Commune, ...]]:
    """Give a district's label and communes; nothing where the directory has changed and has it no more."""
    number = int(key) if key is not None and key.isdecimal() else len(directory.districts)
    if number >= len(directory.districts):
        return "", ()
    return directory.districts[number].label, directory.districts[number].communes


def _button(label: str, code: CommuneCode, version: int) -> Button:
    return Button(label, form(version, f"c.{code}"))


def _lists(version: int, words: Words) -> Row:
    return _by_letter(version, words), _by_district(version, words)


def _by_letter(version: int, words: Words) -> Button:
    return Button(words.plain("form.commune.letters"), form(version, listed(None)))


def _by_district(version: int, words: Words, key: str = "button.by_district") -> Button:
    return Button(words.plain(key), form(version, listed(Listing(By.DISTRICT))))


def _beyond(nearest: Commune) -> str:
    """Give the key of what most likely lies beyond a commune; where several things do, all are said."""
    by_sea = nearest.coastal or nearest.island
    if nearest.border and by_sea:
        return "any"
    if not nearest.border and not by_sea:
        return "province"
    return "border" if nearest.border else "sea"
