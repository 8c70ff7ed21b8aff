"""The question for the commune: what is offered, listed and chosen. Pure, like the rest of the form."""

from dataclasses import replace
from typing import Final

from bot.domain.draft import TipDraft
from bot.domain.listing import Listing
from bot.domain.replies import CommunesOffered, Listed
from bot.domain.tip import Words
from bot.domain.units import CommuneCode

_MOST_RECENT: Final = 2


def chosen(draft: TipDraft, code: CommuneCode, *, spot: Words | None = None, former: str | None = None) -> TipDraft:
    """Give the draft with its commune; one that was chosen before is remembered, in this draft alone.

    `spot`: typed with where in the commune; `former`: the name of before that led there.
    """
    before = (*([draft.commune] if draft.commune is not None else []), *draft.recent)
    recent = tuple(dict.fromkeys(former for former in before if former != code))[:_MOST_RECENT]
    led_by = draft.led_by if former is None else ((code, former),)
    settled = _left(_confirmed(draft, code), code)
    if spot is not None and draft.spot is not None and draft.spot != spot:  # the latest holds, as where it is offered
        settled = replace(settled, unplaced=(*settled.unplaced, draft.spot))
    addressed = _addressed(settled, spot or draft.spot)
    return replace(_asked(addressed), commune=code, recent=recent, led_by=led_by, spot=None)


def offered(
    draft: TipDraft, candidates: tuple[CommuneCode, ...], *, spot: Words | None = None, doubted: Words | None = None
) -> TipDraft:
    """Give the draft with what a typed name can mean.

    `spot`: typed with where in the commune, which holds once one is chosen; of two of them the latest does.
    `doubted`: nothing but a name, if one of these is chosen.
    """
    former = draft.spot if spot is not None else None
    unplaced = draft.unplaced if former is None else (*draft.unplaced, former)
    asked = replace(_asked(draft), offered=candidates, unfound=not candidates)
    return replace(asked, unplaced=unplaced, spot=spot or draft.spot, doubted=doubted)


def asked(draft: TipDraft, reply: CommunesOffered | Listed) -> TipDraft:
    """Give the draft with what may be meant, or with a list; the question stays open."""
    match reply:
        case Listed(listing):
            return listed(draft, listing)
        case CommunesOffered(candidates, typed, led_by, elsewhere, spot, is_doubted):
            open_ = offered(draft, candidates, spot=spot, doubted=typed if is_doubted else None)
            unplaced = open_.unplaced if typed is None else (*open_.unplaced, typed)
            return replace(open_, unplaced=unplaced, led_by=led_by, elsewhere=elsewhere)


def listed(draft: TipDraft, listing: Listing | None) -> TipDraft:
    """Give the draft with a list of communes open, or (None) none."""
    return replace(_asked(draft), listing=listing)


def _asked(draft: TipDraft) -> TipDraft:
    """Give the draft with the plain question."""
    return replace(draft, offered=(), whereabouts=None, listing=None, unfound=False, doubted=None)


def _confirmed(draft: TipDraft, code: CommuneCode) -> TipDraft:
    """Give the draft without the text of which it was in doubt whether it was a name: one that it meant was chosen."""
    if code not in draft.offered or draft.doubted is None:
        return draft
    return replace(draft, unplaced=tuple(text for text in draft.unplaced if text != draft.doubted))


def _left(draft: TipDraft, code: CommuneCode) -> TipDraft:
    """Give the draft without the address in a commune that is not the one any more; it is not sent unasked."""
    if draft.address is None or draft.address != draft.place or code == draft.commune:
        return draft
    return replace(draft, place=None, address=None, unplaced=(*draft.unplaced, draft.address))


def _addressed(draft: TipDraft, spot: Words | None) -> TipDraft:
    """Give the draft with where in the commune it was; what was told of the place before holds."""
    if spot is None:
        return draft
    if draft.place is None or draft.place == draft.address:
        return replace(draft, place=spot, address=spot)
    return replace(draft, unplaced=(*draft.unplaced, spot))
