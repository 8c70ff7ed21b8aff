"""Composing: drafts of broadcasts, and the mode of a private chat in which whatever an officer sends is a part of one.

The draft lies in the casebook, which part of it is awaited in the vault's conversation. A change is committed there
first, once for each errand, then the question moves on: a process that dies between finds the change done.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.broadcasts import composing, fitting
from bot.domain.broadcasts.broadcast import Audience, Broadcast, Content, Status
from bot.domain.broadcasts.composing_errors import NothingToAddress
from bot.domain.broadcasts.errors import BroadcastGone
from bot.domain.broadcasts.fitting import Part
from bot.domain.broadcasts.schedule import Now
from bot.domain.broadcasts.standing import require_changeable
from bot.domain.conversation import Composing as Focus
from bot.domain.conversation import Conversation
from bot.domain.errors import StalePress
from bot.domain.identifiers import BroadcastId, ErrandId, Language, UserId
from bot.domain.people import Officer, Wish
from bot.domain.units import DESK, Unit, UnitCode
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.services.acting import derived_id
from bot.services.broadcasts.addressing import communes_of, require_inside
from bot.services.broadcasts.correcting import require_fitting
from bot.services.broadcasts.ending import end_sendings
from bot.services.broadcasts.noticeboard import put_up
from bot.services.conversing import Conversing, Visit
from bot.services.members import able, require_enrolled

Edit = Callable[[Broadcast], Broadcast]
Then = Callable[[Focus, Broadcast], Focus]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft that lies open in a private chat, and what is awaited of it."""

    broadcast: Broadcast
    unit: Unit
    focus: Focus
    version: int  #: of the conversation; buttons carry it
    default: Language
    now: datetime
    is_done: bool = False  #: the errand that looks at it has had its effect before

    @property
    def language(self) -> Language:
        """Whose words are awaited."""
        return self.focus.language or self.default

    @property
    def chooses_communes(self) -> bool:
        """Whether its communes are chosen; any unit's but the desk's are its own."""
        return self.unit.code == DESK

    @property
    def lacks(self) -> Part:
        """What it lacks to be proposed, its time aside."""
        return fitting.lacking(self.broadcast, default=self.default, settled=True)


