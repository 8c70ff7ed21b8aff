"""Everybody who may press a button about a broadcast, and broadcasts in every state, in one town."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from bot.domain.broadcasts.broadcast import Broadcast, Occurrence, OccurrenceState
from bot.domain.broadcasts.life import SHOWN
from bot.domain.broadcasts.schedule import At
from bot.domain.identifiers import ChatId, ErrandId, UserId, fresh_id
from bot.domain.people import Role
from bot.sandbox.actors import Person
from bot.services.conversing import Visit
from tests.crashes.ledger import count
from tests.stories.crowds import Crowd, crowd
from tests.stories.newsroom import VI, Newsroom, newsroom
from tests.stories.people import WARD, enrolled, forged, on_duty
from tests.stories.who import OTHER
from tests.town import Town

#: Who has nothing to do with the ward's broadcasts; the last is a member of its group whom the head has accepted.
OUTSIDERS: Final = (
    *("stranger", "revoked", "administrator", "auditor", "other head", "other officer", "other announcer", "guest"),
)
#: Not of the casebook's state: what was done before, what is on its way, and where it stands in a group.
_ASIDE: Final = frozenset({"applied", "dispatches", "broadcast_posts", "alembic_version", "sqlite_sequence"})
_OF_SUBSCRIBERS: Final = ("subscribers", "subscriber_communes", "deliveries", "runs", "run_counts")


@dataclass(slots=True, kw_only=True)
class Pressroom:
    """The ward's newsroom with a broadcast in each state, and whoever tries to press its buttons."""

    room: Newsroom
    crowd: Crowd
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    broadcasts: dict[str, Broadcast] = field(default_factory=dict[str, Broadcast])
    sendings: dict[str, Occurrence] = field(default_factory=dict[str, Occurrence])
    version: int = 0  #: of the announcer's open draft

    @property
    def place(self) -> Town:
        """The town."""
        return self.room.place

    def data(self, button: str) -> str:
        """Fill in what a button carries: ``{sent}`` is a broadcast, ``{#sent}`` its sending, ``{=sent}`` its text."""
        for name, broadcast in self.broadcasts.items():
            button = button.replace(f"{{{name}}}", broadcast.id).replace(f"{{={name}}}", broadcast.fingerprint[:SHOWN])
        for name, sending in self.sendings.items():
            button = button.replace(f"{{#{name}}}", str(sending.id))
        return button.replace("{version}", str(self.version))

    async def pressed(self, name: str, data: str, *, in_group: bool) -> str:
        """Let somebody send a press that they made up; give what pops up."""
        person = self.people[name]
        door = self.room.ward.head.person.last_message(self.room.ward.group) if in_group else person.last_message()
        return await forged(person, door, data)

    async def opens_draft(self) -> None:
        """Let the announcer take up the draft."""
        chat = ChatId(self.people["announcer"].user_id)
        visit = Visit(chat=chat, errand=ErrandId(fresh_id()), language=VI)
        self.version = (await self.room.services.composing.open(visit, self.broadcasts["draft"].id)).version

    def kept(self) -> dict[str, list[tuple[object, ...]]]:
        """Give all rows of the casebook, and those about subscribers."""
        found: dict[str, list[tuple[object, ...]]] = {}
        for store in ("casebook", "vault"):
            kept = sqlite3.connect(self.place.settings.data / f"{store}.db")
            every = [str(name) for (name,) in kept.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            names = _OF_SUBSCRIBERS if store == "vault" else sorted(set(every) - _ASIDE)
            found |= {f"{store}.{name}": kept.execute(f"SELECT * FROM {name}").fetchall() for name in names}  # noqa: S608 - our names
            kept.close()
        return found

    def counted(self, table: str, where: str) -> int:
        """Count rows of the vault."""
        return count(self.place.settings, "vault", table, where)

    def read_by(self, names: Iterable[str]) -> dict[str, list[str]]:
        """Give what the bot has said to these people in private."""
        return {name: [one.text for one in self.people[name].screen() if one.by_bot] for name in names}


async def pressroom(place: Town) -> Pressroom:
    """Let the ward have a broadcast in every state, at ten in the evening, when most are not to be woken."""
    place.clock.comes_to("2026-11-27", "22:00")
    room = await newsroom(place)
    found = Pressroom(room=room, crowd=await crowd(place, 3))
    await _come(found)
    broadcasts, sendings = found.broadcasts, found.sendings
    soon = place.clock.now().replace(second=0, microsecond=0)

    broadcasts["proposed"] = await room.proposes(await room.writes())
    broadcasts["sent"] = await room.sends(urgent=True)
    await room.ends(broadcasts["sent"])
    broadcasts["going"] = await room.sends()
    broadcasts["planned"] = await room.sends(schedule=At(at=soon + timedelta(days=3)))
    broadcasts["missed"] = await room.sends(schedule=At(at=soon + timedelta(minutes=1)))
    place.clock.passes(minutes=1)
    assert place.opened is not None
    async with place.opened.casebook.begin() as book:
        row = (await book.occurrences.of_broadcast(broadcasts["missed"].id))[0]
        await book.occurrences.change(replace(row, state=OccurrenceState.MISSED), was=row.state)
    broadcasts["draft"] = await room.writes()
    for name in ("sent", "going", "planned", "missed"):
        sendings[name] = (await room.sendings(broadcasts[name]))[0]
        broadcasts[name] = await room.services.approving.of(broadcasts[name].id)
    await found.opens_draft()
    await room.until(lambda: 1 == found.counted("deliveries", "outcome = 0 AND occurrence > 1") - 1)
    await room.until(lambda: 0 == found.counted("deliveries", "outcome = 1"))
    await place.api.quiet(0.2)
    return found


async def _come(found: Pressroom) -> None:
    """Let everybody come, and one officer be an officer no more."""
    place, room = found.place, found.room
    other = await on_duty(place, OTHER, head="Sơn", officers=("Tâm",))
    gone = await enrolled(place, "Cũ", Role.ANNOUNCER, WARD)
    stranger, guest = place.resident("Khách"), place.resident("Mời")
    for person in (stranger, guest):
        person.starts()
        await person.waits_for("113")
    found.people |= {
        "head": room.ward.head.person,
        "officer": room.ward.officer.person,
        "announcer": room.announcer.person,
        "other head": other.head.person,
        "other officer": other.officer.person,
        "other announcer": (await enrolled(place, "Xa", Role.ANNOUNCER, OTHER)).person,
        "administrator": (await enrolled(place, "Quản", Role.ADMINISTRATOR, None)).person,
        "auditor": (await enrolled(place, "Soát", Role.AUDITOR, None)).person,
        "revoked": gone.person,
        "stranger": stranger,
        "guest": guest,
        "subscriber": found.crowd.people[0],
    }
    assert place.program is not None
    administration = place.program.application.faces.administration
    held = await administration.roles(UserId(gone.person.user_id))
    await administration.remove(room.by(room.ward.head), officer=held[0].officer.id)
    guest.joins(room.ward.group)
    await place.api.quiet(0.2)
    settled = await place.program.application.faces.members.accept_members(room.by(room.ward.head), unit=WARD)
    assert settled.is_settled
