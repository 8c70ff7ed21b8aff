"""The tips that ever came, as far as they stand in clear: no key is needed, and none is asked for."""

from sqlalchemy import select

from bot.domain.kinds import Urgency
from bot.domain.tip import Why
from bot.services.replaying import PastTip
from storage.casebook.tables import tips
from storage.engine import Store

_CLEAR = (tips.c.reference, tips.c.commune, tips.c.group, tips.c.leaf, tips.c.urgency, tips.c.received)


async def past(store: Store) -> list[PastTip]:
    """Give all tips, the oldest first, also those whose contents are gone."""
    wanted = select(*_CLEAR, tips.c.why, tips.c.shielded).order_by(tips.c.received, tips.c.reference)
    async with store.looking() as connection:
        rows = (await connection.execute(wanted)).mappings().all()
    return [
        PastTip(
            reference=row["reference"],
            commune=row["commune"],
            group=row["group"],
            leaf=row["leaf"],
            urgency=Urgency(row["urgency"]),
            received=row["received"],
            why=Why(row["why"]),
            shielded=row["shielded"],
        )
        for row in rows
    ]
