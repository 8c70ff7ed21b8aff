"""Drafts and replies over the shipped directory, for tests of the form."""

from collections.abc import Iterator
from dataclasses import fields

from bot.domain.draft import DraftPhoto, Step, TipDraft
from bot.domain.evidence import Photo, PhotoId
from bot.domain.kinds import GroupCode, LeafCode
from bot.domain.replies import (
    CommuneChosen,
    DangerAnswered,
    Finished,
    GroupChosen,
    LeafChosen,
    Pictured,
    Reply,
    Skipped,
    Typed,
    WhenChosen,
)
from bot.domain.tip import When, Words
from bot.domain.tip_form import answer, started
from bot.domain.units import CommuneCode
from bot.places.directory import load

DIRECTORY = load()
KINDS = DIRECTORY.kinds
COMMUNES = tuple(DIRECTORY.communes)
SEED = bytes(32)

_NO_ANSWERS = frozenset(
    {"step", "path", "passed", "offered", "listing", "unfound", "order", "located", "whereabouts", "recent", "doubted"}
)


def words(text: str = "Hai người lấy xe", message: int = 1) -> Words:
    """Give a typed text."""
    return Words(message=message, text=text)


def after(*replies: Reply, first: Typed | Pictured | None = None, commune: CommuneCode | None = None) -> TipDraft:
    """Give the draft that these replies lead to."""
    draft = started(SEED, KINDS, first=first, commune=commune)
    for reply in replies:
        draft = answer(draft, reply, KINDS)
    return draft


def photo(message: int = 1) -> DraftPhoto:
    """Give a photo that came in this message."""
    taken = Photo(
        id=PhotoId(f"{message:032x}"), key=bytes(32), mime="image/jpeg", width=4, height=3, size=9, digest=bytes(32)
    )
    return DraftPhoto(message=message, photo=taken)


def group(code: str) -> GroupChosen:
    """Choose a group."""
    return GroupChosen(GroupCode(code))


def leaf(code: str) -> LeafChosen:
    """Choose a leaf."""
    return LeafChosen(LeafCode(code))


def reviewed() -> TipDraft:
    """Give a harmless draft that is ready to be sent."""
    return after(
        group("trom_cuop"),
        leaf("trom_cuop.do_gian"),
        WhenChosen(When.EARLIER),
        CommuneChosen(COMMUNES[0]),
        Typed(words()),
        Finished(),
    )


def answers(draft: TipDraft) -> dict[str, object]:
    """Give what the resident has told, without where the form stands."""
    return {found.name: getattr(draft, found.name) for found in fields(draft) if found.name not in _NO_ANSWERS}


def finishing(draft: TipDraft) -> Iterator[TipDraft]:
    """Give the draft after each plain reply of somebody who only wants to get it sent, up to the review."""
    while draft.step is not Step.REVIEW:
        draft = answer(draft, _plain_reply(draft), KINDS)
        yield draft


def _plain_reply(draft: TipDraft) -> Reply:
    match draft.step:
        case Step.GROUP:
            return group("co_bac")
        case Step.LEAF:
            assert draft.group is not None
            return LeafChosen(KINDS[draft.group].leaves[0].code)
        case Step.WHEN:
            return WhenChosen(When.EARLIER)
        case Step.DANGER:
            return DangerAnswered(in_danger=True)
        case Step.COMMUNE:
            return CommuneChosen(COMMUNES[0])
        case Step.WORDS:
            return Finished() if draft.is_told else Typed(words())
        case Step.PHOTOS:
            return Finished()
        case _:
            return Skipped()
