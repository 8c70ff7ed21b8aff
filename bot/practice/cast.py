"""Who is there to be played, and how they came: enrolled by the ordinary invitations, their groups bound as by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bot.practice.process import BotProcess
from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.chats import Chat
from bot.sandbox.world import World

UNIT: Final = "30307"
DESK: Final = "desk"
_RIGHTS: Final = frozenset({"can_restrict_members"})
_WAIT: Final = 30.0  #: seconds for each answer of the bot
_TITLES: Final = {UNIT: "Trực ban phường Long Xuyên", DESK: "Trực ban tỉnh An Giang"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One person of the room. `role` is the room's word: resident, officer, announcer or administrator."""

    key: str
    name: str
    role: str
    language: str = "vi"
    #: What `tinbao invite` is asked for, empty for residents; and the name that colleagues see.
    invitation: tuple[str, ...] = ()
    known_as: str = ""
    group: str | None = None


PARTS: Final = (
    Part(key="lan", name="Lan", role="resident"),
    Part(key="minh", name="Minh", role="resident", language="en"),
    Part(
        key="hai",
        name="Hải",
        role="officer",
        invitation=("head", "--unit", UNIT),
        known_as="Hải, trưởng công an phường",
        group=UNIT,
    ),
    Part(
        key="tu",
        name="Tú",
        role="officer",
        invitation=("officer", "--unit", UNIT),
        known_as="Tú, cảnh sát khu vực",
        group=UNIT,
    ),
    Part(
        key="phuong",
        name="Phượng",
        role="officer",
        invitation=("desk",),
        known_as="Phượng, trực ban tỉnh",
        group=DESK,
    ),
    Part(
        key="nga",
        name="Nga",
        role="announcer",
        invitation=("announcer", "--unit", UNIT),
        known_as="Nga, cán bộ tuyên truyền",
    ),
    Part(
        key="son",
        name="Sơn",
        role="administrator",
        invitation=("administrator",),
        known_as="Sơn, quản trị",
    ),
)


@dataclass(slots=True, kw_only=True)
class Player:
    """A person and the part that they play."""

    part: Part
    person: Person


@dataclass(slots=True, kw_only=True)
class Cast:
    """Everybody in the room, in the order of their phones."""

    players: list[Player] = field(default_factory=list[Player])

    def of(self, user_id: int) -> Player | None:
        """Give who has an account."""
        return next((player for player in self.players if player.person.user_id == user_id), None)

    def by_key(self, key: str) -> Player | None:
        """Give who has a part."""
        return next((player for player in self.players if player.part.key == key), None)

    def joins(self, api: BotApiServer, part: Part) -> Player:
        """Let somebody new come."""
        player = Player(part=part, person=api.person(part.name, language_code=part.language))
        self.players.append(player)
        return player

    def chats_of(self, world: World, player: Player) -> list[Chat]:
        """Give the chats on somebody's phone: with the bot first, then the groups and channels that they are in."""
        user = player.person.user_id
        private = world.private_chat_if_open(user)
        groups = [
            chat for chat in world.chats.values() if not chat.is_private and chat.has(user) and chat.migrated_to is None
        ]
        return [*([private] if private is not None else []), *groups]


#: Told after each step of setting up: how many are done of how many.
Progress = Callable[[int, int], None]


async def enrol(api: BotApiServer, bot: BotProcess, cast: Cast, told: Progress) -> None:
    """Bring everybody in: invitations from the command line, names typed, groups made and bound by those who lead."""
    staff = [player for player in cast.players if player.part.invitation]
    groups = {code: _group(api, cast, code) for code in (UNIT, DESK)}
    steps = len(staff) + len(groups)
    for number, player in enumerate(staff, start=1):
        player.person.opens(await bot.command("invite", *player.part.invitation))
        await player.person.waits_for("Gõ", within=_WAIT)
        player.person.sends(player.part.known_as)
        await player.person.waits_for("Đã ghi danh", within=_WAIT, anew=True)
        told(number, steps)
    for number, (code, (leader, chat)) in enumerate(groups.items(), start=len(staff) + 1):
        leader.adds_bot_to(chat, admin_rights=_RIGHTS)
        leader.sends(f"/lienket {code}", to=chat)
        await leader.waits_for("Tin sẽ tới đây", within=_WAIT, chat=chat)
        told(number, steps)


def _group(api: BotApiServer, cast: Cast, code: str) -> tuple[Person, Chat]:
    leader, *others = [player.person for player in cast.players if player.part.group == code]
    return leader, api.group(_TITLES[code], owner=leader, members=tuple(others))
