"""Everybody who may press a button, in one town: for the table of who may do what."""

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from bot.domain.identifiers import ChatId, EntryId, ErrandId, OfficerId, Reference, TipId, UserId, fresh_id
from bot.domain.kinds import Urgency
from bot.domain.outcomes import OutcomeCode
from bot.domain.people import Role
from bot.domain.receipts import receipt_of
from bot.domain.thread import Author, Entry
from bot.domain.tip import Account, Tip, Why, minute
from bot.domain.units import DESK, CommuneCode, UnitCode
from bot.sandbox.actors import Person
from bot.sandbox.chats import Chat
from bot.sandbox.screen import Shown
from bot.services.acting import Act
from handlers.faces import Faces
from tests.stories.people import WARD, desk_on_duty, enrolled, forged, on_duty
from tests.town import Town

OTHER: Final = UnitCode("30307")
#: Who tries everything; `officer` is whoever has the tip in hand, `colleague` works beside them.
EVERYBODY: Final = (
    "stranger",
    "administrator",
    "announcer",
    "auditor",
    "desk",
    "desk head",
    "head",
    "officer",
    "colleague",
    "other head",
    "other officer",
)
_KEPT: Final = ("tips", "entries", "officers", "invitations", "groups", "rosters", "audit", "cases", "case_members")


@dataclass(slots=True, kw_only=True)
class Street:
    """The town with everybody in it."""

    place: Town
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    groups: dict[UnitCode, Chat] = field(default_factory=dict[UnitCode, Chat])
    doors: dict[int, Shown] = field(default_factory=dict[int, Shown])  #: a message of the bot in each chat
    _tips: int = 0

    async def fills(self) -> None:
        """Let everybody come."""
        ward = await on_duty(self.place, WARD, officers=("Tú", "Bé"))
        other = await on_duty(self.place, OTHER, head="Sơn", officers=("Tâm",))
        desk = await desk_on_duty(self.place)
        for post, names in ((ward, ("head", "officer", "colleague")), (other, ("other head", "other officer"))):
            self.people.update(zip(names, [one.person for one in (post.head, *post.officers)], strict=True))
        self.people |= {"desk head": desk.head.person, "desk": desk.officer.person}
        for role in (Role.ADMINISTRATOR, Role.ANNOUNCER, Role.AUDITOR):
            unit = WARD if role is Role.ANNOUNCER else None
            self.people[role.value] = (await enrolled(self.place, role.value.title(), role, unit)).person
        self.people["stranger"] = self.place.resident("Khách")
        self.people["stranger"].starts()
        await self.people["stranger"].waits_for("113")
        for post in (ward, other, desk):
            self.groups[post.unit] = post.group
            self.doors[post.group.chat_id] = post.head.person.last_message(post.group)
        for person in self.people.values():
            self.doors[person.user_id] = person.last_message()

    def where(self, name: str, spot: str) -> Shown:
        """Give a message to press on: in the ward's group, in the person's own one, or in private."""
        unit = {"desk": DESK, "desk head": DESK, "other head": OTHER, "other officer": OTHER}.get(name, WARD)
        chats = {
            "ward": self.groups[WARD].chat_id,
            "own": self.groups[unit].chat_id,
            "desk": self.groups[DESK].chat_id,
            "other": self.groups[OTHER].chat_id,
            "private": self.people[name].user_id,
        }
        return self.doors[chats[spot]]

    async def pressed(self, name: str, spot: str, data: str) -> str:
        """Press a button with this data; give what pops up."""
        return await forged(self.people[name], self.where(name, spot), data)

    async def typed(self, name: str, spot: str, text: str) -> str:
        """Type a command; give what the bot answers."""
        person, chat = self.people[name], self.place.api.world.chats[self.where(name, spot).chat_id]
        asked = person.sends(text, to=chat)
        answer = await person.waits_until(lambda shown: shown.reply_to == asked.message_id, chat=chat, said=text)
        return answer.text

    def kept(self) -> dict[str, list[tuple[object, ...]]]:
        """Give all rows about tips, what was said, people, units and the audit."""
        book = sqlite3.connect(self.place.settings.data / "casebook.db")
        rows = {table: book.execute(f"SELECT * FROM {table}").fetchall() for table in _KEPT}  # noqa: S608 - our names
        book.close()
        return rows

    @property
    def faces(self) -> Faces:
        """The services, to bring a tip into the state in which it is tried."""
        assert self.place.program is not None
        return self.place.program.application.faces

    async def tip(self, unit: UnitCode = WARD) -> Tip:
        """File a new tip."""
        self._tips += 1
        now = minute(datetime.now(UTC))  # noqa: TID251 - nothing here hangs on the time
        tip = Tip(
            id=TipId(f"{self._tips:032x}"),
            reference=Reference(f"W{self._tips:04}"),
            unit=unit,
            why=Why.COMMUNE,
            commune=CommuneCode(WARD),
            group=None,
            leaf=None,
            when=None,
            urgency=Urgency.SOON,
            account=Account(texts=("Mất xuồng máy.",)),
            received=now,
            status_since=now,
        )
        assert self.place.opened is not None
        async with self.place.opened.casebook.begin() as book:
            await book.tips.add(tip, receipt_of(tip.id.encode()))
        return tip

    def act(self, name: str, unit: UnitCode = WARD) -> Act:
        """Give something that somebody does in their unit's group."""
        user = UserId(self.people[name].user_id)
        return Act(errand=ErrandId(fresh_id()), user=user, chat=ChatId(self.groups[unit].chat_id))

    async def drafted(self, tip: Tip) -> str:
        """Let the officer be about to ask something."""
        draft = await self.faces.asking.choose(self.act("officer"), tip=tip.id, question="gio_nao")
        assert draft is not None
        return draft.id

    async def aimed(self, tip: Tip, *, by: str = "officer", at: UnitCode = WARD, to: UnitCode = DESK) -> str:
        """Let somebody be about to pass a tip on."""
        draft = await self.faces.transferring.choose(self.act(by, at), tip=tip.id, unit=to)
        assert draft is not None
        return draft.id

    async def reasoned(self, tip: Tip, *, by: str = "officer", at: UnitCode = WARD, to: UnitCode = DESK) -> str:
        """Let somebody be about to pass a tip on, for a reason."""
        draft = EntryId(await self.aimed(tip, by=by, at=at, to=to))
        await self.faces.transferring.because(self.act(by, at), draft=draft, reason="sai_dia_ban")
        return draft

    async def noted(self, tip: Tip) -> str:
        """Let the officer have noted something."""
        note = Entry(
            id=tip_entry(tip),
            tip=tip.id,
            author=Author.NOTE,
            text="Coi camera",
            at=tip.received,
            officer=await self.officer("officer"),
        )
        assert self.place.opened is not None
        async with self.place.opened.casebook.begin() as book:
            await book.threads.add(note)
        return note.id

    async def proposed(self, tip: Tip, outcome: str) -> str:
        """Let the officer have chosen an outcome, not confirmed it."""
        chosen = await self.faces.closing.choose(self.act("officer"), tip=tip.id, outcome=OutcomeCode(outcome))
        assert chosen is not None
        return chosen.id

    async def officer(self, name: str) -> OfficerId:
        """Give the id of somebody's first role."""
        held = await self.faces.administration.roles(UserId(self.people[name].user_id))
        return held[0].officer.id


def tip_entry(tip: Tip) -> EntryId:
    """Give the id of the one note about a tip."""
    return EntryId(tip.id[-16:])
