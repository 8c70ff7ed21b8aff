"""Showing: what a card, a message about an entry, a menu or a copy needs, read at the moment in which it is sent."""

from bot.domain.casework import AlbumView, CardView, CopyView, EntryView, Menu, MenuView, buttons
from bot.domain.dispatches import AlbumDispatch, CopyDispatch, Dispatch, EntryDispatch, MenuDispatch, ToOfficer
from bot.domain.identifiers import ChatId, OfficerId, TipId
from bot.domain.outcomes import OneTapQuestion, Outcome, OutcomeCode
from bot.domain.people import Wish, may
from bot.domain.thread import FOR_REPORTER, Author, Entry
from bot.domain.tip import Tip
from bot.domain.units import Unit, UnitCode
from bot.places.directory import Directory
from bot.ports.casebook import Casebook, CasebookSession
from bot.services.closing import can_be_agreed, who_agrees
from bot.services.following import WITHDRAWN
from bot.services.transferring import targets


class Showing:
    """Gives views; changes nothing. None stands for what is not kept any more."""

    def __init__(self, casebook: Casebook, directory: Directory) -> None:
        self._casebook = casebook
        self._directory = directory

    async def card(self, tip: TipId) -> CardView | None:
        """Give what a tip's card needs."""
        async with self._casebook.begin() as book:
            found = await book.tips.get(tip)
            return None if found is None else await self._card(book, found)

    async def entry(self, content: EntryDispatch) -> EntryView | None:
        """Give what a message about one entry needs."""
        async with self._casebook.begin() as book:
            tip, entry = await book.tips.get(content.tip), await book.threads.get(content.entry)
            if tip is None or entry is None:
                return None
            answers = await book.threads.get(entry.answers) if entry.answers is not None else None
            return EntryView(
                tip=tip,
                entry=entry,
                unit=self._directory.units[entry.unit or tip.unit],
                answers=answers,
                question=self._question(entry) or self._question(answers),
                photos=len(await book.evidence.of(tip.id, entry=entry.id)),
            )

    async def album(self, content: AlbumDispatch) -> AlbumView | None:
        """Give what an album needs."""
        async with self._casebook.begin() as book:
            tip = await book.tips.get(content.tip)
            photos = await book.evidence.of(content.tip, entry=content.entry)
        return None if tip is None or not photos else AlbumView(tip=tip, photos=tuple(photos))

    async def copy(self, dispatch: Dispatch) -> CopyView | None:
        """Give what a copy needs; None also where the officer may not have it any more."""
        if not isinstance(dispatch.content, CopyDispatch) or not isinstance(dispatch.to, ToOfficer):
            return None
        async with self._casebook.begin() as book:
            tip = await book.tips.get(dispatch.content.tip)
            if tip is None:
                return None
            able = {officer.id: officer.name for officer in await book.officers.of_unit(tip.unit)}
            if dispatch.to.officer not in able:
                return None
            said = [entry for entry in await book.threads.of(tip.id) if entry.author in FOR_REPORTER]
            entries = tuple((entry, self._question(entry)) for entry in said)
            card = await self._card(book, tip)
            photos = tuple(await book.evidence.every(tip.id))
            return CopyView(card=card, entries=entries, photos=photos, officer=able[dispatch.to.officer])

    async def menu(self, content: MenuDispatch) -> MenuView | None:
        """Give what a menu needs; None also where what it was about has been sent, dropped or replaced."""
        menu = Menu(content.menu)
        async with self._casebook.begin() as book:
            tip = await book.tips.get(content.tip)
            entry = await book.threads.get(content.entry) if content.entry is not None else None
            if tip is None or (content.entry is not None and entry is None):
                return None
            outcome = self._outcome(entry, tip)
            officer = await book.officers.get(content.officer) if content.officer is not None else None
            outcomes = await self._agreeable(book, tip, content) if menu is Menu.OUTCOMES else ()
            return MenuView(
                menu=menu,
                tip=tip,
                unit=self._directory.units[tip.unit],
                data=content.data,
                reachable=tip.handle is not None,
                officer=officer.name if officer is not None else None,
                user=officer.user if officer is not None else None,
                entry=entry,
                photos=len(await book.evidence.of(tip.id, entry=entry.id)) if entry is not None else 0,
                question=self._question(entry),
                questions=tuple(self._directory.questions.values()) if menu is Menu.QUESTIONS else (),
                outcomes=outcomes,
                lacks_desk=menu is Menu.OUTCOMES and outcomes != self._offered(),
                outcome=outcome,
                blanks=tuple(entry.text.splitlines())
                if entry is not None and _is_proposal(entry)
                else tip.outcome_blanks,
                colleagues=await _colleagues(book, content) if menu is Menu.COLLEAGUES else (),
                units=self._units(content) if menu in {Menu.TARGETS, Menu.CONFIRM_TRANSFER, Menu.PASSED} else (),
                card=await self._card(book, tip) if menu is Menu.AGREE else None,
            )

    async def _card(self, book: CasebookSession, tip: Tip) -> CardView:
        group = self._directory.kinds.get(tip.group) if tip.group is not None else None
        bound = await book.groups.of(tip.unit)
        outcome = self._directory.outcomes.get(tip.outcome) if tip.outcome is not None else None
        awaits = await who_agrees(book, tip, outcome)
        has_targets = bool(await targets(book, tip, self._directory))
        has_leader = any(may(one, Wish.REOPEN, tip.unit) for one in await book.officers.of_unit(tip.unit))
        entries = [entry for entry in await book.threads.of(tip.id) if entry.author in FOR_REPORTER]
        taps = group.taps if group is not None else ()
        return CardView(
            tip=tip,
            unit=self._directory.units[tip.unit],
            commune=self._directory.communes[tip.commune],
            chat=bound.chat if bound is not None else None,
            group=group,
            leaf=self._directory.leaves.get(tip.leaf) if tip.leaf is not None else None,
            taps=tuple(tap for tap in taps if tap.code in tip.account.taps),
            taker=await _name(book, tip.taken_by),
            entries=len(entries),
            photos=len(await book.evidence.of(tip.id)),
            reachable=tip.handle is not None,
            outcome=outcome,
            awaits=awaits,
            buttons=buttons(tip, awaits=awaits, has_targets=has_targets, has_leader=has_leader),
            rule=self._directory.rule(tip.rule),
            informed=tuple([await self._informed(book, unit) for unit in sorted(await book.copies.of(tip.id))]),
        )

    async def _informed(self, book: CasebookSession, unit: UnitCode) -> tuple[Unit, ChatId | None]:
        group = await book.groups.of(unit)
        return self._directory.units[unit], group.chat if group is not None else None

    def _question(self, entry: Entry | None) -> OneTapQuestion | None:
        if entry is None or _is_proposal(entry):
            return None
        return self._directory.ready_question(entry.question)

    def _outcome(self, entry: Entry | None, tip: Tip) -> Outcome | None:
        code = OutcomeCode(entry.question or "") if entry is not None and _is_proposal(entry) else tip.outcome
        return self._directory.outcomes.get(code) if code is not None else None

    def _offered(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self._directory.outcomes.values() if outcome.code != WITHDRAWN)

    async def _agreeable(self, book: CasebookSession, tip: Tip, content: MenuDispatch) -> tuple[Outcome, ...]:
        """Give the outcomes to which everybody who must could agree, if the officer of a menu proposed them."""
        offered = self._offered()
        return tuple([one for one in offered if await can_be_agreed(book, tip, one, proposer=content.officer)])

    def _units(self, content: MenuDispatch) -> tuple[Unit, ...]:
        return tuple(self._directory.units[UnitCode(code)] for code in content.data)


def _is_proposal(entry: Entry | None) -> bool:
    return entry is not None and entry.author is Author.PROPOSAL


async def _name(book: CasebookSession, officer: OfficerId | None) -> str | None:
    found = await book.officers.get(officer) if officer is not None else None
    return found.name if found is not None else None


async def _colleagues(book: CasebookSession, content: MenuDispatch) -> tuple[tuple[OfficerId, str], ...]:
    named = [(OfficerId(officer), await _name(book, OfficerId(officer))) for officer in content.data]
    return tuple((officer, name) for officer, name in named if name is not None)
