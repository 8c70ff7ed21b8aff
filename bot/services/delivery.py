"""Delivery: what the two outboxes hold is sent until it has been. It knows the order, not the words.

The casebook says "tell handle H"; the vault copies that under its own key before the casebook forgets it. What became
of a letter to a resident stays in the vault and is shown to nobody.
"""

from collections.abc import Collection, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.conversation import Reading, ReplyAddress
from bot.domain.dispatches import Destination, Dispatch, Post, ToUnit
from bot.domain.identifiers import ChatId, Handle, MessageId, fresh_id
from bot.domain.letters import Letter, NoticeLetter, notice_id
from bot.domain.quiet import Trouble
from bot.domain.tip import minute
from bot.ports import Clock
from bot.ports.casebook import Casebook
from bot.ports.tips import Notice
from bot.ports.vault import Vault, VaultSession
from bot.services.presence import Presence

_MINUTE: Final = timedelta(minutes=1)
#: Where one thing after the other is sent: a resident's chat, or a destination of the staff.
Lane = ChatId | Destination
_AT_ONCE: Final = 500  #: rows that are looked at in one go


async def burn(session: VaultSession, handle: Handle) -> None:
    """Destroy a reply address, with the notice that is on its way there: nothing comes to it any more."""
    await drop_notice(session, handle)
    await session.handles.burn(handle)


async def drop_notice(session: VaultSession, handle: Handle) -> None:
    """Forget the notice that is on its way to where a handle leads now."""
    address = await session.handles.of(handle)
    if address is not None:
        await session.letters.drop(notice_id(address))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What may be sent now, and when there is more."""

    letters: Sequence[Letter]
    dispatches: Sequence[Dispatch]
    next_due: datetime | None  #: of what is not due yet


class Delivery:
    """Both outboxes and the way between the stores."""

    def __init__(self, vault: Vault, casebook: Casebook, clock: Clock, presence: Presence) -> None:
        self._vault = vault
        self._casebook = casebook
        self._clock = clock
        self._presence = presence
        self._leaving: set[str] = set()  # letters that are being sent; gone with the process, which sends them again

    async def look(self, *, busy: Collection[Lane] = ()) -> Waiting:
        """Bring waiting notices into the vault, and give what may be sent now but to where somebody is busy."""
        chats = [lane for lane in busy if isinstance(lane, int)]
        others = [lane for lane in busy if not isinstance(lane, int)]
        now = self._clock.now()
        async with self._casebook.begin() as book:
            notices = await book.notices.waiting(limit=_AT_ONCE)
            dispatches = await book.dispatches.due(now, limit=_AT_ONCE, besides=others)
            later = [await book.dispatches.next_due(after=now)]
        for notice in notices:
            await self._hand_over(notice)
        async with self._vault.begin() as session:
            letters = await session.letters.due(now, limit=_AT_ONCE, besides=chats)
            later.append(await session.letters.next_due(after=now))
        next_due = min((due for due in later if due is not None), default=None)
        return Waiting(letters=letters, dispatches=dispatches, next_due=next_due)

    async def _hand_over(self, notice: Notice) -> None:
        now = self._clock.now()
        delay = self._presence.delay(notice.tip, now, urgent=notice.urgent)
        async with self._vault.begin() as session:
            address = await session.handles.of(notice.handle)
            if address is not None:
                await self._announce(session, notice, address, delay, now)
        async with self._casebook.begin() as book:
            await book.notices.handed_over(notice.id)

    async def _announce(
        self, session: VaultSession, notice: Notice, address: ReplyAddress, delay: timedelta, now: datetime
    ) -> None:
        """Let the letter that waits for this address stand for this notice too, or put one.

        Who presses often learns nothing: the random time of the letter that waits is not drawn again. One that is being
        sent may have been read before this news, so that it stands for nothing more.
        """
        key, waiting = f"notice:{notice.id}", notice_id(address)
        is_leaving = waiting in self._leaving
        if not is_leaving and await session.letters.joined(waiting, key=key, now=now, at_once=not delay):
            return
        token = await session.tokens.mint(Reading(tip=notice.tip), now=now)
        letter = Letter(
            id=fresh_id() if is_leaving else waiting,
            chat=address.chat,
            language=address.language,
            content=NoticeLetter(token=token),
        )
        await session.letters.put(letter, due=now + delay, key=key)

    @contextmanager
    def leaving(self, letter: Letter) -> Generator[None]:
        """Know that a letter is being sent."""
        self._leaving.add(letter.id)
        try:
            yield
        finally:
            self._leaving.discard(letter.id)

    async def letter_sent(self, letter: Letter, messages: Sequence[MessageId]) -> None:
        """Forget a letter that was delivered; its messages can be deleted later."""
        async with self._vault.begin() as session:
            await session.letters.sent(letter.id)
            if messages:
                await session.trails.add(letter.chat, letter.trail, messages, now=self._clock.now())

    async def letter_failed(self, letter: Letter, *, again_in: timedelta) -> None:
        """Try a letter again later."""
        async with self._vault.begin() as session:
            await session.letters.postpone(letter.id, until=self._clock.now() + again_in)

    async def letter_refused(self, letter: Letter) -> None:
        """Put a letter away that can never be delivered; nobody is told."""
        async with self._vault.begin() as session:
            await session.letters.bury(letter.id, now=self._clock.now())

    async def dispatch_begun(self, dispatch: Dispatch) -> bool:
        """Note that sending begins: should the process die now, it is known that it may have arrived.

        Tell False where another dispatch has taken its place.
        """
        async with self._casebook.begin() as book:
            return await book.dispatches.begin(dispatch.id)

    async def dispatch_sent(self, dispatch: Dispatch, posts: Sequence[Post]) -> None:
        """Forget what was delivered; remember the messages that it became."""
        async with self._casebook.begin() as book:
            await book.posts.add(posts)
            if posts and isinstance(dispatch.to, ToUnit):
                await book.lookout.is_well(dispatch.to.unit, Trouble.UNREACHABLE)
            await book.dispatches.sent(dispatch.id)

    async def dispatch_failed(self, dispatch: Dispatch, *, again_in: timedelta, surely_unsent: bool) -> None:
        """Try again later; after a long pause at a whole minute, since its second would tell that of the first try."""
        until = self._clock.now() + again_in
        if again_in > _MINUTE:
            until = minute(until) + _MINUTE
        async with self._casebook.begin() as book:
            await book.dispatches.postpone(dispatch.id, until=until, surely_unsent=surely_unsent)
