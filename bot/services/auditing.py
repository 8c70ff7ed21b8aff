"""Reading the audit: whoever watches over the others sees what was done, by whom and to which tip, never what it says.

Each page that is read is entered in the audit itself.
"""

from dataclasses import dataclass
from typing import Final

from bot.domain.errors import NotAllowed, NotEnrolled
from bot.domain.identifiers import OfficerId
from bot.domain.people import Wish, may
from bot.domain.units import Unit
from bot.places.directory import Directory
from bot.ports import Clock
from bot.ports.casebook import Casebook, CasebookSession
from bot.ports.staff import Audited
from bot.services.acting import Act

PAGE: Final = 12
#: Who is no officer.
REPORTER: Final = "reporter"
SYSTEM: Final = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """An entry as it is shown."""

    entry: Audited
    actor: str | None  #: an officer's name; None for the reporter and the system, and where it is not known
    unit: Unit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Some entries, the newest first."""

    lines: tuple[AuditLine, ...]
    older: int | None  #: the number before which the next page ends; None where nothing is older


class Auditing:
    """What an auditor reads."""

    def __init__(self, casebook: Casebook, directory: Directory, clock: Clock) -> None:
        self._casebook = casebook
        self._directory = directory
        self._clock = clock

    async def page(self, act: Act, *, before: int | None = None) -> AuditPage:
        """Give the last entries, or (`before`) those before a number.

        Raises:
            NotEnrolled, NotAllowed: this is no auditor, or not their private chat.

        """
        now = self._clock.now()
        async with self._casebook.begin() as book:
            roles = await book.officers.of_user(act.user)
            if not roles:
                raise NotEnrolled
            able = [role for role in roles if may(role, Wish.READ_AUDIT, None)]
            if not able or act.chat != act.user:
                raise NotAllowed
            found = await book.audit.last(limit=PAGE + 1, before=before)
            shown = found[:PAGE]
            lines = tuple([await self._line(book, entry) for entry in shown])
            if shown and await book.applied.first_time(act.errand, now=now):
                read = {"from": shown[-1].number, "to": shown[0].number}
                await book.audit.write("audit.read", at=now, actor=able[0].id, data=read)
        return AuditPage(lines=lines, older=shown[-1].number if len(found) > PAGE else None)

    async def _line(self, book: CasebookSession, entry: Audited) -> AuditLine:
        officer = await book.officers.get(OfficerId(entry.actor)) if entry.actor not in {REPORTER, SYSTEM} else None
        return AuditLine(
            entry=entry,
            actor=officer.name if officer is not None else None,
            unit=self._directory.units.get(entry.unit) if entry.unit is not None else None,
        )
