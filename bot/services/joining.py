"""Joining: officers hold several tips of one event together, and let one go out of it again.

No tip changes by it: its status, its thread, its reporter and its version stay as they are, and its reporter hears and
sees nothing of it. What is done to one is done to the others only where officers say so, each in its own way.
"""

from dataclasses import replace

from bot.domain.cases import FREE, MOST_TOGETHER, WORKED_ON, CaseId, references_in
from bot.domain.errors import ChangeNotAllowed, NotTogether, StalePress, UnexpectedReply
from bot.domain.identifiers import ErrandId, Reference, TipId
from bot.domain.menus import Menu
from bot.domain.outcomes import OutcomeCode
from bot.domain.people import Wish
from bot.domain.tip import Status, Tip
from bot.ports.tips import Notice
from bot.services.acting import Act, Acting, Scene, Turn, derived_id, refresh_cards
from bot.services.likening import may_join, sisters_in
from bot.services.placing import leave_case


class Joining:
    """What officers do with several tips of one event."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._directory = acting.directory

    async def open(self, act: Act, *, tip: TipId) -> Tip:
        """Show what a tip stands together with, and what else may be of the same event."""
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await turn.on(tip, Wish.JOIN)
            if scene.tip.status not in WORKED_ON and await scene.book.cases.of(tip) is None:
                raise ChangeNotAllowed(scene.tip.status, scene.tip.status)
            await scene.show(Menu.SISTERS)
            return scene.tip

    async def join(self, act: Act, *, tip: TipId, other: Reference) -> Tip:
        """Hold a tip and another one together.

        Raises:
            NotTogether: the other one is not at this unit, or they may not stand together.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await turn.on(tip, Wish.JOIN)
            await self._joined(scene, (other,), in_place=True)
            return scene.tip

    async def typed(self, scene: Scene, text: str) -> None:
        """Hold a tip together with those whose references were typed.

        Raises:
            UnexpectedReply: these are no references.
            NotTogether: one is not at this unit, or they may not stand together.

        """
        references = references_in(text)
        if not references:
            raise UnexpectedReply
        await self._joined(scene, references, in_place=False)

    async def split(self, act: Act, *, tip: TipId) -> Tip:
        """Take a tip out of its case; whoever is left alone in it stands alone.

        Raises:
            StalePress: it stands alone already.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await turn.on(tip, Wish.JOIN)
            if not await leave_case(scene.book, scene.tip, now=scene.now, by=scene.officer.id):
                raise StalePress
            await scene.refresh()
            await scene.show(Menu.SPLIT, in_place=True)
            return scene.tip

    async def take_rest(self, act: Act, *, tip: TipId) -> tuple[Tip, ...]:
        """Take in hand what stands together with a tip that this officer has, as far as nobody has it.

        Each reporter hears of it at a random time of their own, so that nobody learns that several were taken at once.

        Raises:
            TakenBy: the tip is in a colleague's hands.
            StalePress: nothing is left to be taken.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return ()
            scene = await turn.on(tip, Wish.TAKE)
            if not scene.holds:
                await scene.refuse_as_taken()
                raise StalePress
            case = await scene.book.cases.of(tip)
            free = [sister for sister in await sisters_in(scene.book, scene.tip, case) if sister.status in FREE]
            if not free:
                raise StalePress
            taken = [await _taken_along(turn, sister) for sister in free]
            await scene.show(Menu.TOOK_SISTERS, data=tuple(one.reference for one in taken), in_place=True)
            return tuple(taken)

    async def _joined(self, scene: Scene, references: tuple[Reference, ...], *, in_place: bool) -> None:
        tips = [scene.tip, *[await _other(scene, reference) for reference in references]]
        cases = [await scene.book.cases.of(tip.id) for tip in tips]
        together = {member for case in cases if case is not None for member in case.tips} | {tip.id for tip in tips}
        members = await scene.book.tips.these(sorted(together))
        if len(together) > MOST_TOGETHER or not may_join([scene.tip, *members], self._directory):
            raise NotTogether
        id_ = CaseId(derived_id(scene.act.errand, "case"))
        case = await scene.book.cases.join(id_, scene.tip.unit, [tip.id for tip in tips], now=scene.now)
        for reference in references:
            await scene.write("tip.joined", {"with": reference})
        for member in await scene.book.tips.these(case.tips):
            await refresh_cards(scene.book, member, now=scene.now)
        await scene.show(Menu.JOINED, in_place=in_place)


async def offer_taking(scene: Scene) -> None:
    """Offer to take what stands together with a tip that was just taken, where nobody has it."""
    case = await scene.book.cases.of(scene.tip.id)
    if any(sister.status in FREE for sister in await sisters_in(scene.book, scene.tip, case)):
        await scene.show(Menu.TAKE_SISTERS)


async def offer_closing(scene: Scene, outcome: OutcomeCode) -> None:
    """Offer to close what stands together with a tip in the same way, each by its own confirmation."""
    case = await scene.book.cases.of(scene.tip.id)
    open_ = [one for one in await sisters_in(scene.book, scene.tip, case) if one.status in WORKED_ON]
    if any(one.taken_by is None or one.taken_by in scene.own for one in open_):
        await scene.show(Menu.CLOSE_SISTERS, data=(outcome,))


async def _other(scene: Scene, reference: Reference) -> Tip:
    """Give a tip that is at the same unit; of any other it is not even said whether there is one."""
    other = await scene.book.tips.by_reference(reference)
    is_here = other is not None and other.unit == scene.tip.unit and other.id != scene.tip.id
    if other is None or not is_here or other.status is Status.WITHDRAWN:
        raise NotTogether
    return other


async def _taken_along(turn: Turn, sister: Tip) -> Tip:
    """Take one more tip in the same transaction, under a name of its own, so that all of it is done once."""
    own = replace(turn, act=replace(turn.act, errand=ErrandId(f"{turn.act.errand}:{sister.id}")))
    scene = await own.on(sister.id, Wish.TAKE)
    taken = await scene.change(scene.taken(), "tip.taken", tells=False)
    if taken.handle is not None:  # as if it were not urgent: not at the same instant as the others' word
        id_ = derived_id(scene.act.errand, "notice")
        await scene.book.notices.put(Notice(id=id_, handle=taken.handle, tip=taken.id, urgent=False))
    return taken
