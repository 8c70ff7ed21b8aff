"""What a resident decides once a tip is sent: how to hear of answers, what stays in the chat, a wrong commune."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain import listening, receipts
from bot.domain.conversation import AfterSending, Conversation, Correcting, Focus, Following, ReplyAddress
from bot.domain.dispatches import CardRefresh, Dispatch, ToUnit
from bot.domain.errors import Refused, StalePress, UnexpectedReply
from bot.domain.identifiers import Handle, MessageId, TipId, Token, fresh_id
from bot.domain.listing import Listing
from bot.domain.routing import Allowance
from bot.domain.tip import Status, Tip, Why
from bot.domain.units import CommuneCode
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.ports.vault import Vault
from bot.services.conversing import Conversing, Visit
from bot.services.delivery import burn, drop_notice
from bot.services.following import Follow
from bot.services.placing import show_there
from bot.services.routing import matter_of, routed

CORRECTABLE_FOR: Final = timedelta(minutes=10)


class TooLateToCorrect(Refused):
    """Ten minutes have passed, or an officer has taken the tip."""


class Aftercare:
    """What can still be decided about a tip that was sent."""

    def __init__(
        self,
        conversing: Conversing,
        follow: Follow,
        vault: Vault,
        casebook: Casebook,
        directory: Directory,
        clock: Clock,
        *,
        allowance: Allowance,
        wake: Callable[[], None],
    ) -> None:
        self._conversing = conversing
        self._follow = follow
        self._vault = vault
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._allowance = allowance
        self._wake = wake

    async def tell_me(self, visit: Visit, token: Token) -> None:
        """Let answers be announced in this chat."""
        after = await self._after(token)
        await self._address(visit, after.tip, after.handle)

    async def code_only(self, token: Token) -> None:
        """Destroy the reply address: answers are read only by looking up."""
        after = await self._after(token)
        await self._burn(after.tip, after.handle)

    async def tell_me_here(self, visit: Visit) -> Conversation:
        """Let answers to the tip that lies open be announced in this chat, and in no other."""
        current = await self._open_tip(visit)
        async with self._casebook.begin() as book:
            tip = await book.tips.get(_followed(current.focus))
        if tip is not None:
            # Derived from the errand, so that a replay opens the same address and not another one.
            fresh = Handle(receipts.derived(visit.errand.encode(), "handle")[:16].hex())
            await self._address(visit, tip.id, tip.handle or fresh)
        return await self._conversing.turn(visit, lambda focus: focus)

    async def stop_telling(self, visit: Visit) -> Conversation:
        """Destroy the reply address of the tip that lies open, whichever phone it leads to."""
        current = await self._open_tip(visit)
        async with self._casebook.begin() as book:
            tip = await book.tips.get(_followed(current.focus))
        if tip is not None and tip.handle is not None:
            await self._burn(tip.id, tip.handle)
        return await self._conversing.turn(visit, lambda focus: focus)

    async def messages(self, visit: Visit, token: Token | None) -> list[MessageId]:
        """Give the messages of a tip, or (None) of the whole chat, that can still be deleted."""
        trail = (await self._after(token)).trail if token is not None else None
        async with self._vault.begin() as session:
            return await session.trails.of(visit.chat, trail)

    async def deleted(self, visit: Visit, token: Token | None) -> None:
        """Forget messages that have been deleted."""
        trail = (await self._after(token)).trail if token is not None else None
        async with self._vault.begin() as session:
            await session.trails.forget(visit.chat, trail)

    async def correct(self, visit: Visit, token: Token) -> Conversation:
        """Ask for the right commune of a tip just sent.

        Raises:
            TooLateToCorrect: ten minutes have passed, or an officer has taken it.

        """
        after = await self._after(token)
        async with self._casebook.begin() as book:
            self._correctable(await book.tips.get(after.tip), after)
        return await self._conversing.turn(visit, lambda focus: listening.correcting(focus, after))

    async def browse(self, visit: Visit, listing: Listing | None) -> Conversation:
        """Open a list of communes, turn it over, or close it."""

        def change(focus: Focus | None) -> Focus:
            if not isinstance(focus, Correcting):
                raise UnexpectedReply
            return replace(focus, listing=listing, offered=(), whereabouts=None, unfound=False)

        return await self._conversing.turn(visit, change)

    async def corrected(self, visit: Visit, commune: CommuneCode) -> Conversation:
        """Send the tip to the right commune instead; the wrong one keeps nothing of it.

        What was told meanwhile is then ready to be added. Each correction counts as a tip of this chat, so that one tip
        cannot go round all communes; it is counted after it was made, so that a replay finds the same answer.

        Raises:
            TooLateToCorrect: ten minutes have passed, or an officer has taken it.

        """
        current = await self._conversing.current(visit)
        if not isinstance(current.focus, Correcting):
            if current.errand == visit.errand:
                return current
            raise StalePress
        if visit.version is not None and visit.version != current.version:
            raise StalePress
        focus = current.focus
        now = self._clock.now()
        async with self._vault.begin() as session:
            hour, day = await session.sendings.count(visit.chat, besides=focus.after.tip, now=now)
        async with self._casebook.begin() as book:
            tip = await book.tips.get(focus.after.tip)
            if await book.applied.first_time(visit.errand, now=now):
                tip = self._correctable(tip, focus.after)
                over = self._allowance.is_used_up(this_hour=hour, this_day=day, urgency=tip.urgency)
                await self._reroute(book, tip, commune, over_allowance=over or tip.why is Why.TOO_MANY)
        correction = TipId(receipts.derived(visit.errand.encode(), "correction")[:16].hex())
        async with self._vault.begin() as session:
            await session.sendings.record(visit.chat, correction, now=now)
        self._wake()
        return await self._conversing.turn(visit, lambda _: listening.corrected(focus), lets_go=True)

    async def _reroute(self, book: CasebookSession, tip: Tip, commune: CommuneCode, *, over_allowance: bool) -> None:
        now = self._clock.now()
        corrected = replace(tip.touched(), commune=commune)
        matter = matter_of(corrected, self._directory, zone=now.tzinfo)
        route_ = await routed(book, self._directory, matter, over_allowance=over_allowance)
        moved = replace(
            corrected, unit=route_.unit, why=route_.why, shielded=tip.shielded or route_.shielded, rule=route_.rule
        )
        await book.tips.save(moved)
        if moved.unit == tip.unit:
            content = CardRefresh(tip=tip.id)
            await book.dispatches.put(Dispatch(id=fresh_id(), to=ToUnit(unit=tip.unit), content=content), now=now)
        else:
            await show_there(book, tip, moved, now=now)
        await book.audit.write(
            "tip.commune_corrected", at=now, actor="reporter", unit=moved.unit, data={"tip": tip.reference}
        )

    def _correctable(self, tip: Tip | None, after: AfterSending) -> Tip:
        if tip is None or tip.status is not Status.NEW or self._clock.now() - after.sent > CORRECTABLE_FOR:
            raise TooLateToCorrect
        return tip

    async def _after(self, token: Token) -> AfterSending:
        purpose = await self._follow.purpose(token)
        if not isinstance(purpose, AfterSending):
            raise UnexpectedReply
        return purpose

    async def _open_tip(self, visit: Visit) -> Conversation:
        current = await self._conversing.current(visit)
        if current.errand != visit.errand and visit.version is not None and visit.version != current.version:
            raise StalePress
        return current

    async def _address(self, visit: Visit, tip_id: TipId, handle: Handle) -> None:
        """Keep the address in the vault first: a handle that the casebook knows always leads somewhere."""
        conversation = await self._conversing.current(visit)
        async with self._vault.begin() as session:
            former = await session.handles.of(handle)
            if former is not None and former.chat != visit.chat:
                await drop_notice(session, handle)
            await session.handles.open(
                ReplyAddress(handle=handle, tip=tip_id, chat=visit.chat, language=conversation.language)
            )
        await self._reachable(tip_id, handle)

    async def _burn(self, tip_id: TipId, handle: Handle) -> None:
        async with self._vault.begin() as session:
            await burn(session, handle)
        await self._reachable(tip_id, None)

    async def _reachable(self, tip_id: TipId, handle: Handle | None) -> None:
        async with self._casebook.begin() as book:
            tip = await book.tips.get(tip_id)
            if tip is None or tip.handle == handle:
                return
            await book.tips.save(replace(tip, handle=handle))
            refresh = Dispatch(id=fresh_id(), to=ToUnit(unit=tip.unit), content=CardRefresh(tip=tip_id))
            await book.dispatches.put(refresh, now=self._clock.now(), key=f"refresh:{tip_id}")
        self._wake()


def _followed(focus: Focus | None) -> TipId:
    if isinstance(focus, Following):
        return focus.tip
    raise StalePress
