"""Who acts in these stories: residents in their language, officers in their group, the administrator.

Each does what a person does, by the words on the screen, and looks until it is there.
"""

from dataclasses import dataclass

from bot.domain.people import Role
from bot.domain.thread import Entry
from bot.domain.tip import Tip
from bot.domain.units import DESK, UnitCode
from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.chats import Chat
from bot.sandbox.screen import Shown
from tests.stories.telling import receipt_in, tip_under
from tests.stories.tongues import VIETNAMESE, Tongue
from tests.town import Town

WARD = UnitCode("30301")
RIGHTS = frozenset({"can_restrict_members"})


class Resident:
    """Somebody with a phone who has pressed Start."""

    def __init__(self, person: Person, tongue: Tongue = VIETNAMESE) -> None:
        self.person = person
        self.tongue = tongue

    async def sees(self, then: str) -> str:
        """Wait until the screen or a button on it says something new."""
        return (await _seen(self.person, then)).text

    async def types(self, text: str, then: str) -> str:
        """Type a text; give the screen that answers it."""
        self.person.sends(text)
        return await self.sees(then)

    async def presses(self, label: str, then: str) -> str:
        """Press a button of the newest message that has it; give the screen that it leads to."""
        self.person.presses(await _bearing(self.person, label), label)
        return await self.sees(then)

    async def reports(self, words: str, *, commune: str = "my thoi", fears: bool = False) -> str:
        """Tell of something and send it; give the receipt."""
        await self.writes(words, commune=commune, fears=fears)
        return await self.sends()

    async def writes(self, words: str, *, commune: str = "my thoi", fears: bool = False) -> str:
        """Tell of something, up to the review; give its screen."""
        tongue = self.tongue
        await self.types(words, tongue.commune)
        await self.places(commune)
        review = await self.presses(tongue.today, tongue.review)
        return await self.presses(tongue.fears, tongue.review) if fears else review

    async def places(self, commune: str = "my thoi") -> str:
        """Say where it was and leave the kind out; give the screen that asks when."""
        await self.types(commune, self.tongue.kind)
        return await self.presses(self.tongue.skip, self.tongue.when)

    async def sends(self) -> str:
        """Send what was written; give the receipt."""
        return receipt_in(await self.presses(self.tongue.send, self.tongue.receipt))

    async def is_notified(self) -> Shown:
        """Wait for a notice that has not been opened."""
        tongue = self.tongue
        return await self.person.waits_until(
            lambda shown: shown.text == tongue.notice and bool(shown.buttons), said="a notice"
        )

    async def reads(self, then: str) -> str:
        """Open the newest notice; give the thread, which must say something."""
        notice = await self.is_notified()
        self.person.presses(notice, self.tongue.open)
        return await self.sees(then)

    async def answers(self, text: str) -> str:
        """Answer the open question in words and send them; give the thread."""
        await self.presses(self.tongue.reply, self.tongue.unsent)
        await self.types(text, text)
        return await self.presses(self.tongue.send_words, f": {text}")


