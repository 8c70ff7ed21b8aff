"""The question for the commune: what is offered, listed and chosen. Pure, like the rest of the form."""

from dataclasses import replace
from typing import Final

from bot.domain.draft import TipDraft
from bot.domain.listing import Listing
from bot.domain.units import CommuneCode

_MOST_RECENT: Final = 2


def chosen(draft: TipDraft, code: CommuneCode) -> TipDraft:
    """Give the draft with its commune; one that was chosen before is remembered, in this draft alone."""
    before = (*([draft.commune] if draft.commune is not None else []), *draft.recent)
    recent = tuple(dict.fromkeys(former for former in before if former != code))[:_MOST_RECENT]
    return replace(_asked(draft), commune=code, recent=recent)


def offered(draft: TipDraft, candidates: tuple[CommuneCode, ...]) -> TipDraft:
    """Give the draft with what a typed name can mean."""
    return replace(_asked(draft), offered=candidates, unfound=not candidates)


def listed(draft: TipDraft, listing: Listing | None) -> TipDraft:
    """Give the draft with a list of communes open, or (None) none."""
    return replace(_asked(draft), listing=listing)


def _asked(draft: TipDraft) -> TipDraft:
    """Give the draft with the plain question."""
    return replace(draft, offered=(), whereabouts=None, listing=None, unfound=False)
