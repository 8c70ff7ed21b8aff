"""Both stores with something in every table, for tests of what concerns all that is kept."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Column, LargeBinary, MetaData, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcasts.deliveries import Outcome, Result
from bot.domain.cases import CaseId
from bot.domain.conversation import Purpose, Reading
from bot.domain.dispatches import Dispatch, Post, PostKind, ToChat
from bot.domain.duty import Roster
from bot.domain.identifiers import ChatId, ErrandId, MessageId, TipId, Token, UserId
from bot.domain.people import Role
from bot.domain.quiet import Trouble
from bot.ports.staff import Group, Invitation
from bot.ports.tips import Notice
from storage.casebook import Casebook
from storage.casebook.tables import metadata as casebook_metadata
from storage.columns import Hashed, Sealed
from storage.engine import Store
from storage.migrations import Which, bring_up
from storage.sealing import Key, Keyring
from storage.vault import Vault
from storage.vault.tables import metadata as vault_metadata
from tests.storage.broadcast_samples import BROADCAST, CHANNEL
from tests.storage.casebook_samples import (
    DEADLINE,
    ENTRY,
    GROUP_CHAT,
    MOVE,
    OFFICER,
    OTHER_RECEIPT,
    OTHER_TIP,
    OTHER_UNIT,
    PHOTO,
    RECEIPT,
    TIP,
    UNIT,
    card,
)
from tests.storage.safe import LAN, MINH, RUN, address, arrival, conversation, letter, subscription

METADATA: Final[dict[Which, MetaData]] = {"vault": vault_metadata, "casebook": casebook_metadata}
OLD_KEY: Final = Key(id=1, secret=b"\x01" * 32)
NEW_KEY: Final = Key(id=2, secret=b"\x02" * 32)
OLD: Final = Keyring([OLD_KEY])
BOTH: Final = Keyring([OLD_KEY, NEW_KEY])
NEW: Final = Keyring([NEW_KEY])  #: what is left when the old key has been taken out of its file

PURPOSE: Final[Purpose] = Reading(tip=TipId("feedface" * 4))
MESSAGE: Final = MessageId(31)
ERRAND: Final = ErrandId("1f" * 16)
INVITATION: Final = Invitation(role=Role.HEAD, unit=UNIT, invited_by=None)
GROUP: Final = Group(unit=UNIT, chat=GROUP_CHAT, strangers=frozenset({UserId(8_000_000_111)}))
POST: Final = Post(chat=GROUP_CHAT, message=MessageId(3), tip=TIP.id, kind=PostKind.CARD)
TO_GROUP: Final[Dispatch] = replace(card("to a chat"), to=ToChat(chat=GROUP_CHAT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A store that was filled under the old key, and what leads into it."""

    store: Store
    which: Which
    secret: str  #: a token of the vault, an invitation to the casebook


async def filled(store: Store, which: Which, now: datetime) -> Kept:
    """Put something into every table."""
    await bring_up(store, which)
    if which == "vault":
        secret: str = await fill_vault(Vault(store, OLD), now)
    else:
        secret = await fill_casebook(Casebook(store, OLD), now)
    return Kept(store=store, which=which, secret=secret)


async def fill_vault(vault: Vault, now: datetime) -> Token:
    """Put something of Lan's and of Minh's into every table; give a token that leads to a purpose."""
    async with vault.begin() as session:
        for number, chat in enumerate((MINH, LAN), start=1):
            await session.inbox.add([arrival(number, chat)], now=now)
            await session.conversations.save(conversation(now, chat))
            await session.handles.open(address(number, chat))
            await session.trails.add(chat, "a", [MESSAGE], now=now)
            await session.letters.put(letter(f"{number}"), due=now + timedelta(hours=number), key=f"key {number}")
            await session.sendings.record(chat, TIP.id, now=now)
            await session.subscribers.keep(subscription(chat))
        await session.deliveries.prepare(RUN, now=now, limit=10)
        (first,) = await session.deliveries.claim(RUN.occurrence, now=now, limit=1)
        result = Result(delivery=first, outcome=Outcome.DELIVERED, messages=(MESSAGE,))
        await session.deliveries.record([result], revision=0)
        return await session.tokens.mint(PURPOSE, now=now)


async def fill_casebook(casebook: Casebook, now: datetime) -> str:
    """Put something into every table; give an invitation."""
    async with casebook.begin() as session:
        await session.tips.add(TIP, RECEIPT)
        await session.tips.add(OTHER_TIP, OTHER_RECEIPT)
        await session.cases.join(CaseId("ca" * 8), UNIT, [TIP.id, OTHER_TIP.id], now=now)
        await session.threads.add(ENTRY)
        await session.evidence.add(TIP.id, [PHOTO])
        await session.copies.give(TIP.id, [OTHER_UNIT])
        await session.moves.add(MOVE)
        await session.deadlines.keep(TIP.id, [DEADLINE])
        await session.officers.enrol(OFFICER, now=now)
        await session.posts.add([POST, replace(POST, chat=ChatId(OFFICER.user))])
        await session.groups.bind(GROUP)
        await session.duty.save(UNIT, Roster())
        await session.lookout.note(UNIT, Trouble.PUT_OUT, now=now)
        await session.dispatches.put(card("to a unit"), now=now, key="card")
        await session.dispatches.put(TO_GROUP, now=now)
        await session.notices.put(Notice(id="n", handle=address().handle, tip=TIP.id, urgent=False))
        await session.applied.first_time(ERRAND, now=now)
        await session.audit.write("tip.taken", at=now, actor=OFFICER.id, unit=UNIT)
        await session.facts.put("bot.username", "TinBaoBot")
        await session.broadcasts.keep(BROADCAST)
        await session.occurrences.plan(BROADCAST.id, now)
        await session.broadcast_posts.put(BROADCAST.id, GROUP_CHAT, [POST.message], kind="card")
        await session.channels.bind(UNIT, CHANNEL)
        return await session.invitations.issue(INVITATION, expires=now + timedelta(days=1))


def byte_columns(which: Which) -> list[Column[bytes]]:
    """Give every column of a store that holds bytes."""
    kinds = LargeBinary | Sealed | Hashed
    return [
        column for table in METADATA[which].sorted_tables for column in table.columns if isinstance(column.type, kinds)
    ]


async def values(connection: AsyncConnection, column: Column[bytes]) -> set[bytes]:
    """Give all that stands in a column."""
    return set((await connection.execute(select(column).where(column.is_not(None)))).scalars())
