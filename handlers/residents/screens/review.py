"""The review card: what the police will see, before anything is sent, with every answer changeable."""

from bot.domain import alarms
from bot.domain.draft import EXTRAS, Step, TipDraft
from bot.domain.kinds import Urgency
from bot.domain.point import Point
from bot.domain.routing import Route
from bot.domain.units import CommuneCode
from bot.domain.whereabouts import Lie
from bot.places.directory import Directory
from handlers.buttons import Button, Row, Screen, in_columns
from handlers.residents.data import form
from handlers.residents.screens.cutting import beginning, cut
from handlers.texts import Html, Words

MOST_SHOWN = 1550  #: UTF-16 units of the resident's own words on the card; the police see all of them
MOST_OF_AN_EXTRA = 200  #: of the place and the like


def review(draft: TipDraft, route: Route, version: int, words: Words, directory: Directory) -> Screen:
    """Give the review card; `route` is where the tip would go now."""
    group = directory.kinds.get(draft.group) if draft.group is not None else None
    parts = [
        words("form.unsent"),
        Html(f"{words('review')}\n\n{Html(chr(10)).join(_lines(draft, words, directory))}"),
        *_unplaced(draft, words),
        words("review.hint"),
        _goes_to(route, words, directory),
        *_read_by(route, words, directory),
    ]
    rows: list[Row] = [(Button(words.plain("button.send"), form(version, "send")),)]
    if group is not None and group.code_only_by_default:
        parts.insert(0, words("form.family"))
    if draft.commune is not None and (group is None or not group.province_only):
        parts.append(words("review.fear", unit=words.pick(directory.unit_of(draft.commune).name)))
        rows.extend(
            (Button(("✅ " if chosen else "") + words.plain(key), form(version, key)),)
            for key, chosen in (("fear.no", draft.fears_commune is False), ("fear.yes", bool(draft.fears_commune)))
        )
    rows.extend(in_columns(_chips(draft, version, words), columns=2))
    footer = [Button(words.plain("button.cancel"), form(version, "cancel"))]
    if draft.path:
        footer.insert(0, Button(words.plain("button.back"), form(version, "back")))
    return Screen(text="\n\n".join(parts), rows=(*rows, tuple(footer)))


def _lines(draft: TipDraft, words: Words, directory: Directory) -> list[Html]:
    lines: list[Html] = []
    if alarms.urgency(draft, directory.kinds) is Urgency.URGENT:
        lines.append(words("review.urgent"))
    lines.append(_line(words, "review.kind", kind_of(draft.group, draft.leaf, words, directory)))
    if draft.commune is not None:
        lines.append(_line(words, "review.commune", directory.communes[draft.commune].name))
    if draft.when is not None:
        lines.append(_line(words, "review.when", words.plain(f"when.{draft.when.value}")))
    group = directory.kinds.get(draft.group) if draft.group is not None else None
    if draft.taps and group is not None:
        labels = [words.pick(tap.label) for tap in group.taps if tap.code in draft.taps]
        lines.append(_line(words, "review.taps", ", ".join(labels)))
    for step in EXTRAS:
        extra = {Step.PLACE: draft.place, Step.DURATION: draft.duration, Step.BEWARE: draft.beware}.get(
            step, draft.safe_hours
        )
        if extra is not None:
            lines.append(_line(words, f"review.{step.value}", cut(extra.text, MOST_OF_AN_EXTRA)))
    if draft.pin is not None:
        lines.append(words("review.pin.about" if draft.pin.about else "review.pin"))
        lines.extend(_astray(draft.pin, draft.commune, words, directory))
    if draft.photos:
        lines.append(_line(words, "review.photos", str(len(draft.photos))))
    if draft.words:
        told = "\n".join(part.text for part in draft.words)
        shown = beginning(told, MOST_SHOWN)
        more = words("review.cut") if len(shown) < len(told) else words.empty
        lines.append(Html(f"<b>{words('review.texts')}:</b>\n<blockquote>{words.escaped(shown)}{more}</blockquote>"))
    return lines


def _astray(pin: Point, commune: CommuneCode | None, words: Words, directory: Directory) -> list[Html]:
    """Say that a pin lies in another commune than the one that was chosen: one of the two is a slip."""
    there = directory.whereabouts(pin)
    if there.lie is not Lie.INSIDE or commune is None or commune in there.communes:
        return []
    return [words("review.pin.astray", commune=directory.communes[there.communes[0]].name)]


def _unplaced(draft: TipDraft, words: Words) -> list[Html]:
    """Say what was typed for a commune's name and is none: it stays out unless the resident wants it in."""
    text = "; ".join(part.text for part in draft.unplaced)
    return [words("review.unplaced", text=cut(text, MOST_OF_AN_EXTRA))] if draft.unplaced else []


def kind_of(
    group: str | None, leaf: str | None, words: Words, directory: Directory, *, unsure: str = "review.kind.unsure"
) -> str:
    """Give the label of a kind: of its leaf, of its group, or (the text of a key) that it is not clear."""
    for code, kind in directory.kinds.items():
        if code == group:
            labels = [words.pick(found.label) for found in kind.leaves if found.code == leaf]
            return labels[0] if labels else words.pick(kind.label)
    return words.plain(unsure)


def _goes_to(route: Route, words: Words, directory: Directory) -> Html:
    unit = words.pick(directory.units[route.unit].name)
    if route.shielded:
        return words("review.goes_to_province", unit=unit)
    meant_for = route.meant_for or route.unit
    if meant_for != route.unit:
        return words("review.goes_to_desk", unit=unit, commune_unit=words.pick(directory.units[meant_for].name))
    return words("review.goes_to", unit=unit)


def _read_by(route: Route, words: Words, directory: Directory) -> list[Html]:
    """Say who else gets to read it."""
    units = ", ".join(words.pick(directory.units[unit].name) for unit in route.copies)
    return [words("review.copies", units=cut(units, MOST_OF_AN_EXTRA))] if units else []


def _chips(draft: TipDraft, version: int, words: Words) -> list[Button]:
    steps = (Step.GROUP, Step.WHEN, Step.COMMUNE, Step.WORDS, Step.PHOTOS, *EXTRAS)
    if draft.in_danger:
        steps = (Step.GROUP, Step.COMMUNE, Step.WORDS, Step.PHOTOS, Step.PLACE)
    chips = [Button(words.plain(f"chip.{step.value}"), form(version, f"j.{step.value}")) for step in steps]
    if draft.pin is not None:
        if not draft.pin.about:
            chips.append(Button(words.plain("button.coarsen"), form(version, "coarsen")))
        chips.append(Button(words.plain("button.unpin"), form(version, "unpin")))
    return [*chips, Button(words.plain("button.as_words"), form(version, "words"))] if draft.unplaced else chips


def _line(words: Words, key: str, value: str) -> Html:
    return Html(f"<b>{words(key)}:</b> {words.escaped(value)}")
