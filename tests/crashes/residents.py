"""What residents do in these tests: each step waits for the screen that it answers, however long the bot is away."""

from typing import Final

from bot.sandbox.actors import Person
from bot.sandbox.screen import Shown
from tests.crashes.ledger import RECEIPT

WORDS: Final = "mat trom xe dap"
PATIENCE: Final = 30.0  #: seconds until a resident's wait is a failure


def words_of(person: Person) -> str:
    """Give what somebody has to tell, so that no two tell the same."""
    return f"mat trom xe dap so {person.user_id}"


async def sees(person: Person, fragment: str, *, within: float = PATIENCE) -> Shown:
    """Wait for a screen that answers the person's last act."""
    return await person.waits_for(fragment, anew=True, within=within)


async def comes_in(person: Person) -> None:
    """Press Start."""
    person.starts()
    await sees(person, "ĐANG NGUY HIỂM")


async def presses(person: Person, message: Shown, label: str, then: str, *, within: float = PATIENCE) -> Shown:
    """Press a button; give the screen that it leads to."""
    person.presses(message, label)
    return await sees(person, then, within=within)


async def tells(person: Person, words: str = WORDS, *, within: float = PATIENCE) -> Shown:
    """Tell a tip in words, without any command; give the receipt's message."""
    person.sends(words)
    await sees(person, "xã, phường nào", within=within)
    person.sends("my thoi")
    kind = await sees(person, "giống loại nào", within=within)
    when = await presses(person, kind, "Bỏ qua", "lúc nào", within=within)
    review = await presses(person, when, "Hôm nay", "Coi lại trước khi gửi", within=within)
    return await presses(person, review, "Gửi tin", "Mã tin", within=within)


def receipt_in(message: Shown) -> str:
    """Give the receipt that a message shows."""
    found = RECEIPT.search(message.text)
    assert found is not None
    return found[0]


async def looks_up(person: Person, receipt: str) -> Shown:
    """Open a tip's thread by its receipt."""
    person.sends(f"/xemtraloi {receipt}")
    return await sees(person, "Đã đến")
