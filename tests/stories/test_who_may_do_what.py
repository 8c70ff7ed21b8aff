"""The table of who may do what: every role, of the unit and of others, with every button and command, everywhere.

Presses are forged: whoever wants to can send any data from any message. What is not allowed changes nothing and answers
one polite sentence. A button that is allowed is pressed by everybody who may, each on a tip of its own.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass

import pytest
import pytest_asyncio

from bot.domain.identifiers import EntryId
from bot.domain.tip import Tip
from bot.domain.units import DESK
from tests.stories.people import WARD
from tests.stories.who import EVERYBODY, OTHER, Street
from tests.town import town

NOT_ENROLLED = "Việc này dành cho cán bộ đã ghi danh."
NOT_ALLOWED = "Việc này không thuộc quyền của đ/c ở đây."
TAKEN = "Đ/c Tú đã nhận lúc "

Prepare = Callable[[Street, Tip], Awaitable[str]]


async def _new(street: Street, tip: Tip) -> str:
    """Leave the tip as it came; nobody has it."""
    del street, tip
    return ""


async def _taken(street: Street, tip: Tip) -> str:
    """Let the officer take it."""
    await street.faces.casework.take(street.act("officer"), tip=tip.id)
    return ""


async def _given_to(street: Street, tip: Tip) -> str:
    """Let the officer take it; the button names the colleague."""
    await _taken(street, tip)
    return await street.officer("colleague")


async def _drafted(street: Street, tip: Tip) -> str:
    """Let the officer be about to ask."""
    return await street.drafted(tip)


async def _noted(street: Street, tip: Tip) -> str:
    """Let the officer have noted something."""
    return await street.noted(tip)


async def _chosen(street: Street, tip: Tip) -> str:
    """Let the officer have chosen an outcome."""
    return await street.proposed(tip, "bat_qua_tang")


async def _closing(street: Street, tip: Tip) -> str:
    """Let the officer have asked the head to agree."""
    await street.faces.closing.confirm(
        street.act("officer"), proposal=_entry(await street.proposed(tip, "chua_phat_hien"))
    )
    return ""


async def _closed(street: Street, tip: Tip) -> str:
    """Let the officer have closed it."""
    await street.faces.closing.confirm(street.act("officer"), proposal=_entry(await _chosen(street, tip)))
    return ""


def _value(text: str) -> Prepare:
    async def prepare(street: Street, tip: Tip) -> str:
        await _new(street, tip)
        return text

    return prepare


@dataclass(frozen=True, slots=True)
class Line:
    """A button under a tip of the ward: in which state it is tried, and who may press it in the ward's group."""

    button: str
    prepare: Prepare
    may: frozenset[str]
    in_private: bool = False  #: they may also press it in their own talk with the bot


WARDS = frozenset({"head", "officer", "colleague"})
HOLDER = frozenset({"head", "officer"})
HEAD = frozenset({"head"})
OFFICER = frozenset({"officer"})
NOBODY = frozenset[str]()

