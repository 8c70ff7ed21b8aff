"""The states in which a button under a tip is tried; each gives the value that the button carries."""

from collections.abc import Awaitable, Callable

from bot.domain.identifiers import EntryId
from bot.domain.tip import Tip
from tests.stories.people import WARD
from tests.stories.who import OTHER, Street

Prepare = Callable[[Street, Tip], Awaitable[str]]


async def new(street: Street, tip: Tip) -> str:
    """Leave the tip as it came; nobody has it."""
    del street, tip
    return ""


async def taken(street: Street, tip: Tip) -> str:
    """Let the officer take it."""
    await street.faces.casework.take(street.act("officer"), tip=tip.id)
    return ""


async def given_to(street: Street, tip: Tip) -> str:
    """Let the officer take it; the button names the colleague."""
    await taken(street, tip)
    return await street.officer("colleague")


async def drafted(street: Street, tip: Tip) -> str:
    """Let the officer be about to ask."""
    return await street.drafted(tip)


async def noted(street: Street, tip: Tip) -> str:
    """Let the officer have noted something."""
    return await street.noted(tip)


async def chosen(street: Street, tip: Tip) -> str:
    """Let the officer have chosen an outcome."""
    return await street.proposed(tip, "bat_qua_tang")


async def closing(street: Street, tip: Tip) -> str:
    """Let the officer have asked the head to agree."""
    await street.faces.closing.confirm(
        street.act("officer"), proposal=EntryId(await street.proposed(tip, "chua_phat_hien"))
    )
    return ""


async def closed(street: Street, tip: Tip) -> str:
    """Let the officer have closed it."""
    await street.faces.closing.confirm(street.act("officer"), proposal=EntryId(await chosen(street, tip)))
    return ""


async def beside_another(street: Street, tip: Tip) -> str:
    """Let the ward have one more tip; the button names it."""
    await new(street, tip)
    return (await street.tip()).reference


async def joined(street: Street, tip: Tip) -> str:
    """Let the officer have found that another tip of the ward is of the same event."""
    other = await street.tip()
    await street.faces.joining.join(street.act("officer"), tip=tip.id, other=other.reference)
    return ""


async def taken_of_two(street: Street, tip: Tip) -> str:
    """Let the officer have taken one of two tips of one event."""
    await joined(street, tip)
    return await taken(street, tip)


async def aimed(street: Street, tip: Tip) -> str:
    """Let the officer be about to pass it to the desk; the reason is still to be given."""
    return await street.aimed(tip)


async def aimed_because(street: Street, tip: Tip) -> str:
    """Let the officer be about to pass it to the desk; the button names a reason."""
    return f"{await street.aimed(tip)}.sai_dia_ban"


async def reasoned(street: Street, tip: Tip) -> str:
    """Let the officer be about to pass it to the desk, for a reason."""
    return await street.reasoned(tip)


async def passed_here(street: Street, tip: Tip) -> str:
    """Let the other unit, to which the ward had passed it, have taken it and passed it to the ward."""
    there = await street.reasoned(tip, to=OTHER)
    await street.faces.transferring.pass_on(street.act("officer"), draft=EntryId(there))
    await street.faces.casework.take(street.act("other officer", OTHER), tip=tip.id)
    back = await street.reasoned(tip, by="other officer", at=OTHER, to=WARD)
    await street.faces.transferring.pass_on(street.act("other officer", OTHER), draft=EntryId(back))
    return ""


def with_value(text: str) -> Prepare:
    """Leave the tip as it came; the button carries a value of its own."""

    async def prepare(street: Street, tip: Tip) -> str:
        await new(street, tip)
        return text

    return prepare
