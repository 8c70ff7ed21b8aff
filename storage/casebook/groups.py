"""Which group is whose. A police group's id stands in clear; the ids of its members do not."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import GroupUnsuitable
from bot.domain.identifiers import ChatId, UserId
from bot.domain.units import UnitCode
from bot.ports.staff import Group
from storage.casebook.broadcast_posts import BroadcastPosts
from storage.casebook.dispatches import Dispatches
from storage.casebook.posts import Posts
from storage.casebook.tables import groups
from storage.codec import Codec
from storage.columns import place
from storage.engine import insert_or_update
from storage.sealing import Keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class _Members:
    """People of a group by their Telegram ids."""

    strangers: frozenset[UserId]
    accepted: frozenset[UserId]


_MEMBERS: Final = Codec[_Members](_Members)


class Groups:
    """One group a unit, one unit a group."""

    def __init__(
        self,
        connection: AsyncConnection,
        keyring: Keyring,
        dispatches: Dispatches,
        *,
        posts: tuple[Posts, BroadcastPosts],
    ) -> None:
        """Take, as `posts`, whatever knows messages by their chat."""
        self._connection = connection
        self._keyring = keyring
        self._posts = posts
        self._dispatches = dispatches

    async def of(self, unit: UnitCode) -> Group | None:
        """Give the group of a unit."""
        return next(iter(await self._all(groups.c.unit == unit)), None)

    async def at(self, chat: ChatId) -> Group | None:
        """Give the unit's group that this chat is."""
        return next(iter(await self._all(groups.c.chat == chat)), None)

    async def bind(self, group: Group) -> None:
        """Keep a group in place of the unit's former one.

        Raises:
            GroupUnsuitable: "bound_elsewhere": the chat is another unit's group.

        """
        await self._require_free(group.chat, group.unit)
        members = _MEMBERS.dump(_Members(strangers=group.strangers, accepted=group.accepted))
        kept = insert_or_update(self._connection, groups).values(
            unit=group.unit,
            chat=group.chat,
            is_forum=group.is_forum,
            members=self._keyring.seal(members, *place(groups.c.members, group.unit)),
            unknown=group.unknown,
            accepted_unknown=group.accepted_unknown,
        )
        await self._connection.execute(kept)

    async def moved(self, old: ChatId, new: ChatId) -> None:
        """Follow a group that Telegram has moved to a new id, with what is on its way there.

        Messages did not move, and the new chat numbers its own from the start: those of the old one are forgotten.

        Raises:
            GroupUnsuitable: "bound_elsewhere": the new chat is another unit's group.

        """
        group = await self.at(old)
        if group is not None:
            await self._require_free(new, group.unit)
            await self._connection.execute(update(groups).where(groups.c.chat == old).values(chat=new))
        for posts in self._posts:
            await posts.forget_chat(old)
        await self._dispatches.moved(old, new, unit=group.unit if group is not None else None)

    async def unbind(self, unit: UnitCode) -> None:
        """Forget a unit's group."""
        await self._connection.execute(delete(groups).where(groups.c.unit == unit))

    async def every(self) -> list[Group]:
        """Give all groups, by their units' codes."""
        return await self._all(groups.c.unit.is_not(None))

    async def _require_free(self, chat: ChatId, unit: UnitCode) -> None:
        holder = await self._connection.scalar(select(groups.c.unit).where(groups.c.chat == chat))
        if holder not in {None, unit}:
            raise GroupUnsuitable("bound_elsewhere")

    async def _all(self, where: ColumnElement[bool]) -> list[Group]:
        wanted = select(groups).where(where).order_by(groups.c.unit)
        return [self._group(row) for row in (await self._connection.execute(wanted)).mappings()]

    def _group(self, row: RowMapping) -> Group:
        members = _MEMBERS.load(self._keyring.open(row["members"], *place(groups.c.members, row["unit"])))
        return Group(
            unit=row["unit"],
            chat=row["chat"],
            is_forum=row["is_forum"],
            strangers=members.strangers,
            unknown=row["unknown"],
            accepted=members.accepted,
            accepted_unknown=row["accepted_unknown"],
        )
