"""The copies that lie in subscribers' chats: which of them are to be edited or deleted, and what became of that."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import and_, bindparam, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcasts.deliveries import Copies, Delivery, EditResult, Outcome
from bot.domain.identifiers import Language, OccurrenceId
from storage.sealing import Keyring
from storage.vault.broadcast_tables import deliveries, subscribers
from storage.vault.counting import COPIES, UNCHANGED, Changes
from storage.vault.leaving import forget
from storage.vault.recording import opened_messages
from storage.vault.subscribers import opened_chat

_COPY: Final = and_(deliveries.c.occurrence == bindparam("of"), deliveries.c.subscriber == bindparam("to"))
_SHOWS: Final = update(deliveries).where(_COPY).values(revision=bindparam("shown"))
_DELETED: Final = update(deliveries).where(_COPY).values(outcome=Outcome.RECALLED.value, messages=null())
_LOST: Final = update(deliveries).where(_COPY).values(messages=null())
_STATEMENTS: Final = {Outcome.DELIVERED: _SHOWS, Outcome.RECALLED: _DELETED, Outcome.FAILED: _LOST}


class Bulletins:
    """The copies within one transaction."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def behind(self, occurrence: OccurrenceId, *, revision: int | None, after: int, limit: int) -> Copies:
        """Look at so many turns after a subscriber; give the copies that show an older revision, or (None) all."""
        some = (
            select(deliveries.c.subscriber, deliveries.c.revision, deliveries.c.messages)
            .where(deliveries.c.occurrence == occurrence, deliveries.c.subscriber > after)
            .order_by(deliveries.c.subscriber)
            .limit(limit)
            .subquery()
        )
        with_chats = select(some, subscribers.c.language, subscribers.c.sealed).outerjoin_from(
            some, subscribers, subscribers.c.id == some.c.subscriber
        )
        rows = (await self._connection.execute(with_chats.order_by(some.c.subscriber))).all()
        turns = [
            Delivery(
                occurrence=occurrence,
                subscriber=number,
                chat=opened_chat(self._keyring, number, chat),
                language=Language(language),
                messages=opened_messages(self._keyring, occurrence, number, messages),
            )
            for number, shown, messages, language, chat in rows
            if messages is not None and chat is not None and (revision is None or shown < revision)
        ]
        return Copies(turns=tuple(turns), after=rows[-1][0] if len(rows) == limit else None)

    async def record(self, results: Sequence[EditResult], *, revision: int) -> None:
        """Keep what became of edits and deletions; a copy that cannot be changed is forgotten, and counted."""
        kept = await self._shown(results)
        by_outcome: dict[Outcome, list[dict[str, object]]] = {outcome: [] for outcome in _STATEMENTS}
        changes, gone = Changes(), list[int]()
        for (occurrence, number), one in {(r.delivery.occurrence, r.delivery.subscriber): r for r in results}.items():
            shown = kept.get((occurrence, number))
            if shown is None or one.outcome is Outcome.WAITING:
                continue
            if one.outcome is Outcome.UNREACHABLE:
                gone.append(number)  # with whom their copy is counted
                continue
            by_outcome[one.outcome].append({"of": occurrence, "to": number, "shown": revision})
            changes.add(occurrence, COPIES, shown, -1)
            if one.outcome is Outcome.DELIVERED:
                changes.add(occurrence, COPIES, revision)
            elif one.outcome is Outcome.RECALLED:
                changes.is_now(occurrence, Outcome.DELIVERED, -1)
                changes.is_now(occurrence, Outcome.RECALLED)
            else:
                changes.add(occurrence, UNCHANGED, one.reason)
        for outcome, rows in by_outcome.items():
            if rows:
                await self._connection.execute(_STATEMENTS[outcome], rows)
        await changes.keep(self._connection)
        await forget(self._connection, gone)

    async def _shown(self, results: Sequence[EditResult]) -> dict[tuple[int, int], int]:
        """Give the revisions that the copies show, those left out that are known no more."""
        found: dict[tuple[int, int], int] = {}
        for occurrence in {one.delivery.occurrence for one in results}:
            numbers = [one.delivery.subscriber for one in results if one.delivery.occurrence == occurrence]
            theirs = select(deliveries.c.subscriber, deliveries.c.revision).where(
                deliveries.c.occurrence == occurrence,
                deliveries.c.subscriber.in_(numbers),
                deliveries.c.messages.is_not(None),
            )
            for number, revision in await self._connection.execute(theirs):
                found[occurrence, number] = revision
        return found
