"""Tips as rows: what is searched by stands in clear, what was written is sealed under the tip's own key."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import OfficerId, Reference, TipId
from bot.domain.kinds import Urgency
from bot.domain.receipts import Receipt
from bot.domain.tip import Account, Status, Tip, When, Why
from bot.domain.units import UnitCode
from storage.casebook import tip_keys
from storage.casebook.errors import ReferenceTaken
from storage.casebook.membership import take_out
from storage.casebook.tables import deadlines, entries, evidence, moves, tips
from storage.codec import Codec
from storage.columns import place
from storage.sealing import Keyring

_RECEIPT: Final = "casebook.tips.receipt"
_ENDED: Final = (Status.CLOSED, Status.WITHDRAWN)
_OPEN: Final = tips.c.status.not_in([status.value for status in _ENDED])
_ACCOUNT: Final = Codec[Account](Account)
_BLANKS: Final = Codec[tuple[str, ...]](tuple[str, ...])


class Tips:
    """Tips, each sealed under a key of its own. One whose key has been destroyed is found by nothing."""

    def __init__(
        self, connection: AsyncConnection, keyring: Keyring, *, kept: Callable[[Tip], Awaitable[None]] | None = None
    ) -> None:
        """`kept` hears of each tip that is kept, within the same transaction."""
        self._connection = connection
        self._keyring = keyring
        self._kept = kept

    async def is_free(self, reference: Reference) -> bool:
        """Tell whether no tip has this reference, not even one whose contents are gone."""
        return await self._connection.scalar(select(tips.c.id).where(tips.c.reference == reference)) is None

    async def add(self, tip: Tip, receipt: Receipt) -> bool:
        """Keep a new tip; tell False and change nothing where its id is already there.

        Raises:
            ReferenceTaken: another tip has its reference.

        """
        if await self._connection.scalar(select(tips.c.id).where(tips.c.id == tip.id)) is not None:
            return False
        if not await self.is_free(tip.reference):
            raise ReferenceTaken
        wrapped = tip_keys.new_key(self._keyring, tip.id)
        values = _values(tip, tip_keys.opened(self._keyring, tip.id, wrapped))
        found_by = self._keyring.hashed(_RECEIPT, receipt)
        await self._connection.execute(insert(tips).values(**values, id=tip.id, receipt=found_by, key=wrapped))
        await self._tell(tip)
        return True

    async def get(self, tip: TipId) -> Tip | None:
        """Give a tip."""
        return await self._one(tips.c.id == tip)

    async def by_receipt(self, readings: Sequence[Receipt]) -> Tip | None:
        """Give the tip that one of these receipts leads to."""
        hashes = [found for reading in readings for found in self._keyring.every_hash(_RECEIPT, reading)]
        return await self._one(tips.c.receipt.in_(hashes))

    async def by_reference(self, reference: Reference) -> Tip | None:
        """Give the tip with this reference."""
        return await self._one(tips.c.reference == reference)

    async def these(self, wanted: Sequence[TipId]) -> list[Tip]:
        """Give these tips in the order in which they are named, but for those that are not kept any more."""
        found = {tip.id: tip for tip in await self._all(tips.c.id.in_(wanted))} if wanted else {}
        return [found[tip] for tip in wanted if tip in found]

    async def save(self, tip: Tip) -> None:
        """Keep a tip in place of the one before.

        Raises:
            TipUnknown: there is none before, or its key has been destroyed.

        """
        key = await tip_keys.key_of(self._connection, self._keyring, tip.id)
        await self._connection.execute(update(tips).where(tips.c.id == tip.id).values(**_values(tip, key)))
        await self._tell(tip)

    async def at_unit(self, unit: UnitCode, *, held_by: OfficerId | None = None) -> list[Tip]:
        """Give the open tips of a unit, or those of them in one officer's hands; the oldest first."""
        where = (tips.c.unit == unit) & _OPEN
        if held_by is not None:
            where &= tips.c.taken_by == held_by
        return await self._all(where)

    async def closing(self) -> list[Tip]:
        """Give the tips whose outcome waits for somebody's agreement, the oldest first."""
        return await self._all(tips.c.status == Status.CLOSING.value)

    async def ended_by(self, at: datetime) -> list[Tip]:
        """Give the tips that were closed or withdrawn by this time and are still kept; the oldest first."""
        ended = tips.c.status.in_([status.value for status in _ENDED])
        return await self._all(ended & (tips.c.status_since <= at))

    async def left_open_since(self, at: datetime) -> list[Tip]:
        """Give the open tips that have not changed, and about which nothing was said, since this time; oldest first."""
        said = select(entries.c.id).where(entries.c.tip == tips.c.id, entries.c.at > at).exists()
        return await self._all(_OPEN & (tips.c.status_since <= at) & ~said)

    async def shred(self, tip: TipId) -> None:
        """Destroy a tip's key, and with it all that was written about it; the receipt and handle lead nowhere then.

        Kind, place, times and outcome stay, for counting. Copies in backups open no more once those have expired.
        """
        gone = dict.fromkeys(("key", "receipt", "handle", "account", "outcome_blanks", "number"))
        await self._connection.execute(update(tips).where(tips.c.id == tip).values(**gone))
        for table in (evidence, moves, deadlines):
            await self._connection.execute(delete(table).where(table.c.tip == tip))
        await take_out(self._connection, tip)

    async def _tell(self, tip: Tip) -> None:
        if self._kept is not None:
            await self._kept(tip)

    async def _one(self, where: ColumnElement[bool]) -> Tip | None:
        return next(iter(await self._all(where)), None)

    async def _all(self, where: ColumnElement[bool]) -> list[Tip]:
        wanted = select(tips).where(where, tips.c.key.is_not(None)).order_by(tips.c.received, tips.c.reference)
        rows = (await self._connection.execute(wanted)).mappings().all()
        return [_tip(row, tip_keys.opened(self._keyring, row["id"], row["key"])) for row in rows]


