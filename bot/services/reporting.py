"""Sending a tip: three commits over two stores that a crash at any instant leaves completable.

(a) vault: the reply address and the count of this chat; (b) casebook: the tip, its card, the audit entry; (c) vault:
the receipt on its way, the draft and the errand gone. Receipt, handle and the tip's id are derived from the draft's
seed, so that a replay of (a) and (b) finds the same ones already there.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.domain import alarms, receipts
from bot.domain.conversation import AfterSending, Conversation, ReplyAddress, Telling
from bot.domain.dispatches import Dispatch, ToUnit
from bot.domain.draft import Step, TipDraft
from bot.domain.errors import NotReady, Refused, StalePress
from bot.domain.identifiers import ChatId, Handle, Reference, TipId, fresh_id
from bot.domain.kinds import Urgency
from bot.domain.letters import Letter, ReceiptLetter
from bot.domain.routing import Allowance, Route
from bot.domain.rules import Matter
from bot.domain.tip import Account, Tip, minute
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.ports.vault import Vault, VaultSession
from bot.services.conversing import Visit
from bot.services.placing import contents_of
from bot.services.routing import routed


class Unsettled(Refused):
    """Something of this chat lies aside and may belong to the draft."""

    def __init__(self, numbers: tuple[str, ...]) -> None:
        super().__init__("set aside")
        self.numbers = numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sending:
    """A tip on its way, with all that is derived from its seed."""

    draft: TipDraft
    tip: TipId
    handle: Handle
    receipt: receipts.Receipt
    urgency: Urgency
    answers_here: bool
    over_allowance: bool


class Reporting:
    """What a resident does with a tip that is ready."""

    def __init__(
        self,
        vault: Vault,
        casebook: Casebook,
        directory: Directory,
        clock: Clock,
        *,
        allowance: Allowance,
        wake: Callable[[], None],
    ) -> None:
        self._vault = vault
        self._casebook = casebook
        self._directory = directory
        self._clock = clock
        self._allowance = allowance
        self._wake = wake

    async def send(self, visit: Visit) -> None:
        """Send the tip of this conversation.

        Raises:
            StalePress: there is no draft, or the button belongs to an older one.
            NotReady: the draft lacks what a tip must have.
            Unsettled: something the resident sent could not be read yet.

        """
        conversation, sending = await self._address(visit)
        route_ = await self._enter(sending)
        await self._acknowledge(visit, conversation, sending, route_)
        self._wake()

    async def destination(self, chat: ChatId, draft: TipDraft) -> Route:
        """Give where the draft would go now."""
        sending = self._derived(draft)
        async with self._vault.begin() as session:
            over = await self._is_over(session, chat, sending)
        async with self._casebook.begin() as book:
            return await self._route(book, replace(sending, over_allowance=over))

    async def _is_over(self, session: VaultSession, chat: ChatId, sending: _Sending) -> bool:
        hour, day = await session.sendings.count(chat, besides=sending.tip, now=self._clock.now())
        return self._allowance.is_used_up(this_hour=hour, this_day=day, urgency=sending.urgency)

    async def _address(self, visit: Visit) -> tuple[Conversation, _Sending]:
        """Keep the reply address, and count the tip."""
        now = self._clock.now()
        async with self._vault.begin() as session:
            conversation = await session.conversations.of(visit.chat)
            draft = _sendable(conversation, visit)
            assert conversation is not None
            if numbers := await session.inbox.aside(visit.chat):
                raise Unsettled(tuple(numbers))
            sending = self._derived(draft)
            over = await self._is_over(session, visit.chat, sending)
            await session.sendings.record(visit.chat, sending.tip, now=now)
            if sending.answers_here:
                address = ReplyAddress(
                    handle=sending.handle, tip=sending.tip, chat=visit.chat, language=conversation.language
                )
                await session.handles.open(address)
            return conversation, replace(sending, over_allowance=over)

    async def _enter(self, sending: _Sending) -> Route:
        """Keep the tip with its card and the audit's entry, unless that was done before."""
        now = self._clock.now()
        draft = sending.draft
        assert draft.commune is not None
        async with self._casebook.begin() as book:
            if (known := await book.tips.get(sending.tip)) is not None:
                return Route(unit=known.unit, why=known.why, shielded=known.shielded, rule=known.rule)
            route_ = await self._route(book, sending)
            tip = Tip(
                id=sending.tip,
                reference=await fresh_reference(book),
                unit=route_.unit,
                why=route_.why,
                commune=draft.commune,
                group=draft.group,
                leaf=draft.leaf,
                when=draft.when,
                urgency=sending.urgency,
                account=account_of(draft),
                received=minute(now),
                status_since=minute(now),
                handle=sending.handle if sending.answers_here else None,
                shielded=route_.shielded,
                rule=route_.rule,
            )
            await book.tips.add(tip, sending.receipt)
            await book.evidence.add(tip.id, [taken.photo for taken in draft.photos])
            for content in await contents_of(book, tip):
                card = Dispatch(id=fresh_id(), to=ToUnit(unit=tip.unit), content=content)
                await book.dispatches.put(card, now=now)
            await book.audit.write(
                "tip.received",
                at=now,
                actor="reporter",
                unit=tip.unit,
                data={"tip": tip.reference, "why": tip.why.value},
            )
            return route_

    async def _acknowledge(self, visit: Visit, conversation: Conversation, sending: _Sending, route_: Route) -> None:
        """Put the receipt on its way; forget draft and errand."""
        now = self._clock.now()
        async with self._vault.begin() as session:
            after = AfterSending(tip=sending.tip, handle=sending.handle, trail=conversation.trail, sent=now)
            token = await session.tokens.mint(after, now=now)
            group = self._directory.kinds.get(sending.draft.group) if sending.draft.group is not None else None
            content = ReceiptLetter(
                receipt=receipts.written(sending.receipt),
                unit=route_.unit,
                token=token,
                urgent=sending.urgency is Urgency.URGENT,
                answers_here=sending.answers_here,
                watched=group is not None and group.code_only_by_default,
            )
            letter = Letter(
                id=secrets.token_hex(8),
                chat=visit.chat,
                language=conversation.language,
                content=content,
                edits=conversation.prompt,
                trail=conversation.trail,
            )
            await session.letters.put(letter, due=now)
            await session.conversations.save(
                replace(conversation, focus=None, prompt=None, errand=visit.errand, version=conversation.version + 1)
            )
            await session.inbox.finish(visit.errand)

    def _derived(self, draft: TipDraft) -> _Sending:
        group = self._directory.kinds.get(draft.group) if draft.group is not None else None
        return _Sending(
            draft=draft,
            tip=TipId(receipts.derived(draft.seed, "tip")[:16].hex()),
            handle=Handle(receipts.derived(draft.seed, "handle")[:16].hex()),
            receipt=receipts.receipt_of(draft.seed),
            urgency=alarms.urgency(draft, self._directory.kinds),
            answers_here=group is None or not group.code_only_by_default,
            over_allowance=False,
        )

    async def _route(self, book: CasebookSession, sending: _Sending) -> Route:
        draft = sending.draft
        assert draft.commune is not None
        matter = Matter(
            commune=self._directory.communes[draft.commune],
            group=self._directory.kinds.get(draft.group) if draft.group is not None else None,
            leaf=draft.leaf,
            urgency=sending.urgency,
            at=self._clock.now().time(),
            fears_commune=bool(draft.fears_commune),
        )
        return await routed(book, self._directory, matter, over_allowance=sending.over_allowance)


def account_of(draft: TipDraft) -> Account:
    """Give what the officers will read."""
    return Account(
        texts=tuple(words.text for words in draft.words),
        taps=draft.taps,
        pin=draft.pin,
        place=draft.place.text if draft.place else None,
        duration=draft.duration.text if draft.duration else None,
        beware=draft.beware.text if draft.beware else None,
        safe_hours=draft.safe_hours.text if draft.safe_hours else None,
    )


async def fresh_reference(book: CasebookSession) -> Reference:
    """Give a short reference that no other tip has."""
    while True:
        reference = Reference("".join(secrets.choice(receipts.ALPHABET) for _ in range(5)))
        if await book.tips.is_free(reference):
            return reference


def _sendable(conversation: Conversation | None, visit: Visit) -> TipDraft:
    if conversation is None or not isinstance(conversation.focus, Telling):
        raise StalePress
    if visit.version is not None and visit.version != conversation.version:
        raise StalePress
    draft = conversation.focus.draft
    if not draft.is_ready or draft.step is not Step.REVIEW:
        raise NotReady
    return draft
