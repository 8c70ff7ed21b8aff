"""What residents do again and again in these stories."""

import re

from bot.domain.identifiers import ChatId, TipId
from bot.domain.receipts import read
from bot.domain.tip import Tip
from bot.sandbox.actors import Person
from bot.sandbox.journal import Call
from bot.sandbox.screen import Shown
from tests.town import Town

RECEIPT = re.compile(r"TB(?:-[0-9A-Z]{4}){5}")


async def pressed(person: Person, label: str, then: str) -> str:
    """Press a button of the newest message; give the screen that it leads to."""
    person.presses(person.last_message(), label)
    return (await person.waits_for(then, anew=True)).text


async def typed(person: Person, text: str, then: str) -> str:
    """Type a text; give the screen that answers it."""
    person.sends(text)
    return (await person.waits_for(then, anew=True)).text


async def welcomed(person: Person) -> None:
    """Press Start and read the welcome."""
    person.starts()
    await person.waits_for("113", anew=True)


async def places_it(person: Person, commune: str = "my thoi", then: str = "lúc nào") -> str:
    """Say where it was and leave the kind out; give the screen that asks when."""
    await typed(person, commune, "giống loại nào")
    return await pressed(person, "Bỏ qua", then)


async def reviews_a_theft(person: Person, words: str = "Hai người lấy xe đạp trước chợ") -> str:
    """Tell of a theft in words, up to the review; give its screen."""
    await typed(person, words, "CHƯA gửi")
    await places_it(person)
    return await pressed(person, "Hôm nay", "Coi lại")


async def sends_a_theft(person: Person, words: str = "Hai người lấy xe đạp trước chợ") -> str:
    """Tell of a theft in words and send it; give the receipt."""
    await reviews_a_theft(person, words)
    return receipt_in(await pressed(person, "Gửi tin", "Mã tin"))


def receipt_in(screen: str) -> str:
    """Give the receipt that a screen shows."""
    found = RECEIPT.search(screen)
    assert found is not None
    return found[0]


async def tip_under(place: Town, receipt: str) -> Tip:
    """Give the tip that a receipt leads to, as the casebook keeps it."""
    assert place.opened is not None
    async with place.opened.casebook.begin() as book:
        tip = await book.tips.by_receipt(read(receipt))
    assert tip is not None
    return tip


async def handles_in(place: Town, person: Person) -> list[TipId]:
    """Give the tips whose answers come to a person's chat."""
    assert place.opened is not None
    async with place.opened.vault.begin() as session:
        return [address.tip for address in await session.handles.in_chat(ChatId(person.user_id))]


def calls_since(place: Town, count: int) -> list[Call]:
    """Give the calls after the first so many, polls left out."""
    return [call for call in place.api.journal.calls() if call.method != "getUpdates"][count:]


def calls_so_far(place: Town) -> int:
    """Give how many calls there have been, polls left out."""
    return len(calls_since(place, 0))


def living_keyboards(person: Person) -> list[Shown]:
    """Give the bot's messages that have buttons."""
    return [message for message in person.screen() if message.by_bot and message.buttons]
