"""Many subscribers at once: nobody presses two thousand times three buttons in a story.

They are put into the vault through its own port, as their presses would have put them there.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.domain.broadcasts.subscription import QuietHours, Subscription
from bot.domain.identifiers import ChatId, Language
from bot.domain.units import CommuneCode
from bot.sandbox.actors import Person
from tests.stories.people import WARD
from tests.town import Town

COMMUNE: Final = CommuneCode(WARD)
_CHUNK: Final = 250  #: subscriptions of one transaction
_LOST: Final = 20  #: every so manieth has blocked the bot or has no account any more
_NIGHT_OWL: Final = 10  #: every so manieth has no quiet hours
_FOREIGN: Final = 4  #: every so manieth reads English


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Subscribers of one commune."""

    place: Town
    people: tuple[Person, ...]
    lost: frozenset[int]  #: who cannot be reached, and of whom the bot has not heard that yet

    @property
    def reachable(self) -> list[Person]:
        """Give who can be sent something."""
        return [person for person in self.people if person.user_id not in self.lost]

    @property
    def owls(self) -> list[Person]:
        """Give who can be sent something at night."""
        return [person for person in self.people[::_NIGHT_OWL] if person.user_id not in self.lost]

    @property
    def english(self) -> list[Person]:
        """Give who reads English and can be sent something."""
        return [person for person in self.people[1::_FOREIGN] if person.user_id not in self.lost]

    def copies(self, fragment: str) -> Counter[int]:
        """Count the messages that say something, by whose phone they are on."""
        return Counter(
            person.user_id
            for person in self.people
            for message in person.chat.messages.values()
            if fragment in message.content.words
        )

    def once(self, people: Iterable[Person]) -> Counter[int]:
        """Give what `copies` is where each of these has exactly one."""
        return Counter(person.user_id for person in people)


async def crowd(place: Town, size: int, *, commune: CommuneCode = COMMUNE) -> Crowd:
    """Let so many subscribers be, some of whom are lost; every fourth reads English, every tenth is never quiet."""
    assert place.opened is not None
    people = [place.resident(f"Dan{number}") for number in range(size)]
    for person in people:
        place.api.world.private_chat(person.user)
    for first in range(0, size, _CHUNK):
        async with place.opened.vault.begin() as vault:
            for number in range(first, min(first + _CHUNK, size)):
                await vault.subscribers.keep(_subscription(people[number], number, commune))
    lost = people[_LOST // 2 :: _LOST]
    for number, person in enumerate(lost):
        if number % 2:
            person.deletes_account()
        else:  # while nobody listened: the update that tells of it is not made
            person.chat.has_blocked_bot = True
    return Crowd(place=place, people=tuple(people), lost=frozenset(person.user_id for person in lost))


def _subscription(person: Person, number: int, commune: CommuneCode) -> Subscription:
    return Subscription(
        chat=ChatId(person.user_id),
        language=Language("en" if number % _FOREIGN == 1 else "vi"),
        communes=(commune,),
        quiet=QuietHours(start=0, end=0) if number % _NIGHT_OWL == 0 else QuietHours(),
    )