class Composing:
    """Begins, changes, copies and forgets drafts."""

    def __init__(
        self,
        casebook: Casebook,
        conversing: Conversing,
        directory: Directory,
        clock: Clock,
        *,
        languages: tuple[Language, ...],
    ) -> None:
        self._casebook = casebook
        self._conversing = conversing
        self._directory = directory
        self._clock = clock
        self.languages = languages  #: the first is the one that every broadcast has

    async def begin(self, visit: Visit, *, unit: UnitCode) -> Draft:
        """Begin a draft of a unit, with its own commune where it has one.

        Raises:
            NotEnrolled, NotAllowed: this person may not.
            NothingToAddress: the unit has no commune, and is not the desk.

        """
        own = communes_of(self._directory, unit)
        if unit != DESK and not own:
            raise NothingToAddress
        fresh = composing.fresh(self.languages)
        return await self._begun(visit, unit, content=fresh, audience=composing.audience_of(own, ()))

    async def copy(self, visit: Visit, broadcast: BroadcastId) -> Draft:
        """Begin a draft with the words, audience and urgency of another broadcast; when it goes out is asked anew.

        Raises:
            BroadcastGone: it is not kept.
            NotEnrolled, NotAllowed: this person may not.

        """
        async with self._casebook.begin() as book:
            old, _ = await self._able(book, visit, broadcast)
        return await self._begun(visit, old.unit, content=old.content, audience=old.audience, urgent=old.urgent)

    async def open(self, visit: Visit, broadcast: BroadcastId) -> Draft:
        """Take up a draft again where it lacks something; one that was proposed stays so until it is changed.

        Raises:
            BroadcastGone: it is not kept, or over.
            NotEnrolled, NotAllowed: this person may not.

        """
        async with self._casebook.begin() as book:
            found, _ = await self._able(book, visit, broadcast)
        if found.status in {Status.ENDED, Status.CANCELLED}:
            raise BroadcastGone
        part = fitting.lacking(found, default=self.languages[0], settled=True)
        focus = Focus(broadcast=found.id, settled=True, part=part)
        return self._draft(found, await self._conversing.turn(visit, lambda _: focus))

    async def is_on(self, visit: Visit) -> bool:
        """Tell whether whatever is sent in this chat now is a part of a draft."""
        return isinstance((await self._conversing.current(visit)).focus, Focus)

    async def is_forgotten(self, visit: Visit) -> bool:
        """Tell whether nothing is known of this chat: nobody has written for a day, or never."""
        return not (await self._conversing.current(visit)).version

    async def view(self, visit: Visit) -> Draft:
        """Give the draft that lies open.

        Raises:
            StalePress: none does.
            BroadcastGone: it was dropped meanwhile.
            NotEnrolled, NotAllowed: this person may not any more.

        """
        conversation = await self._conversing.current(visit)
        if not isinstance(conversation.focus, Focus):
            raise StalePress
        async with self._casebook.begin() as book:
            found, _ = await self._able(book, visit, conversation.focus.broadcast)
        return self._draft(found, conversation, is_done=conversation.errand == visit.errand)

    async def ask(self, visit: Visit, then: Callable[[Focus], Focus]) -> Draft:
        """Let something else of the draft be awaited; nothing of it changes.

        Raises:
            StalePress: no draft lies open, or the button belongs to an older question.
            BroadcastGone, NotEnrolled, NotAllowed: as for `view`.

        """
        return await self.change(visit, lambda broadcast: broadcast, lambda focus, _: then(focus))

    async def change(self, visit: Visit, edit: Edit, then: Then) -> Draft:
        """Change the draft that lies open, once for each errand; `then` gives what is awaited after.

        Raises:
            StalePress: no draft lies open, or the button belongs to an older question.
            BroadcastGone, NotEnrolled, NotAllowed: as for `view`.
            AudienceOutside: the change addresses communes that are not the unit's.
            SentAlready, BeingSent: it touches what was sent, or is being sent.
            CorrectionRefused: it is a correction, and what was sent cannot be edited into this.
            Refused: what `edit` raises; nothing is changed then.

        """
        before = await self._conversing.current(visit)
        if before.errand == visit.errand:
            return await self.view(visit)
        if not isinstance(before.focus, Focus) or visit.version not in {None, before.version}:
            raise StalePress
        focus, now = before.focus, self._clock.now()
        async with self._casebook.begin() as book:
            found, officer = await self._able(book, visit, focus.broadcast)
            if not await book.applied.knows(visit.errand):
                new = edit(found)
                require_inside(self._directory, new.unit, new.audience)
                changed = found.changed(
                    by=officer.id,
                    at=now,
                    content=new.content,
                    audience=new.audience,
                    schedule=new.schedule,
                    urgent=new.urgent,
                    to_channels=new.to_channels,
                )
                if changed != found:
                    rows, behind = await book.occurrences.of_broadcast(found.id), await book.occurrences.behind()
                    require_changeable(found, changed, rows, behind=behind)
                    await require_fitting(book, changed)
                    await book.applied.first_time(visit.errand, now=now)
                    if found.status is not Status.DRAFT:
                        await self._write(book, "broadcast.reopened", changed, officer, now)
                        await put_up(book, changed, now=now)
                    found = await book.broadcasts.keep(changed)
        return self._draft(found, await self._conversing.turn(visit, lambda _: then(focus, found)))

    async def leave(self, visit: Visit) -> Conversation:
        """Leave the mode; the draft is kept as it is, and what waited unsent before lies open again."""
        return await self._conversing.turn(visit, lambda focus: None if isinstance(focus, Focus) else focus)

    async def step_aside(self, visit: Visit) -> BroadcastId | None:
        """Leave the mode before something else is done by the same errand; give the draft that lay open, if one did."""
        focus = (await self._conversing.current(visit)).focus
        if not isinstance(focus, Focus):
            return None
        await self.leave(replace(visit, errand=ErrandId(f"{visit.errand}-left"), version=None))
        return focus.broadcast if focus.part is not Part.MOVE else None

    async def drop(self, visit: Visit, broadcast: BroadcastId) -> None:
        """Forget a draft; dropped twice, it is gone all the same. One that had been approved is kept, and over.

        Raises:
            NotEnrolled, NotAllowed: this person may not.
            BroadcastGone: it is no draft any more.

        """
        now = self._clock.now()
        async with self._casebook.begin() as book:
            if await book.applied.knows(visit.errand):
                return
            found, officer = await self._able(book, visit, broadcast)
            if found.status is not Status.DRAFT:
                raise BroadcastGone
            await book.applied.first_time(visit.errand, now=now)
            if await end_sendings(book, found, now=now):
                await put_up(book, await book.broadcasts.keep(found.moved_to(Status.CANCELLED, at=now)), now=now)
            else:
                await book.broadcasts.drop(found.id)
            await self._write(book, "broadcast.dropped", found, officer, now)
        await self.leave(visit)

    async def _begun(
        self, visit: Visit, unit: UnitCode, *, content: Content, audience: Audience, urgent: bool = False
    ) -> Draft:
        require_inside(self._directory, unit, audience)
        made = BroadcastId(derived_id(visit.errand, "broadcast"))
        now = self._clock.now()
        async with self._casebook.begin() as book:
            officer = await able(book, UserId(visit.chat), Wish.COMPOSE, unit)
            if await book.applied.first_time(visit.errand, now=now):
                fresh = Broadcast(
                    id=made,
                    unit=unit,
                    composer=officer.id,
                    hands=(officer.id,),
                    content=content,
                    audience=audience,
                    schedule=Now(),
                    urgent=urgent,
                    touched=now,
                )
                await book.broadcasts.keep(fresh)
                await self._write(book, "broadcast.drafted", fresh, officer, now)
            found = await book.broadcasts.of(made)
        if found is None:
            raise BroadcastGone
        part = fitting.lacking(found, default=self.languages[0], settled=False)
        return self._draft(found, await self._conversing.turn(visit, lambda _: Focus(broadcast=made, part=part)))

    async def _able(self, book: CasebookSession, visit: Visit, broadcast: BroadcastId) -> tuple[Broadcast, Officer]:
        found = await book.broadcasts.of(broadcast)
        if found is None:
            await require_enrolled(book, UserId(visit.chat))
            raise BroadcastGone
        return found, await able(book, UserId(visit.chat), Wish.COMPOSE, found.unit)

    async def _write(
        self, book: CasebookSession, action: str, broadcast: Broadcast, officer: Officer, now: datetime
    ) -> None:
        data = {"broadcast": str(broadcast.id)}
        await book.audit.write(action, at=now, actor=officer.id, unit=broadcast.unit, data=data)

    def _draft(self, found: Broadcast, conversation: Conversation, *, is_done: bool = False) -> Draft:
        assert isinstance(conversation.focus, Focus)
        return Draft(
            broadcast=found,
            unit=self._directory.units[found.unit],
            focus=conversation.focus,
            version=conversation.version,
            default=self.languages[0],
            now=self._clock.now(),
            is_done=is_done,
        )
