"""What else may be of the same event as a tip: found among what its unit may see, compared in memory, kept nowhere.

What is cheap decides first: unit, commune, kind and time in the store's own columns, before any sealed text is opened;
then a few tips at most are opened and compared. Residents are told nothing of it in any way.
"""

from typing import Final

from bot.domain.cases import ALONE, WORKED_ON, Case, Likely, Together, may_stand_together, sister_of
from bot.domain.likeness import are_compatible, kinds_of, likeness
from bot.domain.tip import Status, Tip
from bot.domain.units import UnitCode
from bot.places import wording
from bot.places.directory import Directory
from bot.ports.casebook import CasebookSession

MOST_COMPARED: Final = 24  #: tips that are opened to be compared with one
MOST_NAMED: Final = 3


async def standing(book: CasebookSession, tip: Tip, directory: Directory, *, wide: bool = False) -> Together:
    """Give how a tip stands to others of its unit; `wide`: what else may belong to a case is looked for, too."""
    if tip.status is Status.WITHDRAWN:
        return ALONE
    case = await book.cases.of(tip.id)
    sisters = await sisters_in(book, tip, case)
    looks = tip.status in WORKED_ON and (wide or not sisters)
    likely = await likely_ones(book, tip, directory, besides=case) if looks else ()
    can_join = bool(sisters or likely) or (tip.status in WORKED_ON and await book.cases.has_others(tip))
    return Together(sisters=tuple(map(sister_of, sisters)), likely=likely, can_join=can_join)


async def sisters_in(book: CasebookSession, tip: Tip, case: Case | None) -> list[Tip]:
    """Give the other tips of a case, the oldest first."""
    return await book.tips.these([other for other in case.tips if other != tip.id]) if case is not None else []


async def likely_ones(
    book: CasebookSession, tip: Tip, directory: Directory, *, besides: Case | None
) -> tuple[Likely, ...]:
    """Give the few tips that are most likely of the same event, the strongest first."""
    mine = directory.kinds.get(tip.group) if tip.group is not None else None
    near = await book.cases.near(
        tip,
        communes=directory.neighbours.of(tip.commune) | {tip.commune},
        groups=[code for code, kind in directory.kinds.items() if are_compatible(mine, kind)],
        limit=MOST_COMPARED,
    )
    known = set(besides.tips) if besides is not None else set[str]()
    others = [other for other in near if other.id not in known and may_join([tip, other], directory)]
    gist = wording.gist(_texts(tip)) if others else None
    found: list[tuple[int, Likely]] = []
    for other in others:
        assert gist is not None
        likely = likeness(
            tip,
            other,
            are_neighbours=directory.are_neighbours(tip.commune, other.commune),
            kinds=kinds_of(tip, other, directory.kinds),
            texts=wording.resemblance(gist, wording.gist(_texts(other))),
        )
        if likely is not None and likely.is_likely:
            found.append((likely.points, Likely(reference=other.reference, reasons=likely.reasons)))
    found.sort(key=lambda pair: -pair[0])
    return tuple(likely for _, likely in found[:MOST_NAMED])


def may_join(tips: list[Tip], directory: Directory) -> bool:
    """Tell whether these tips may stand together where the first one is."""
    return may_stand_together(tips, at=tips[0].unit, shielded_from=_shielded_from(tips, directory))


def _shielded_from(tips: list[Tip], directory: Directory) -> list[UnitCode]:
    return [directory.communes[tip.commune].unit for tip in tips if tip.shielded]


def _texts(tip: Tip) -> tuple[str, ...]:
    account = tip.account
    return (*account.texts, *(text for text in (account.place, account.duration) if text))