def _values(tip: Tip, key: Keyring) -> Mapping[str, object]:
    """Give the columns that may change; the id, the receipt and the key never do."""
    number = None if tip.number is None else key.seal(tip.number.encode(), *place(tips.c.number, tip.id))
    return {
        "reference": tip.reference,
        "unit": tip.unit,
        "why": tip.why.value,
        "commune": tip.commune,
        "group": tip.group,
        "leaf": tip.leaf,
        "when": None if tip.when is None else tip.when.value,
        "urgency": tip.urgency.value,
        "received": tip.received,
        "status": tip.status.value,
        "status_since": tip.status_since,
        "handle": tip.handle,
        "shielded": tip.shielded,
        "rule": tip.rule,
        "taken_by": tip.taken_by,
        "taken_at": tip.taken_at,
        "outcome": tip.outcome,
        "confirmations": tip.confirmations,
        "version": tip.version,
        "account": key.seal(_ACCOUNT.dump(tip.account), *place(tips.c.account, tip.id)),
        "outcome_blanks": key.seal(_BLANKS.dump(tip.outcome_blanks), *place(tips.c.outcome_blanks, tip.id)),
        "number": number,
    }


def _tip(row: RowMapping, key: Keyring) -> Tip:
    tip: TipId = row["id"]
    number: bytes | None = row["number"]
    return Tip(
        id=tip,
        reference=row["reference"],
        unit=row["unit"],
        why=Why(row["why"]),
        commune=row["commune"],
        group=row["group"],
        leaf=row["leaf"],
        when=None if row["when"] is None else When(row["when"]),
        urgency=Urgency(row["urgency"]),
        account=_ACCOUNT.load(key.open(row["account"], *place(tips.c.account, tip))),
        received=row["received"],
        status=Status(row["status"]),
        status_since=row["status_since"],
        handle=row["handle"],
        shielded=row["shielded"],
        rule=row["rule"],
        taken_by=row["taken_by"],
        taken_at=row["taken_at"],
        outcome=row["outcome"],
        outcome_blanks=_BLANKS.load(key.open(row["outcome_blanks"], *place(tips.c.outcome_blanks, tip))),
        confirmations=row["confirmations"],
        number=None if number is None else key.open(number, *place(tips.c.number, tip)).decode(),
        version=row["version"],
    )
