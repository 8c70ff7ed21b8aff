"""The casebook: tips, units, officers and what was done; it knows no resident."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.ports.copies import Copies
from bot.ports.duty import Duty
from bot.ports.moves import Moves
from bot.ports.staff import Audit, Facts, Groups, Invitations, Officers
from bot.ports.tips import Applied, Deadlines, Dispatches, Evidence, Notices, Posts, Threads, Tips
from bot.ports.usage import Usage


class CasebookSession(Protocol):
    """One transaction of the casebook."""

    applied: Applied
    tips: Tips
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
    audit: Audit
    facts: Facts
    usage: Usage

    async def sweep(self, now: datetime) -> None:
        """Forget what the casebook need not keep: notes of applied errands after eight days, dead invitations."""
        ...


class Casebook(Protocol):
    """Tips, units, officers and what was done; it knows no resident."""

    def begin(self) -> AbstractAsyncContextManager[CasebookSession]:
        """Open a transaction."""
        ...

    async def sweep(self, now: datetime) -> None:
        """Forget everything whose time is over, so that it lies nowhere on the disk any more."""
        ...