TABLE = (
    Line("take", _new, WARDS),
    Line("ask", _new, WARDS),
    Line("ask", _taken, HOLDER),
    Line("q", _value("gio_nao"), WARDS),
    Line("own", _new, WARDS),
    Line("send", _drafted, OFFICER),
    Line("anyway", _drafted, OFFICER),
    Line("revise", _drafted, OFFICER),
    Line("drop", _drafted, OFFICER),
    Line("fwd", _noted, WARDS),
    Line("close", _new, WARDS),
    Line("close", _taken, HOLDER),
    Line("out", _value("bat_qua_tang"), WARDS),
    Line("confirm", _chosen, OFFICER),
    Line("agree", _closing, HEAD),
    Line("send_back", _closing, HOLDER),
    Line("reopen", _closed, HEAD),
    Line("hand_over", _taken, HOLDER),
    Line("to", _given_to, HOLDER),
    Line("give_back", _taken, HOLDER),
    Line("transfer", _new, WARDS),
    Line("unit", _value(DESK), NOBODY),
    Line("pass", _value(DESK), NOBODY),
    Line("unit", _value(OTHER), NOBODY),
    Line("pass", _value(OTHER), NOBODY),
    Line("copy", _new, WARDS, in_private=True),
    Line("number", _new, WARDS, in_private=True),
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def street(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Street]:
    """Give one street for the whole table: everybody in it, three units with groups."""
    async with town(tmp_path_factory.mktemp("street"), paced=False) as place:
        found = Street(place=place)
        await found.fills()
        yield found


module_loop = pytest.mark.asyncio(loop_scope="module")


@module_loop
@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line.button}-{line.prepare.__name__.strip('_')}")
async def test_a_button_under_a_tip(street: Street, line: Line) -> None:
    """Whoever may not press it is told so, wherever they press; whoever may has their way."""
    tip, data = await _ready(street, line)
    await _settled(street)
    before = street.kept()
    refused: list[tuple[str, str, str]] = []
    for name in EVERYBODY:
        for spot in ("ward", "own", "desk", "private"):
            if not _is_allowed(line, name, spot):
                refused.append((name, spot, await street.pressed(name, spot, data)))
    after = street.kept()

    obeyed = [(name, await _obeyed(street, line, name)) for name in EVERYBODY if name in line.may]

    assert before == after
    assert [] == [one for one in refused if not _is_polite(*one)]
    assert [] == [one for one in obeyed if _is_refusal(one[1])]
    assert tip.unit == WARD


@module_loop
@pytest.mark.parametrize("button", ["take", "ask", "close", "transfer", "copy", "number"])
async def test_a_tip_at_the_desk(street: Street, button: str) -> None:
    """It is the desk's own, even about the ward."""
    tip = await street.tip(DESK)
    data = f"c:{button}:{tip.reference}:{tip.version}"
    desk = {"desk", "desk head"}
    before = street.kept()

    refused = [
        (name, spot, await street.pressed(name, spot, data))
        for name in EVERYBODY
        for spot in ("ward", "own", "desk", "private")
        if not (name in desk and (spot in {"own", "desk"} or (spot == "private" and button in {"copy", "number"})))
    ]
    after = street.kept()
    obeyed = await street.pressed("desk", "desk", data)

    assert before == after
    assert [] == [one for one in refused if not _is_polite(*one)]
    assert not _is_refusal(obeyed)


ADMINISTRATOR = frozenset({"administrator"})
#: Buttons about units and their people, which hang on no place; `{officer}` is the colleague of the ward.
UNIT_BUTTONS = {
    "o:people:30301": {"administrator", "head"},
    "o:remove:30301:{officer}": {"administrator", "head"},
    "o:invite:officer:30301": {"administrator", "head"},
    "o:invite:head:30301": {"administrator", "head"},
    "o:accept:30301": {"head"},
    "a:page:0": {"administrator"},
    "a:unit:30301": {"administrator", "head"},
    "a:roles": {"administrator"},
    "a:invite:officer:30301": {"administrator", "head"},
    "a:invite:desk:desk": {"administrator", "desk head"},
    "a:invite:administrator": {"administrator"},
    "a:invite:auditor": {"administrator"},
    "a:remove:30301:{officer}": {"administrator", "head"},
}
#: Too grave to be tried by those who may: it is only tried by those who may not.
LAST_BUTTONS = {
    "o:remove!:{officer}": {"administrator", "head"},
    "a:remove!:{officer}": {"administrator", "head"},
    "o:out:30301:1": {"head"},
}


@module_loop
@pytest.mark.parametrize("button", [*UNIT_BUTTONS, *LAST_BUTTONS])
async def test_a_button_about_a_unit(street: Street, button: str) -> None:
    """Administrators everywhere, a head at its own unit, nobody else; wherever it is pressed."""
    data = button.format(officer=await street.officer("colleague"))
    may = (UNIT_BUTTONS | LAST_BUTTONS)[button]
    await _settled(street)
    before = street.kept()
    refused = [
        (name, spot, await street.pressed(name, spot, data))
        for name in EVERYBODY
        for spot in ("ward", "private")
        if name not in may
    ]
    after = street.kept()

    obeyed = [await street.pressed(name, "private", data) for name in sorted(may) if button in UNIT_BUTTONS]

    assert before == after
    assert [] == [one for one in refused if not _is_polite(*one)]
    assert [] == [text for text in obeyed if _is_refusal(text)]


