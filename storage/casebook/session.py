"""The casebook as the services use it: one transaction, with everything in it that they ask for."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.thread import Entry
from bot.domain.tip import Tip
from storage.casebook.applied import Applied
from storage.casebook.audit import Audit
from storage.casebook.broadcast_posts import BroadcastPosts
from storage.casebook.broadcasts import Broadcasts
from storage.casebook.cases import Cases
from storage.casebook.channels import Channels
from storage.casebook.copies import Copies
from storage.casebook.deadlines import Deadlines
from storage.casebook.dispatches import Dispatches
from storage.casebook.duty import Duty
from storage.casebook.evidence import Evidence
from storage.casebook.facts import Facts
from storage.casebook.groups import Groups
from storage.casebook.invitations import Invitations
from storage.casebook.lookout import Lookout
from storage.casebook.moves import Moves
from storage.casebook.notices import Notices
from storage.casebook.occurrences import Occurrences
from storage.casebook.officers import Officers
from storage.casebook.posts import Posts
from storage.casebook.threads import Threads
from storage.casebook.tips import Tips
from storage.casebook.usage import Usage
from storage.engine import Store
from storage.sealing import Keyring

if TYPE_CHECKING:
    from bot.ports import broadcasts as broadcast_ports
    from bot.ports import cases as case_ports
    from bot.ports import copies as copy_ports
    from bot.ports import duty as duty_ports
    from bot.ports import lookout as lookout_ports
    from bot.ports import moves as move_ports
    from bot.ports import staff as staff_ports
    from bot.ports import tips as tip_ports
    from bot.ports import usage as usage_ports
    from bot.ports.casebook import Watch


class CasebookSession:
    """One transaction of the casebook; not to be used after its end."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring, *, watch: "Watch | None" = None) -> None:
        """`watch` follows what is kept."""
        applied = Applied(connection, keyring)
        invitations = Invitations(connection, keyring)
        posts = Posts(connection, keyring)
        dispatches = Dispatches(connection, keyring)
        facts = Facts(connection, keyring)
        broadcast_posts = BroadcastPosts(connection, keyring)
        self._swept = (applied, invitations)
        self.applied: tip_ports.Applied = applied
        self._watch = watch
        tips = Tips(connection, keyring, kept=self._kept)
        self.tips: tip_ports.Tips = tips
        self.cases: case_ports.Cases = Cases(connection, tips)
        self.threads: tip_ports.Threads = Threads(connection, keyring, said=self._said)
        self.evidence: tip_ports.Evidence = Evidence(connection, keyring)
        self.copies: copy_ports.Copies = Copies(connection)
        self.moves: move_ports.Moves = Moves(connection)
        self.posts: tip_ports.Posts = posts
        self.dispatches: tip_ports.Dispatches = dispatches
        self.notices: tip_ports.Notices = Notices(connection)
        self.deadlines: tip_ports.Deadlines = Deadlines(connection)
        self.officers: staff_ports.Officers = Officers(connection, keyring)
        self.invitations: staff_ports.Invitations = invitations
        self.groups: staff_ports.Groups = Groups(connection, keyring, dispatches, posts=(posts, broadcast_posts))
        self.lookout: lookout_ports.Lookout = Lookout(connection)
        self.duty: duty_ports.Duty = Duty(connection, keyring)
        self.audit: staff_ports.Audit = Audit(connection, keyring, facts)
        self.facts: staff_ports.Facts = facts
        self.usage: usage_ports.Usage = Usage(connection)
        self.broadcasts: broadcast_ports.Broadcasts = Broadcasts(connection, keyring)
        self.occurrences: broadcast_ports.Occurrences = Occurrences(connection)
        self.broadcast_posts: broadcast_ports.BroadcastPosts = broadcast_posts
        self.channels: broadcast_ports.Channels = Channels(connection, keyring)

    async def _kept(self, tip: Tip) -> None:
        if self._watch is not None:
            await self._watch.kept(self, tip)

    async def _said(self, entry: Entry) -> None:
        if self._watch is not None:
            await self._watch.said(self, entry)

    async def sweep(self, now: datetime) -> None:
        """Forget notes of applied errands after eight days, and invitations out of date."""
        for swept in self._swept:
            await swept.sweep(now)


class Casebook:
    """Tips, units, officers and what was done; it knows no resident."""

    def __init__(self, store: Store, keyring: Keyring) -> None:
        self._store = store
        self._keyring = keyring
        self._watch: Watch | None = None

    def watched_by(self, watch: "Watch") -> None:
        """Let somebody follow what is kept from now on, within the transaction that keeps it."""
        self._watch = watch

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[CasebookSession]:
        """Open a transaction: all of it is committed at the end, or none."""
        async with self._store.begin() as connection:
            yield CasebookSession(connection, self._keyring, watch=self._watch)

    async def sweep(self, now: datetime) -> None:
        """Forget everything whose time is over, so that it lies nowhere on the disk any more."""
        async with self.begin() as session:
            await session.sweep(now)
        await self._store.checkpoint()
