"""More time for a result: once, by whoever leads the unit, on a ground that the law knows; both sides are told."""

from bot.domain.deadlines import Milestone
from bot.domain.errors import StalePress
from bot.domain.identifiers import TipId
from bot.domain.menus import Menu
from bot.domain.people import Wish
from bot.domain.reckoning import Deadline, Ground
from bot.domain.tip import Tip
from bot.services.acting import Act, Acting, Scene, derived_id, tell_reporter
from bot.services.timing import Timing, kept_instead


class Extending:
    """How the term for a result is extended."""

    def __init__(self, acting: Acting, timing: Timing) -> None:
        self._acting = acting
        self._timing = timing

    async def open(self, act: Act, *, tip: TipId) -> Tip:
        """Ask on which ground.

        Raises:
            StalePress: the term has been extended before, or is over with the tip, or its clock allows no more.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await turn.on(tip, Wish.EXTEND)
            await self._extendable(scene)
            await scene.show(Menu.EXTENDING, in_place=True)
            return scene.tip

    async def extend(self, act: Act, *, tip: TipId, ground: str) -> Tip:
        """Extend the term on this ground; refused like `open`."""
        if ground not in {one.value for one in Ground}:
            raise StalePress
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await turn.on(tip, Wish.EXTEND)
            row = await self._extendable(scene)
            await kept_instead(scene.book, self._timing.reckoner(scene.tip).extended(row, Ground(ground)))
            await scene.write("tip.extended", {"ground": ground})
            await scene.refresh()
            await tell_reporter(scene.book, scene.tip, id_=derived_id(act.errand, "notice"))
            await scene.show(Menu.EXTENDED, in_place=True)
            return scene.tip

    async def _extendable(self, scene: Scene) -> Deadline:
        reckoner = self._timing.reckoner(scene.tip)
        for row in await scene.book.deadlines.of(scene.tip.id):
            if row.milestone is Milestone.RESULT and reckoner.may_extend(row):
                return row
        raise StalePress
