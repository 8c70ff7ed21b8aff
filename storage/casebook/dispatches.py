"""The casebook's outbox: what is on its way to units and officers, in the order in which it is sent."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.dispatches import Destination, Dispatch, MenuDispatch, ToChat, ToOfficer, ToUnit
from bot.domain.identifiers import ChatId
from bot.domain.tip import minute
from bot.domain.units import UnitCode
from storage.casebook.chats import chat_hash, chat_hashes, require_staff
from storage.casebook.tables import dispatches
from storage.codec import Codec
from storage.columns import one_of, place
from storage.sealing import Keyring

_LABEL: Final = "casebook.dispatches.key"
_DISPATCH: Final = Codec[Dispatch](Dispatch)
_OF_EACH: Final = 5  #: of what waits for one destination, so many are given at once
_NEARLY_A_SECOND: Final = timedelta(microseconds=999_999)


def rehashed(keyring: Keyring, opened: Mapping[str, bytes]) -> Mapping[str, object]:
    """Give the code of a row's destination, told by what it sealed, with any hash in it under the newest pepper."""
    return {"to_code": _code(keyring, _DISPATCH.load(opened["content"]).to)}


class Dispatches:
    """Rows that leave when they have been delivered."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def put(self, dispatch: Dispatch, *, now: datetime, key: str | None = None) -> None:
        """Add a dispatch; with a key, it takes the place of one with this key that has not been begun.

        Its place is the former one's in the line, with the former's attempts and, where the destination is the same,
        its time. A dispatch whose id is already there changes nothing. It is due since the minute began: the casebook
        must not hold the second in which a reporter wrote.

        Raises:
            NotStaff: it goes to a private chat that is no officer's.

        """
        if isinstance(dispatch.to, ToChat):
            await require_staff(self._connection, self._keyring, dispatch.to.chat)
        if await self._connection.scalar(select(dispatches.c.id).where(dispatches.c.id == dispatch.id)) is not None:
            return
        merge_key = None if key is None or dispatch.again else self._keyring.hashed(_LABEL, key)
        values = {**self._values(dispatch), "merge_key": merge_key, "begun": dispatch.again}
        former = None if key is None else await self._former(key)
        if former is None:
            new = {"due": minute(now), "attempts": dispatch.attempts, "priority": dispatch.priority.value}
            await self._connection.execute(insert(dispatches).values(**values, **new))
            return
        is_same_way = (former["to_kind"], former["to_code"]) == (values["to_kind"], values["to_code"])
        line = {
            "due": former["due"] if is_same_way else minute(now),
            "priority": min(former["priority"], dispatch.priority.value),
        }
        changed = update(dispatches).where(dispatches.c.sequence == former["sequence"])
        await self._connection.execute(changed.values(**values, **line))

    async def due(self, now: datetime, *, limit: int, besides: Collection[Destination] = ()) -> list[Dispatch]:
        """Give what may be sent now, most urgent and then oldest first: a few of each destination but these.

        A group that is far behind would otherwise stand before all others.
        """
        others = [code for to in besides for code in _codes(self._keyring, to)]
        is_due = (dispatches.c.due <= now) & dispatches.c.to_code.not_in(others)
        in_order = (dispatches.c.priority, dispatches.c.sequence)
        place_in_line = func.row_number().over(
            partition_by=(dispatches.c.to_kind, dispatches.c.to_code), order_by=in_order
        )
        ready = select(dispatches.c.sequence, place_in_line.label("place")).where(is_due).subquery()
        heads = select(ready.c.sequence).where(ready.c.place <= _OF_EACH)
        rows = select(dispatches).where(dispatches.c.sequence.in_(heads)).order_by(*in_order).limit(limit)
        return [self._dispatch(row) for row in (await self._connection.execute(rows)).mappings()]

    async def next_due(self, *, after: datetime) -> datetime | None:
        """Give when the next one is due that is not due by then, to the second."""
        later = select(func.min(dispatches.c.due)).where(dispatches.c.due > after)
        return await self._connection.scalar(later)

    async def begin(self, dispatch: str) -> bool:
        """Note that sending begins, so that after a crash it is known that it may have arrived.

        Tell False where another one has taken its place.
        """
        begun = update(dispatches).where(dispatches.c.id == dispatch).values(begun=True, merge_key=None)
        return (await self._connection.execute(begun)).rowcount > 0

    async def sent(self, dispatch: str) -> None:
        """Forget what has been delivered."""
        await self._connection.execute(delete(dispatches).where(dispatches.c.id == dispatch))

    async def postpone(self, dispatch: str, *, until: datetime, surely_unsent: bool = False) -> None:
        """Try again later, not before the whole second after this time; counts an attempt.

        One that was begun stays begun, unless it is sure that it has not arrived.
        """
        later = update(dispatches).where(dispatches.c.id == dispatch)
        values: dict[str, object] = {"due": until + _NEARLY_A_SECOND, "attempts": dispatches.c.attempts + 1}
        if surely_unsent:
            values["begun"] = False
        await self._connection.execute(later.values(**values))

    async def wake(self, unit: UnitCode, *, now: datetime) -> None:
        """Make due at once what waits for this unit's group."""
        waiting = (dispatches.c.to_kind == "unit") & (dispatches.c.to_code == unit) & (dispatches.c.due > now)
        await self._connection.execute(update(dispatches).where(waiting).values(due=now))

    async def of_unit(self, unit: UnitCode) -> list[Dispatch]:
        """Give everything that is on its way to this unit's group, due or not, in order."""
        there = (dispatches.c.to_kind == "unit") & (dispatches.c.to_code == unit)
        rows = await self._connection.execute(select(dispatches).where(there).order_by(dispatches.c.sequence))
        return [self._dispatch(row) for row in rows.mappings()]

    async def waiting_for(self) -> dict[UnitCode, int]:
        """Give how many dispatches wait for each unit."""
        counted = select(dispatches.c.to_code, func.count()).where(dispatches.c.to_kind == "unit")
        rows = await self._connection.execute(counted.group_by(dispatches.c.to_code))
        return {UnitCode(unit): count for unit, count in rows}

    async def moved(self, old: ChatId, new: ChatId, *, unit: UnitCode | None) -> None:
        """Follow a chat that has a new id, a unit's where one is named; its old messages are let be."""
        codes = [hashed.hex() for hashed in chat_hashes(self._keyring, old)]
        there = (dispatches.c.to_kind == "chat") & dispatches.c.to_code.in_(codes)
        if unit is not None:
            there |= (dispatches.c.to_kind == "unit") & (dispatches.c.to_code == unit)
        for row in (await self._connection.execute(select(dispatches).where(there))).mappings().all():
            dispatch = self._dispatch(row)
            content = dispatch.content
            if isinstance(content, MenuDispatch):
                content = replace(content, edits=None)
            to = ToChat(chat=new) if isinstance(dispatch.to, ToChat) else dispatch.to
            followed = replace(dispatch, to=to, content=content, replies_to=None)
            changed = update(dispatches).where(dispatches.c.sequence == row["sequence"])
            await self._connection.execute(changed.values(**self._values(followed)))

    async def _former(self, key: str) -> RowMapping | None:
        has_key: ColumnElement[bool] = one_of(dispatches.c.merge_key, self._keyring.every_hash(_LABEL, key))
        return (await self._connection.execute(select(dispatches).where(has_key))).mappings().first()

    def _values(self, dispatch: Dispatch) -> Mapping[str, object]:
        sealed = self._keyring.seal(_DISPATCH.dump(dispatch), *place(dispatches.c.content, dispatch.id))
        way = {"to_kind": dispatch.to.kind, "to_code": _code(self._keyring, dispatch.to)}
        return {"id": dispatch.id, "content": sealed, **way}

    def _dispatch(self, row: RowMapping) -> Dispatch:
        """Give the dispatch with what has happened to it since it was put."""
        dispatch = _DISPATCH.load(self._keyring.open(row["content"], *place(dispatches.c.content, row["id"])))
        return replace(dispatch, again=row["begun"], attempts=row["attempts"])


def _codes(keyring: Keyring, to: Destination) -> list[str]:
    """Give all codes under which rows to a destination may stand; those of two kinds are never alike."""
    return [code.hex() for code in chat_hashes(keyring, to.chat)] if isinstance(to, ToChat) else [_code(keyring, to)]


def _code(keyring: Keyring, to: Destination) -> str:
    match to:
        case ToUnit(unit=unit):
            return unit
        case ToOfficer(officer=officer):
            return officer
        case ToChat(chat=chat):
            return chat_hash(keyring, chat).hex()