class Officer:
    """Somebody of the staff, in their unit's group where they have one."""

    def __init__(self, person: Person, group: Chat | None = None) -> None:
        self.person = person
        self.group = group

    async def sees(self, fragment: str, *, anew: bool = True) -> Shown:
        """Wait until the group shows something; `anew`: since they last did anything."""
        return await self.person.waits_for(fragment, chat=self.group, anew=anew)

    async def reads_privately(self, fragment: str) -> Shown:
        """Wait until their own talk with the bot shows something."""
        return await self.person.waits_for(fragment)

    async def presses(self, label: str, then: str, *, on: str = "") -> Shown:
        """Press a button of the newest message that has it and says `on`; give what it leads to."""
        self.person.presses(await self.finds(label, on=on), label)
        return await self.sees(then)

    async def is_told(self, label: str, *, on: str = "") -> str:
        """Press a button; give the words that pop up."""
        return await self.person.presses_and_sees(await self.finds(label, on=on), label)

    async def replies(self, to: Shown, text: str, then: str) -> Shown:
        """Reply to a message; give what it leads to."""
        self.person.replies(to, text)
        return await self.sees(then)

    async def types(self, text: str, then: str) -> Shown:
        """Type a text in the group; give what it leads to."""
        self.person.sends(text, to=self.group)
        return await self.sees(then)

    async def finds(self, label: str, *, on: str = "") -> Shown:
        """Wait for a message of the group that says `on` and has a button; give the newest."""
        return await _bearing(self.person, label, on=on, chat=self.group)

    async def forges(self, message: Shown, data: str) -> str:
        """Press a button that was never under this message; give the words that pop up."""
        return await forged(self.person, message, data)

    async def asks(self, words: str, *, on: str = "") -> Shown:
        """Ask the reporter in own words, all the way to what says that they were sent."""
        await self.presses("Hỏi thêm", "hỏi người báo tin", on=on)
        prompt = await self.presses("Tự viết", "trả lời (reply)")
        await self.replies(prompt, words, "Chưa gửi")
        return await self.presses("📨 Gửi", "đã gửi người báo tin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A unit with its group and its people."""

    unit: UnitCode
    group: Chat
    head: Officer
    officers: tuple[Officer, ...]

    @property
    def officer(self) -> Officer:
        """The first of the officers."""
        return self.officers[0]

    def texts(self) -> list[str]:
        """Give what the bot has said in the group that can still be read."""
        return [shown.text for shown in self.head.person.screen(self.group) if shown.by_bot]


async def resident(place: Town, name: str = "Lan", tongue: Tongue = VIETNAMESE) -> Resident:
    """Give a resident who has read the welcome."""
    person = place.resident(name, language=tongue.code)
    person.starts()
    await person.waits_for("113")
    return Resident(person, tongue)


async def enrolled(place: Town, name: str, role: Role, unit: UnitCode | None) -> Officer:
    """Give somebody who has opened an invitation and said their name."""
    assert place.program is not None
    token = await place.program.application.faces.administration.invite(role, unit=unit, by=None)
    return await accepted(place.api.person(name), token)


async def accepted(person: Person, token: str) -> Officer:
    """Let somebody open an invitation and say their name."""
    person.starts(token)
    await person.waits_for("Gõ")
    person.sends(person.user.first_name)
    await person.waits_for("Đã ghi danh", anew=True)
    return Officer(person)


async def on_duty(
    place: Town, unit: UnitCode = WARD, *, head: str = "Hải", officers: tuple[str, ...] = ("Tú",)
) -> Post:
    """Give a unit whose head has bound its group, with its officers in it."""
    role = Role.DESK if unit == DESK else Role.OFFICER
    leader = await enrolled(place, head, Role.HEAD, unit)
    people = [await enrolled(place, name, role, unit) for name in officers]
    return await bound(place.api, unit, leader, *people)


async def bound(api: BotApiServer, unit: UnitCode, head: Officer, *officers: Officer) -> Post:
    """Let a head make a group for a unit and bind it, with these officers in it."""
    group = api.group(f"Trực ban {unit}", owner=head.person, members=tuple(one.person for one in officers))
    head.person.adds_bot_to(group, admin_rights=RIGHTS)
    for one in (head, *officers):
        one.group = group
    await head.types(f"/lienket {unit}", "Tin sẽ tới đây")
    return Post(unit=unit, group=group, head=head, officers=officers)


async def desk_on_duty(place: Town, officers: tuple[str, ...] = ("Phượng",)) -> Post:
    """Give the province's desk with its group."""
    return await on_duty(place, DESK, head="Thành", officers=officers)


async def reference_of(place: Town, receipt: str) -> str:
    """Give how officers call a tip."""
    return (await tip_under(place, receipt)).reference


async def tip_of(place: Town, receipt: str) -> Tip:
    """Give a tip as it is kept now, when the bot has nothing more to say."""
    await place.api.quiet()
    return await tip_under(place, receipt)


async def entries_of(place: Town, receipt: str) -> list[Entry]:
    """Give what was said about a tip since it was sent."""
    tip = await tip_of(place, receipt)
    assert place.opened is not None
    async with place.opened.casebook.begin() as book:
        return await book.threads.of(tip.id)


async def forged(person: Person, message: Shown, data: str) -> str:
    """Let somebody's own client send a press with any data, from any message they can see; give the words in return."""
    chat = person.world.chats[message.chat_id]
    person.acted_at = person.world.next_mark()
    press = person.world.press(chat, chat.messages[message.message_id], user=person.user, data=data)
    return (await press.answered()).text


async def _seen(person: Person, fragment: str) -> Shown:
    """Wait until something new says a fragment, in its words or on its buttons."""
    return await person.waits_until(
        lambda shown: fragment in shown.text or _has(shown, fragment), said=repr(fragment), anew=True
    )


async def _bearing(person: Person, label: str, *, on: str = "", chat: Chat | None = None) -> Shown:
    return await person.waits_until(
        lambda shown: on in shown.text and _has(shown, label), said=f"a button {label!r} on {on!r}", chat=chat
    )


def _has(shown: Shown, label: str) -> bool:
    return any(label in name for row in shown.labels for name in row)
