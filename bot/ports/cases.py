"""The casebook's part about tips of one event."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.cases import Case, CaseId
from bot.domain.identifiers import TipId
from bot.domain.kinds import GroupCode
from bot.domain.tip import Tip
from bot.domain.units import CommuneCode, UnitCode


class Cases(Protocol):
    """Which tips stand together. A tip stands in one case at most, at the unit that has it; a case of one is none."""

    async def of(self, tip: TipId) -> Case | None:
        """Give the case of a tip, as far as its tips are still kept, at its unit, and not taken back."""
        ...

    async def join(self, case: CaseId, unit: UnitCode, tips: Sequence[TipId], *, now: datetime) -> Case:
        """Let tips of a unit be one case with all that stood together with them: the oldest there is, or this one."""
        ...

    async def leave(self, tip: TipId) -> tuple[TipId, ...]:
        """Take a tip out of its case; give those that were in it with it."""
        ...

    async def near(
        self, tip: Tip, *, communes: Collection[CommuneCode], groups: Collection[GroupCode], limit: int
    ) -> list[Tip]:
        """Give a few tips of the same unit to compare one with: of these communes, come near in time, and still open.

        Those of these groups stand first, then those that came nearest; a closed one counts where it was closed late.
        """
        ...

    async def has_others(self, tip: Tip) -> bool:
        """Tell whether the tip's unit has any other that is kept."""
        ...
