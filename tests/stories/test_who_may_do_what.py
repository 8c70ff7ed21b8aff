"""The table of who may do what: every role, of the unit and of others, with every button and command, everywhere.

Presses are forged: whoever wants to can send any data from any message. What is not allowed changes nothing and answers
one polite sentence. A button that is allowed is pressed by everybody who may, each on a tip of its own.
"""

from collections.abc import AsyncGenerator

import pytest
import pytest_asyncio

from bot.domain.tip import Tip
from bot.domain.units import DESK
from tests.stories.allowances import TABLE, Line
from tests.stories.people import WARD
from tests.stories.who import EVERYBODY, Street
from tests.town import town

NOT_ENROLLED = "Việc này dành cho cán bộ đã ghi danh."
NOT_ALLOWED = "Việc này không thuộc quyền của đ/c ở đây."
TAKEN = "Đ/c Tú đã nhận lúc "


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
    refused = [
        (name, spot, await street.pressed(name, spot, data))
        for name in EVERYBODY
        for spot in ("ward", "own", "desk", "private")
        if not _is_allowed(line, name, spot)
    ]
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
    "a:audit:2": {"auditor"},
    "d:week:30301": {"head", "officer", "colleague"},
    "d:own:30301": {"head", "officer", "colleague"},
    "d:dates:30301": {"head"},
    "d:slot:30301:0:all": {"head"},
    "d:put:30301:0:0:all:{officer}": {"head"},
    "d:before:30301:0": {"head"},
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
    """Administrators everywhere, a head at its own unit, its people where they only look; nobody else anywhere."""
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
COMMANDS: dict[tuple[str, str], dict[str, str]] = {
    ("/donvi", "private"): {"administrator": "Đơn vị: 3/114"},
    ("/donvi 30301", "private"): {"administrator": "mã 30301", "head": "mã 30301"},
    ("/donvi my thoi", "private"): {"administrator": "Đơn vị nào?"},
    ("/donvi", "ward"): dict[str, str].fromkeys(EVERYBODY, IN_PRIVATE),
    ("/nhatky", "ward"): dict[str, str].fromkeys(EVERYBODY, IN_PRIVATE),
    ("/canbo", "ward"): {"administrator": "Công an phường Mỹ Thới", "head": "Công an phường Mỹ Thới"},
    ("/canbo", "private"): {
        "administrator": "/donvi",
        "head": "Công an phường Mỹ Thới",
        "other head": "Công an phường Long Xuyên",
        "desk head": "Công an tỉnh An Giang",
    },
    ("/lichtruc", "private"): {
        "head": "Mỹ Thới",
        "officer": "Mỹ Thới",
        "colleague": "Mỹ Thới",
        "other head": "Long Xuyên",
        "other officer": "Long Xuyên",
        "desk": "Công an tỉnh An Giang",
        "desk head": "Công an tỉnh An Giang",
    },
    ("/truc", "ward"): dict[str, str].fromkeys(("head", "officer", "colleague"), "Giờ này chưa có ai trực"),
    ("/tonghop", "private"): {"desk": "Tổng hợp", "desk head": "Tổng hợp"},
    ("/tonghop", "ward"): {},
    ("/lienket 30301", "other"): {},
    ("/lienket 30301", "private"): {name: IN_THE_GROUP for name in EVERYBODY if name != "stranger"},
}


@module_loop
@pytest.mark.parametrize(("command", "spot"), COMMANDS, ids=str)
async def test_a_command(street: Street, command: str, spot: str) -> None:
    """In a group or in private, by everybody; nothing changes by any of them."""
    expected = COMMANDS[command, spot]
    before = street.kept()

    answers = {name: await street.typed(name, spot, command) for name in EVERYBODY if _is_in(street, name, spot)}

    assert before == street.kept()
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
