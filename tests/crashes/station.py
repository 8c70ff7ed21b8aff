"""A police station with a group: its head stands ready, enrolled and bound without any ceremony."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.domain.identifiers import ChatId, OfficerId, UserId
from bot.domain.people import Officer, Role
from bot.domain.units import DESK, UnitCode
from bot.ports.casebook import Casebook
from bot.ports.staff import Group
from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.chats import Chat
from bot.sandbox.screen import Shown
from tests.crashes.residents import PATIENCE, WORDS
from tests.town import directory

AGAIN: Final = "Gửi lại"  #: what a card says that may have come before
_RIGHTS: Final = frozenset({"can_restrict_members"})


@dataclass(frozen=True, slots=True)
class Station:
    """The commune police of Mỹ Thới."""

    head: Person
    group: Chat

    def cards(self, words: str = WORDS) -> list[Shown]:
        """Give the cards of a tip that was told in these words, oldest first."""
        return [shown for shown in self.head.screen(self.group) if shown.by_bot and words in shown.text]

    def newest(self, fragment: str) -> Shown:
        """Give the newest message in the group that holds a fragment."""
        found = self.head.sees(fragment, self.group)
        assert found is not None
        return found

    async def sees(self, *fragments: str, anew: bool = True) -> Shown:
        """Wait for a message in the group that holds one of these."""
        return await self.head.waits_until(
            lambda shown: any(fragment in shown.text for fragment in fragments),
            said=repr(fragments),
            chat=self.group,
            anew=anew,
            within=PATIENCE,
        )

    async def sees_newer(self, than: Shown, fragment: str) -> Shown:
        """Wait for a message in the group that came after another one."""
        return await self.head.waits_until(
            lambda shown: shown.message_id > than.message_id and fragment in shown.text,
            said=f"{fragment!r} anew",
            chat=self.group,
            within=PATIENCE,
        )

    async def presses(self, message: Shown, label: str, then: str) -> Shown:
        """Press a button; give the message in the group that it leads to."""
        self.head.presses(message, label)
        return await self.sees(then)


async def opens(api: BotApiServer, casebook: Casebook, *, forum: bool = False) -> Station:
    """Let the station be there: a group with its head and the bot, with topics or without."""
    head = api.person("Tám")
    group = api.group("Công an Mỹ Thới", owner=head, forum=forum)
    head.adds_bot_to(group, admin_rights=_RIGHTS | ({"can_manage_topics"} if forum else frozenset[str]()))
    found = directory().find_communes("my thoi").exact
    assert found is not None
    await _stands_ready(casebook, head, group, found.unit, is_forum=forum)
    return Station(head, group)


async def has_a_desk(api: BotApiServer, casebook: Casebook) -> Station:
    """Let the province's desk be there too."""
    return await has(api, casebook, DESK, head="Thành")


async def has(api: BotApiServer, casebook: Casebook, unit: UnitCode, *, head: str) -> Station:
    """Let another unit be there too."""
    leader = api.person(head)
    group = api.group(f"Trực ban {unit}", owner=leader)
    leader.adds_bot_to(group, admin_rights=_RIGHTS)
    await _stands_ready(casebook, leader, group, unit)
    return Station(leader, group)


async def _stands_ready(
    casebook: Casebook, head: Person, group: Chat, unit: UnitCode, *, is_forum: bool = False
) -> None:
    id_ = OfficerId(f"{head.user_id:016x}")
    officer = Officer(id=id_, user=UserId(head.user_id), name=head.user.first_name, role=Role.HEAD, unit=unit)
    async with casebook.begin() as book:
        await book.officers.enrol(officer, now=datetime.now(UTC))  # noqa: TID251 - nothing here hangs on the time
        await book.groups.bind(Group(unit=unit, chat=ChatId(group.chat_id), is_forum=is_forum))


def stray_cards(cards: list[Shown]) -> list[Shown]:
    """Give the cards after the first that do not say that they may have come before."""
    return [card for card in cards[1:] if AGAIN not in card.text]
