"""The two bots that are measured, each as a process of its own, and the residents who talk with them."""

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from benchmarks import echo
from benchmarks.people import Card, Press, Resident, Say, Step
from bot.clock import WallClock
from bot.domain.identifiers import ChatId, OfficerId, UserId
from bot.domain.people import Officer, Role
from bot.domain.units import Commune
from bot.places.directory import Directory, load
from bot.ports.staff import Group
from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.members import ALL_RIGHTS
from storage import keys
from storage.casebook import Casebook
from storage.engine import Store
from storage.migrations import bring_up

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat

TOKEN = "7000000002:AAmadeuptokenmadeuptokenmadeuptoken"  # noqa: S105 - known to the stand-in alone
UNLIMITED = 1000  #: messages a second, the most that the settings take: the figures are of the work, not of a limit
TELEGRAMS = 30  #: messages a second, the setting's default


class Contestant(Protocol):
    """A bot that can be measured."""

    @property
    def name(self) -> str:
        """Give what the table calls it."""
        ...

    @property
    def module(self) -> Sequence[str]:
        """Give what stands behind ``python -m``."""
        ...

    @property
    def environment(self) -> Mapping[str, str]:
        """Give what the process finds in its environment."""
        ...

    async def prepare(self) -> None:
        """Put into the bot's data what its work needs; the bot has run once and is stopped."""
        ...

    def resident(self) -> Resident:
        """Give somebody new, who has pressed Start and said nothing yet."""
        ...


class EchoBot:
    """The bare echo."""

    name = "echo"
    module = ("benchmarks.echo",)

    def __init__(self, api: BotApiServer, folder: Path) -> None:
        del folder
        self._api = api

    @property
    def environment(self) -> Mapping[str, str]:
        """Give the token and the address."""
        return {echo.TOKEN_NAME: self._api.token, echo.API_NAME: self._api.root}

    async def prepare(self) -> None:
        """Do nothing: it keeps nothing."""

    def resident(self) -> Resident:
        """Give somebody who says two things and presses three times."""
        one, two = echo.BUTTONS
        steps = (Say("Two men took a bicycle at the market"), Say("The market"), Press(one), Press(two), Press(one))
        return Resident(person=_newcomer(self._api), steps=steps, card=None)


class TinBao:
    """The real bot, as ``tinbao run`` starts it, with every commune's group bound."""

    name = "Tin Báo"
    module = ("bot", "run")

    def __init__(self, api: BotApiServer, folder: Path, *, rate: int = UNLIMITED) -> None:
        self._api = api
        self._data, self._keys = folder / "data", folder / "keys"
        self._rate = rate
        self._numbers = count()
        self._directory = load()
        self._communes = _well_named(self._directory)
        self._groups: list[tuple[Person, Chat]] = []

    @property
    def environment(self) -> Mapping[str, str]:
        """Give the settings."""
        return {
            "TINBAO_TELEGRAM_TOKEN": self._api.token,
            "TINBAO_TELEGRAM_API": self._api.root,
            "TINBAO_DATA": str(self._data),
            "TINBAO_KEYS": str(self._keys),
            "TINBAO_RATE": str(self._rate),
        }

    async def prepare(self) -> None:
        """Give every commune's unit a group with one officer in it."""
        now = WallClock(ZoneInfo("Asia/Ho_Chi_Minh")).now()
        store = Store(f"sqlite+aiosqlite:///{self._data / 'casebook.db'}")
        try:
            await bring_up(store, "casebook")
            async with Casebook(store, keys.load(self._keys).casebook).begin() as book:
                for commune in self._communes:
                    officer = self._api.person("Minh")
                    group = self._api.group(commune.name, owner=officer)
                    officer.adds_bot_to(group, admin_rights=ALL_RIGHTS)
                    self._groups.append((officer, group))
                    enrolled = Officer(
                        id=OfficerId(f"officer-{commune.code}"),
                        user=UserId(officer.user_id),
                        name="Minh",
                        role=Role.HEAD,
                        unit=commune.unit,
                    )
                    await book.officers.enrol(enrolled, now=now)
                    await book.groups.bind(Group(unit=commune.unit, chat=ChatId(group.chat_id)))
        finally:
            await store.dispose()
        self._api.world.updates.forget_all()

    def resident(self) -> Resident:
        """Give somebody who tells of a theft, each in another commune than the one before."""
        number = next(self._numbers)
        place = number % len(self._communes)
        words = f"Tin thứ {number}. Có hai người lấy xe đạp trước chợ rồi đi về phía bến đò."
        steps: tuple[Step, ...] = (
            Say(words),
            Say(self._communes[place].name),
            Press("Trộm, cướp"),
            Press("Hôm nay"),
            Press("Gửi tin"),
        )
        card = None
        if self._groups:
            officer, group = self._groups[place]
            card = Card(officer=officer, group=group, mark=f"Tin thứ {number}.")
        return Resident(person=_newcomer(self._api), steps=steps, card=card)


def _well_named(directory: Directory) -> list[Commune]:
    """Give the communes whose name alone says which is meant."""
    return [commune for commune in directory.communes.values() if directory.find_communes(commune.name).exact]


def _newcomer(api: BotApiServer) -> Person:
    person = api.person("Lan")
    api.world.private_chat(person.user)
    return person