IN_PRIVATE = "Lệnh này dùng trong khung riêng với Tin Báo."
IN_THE_GROUP = "Lệnh này dùng trong nhóm của đơn vị."
#: What a command answers to whom, where; everybody who is not named is refused.
COMMANDS = {
    ("/donvi", "private"): {"administrator": "Đơn vị: 3/114"},
    ("/donvi 30301", "private"): {"administrator": "mã 30301", "head": "mã 30301"},
    ("/donvi my thoi", "private"): {"administrator": "Đơn vị nào?"},
    ("/donvi", "ward"): dict.fromkeys(EVERYBODY, IN_PRIVATE),
    ("/canbo", "ward"): {"administrator": "Công an phường Mỹ Thới", "head": "Công an phường Mỹ Thới"},
    ("/canbo", "private"): {
        "head": "Công an phường Mỹ Thới",
        "other head": "Công an phường Long Xuyên",
        "desk head": "Công an tỉnh An Giang",
    },
    ("/lienket 30301", "other"): {"head": "Nhóm này đã là nhóm của đơn vị khác."},
    ("/lienket 30301", "private"): {name: IN_THE_GROUP for name in EVERYBODY if name != "stranger"},
}


@module_loop
@pytest.mark.parametrize(("command", "spot"), COMMANDS, ids=lambda value: str(value))
async def test_a_command(street: Street, command: str, spot: str) -> None:
    """In a group or in private, by everybody; nothing changes by any of them."""
    expected = COMMANDS[command, spot]
    before = street.kept()

    answers = {name: await street.typed(name, spot, command) for name in EVERYBODY if _is_in(street, name, spot)}

    assert {table: rows for table, rows in before.items() if table != "groups"} == {
        table: rows for table, rows in street.kept().items() if table not in {"groups"}
    }
    for name, answer in answers.items():
        if name in expected:
            assert expected[name] in answer
        else:
            assert (NOT_ENROLLED if name == "stranger" else NOT_ALLOWED) == answer


async def _ready(street: Street, line: Line) -> tuple[Tip, str]:
    tip = await street.tip()
    value = await line.prepare(street, tip)
    assert street.place.opened is not None
    async with street.place.opened.casebook.begin() as book:
        now = await book.tips.get(tip.id)
    assert now is not None
    data = f"c:{line.button}:{tip.reference}:{now.version}"
    return now, f"{data}:{value}" if value else data


async def _obeyed(street: Street, line: Line, name: str) -> str:
    """Let one who may press it, on a tip of its own."""
    _, data = await _ready(street, line)
    return await street.pressed(name, "ward", data)


def _is_allowed(line: Line, name: str, spot: str) -> bool:
    if name not in line.may:
        return False
    return spot in {"ward", "own"} or (spot == "private" and line.in_private)


def _is_polite(name: str, spot: str, told: str) -> bool:
    del spot
    return NOT_ENROLLED == told if name == "stranger" else told == NOT_ALLOWED or told.startswith(TAKEN)


def _is_refusal(told: str) -> bool:
    return told in {NOT_ENROLLED, NOT_ALLOWED, "Nút này đã cũ. Coi tin nhắn mới nhất."} or told.startswith(TAKEN)


async def _settled(street: Street) -> None:
    """Let what earlier presses put on its way arrive, so that it is not taken for an effect of later ones."""
    await street.place.api.quiet(0.1)


def _is_in(street: Street, name: str, spot: str) -> bool:
    """Tell whether somebody can type there at all: only whoever is in the chat."""
    chat = street.place.api.world.chats[street.where(name, spot).chat_id]
    return chat.is_private or chat.has(street.people[name].user_id)


def _entry(text: str) -> EntryId:
    return EntryId(text)
