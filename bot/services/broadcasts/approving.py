"""Approving: what one officer wrote goes out when a second one has said yes to exactly that.

Whatever the composing screens have checked is checked here once more, since a button outlives what it was shown with.
That something is approved, planned, and shown on its card is one commit.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.domain.broadcasts import fitting
from bot.domain.broadcasts.broadcast import Broadcast, Return, ReturnReason, Status
from bot.domain.broadcasts.errors import BroadcastGone, OwnHands, TextChanged
from bot.domain.broadcasts.life import SHOWN, needs_approval
from bot.domain.broadcasts.progress import Shown
from bot.domain.broadcasts.schedule import Schedule
from bot.domain.broadcasts.standing import require_at_rest
from bot.domain.dispatches import BroadcastWord
from bot.domain.errors import NotAllowed, NotEnrolled, StalePress
from bot.domain.identifiers import BroadcastId, Language, UserId
from bot.domain.people import Officer, Wish, may
from bot.domain.tip import minute
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.services.acting import Act
from bot.services.broadcasts.addressing import require_inside
from bot.services.broadcasts.correcting import require_correctable, take_place
from bot.services.broadcasts.ending import end_sendings
from bot.services.broadcasts.noticeboard import put_up, require_board, tell_composer
from bot.services.members import able, require_enrolled

#: Counts whom a broadcast would reach now, as anybody may be told.
Reach = Callable[[Broadcast], Awaitable[Shown]]


class Calendar(Protocol):
    """Knows the dates of schedules."""

    def check(self, schedule: Schedule, now: datetime) -> None:
        """Let pass what has a time that is still to come, or refuse."""
        ...


class Planner(Protocol):
    """Plans what was approved."""

    async def approved(self, book: CasebookSession, broadcast: Broadcast, *, proposed: datetime) -> None:
        """Plan it, in the transaction that keeps its approval; ask where its time is over since it was proposed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A broadcast, an officer who may do what they ask with it, and the transaction in which it is done."""

    act: Act
    book: CasebookSession
    now: datetime
    officer: Officer
    broadcast: Broadcast
    is_replay: bool  #: it had its effect before: nothing may be changed any more

    async def keep(self, broadcast: Broadcast, action: str, **said: str | int) -> Broadcast:
        """Keep the changed broadcast with all that it means: the audit's entry, and its card in the group."""
        kept = await self.book.broadcasts.keep(broadcast)
        entered = {"broadcast": kept.id, "text": kept.fingerprint[:SHOWN], **said}
        await self.book.audit.write(action, at=self.now, actor=self.officer.id, unit=kept.unit, data=entered)
        await put_up(self.book, kept, now=self.now)
        return kept

    def require_seen(self, seen: str | None) -> None:
        """Let pass what is asked for about the text that stands there; None: no text was shown.

        Raises:
            TextChanged: another one was seen.

        """
        if seen is not None and (len(seen) < SHOWN or not self.broadcast.fingerprint.startswith(seen)):
            raise TextChanged


