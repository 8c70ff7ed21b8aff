"""Showing: what a card, a message about an entry, a menu or a copy needs, read at the moment in which it is sent."""

from collections.abc import Mapping

from bot.domain.card import CardView, buttons, with_others
from bot.domain.cases import ALONE
from bot.domain.deadlines import Milestone
from bot.domain.dispatches import (
    AlbumDispatch,
    CopyDispatch,
    Dispatch,
    EntryDispatch,
    MenuDispatch,
    PostKind,
    ReminderDispatch,
    ToOfficer,
)
from bot.domain.identifiers import ChatId, OfficerId, TipId
from bot.domain.menus import ABOUT_SEVERAL, Menu, MenuView
from bot.domain.outcomes import WITHDRAWN, OneTapQuestion, Outcome, OutcomeCode
from bot.domain.people import Officer, Wish, may
from bot.domain.reckoning import Deadline, Rung
from bot.domain.thread import FOR_REPORTER, Author, Entry
from bot.domain.tip import Tip
from bot.domain.transfer_views import StubView
from bot.domain.units import Unit, UnitCode
from bot.domain.views import AlbumView, CopyView, EntryView, ReminderView
from bot.places.directory import Directory
from bot.ports.casebook import Casebook, CasebookSession
from bot.services.closing import can_be_agreed, who_agrees
from bot.services.destinations import is_movable, return_to
from bot.services.likening import standing
from bot.services.waybills import stubs, transfer_view, way_view


class Showing:
    """Gives views; changes nothing. None stands for what is not kept any more."""

    def __init__(self, casebook: Casebook, directory: Directory) -> None:
        self._casebook = casebook
        self._directory = directory

    async def card(self, tip: TipId) -> CardView | None:
        """Give what a tip's card needs."""
        async with self._casebook.begin() as book:
            found = await book.tips.get(tip)
            if found is None:
                return None
            together = await standing(book, found, self._directory)
            return with_others(await self._card(book, found), together)

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

    async def reminder(self, content: ReminderDispatch) -> ReminderView | None:
        """Give what a word about a missed deadline needs; None once it has been met, or the tip has gone on."""
        async with self._casebook.begin() as book:
            tip = await book.tips.get(content.tip)
            rows = [row for row in await book.deadlines.of(content.tip) if row.milestone is content.milestone]
            if tip is None or not rows or rows[0].met is not None or tip.unit != content.unit:
                return None
            is_elsewhere = content.rung is Rung.DESK  # the desk reads of another unit's tip
            cards = await book.posts.of(tip.id, PostKind.CARD)
            group = await book.groups.of(tip.unit)
            here = [(one.chat, one.message) for one in cards if group is not None and one.chat == group.chat]
            leaf = self._directory.leaves.get(tip.leaf) if tip.leaf is not None else None
            kind = self._directory.kinds.get(tip.group) if tip.group is not None else None
            return ReminderView(
                tip=tip,
                unit=self._directory.units[tip.unit],
                chosen=None if is_elsewhere and tip.shielded else leaf or kind,
                deadline=rows[0],
                rung=content.rung,
                card=here[-1] if here and not is_elsewhere else None,
            )

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

    async def stubs(self, tip: TipId) -> Mapping[ChatId, StubView]:
        """Give what groups whose units have passed a tip on are told of it; none of a shielded one."""
        async with self._casebook.begin() as book:
            found = await book.tips.get(tip)
            return {} if found is None else await stubs(book, found, self._directory)

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
            if menu in ABOUT_SEVERAL and (officer is None or officer.unit != tip.unit):
                return None  # the tip has left the group that it was asked in: what is beside it now is not for them
            outcomes = await self._agreeable(book, tip, content) if menu is Menu.OUTCOMES else ()
            deadlines = tuple(await book.deadlines.of(tip.id))
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
                units=self._units(content) if menu is Menu.PASSED else (),
                transfer=await transfer_view(book, tip, menu, content, entry, self._directory),
                deadlines=deadlines,
                can_extend=menu is Menu.OUTCOMES and await self._can_extend(book, tip, officer, deadlines),
                card=await self._card(book, tip) if menu is Menu.AGREE else None,
                together=await standing(book, tip, self._directory, wide=menu is Menu.SISTERS)
                if menu in ABOUT_SEVERAL
                else ALONE,
                officer_id=content.officer,
            )

    async def _card(self, book: CasebookSession, tip: Tip) -> CardView:
        group = self._directory.kinds.get(tip.group) if tip.group is not None else None
        bound = await book.groups.of(tip.unit)
        outcome = self._directory.outcomes.get(tip.outcome) if tip.outcome is not None else None
        awaits = await who_agrees(book, tip, outcome)
        moves = await book.moves.of(tip.id)
        has_leader = any(may(one, Wish.REOPEN, tip.unit) for one in await book.officers.of_unit(tip.unit))
        thread = await book.threads.of(tip.id)
        entries = [entry for entry in thread if entry.author in FOR_REPORTER]
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
            buttons=buttons(
                tip,
                awaits=awaits,
                has_targets=await is_movable(book, tip, moves, self._directory),
                has_leader=has_leader,
                is_returnable=await return_to(book, tip, moves, self._directory) is not None,
            ),
            way=way_view(tip, moves, thread, self._directory),
            deadlines=tuple(await book.deadlines.of(tip.id)),
            rule=self._directory.rule(tip.rule),
            informed=await self._informed(book, tip),
        )

    async def _informed(self, book: CasebookSession, tip: Tip) -> tuple[tuple[Unit, ChatId | None], ...]:
        groups = {unit: await book.groups.of(unit) for unit in sorted(await book.copies.of(tip.id))}
        known = ((self._directory.units.get(unit), group) for unit, group in groups.items())
        return tuple((unit, group.chat if group is not None else None) for unit, group in known if unit is not None)

    async def _can_extend(
        self, book: CasebookSession, tip: Tip, officer: Officer | None, deadlines: tuple[Deadline, ...]
    ) -> bool:
        """Tell whether this person may give the result more time: one of their roles leads the unit."""
        if officer is None:
            return False
        roles = await book.officers.of_user(officer.user)
        rows = [row for row in deadlines if row.milestone is Milestone.RESULT]
        extends = any(row.met is None and row.ground is None and self._directory.extends(row.clock) for row in rows)
        return extends and any(may(role, Wish.EXTEND, tip.unit) for role in roles)

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
