"""The casebook: tips, units, officers and what was done; it knows no resident."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.domain.thread import Entry
from bot.domain.tip import Tip
from bot.ports.broadcasts import BroadcastPosts, Broadcasts, Channels, Occurrences
from bot.ports.cases import Cases
from bot.ports.copies import Copies
from bot.ports.duty import Duty
from bot.ports.lookout import Lookout
from bot.ports.moves import Moves
from bot.ports.staff import Audit, Facts, Groups, Invitations, Officers
from bot.ports.tips import Applied, Deadlines, Dispatches, Evidence, Notices, Posts, Threads, Tips
from bot.ports.usage import Usage


class CasebookSession(Protocol):
    """One transaction of the casebook."""

    applied: Applied
    tips: Tips
    cases: Cases
    threads: Threads
    evidence: Evidence
    copies: Copies
    moves: Moves
    posts: Posts
    dispatches: Dispatches
    notices: Notices
    deadlines: Deadlines
    officers: Officers
    invitations: Invitations
    groups: Groups
    duty: Duty
    lookout: Lookout
    audit: Audit
    facts: Facts
    usage: Usage
    broadcasts: Broadcasts
    occurrences: Occurrences
    broadcast_posts: BroadcastPosts
    channels: Channels

    async def sweep(self, now: datetime) -> None:
        """Forget what the casebook need not keep: notes of applied errands after eight days, dead invitations."""
        ...


class Watch(Protocol):
    """Somebody who follows what is kept, within the transaction that keeps it."""

    async def kept(self, book: CasebookSession, tip: Tip) -> None:
        """Know that a tip has been added, or kept in place of the one before."""
        ...

    async def said(self, book: CasebookSession, entry: Entry) -> None:
        """Know that an entry has been added to a thread."""
        ...


class Casebook(Protocol):
    """Tips, units, officers and what was done; it knows no resident."""

    def watched_by(self, watch: Watch) -> None:
        """Let somebody follow what is kept from now on."""
        ...

    def begin(self) -> AbstractAsyncContextManager[CasebookSession]:
        """Open a transaction."""
        ...

    async def sweep(self, now: datetime) -> None:
        """Forget everything whose time is over, so that it lies nowhere on the disk any more."""
        ...