class Approving:
    """Proposes, approves, returns, withdraws and cancels broadcasts."""

    def __init__(
        self,
        casebook: Casebook,
        directory: Directory,
        clock: Clock,
        *,
        reach: Reach,
        calendar: Calendar,
        planner: Planner,
        default: Language,
        threshold: int,
        wake: Callable[[], None],
    ) -> None:
        """`threshold`: the reach below which no second officer is needed; 0: always."""
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._reach = reach
        self._calendar = calendar
        self._planner = planner
        self._default = default
        self._threshold = threshold
        self._wake = wake

    async def of(self, broadcast: BroadcastId) -> Broadcast:
        """Give a broadcast.

        Raises:
            BroadcastGone: there is none.

        """
        async with self._casebook.begin() as book:
            return await _found(book, broadcast)

    async def propose(self, act: Act, *, broadcast: BroadcastId, seen: str) -> Broadcast:
        """Put a draft before a second officer; where none is needed it is approved at once.

        Raises:
            NotEnrolled, NotAllowed: this person does not compose for the unit, or this is not their private chat.
            BroadcastGone: it is not kept.
            TextChanged: it was changed since they saw it.
            BroadcastChangeNotAllowed: it is no draft.
            AudienceOutside: it addresses communes that are not the unit's.
            Refused: what it lacks, or what is wrong with its time (`fitting.require_whole`, `Dates.check`).

        """
        if act.chat != act.user:
            raise NotAllowed
        reach = await self._reach(await self.of(broadcast))
        async with self._on(act, broadcast, Wish.COMPOSE) as scene:
            if scene.is_replay:
                return scene.broadcast
            scene.require_seen(seen)
            await self._require_sendable(scene)
            proposed = replace(scene.broadcast.moved_to(Status.PROPOSED, at=scene.now), returned=None)
            if needs_approval(proposed, reach=reach, threshold=self._threshold):
                return await scene.keep(proposed, "broadcast.proposed")
            approved = proposed.approved(None, seen=seen, at=scene.now)
            return await self._go(scene, approved, proposed=scene.now)

    async def approve(self, act: Act, *, broadcast: BroadcastId, seen: str) -> Broadcast:
        """Let a broadcast go as it was seen.

        Raises:
            NotEnrolled, NotAllowed: this person may not, or not here.
            GroupUnsuitable: "strangers": there are members in the group whom nobody has accepted.
            BroadcastGone: it is not kept.
            TextChanged: what they saw is not what stands there.
            OwnHands: they have written in it, in whatever role.
            BroadcastChangeNotAllowed: it is not proposed any more.
            AudienceOutside, Refused: it cannot be sent any more as it is.

        """
        async with self._on(act, broadcast, Wish.APPROVE) as scene:
            if scene.is_replay:
                return scene.broadcast
            for hand in scene.broadcast.hands:
                known = await scene.book.officers.get(hand)
                if known is not None and known.user == act.user:
                    raise OwnHands
            approved = scene.broadcast.approved(scene.officer.id, seen=seen, at=scene.now)
            require_inside(self._directory, scene.broadcast.unit, scene.broadcast.audience)
            approved = await self._go(scene, approved, proposed=scene.broadcast.touched)
            await tell_composer(scene.book, approved, BroadcastWord.APPROVED, now=scene.now, besides=act)
            return approved

    async def give_back(self, act: Act, *, broadcast: BroadcastId, seen: str, reason: ReturnReason) -> Broadcast:
        """Return what was proposed to whoever wrote it, and say why; refused like `approve`, but for one's own."""
        async with self._on(act, broadcast, Wish.APPROVE) as scene:
            if scene.is_replay:
                return scene.broadcast
            scene.require_seen(seen)
            if scene.broadcast.status is not Status.PROPOSED:
                raise StalePress
            returned = Return(officer=scene.officer.id, reason=reason, at=minute(scene.now))
            draft = replace(scene.broadcast.moved_to(Status.DRAFT, at=scene.now), returned=returned)
            draft = await scene.keep(draft, "broadcast.returned", reason=reason.value)
            await tell_composer(scene.book, draft, BroadcastWord.RETURNED, now=scene.now, besides=act)
            return draft

    async def withdraw(self, act: Act, *, broadcast: BroadcastId, seen: str | None = None) -> Broadcast:
        """Take back what was proposed or approved, to be worked on again; `seen`: None where no text was shown.

        Raises:
            NotEnrolled, NotAllowed: this person does not compose for the unit, or not here.
            BroadcastGone: it is not kept.
            TextChanged: what they saw is not what stands there.
            BeingSent, SentAlready: a sending of it is under way, or it was sent and that was all.
            BroadcastChangeNotAllowed: it is over.

        """
        async with self._on(act, broadcast, Wish.COMPOSE) as scene:
            if scene.is_replay or scene.broadcast.status is Status.DRAFT:
                return scene.broadcast
            scene.require_seen(seen)
            draft = scene.broadcast.moved_to(Status.DRAFT, at=scene.now)
            sendings = scene.book.occurrences
            rows, behind = await sendings.of_broadcast(broadcast), await sendings.behind()
            require_at_rest(scene.broadcast, rows, behind=behind)
            return await scene.keep(draft, "broadcast.withdrawn")

    async def cancel(self, act: Act, *, broadcast: BroadcastId, seen: str | None = None) -> Broadcast:
        """End a broadcast before its time: nothing more of it is sent, now or later. Refused like `withdraw`."""
        async with self._on(act, broadcast, Wish.COMPOSE) as scene:
            if scene.is_replay or scene.broadcast.status is Status.CANCELLED:
                return scene.broadcast
            scene.require_seen(seen)
            cancelled = scene.broadcast.moved_to(Status.CANCELLED, at=scene.now)
            await end_sendings(scene.book, scene.broadcast, now=scene.now)
            return await scene.keep(cancelled, "broadcast.cancelled")

    async def look(self, act: Act, *, broadcast: BroadcastId) -> Broadcast:
        """Give a broadcast to whoever may approve it, where its card may be shown; refused like `approve`."""
        async with self._casebook.begin() as book:
            found = await _found(book, broadcast, by=act)
            await able(book, act.user, Wish.APPROVE, found.unit)
            await require_board(book, act, found.unit)
        return found

    async def waiting(self, user: UserId) -> list[Broadcast]:
        """Give what waits for a word that this person may give, what has waited longest first.

        Raises:
            NotEnrolled, NotAllowed: they approve nowhere.

        """
        async with self._casebook.begin() as book:
            held = await book.officers.of_user(user)
            if not held:
                raise NotEnrolled
            if not any(may(one, Wish.APPROVE, one.unit) for one in held):
                raise NotAllowed
            proposed = await book.broadcasts.of_unit(None, Status.PROPOSED)
        return [one for one in reversed(proposed) if any(may(role, Wish.APPROVE, one.unit) for role in held)]

    @asynccontextmanager
    async def _on(self, act: Act, broadcast: BroadcastId, wish: Wish) -> AsyncGenerator[Scene]:
        now = self._clock.now()
        async with self._casebook.begin() as book:
            found = await _found(book, broadcast, by=act)
            officer = await able(book, act.user, wish, found.unit)
            await require_board(book, act, found.unit)
            first = await book.applied.first_time(act.errand, now=now)
            yield Scene(act=act, book=book, now=now, officer=officer, broadcast=found, is_replay=not first)
        if first:
            self._wake()

    async def _go(self, scene: Scene, approved: Broadcast, *, proposed: datetime) -> Broadcast:
        """Keep what is approved, and plan it."""
        kept = await scene.keep(approved, "broadcast.approved")
        if kept.corrects is not None:
            return await take_place(scene.book, kept, now=scene.now)
        await self._planner.approved(scene.book, kept, proposed=proposed)
        return kept

    async def _require_sendable(self, scene: Scene) -> None:
        """Let pass what can be sent, or take the place of what was sent, as it is."""
        fitting.require_whole(scene.broadcast, default=self._default)
        require_inside(self._directory, scene.broadcast.unit, scene.broadcast.audience)
        if scene.broadcast.corrects is not None:
            require_correctable(await scene.book.broadcasts.of(scene.broadcast.corrects), scene.broadcast)
        self._calendar.check(scene.broadcast.schedule, scene.now)


async def _found(book: CasebookSession, broadcast: BroadcastId, *, by: Act | None = None) -> Broadcast:
    found = await book.broadcasts.of(broadcast)
    if found is None:
        if by is not None:
            await require_enrolled(book, by.user)
        raise BroadcastGone
    return found
