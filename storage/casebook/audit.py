"""The audit log: each entry is hashed, with a key, together with the hash of the one before.

Whoever has the database but not the key can neither change, add, take out nor reorder entries unnoticed. The last
number and hash are kept sealed among the facts, so that the end cannot be cut off alone. Not noticed: log and note put
back together as they were earlier, or emptied together; and what somebody does who has the key. Entries whose key has
left the keyring read as broken: a key that hashed entries must stay as long as they.
"""

import json
from datetime import datetime
from typing import Final

from sqlalchemy import func, insert, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.tip import minute
from bot.domain.units import UnitCode
from bot.ports import Json
from bot.ports.staff import Audited
from storage.casebook.facts import Facts
from storage.casebook.tables import audit
from storage.sealing import Keyring, SealBroken

_LABEL: Final = "casebook.audit"
_END: Final = "audit.end"  #: the fact that holds the last number and hash
_BATCH: Final = 500
_NONE: Final = (0, b"")  #: what stands before the first entry


class Audit:
    """Entries numbered from 1."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring, facts: Facts) -> None:
        self._connection = connection
        self._keyring = keyring
        self._facts = facts

    async def write(
        self, action: str, *, at: datetime, actor: str, unit: UnitCode | None = None, data: Json | None = None
    ) -> None:
        """Append an entry. `actor` is an officer's id, "reporter" or "system"; data never holds contents.

        Raises:
            TypeError: a value of the data is neither a string, a whole number, nor yes or no.

        """
        number, before = await self._next()
        entry: dict[str, object] = {
            "number": number,
            "at": minute(at),
            "actor": actor,
            "action": action,
            "unit": unit,
            "data": _written({} if data is None else data),
            "key": self._keyring.newest,
        }
        hashed = self._keyring.hashed(_LABEL, _chained(entry, before))
        await self._connection.execute(insert(audit).values(**entry, hash=hashed))
        await self._facts.put(_END, f"{number} {hashed.hex()}")

    async def last(self, *, limit: int, before: int | None = None) -> list[Audited]:
        """Give so many entries, the newest first; `before`: only those with smaller numbers."""
        wanted = select(audit).order_by(audit.c.number.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(audit.c.number < before)
        return [_audited(row) for row in (await self._connection.execute(wanted)).mappings()]

    async def first_broken(self) -> int | None:
        """Give the first number that does not fit the chain: changed, exchanged or taken out; None when all fit."""
        last = _NONE
        while rows := await self._after(last[0]):
            for row in rows:
                if row["number"] != last[0] + 1 or not self._fits(row, last[1]):
                    return last[0] + 1
                last = (row["number"], row["hash"])
        noted = await self._noted_end()
        if noted is None:
            return None if last == _NONE else last[0] + 1
        return None if noted == last else min(last[0], noted[0]) + 1

    async def _next(self) -> tuple[int, bytes]:
        """Give the next number and the hash before it, by the note and not by the table: no writing heals a cut.

        Where the note is gone and entries are there, a number is left out, so that this stays to be seen.
        """
        written = await self._connection.scalar(select(func.max(audit.c.number))) or 0
        noted = await self._noted_end()
        if noted is None:
            return (written + 2 if written else 1), b""
        return max(written, noted[0]) + 1, noted[1]

    async def _after(self, number: int) -> list[RowMapping]:
        following = select(audit).where(audit.c.number > number).order_by(audit.c.number).limit(_BATCH)
        return list((await self._connection.execute(following)).mappings())

    def _fits(self, row: RowMapping, before: bytes) -> bool:
        return row["hash"] in self._keyring.every_hash(_LABEL, _chained(row, before))

    async def _noted_end(self) -> tuple[int, bytes] | None:
        """Give the last number and hash as they were noted; None where there is no such note, or it was changed."""
        try:
            noted = await self._facts.get(_END)
        except SealBroken:
            return None
        if noted is None:
            return None
        number, _, hashed = noted.partition(" ")
        return int(number), bytes.fromhex(hashed)


def _audited(row: RowMapping) -> Audited:
    tip: object = json.loads(row["data"]).get("tip")
    return Audited(
        number=row["number"],
        at=row["at"],
        actor=row["actor"],
        action=row["action"],
        unit=row["unit"],
        tip=tip if isinstance(tip, str) else None,
    )


def _written(data: Json) -> str:
    """Give the data in its one spelling."""
    for name, value in data.items():
        if not isinstance(value, str | int):  # a bool is an int
            raise TypeError(name)
    return json.dumps(dict(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _chained(entry: "dict[str, object] | RowMapping", before: bytes) -> bytes:
    """Give everything that an entry says and the hash before it, in one unmistakable spelling."""
    at = entry["at"]
    assert isinstance(at, datetime)
    said = [entry[name] for name in ("number", "actor", "action", "unit", "data", "key")]
    return json.dumps([*said, int(at.timestamp()), before.hex()], ensure_ascii=False, separators=(",", ":")).encode()
