"""Correcting and recalling: what was sent is put right in every copy, or taken back.

A correction is a broadcast of its own beside the one that was sent, composed and approved like any other; nobody is
shown anything of it before that. Approved, its text takes the place of the former and every sending is behind by one
revision, in one commit: whatever dies after that, the distributor finds copies that show an older one, until none does.
A recall does no harm and cannot wait: whoever leads the unit, or the desk, does it at once and says why.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast, Content, Occurrence, OccurrenceState, Status
from bot.domain.broadcasts.conducting_errors import CorrectionFault, CorrectionRefused
from bot.domain.broadcasts.progress import Progress
from bot.domain.broadcasts.schedule import Now
from bot.domain.errors import StalePress
from bot.domain.identifiers import BroadcastId, OccurrenceId
from bot.domain.people import Wish
from bot.domain.tip import minute
from bot.ports.casebook import CasebookSession
from bot.services.acting import Act, derived_id
from bot.services.auditing import SYSTEM
from bot.services.broadcasts.channels import refresh_channels
from bot.services.broadcasts.conducting import Conducted, Conducting
from bot.services.broadcasts.noticeboard import settle_missed

#: In these something has been sent, so that there are copies.
WITH_COPIES: Final = frozenset(
    {OccurrenceState.SENDING, OccurrenceState.PAUSED, OccurrenceState.DONE, OccurrenceState.STOPPED}
)
_OPEN: Final = frozenset({Status.DRAFT, Status.PROPOSED})
_GOES_ON: Final = frozenset({OccurrenceState.SENDING, OccurrenceState.PAUSED})


class Why(StrEnum):
    """Why a broadcast is taken back."""

    WRONG = "wrong"  #: what it says is not so
    AUDIENCE = "audience"  #: it went to people whom it does not concern
    OVER = "over"  #: it has come to nothing: the storm has passed by
    OTHER = "other"


class Correcting:
    """Corrections and recalls."""

    def __init__(self, conducting: Conducting, *, wake: Callable[[], None]) -> None:
        """`wake` lets the distributor and the courier look now."""
        self._conducting = conducting
        self._wake = wake

    async def begin(self, act: Act, *, occurrence: OccurrenceId) -> Broadcast:
        """Give the correction of what was sent, to be composed: the one that is open, or a new one.

        Raises:
            NotEnrolled, NotAllowed: this person may not, or not here.
            SendingGone: it is not known.
            StalePress: it was recalled.
            CorrectionRefused: it was cancelled or is being written anew.

        """
        async with self._conducting.on(act, occurrence) as on:
            if on.occurrence.recalled:
                raise StalePress
            if not on.broadcast.may_go:
                raise CorrectionRefused(CorrectionFault.UNAPPROVED)
            open_one = await _open_correction(on.book, on.broadcast)
            if open_one is not None:
                return open_one
            new = _correction(on)
            if not on.is_replay:
                new = await on.book.broadcasts.keep(new)
                await on.write("broadcast.correction_begun", correction=new.id)
        return new

    async def before_recall(self, act: Act, *, occurrence: OccurrenceId) -> Progress:
        """Give what is to be taken back, to somebody who may; refused like `recall`."""
        async with self._conducting.on(act, occurrence, wish=Wish.RECALL):
            pass
        return await self._conducting.view(act, occurrence=occurrence)

    async def recall(self, act: Act, *, occurrence: OccurrenceId, why: Why) -> None:
        """Take a broadcast back: every copy of every sending of it, and whatever of it has not gone yet.

        Raises:
            NotEnrolled, NotAllowed: this person leads neither the unit nor the desk, or this is another group.
            SendingGone: it is not known.

        """
        async with self._conducting.on(act, occurrence, wish=Wish.RECALL) as on:
            if on.is_replay or on.occurrence.recalled:
                return
            rows = await on.book.occurrences.of_broadcast(on.broadcast.id)
            await settle_missed(on.book, on.broadcast, rows, now=on.now)
            for one in rows:
                await on.book.occurrences.change(_recalled(one, on.now), was=one.state)
            for one in (on.broadcast, await _open_correction(on.book, on.broadcast)):
                if one is not None and one.status is not Status.CANCELLED:
                    await on.book.broadcasts.keep(one.moved_to(Status.CANCELLED, at=on.now))
            await refresh_channels(on.book, on.broadcast, now=on.now)
            await on.write("broadcast.recalled", why=why.value)
        self._wake()


def require_correctable(original: Broadcast | None, correction: Broadcast) -> None:
    """Let pass a correction that can take the place of what was sent.

    Raises:
        CorrectionRefused: what was sent does not stand as it did, or would stand no other way, or cannot stand so.

    """
    if original is None or original.revision + 1 != correction.revision:
        raise CorrectionRefused(CorrectionFault.OVERTAKEN)
    if not original.may_go:
        raise CorrectionRefused(CorrectionFault.UNAPPROVED)
    if original.content == correction.content:
        raise CorrectionRefused(CorrectionFault.SAME)
    require_alike(original.content, correction.content)


async def require_fitting(book: CasebookSession, draft: Broadcast) -> None:
    """Let pass what a draft may say: a correction, only what can stand in the place of what was sent.

    Raises:
        CorrectionRefused: what was sent cannot be edited into this.

    """
    original = await book.broadcasts.of(draft.corrects) if draft.corrects is not None else None
    if original is not None:
        require_alike(original.content, draft.content)


def require_alike(was: Content, becomes: Content) -> None:
    """Let pass what can stand in a message that was sent as another one, with the answers that were given to that.

    Raises:
        CorrectionRefused: it has other files, or other answers.

    """
    if was.media != becomes.media:
        raise CorrectionRefused(CorrectionFault.FILES)
    if was.right != becomes.right or _answers(was) != _answers(becomes):
        raise CorrectionRefused(CorrectionFault.ANSWERS)


async def take_place(book: CasebookSession, correction: Broadcast, *, now: datetime) -> Broadcast:
    """Put an approved correction in the place of what it corrects; every copy of that is behind from now on.

    Called in the transaction that approves it. Gives the correction, which is over.

    Raises:
        CorrectionRefused: it cannot take that place, or no more: everything was recalled.

    """
    assert correction.corrects is not None
    original = await book.broadcasts.of(correction.corrects)
    require_correctable(original, correction)
    assert original is not None
    sent = await book.occurrences.of_broadcast(original.id)
    with_copies = [one for one in sent if one.state in WITH_COPIES and not one.recalled]
    if not with_copies:
        raise CorrectionRefused(CorrectionFault.OVERTAKEN)
    for one in with_copies:
        await book.occurrences.change(replace(one, revision=one.revision + 1), was=one.state)
    corrected = await book.broadcasts.keep(original.corrected(correction, at=now))
    await refresh_channels(book, corrected, now=now)
    actor = (correction.approval.officer if correction.approval is not None else None) or SYSTEM
    said = {"broadcast": original.id, "revision": corrected.revision}
    await book.audit.write("broadcast.corrected", at=now, actor=actor, unit=original.unit, data=said)
    return await book.broadcasts.keep(correction.moved_to(Status.ENDED, at=now))


async def _open_correction(book: CasebookSession, original: Broadcast) -> Broadcast | None:
    there = await book.broadcasts.of_unit(original.unit, *_OPEN)
    return next((one for one in there if one.corrects == original.id), None)


def _correction(on: Conducted) -> Broadcast:
    original = on.broadcast
    return Broadcast(
        id=BroadcastId(derived_id(on.act.errand, "correction")),
        unit=original.unit,
        composer=on.officer.id,
        hands=(on.officer.id,),
        content=original.content,
        audience=original.audience,
        schedule=Now(),
        urgent=original.urgent,
        to_channels=original.to_channels,
        corrects=original.id,
        revision=original.revision + 1,
        touched=minute(on.now),
    )


def _recalled(one: Occurrence, now: datetime) -> Occurrence:
    """Give a sending as a recall leaves it."""
    if one.state in _GOES_ON:
        return replace(one, state=OccurrenceState.STOPPED, ended=now, recalled=True)
    if one.state in WITH_COPIES:
        return replace(one, recalled=True)
    return replace(one, state=OccurrenceState.DROPPED)


def _answers(content: Content) -> int:
    """Give how many answers it offers, in every language the same."""
    return max((len(wording.options) for wording in content.wordings.values()), default=0)
