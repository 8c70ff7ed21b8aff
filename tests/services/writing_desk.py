"""Somebody who composes broadcasts, over real stores: every call is an errand of its own unless one is named."""

from dataclasses import dataclass, field

from bot.domain.broadcasts.composing import Sent
from bot.domain.conversation import Composing as Focus
from bot.domain.conversation import Conversation
from bot.domain.identifiers import ChatId, ErrandId, Language, MessageId, OfficerId, UserId, fresh_id
from bot.domain.people import Officer, Role
from bot.domain.units import UnitCode
from bot.places.directory import Directory
from bot.services.broadcasts.composing import Composing, Draft
from bot.services.broadcasts.dates import Dates
from bot.services.broadcasts.dating import Dating
from bot.services.broadcasts.drafting import Drafting, Heard
from bot.services.broadcasts.drafts import Drafts
from bot.services.conversing import Conversing, Visit
from storage.casebook.session import Casebook
from storage.vault import Vault
from tests.services.office import FakeClock

VI = Language("vi")
EN = Language("en")
WARD = UnitCode("30301")


@dataclass(slots=True)
class WritingDesk:
    """The services of composing, and one officer who uses them."""

    casebook: Casebook
    vault: Vault
    directory: Directory
    clock: FakeClock
    officer: Officer
    conversing: Conversing = field(init=False)
    composing: Composing = field(init=False)
    dating: Dating = field(init=False)
    drafting: Drafting = field(init=False)
    drafts: Drafts = field(init=False)
    _messages: int = 0

    def __post_init__(self) -> None:
        """Put the services together as the wiring does."""
        zone = self.clock.now().tzinfo
        assert zone is not None
        self.conversing = Conversing(self.vault, self.clock)
        self.composing = Composing(self.casebook, self.conversing, self.directory, self.clock, languages=(VI, EN))
        self.dating = Dating(self.composing, Dates(zone), default=VI)
        self.drafting = Drafting(self.composing, self.dating, self.directory, default=VI)
        self.drafts = Drafts(self.casebook, self.directory)

    def visit(self, errand: str | None = None, *, version: int | None = None) -> Visit:
        """Give something that the officer does in private."""
        return Visit(
            errand=ErrandId(errand or fresh_id() * 2),
            chat=ChatId(self.officer.user),
            language=VI,
            message=MessageId(1),
            version=version,
        )

    def sent(self, text: str | None = None, **others: object) -> Sent:
        """Give a message of the officer's, with a number of its own."""
        self._messages += 1
        return Sent(message=self._messages, text=text, **others)  # pyright: ignore[reportArgumentType] - as the caller names them

    async def begins(self, unit: UnitCode | None = None) -> Draft:
        """Begin a draft."""
        own = unit or self.officer.unit
        assert own is not None
        return await self.composing.begin(self.visit(), unit=own)

    async def types(self, text: str) -> Heard:
        """Type a text."""
        return await self.drafting.hear(self.visit(), self.sent(text))

    async def talk(self) -> Conversation:
        """Give the conversation as it stands."""
        return await self.conversing.current(self.visit())

    async def focus(self) -> Focus | None:
        """Give what lies open, where it is a draft."""
        found = (await self.talk()).focus
        return found if isinstance(found, Focus) else None


def officer(number: int, role: Role, unit: UnitCode | None) -> Officer:
    """Give somebody to be enrolled."""
    return Officer(
        id=OfficerId(f"{number:016x}"), user=UserId(700 + number), name=f"Cán bộ {number}", role=role, unit=unit
    )


async def writing_desk(
    casebook: Casebook, vault: Vault, directory: Directory, clock: FakeClock, *, who: Officer
) -> WritingDesk:
    """Give a writing desk whose officer is enrolled."""
    async with casebook.begin() as book:
        await book.officers.enrol(who, now=clock.now())
    return WritingDesk(casebook, vault, directory, clock, who)
