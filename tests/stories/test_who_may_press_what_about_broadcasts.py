"""The table of who may do what with a broadcast: every button there is, by everybody, in the group and in private.

Presses are made up: whoever wants to can send any data from any message. What is not allowed changes nothing, and
answers one polite sentence that says nothing of the broadcast; data that no button carries breaks nothing.
"""

import io
import random
from collections.abc import AsyncGenerator
from typing import Final

import pytest
import pytest_asyncio

from tests.stories.newsroom import TITLE
from tests.stories.pressroom import OUTSIDERS, Pressroom, pressroom
from tests.town import town

module_loop = pytest.mark.asyncio(loop_scope="module")

POLITE: Final = frozenset(
    {
        "Việc này dành cho cán bộ đã ghi danh.",
        "Việc này không thuộc quyền của đ/c ở đây.",
        "Nút này đã cũ. Coi tin nhắn mới nhất.",
    }
)

LEADS: Final = frozenset({"head", "announcer"})
HEAD: Final = frozenset({"head"})
WARDS: Final = frozenset({"head", "officer", "announcer"})
#: Every button of a card, and who of the ward has a right to it.
CARD: Final = {
    "ba:ok:{proposed}:{=proposed}": WARDS,
    "ba:back:{proposed}:{=proposed}": WARDS,
    "ba:why:{proposed}:{=proposed}:facts": WARDS,
    "ba:see:{proposed}:{=proposed}": WARDS,
    "ba:open:{proposed}:{=proposed}": WARDS,
    "ba:drop:{proposed}:{=proposed}": WARDS,
    "ba:end:{proposed}:{=proposed}": LEADS,
    "ba:end:{planned}:{=planned}": LEADS,
    "ba:card:{proposed}:{=proposed}": WARDS,
    "ba:ok:{draft}:{=draft}": WARDS,
}
#: Every button of a sending.
CONDUCT: Final = {
    "bg:list:0": LEADS,
    "bg:channels:0": LEADS,
    "bg:bind:1001234567890:30301": LEADS,
    "bg:unbind:0:30301": LEADS,
    "bg:see:{#going}": LEADS,
    "bg:pause:{#going}": LEADS,
    "bg:resume:{#going}": LEADS,
    "bg:stop:{#going}": LEADS,
    "bg:end:{#going}": LEADS,
    "bg:recall:{#sent}": HEAD,
    "bg:take:{#sent}:wrong": HEAD,
    "bg:correct:{#sent}": LEADS,
}
#: Every button of the calendar, and of what was missed.
CALENDAR: Final = {
    "bk:m:": LEADS,
    "bk:m:20261101": LEADS,
    "bk:p:20261101": LEADS,
    "bk:d:20261127": LEADS,
    "bk:i:{#planned}": LEADS,
    "bk:i:{planned}.202611302200": LEADS,
    "bk:drop:{#planned}": LEADS,
    "bk:drop!:{#planned}": LEADS,
    "bk:cancel:{#planned}": LEADS,
    "bk:cancel!:{#planned}": LEADS,
    "bk:now:{#missed}": LEADS,
    "bk:now!:{#missed}": LEADS,
    "bk:move:{#planned}": LEADS,
    "bk:move!:{#planned}:202612010900": LEADS,
}
#: Every button of composing.
COMPOSE: Final = {
    **{f"bc:m:{item}": LEADS for item in ("new", "drafts", "copies", "resume")},
    "bc:m:menu": WARDS,
    "bc:m:waiting": WARDS,
    "bc:m:new:30301": LEADS,
    "bc:m:open:{draft}": LEADS,
    "bc:m:open:{sent}": LEADS,
    "bc:m:copy:{sent}": LEADS,
    **{
        f"bc:{{version}}:{action}": LEADS
        for action in (
            *("card", "next", "see", "save", "drop", "drop!", "urgent", "channel", "propose:{=draft}", "ask:title"),
            *("templates", "template:scam", "use:scam", "line", "without:media", "in:en", "edit:en", "edit:en:title"),
            *("notin:en", "add:30307", "out:30301", "clear", "group:border", "districts", "district:0", "chosen:0"),
            *("topic:traffic", "now", "days", "day:20261130", "at:20261130:0900", "repeat", "hour:0900", "forever"),
            *("daily", "monthly:31", "yearly:2:29", "weekday:0", "hour"),
        )
    },
}
#: Every button of residents that is about what they are told, by somebody who was told nothing.
TAPS: Final = ("bu:{#sent}:u", "bu:{#sent}:v0", "bu:{#sent}:r", "bu:{#going}:u", "bu:{#planned}:u", "bu:0:u")
OFFICERS: Final = CARD | CONDUCT | CALENDAR | COMPOSE


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def room(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Pressroom]:
    """Give one room for the whole table."""
    async with town(tmp_path_factory.mktemp("pressroom"), paced=False) as place:
        yield await pressroom(place)


@module_loop
@pytest.mark.parametrize("buttons", [CARD, CONDUCT, CALENDAR, COMPOSE], ids=["card", "conduct", "calendar", "compose"])
async def test_whoever_has_nothing_to_do_with_it_changes_nothing_and_is_told_nothing(
    room: Pressroom, buttons: dict[str, frozenset[str]]
) -> None:
    """Neither residents, nor officers of another commune, nor who was an officer once, nor a guest in the group."""
    before, read = room.kept(), room.read_by(OUTSIDERS)

    answers = {
        (name, button, in_group): await room.pressed(name, room.data(button), in_group=in_group)
        for name in (_SOME if buttons is COMPOSE else OUTSIDERS)
        for button in buttons
        for in_group in (True, False)
        if not (name.startswith("other") and button in _OF_THEIR_OWN)
        if not (in_group and buttons is COMPOSE and button not in _FEW)
    }
    await room.place.api.quiet(0.1)
    told = room.read_by(OUTSIDERS)

    assert before == room.kept()
    assert {} == {tried: answer for tried, answer in answers.items() if not _says_nothing(tried[0], answer)}
    assert {} == {
        name: told[name][len(read[name]) :] for name in OUTSIDERS if told[name][: len(read[name])] != told[name]
    }


def _says_nothing(name: str, answer: str) -> bool:
    """Tell whether an answer is a polite one; who composes for another unit hears that nothing lies open."""
    return answer in POLITE or (name.startswith("other") and answer.startswith("Nút cũ rồi: không còn bản nháp nào"))


_SOME: Final = ("stranger", "revoked", "auditor", "other announcer")
#: Of the many of composing, which is of private chats, those that are tried in a group as well.
_FEW: Final = frozenset({"bc:m:new:30301", "bc:m:open:{draft}", "bc:{version}:drop!", "bc:{version}:propose:{=draft}"})
#: Lists of their own unit's broadcasts, which they may open.
_OF_THEIR_OWN: Final = frozenset(
    {"bg:list:0", "bg:channels:0", "bk:m:", "bk:m:20261101", "bk:p:20261101", "bk:d:20261127"}
    | {f"bc:m:{item}" for item in ("menu", "new", "drafts", "waiting", "copies")}
)


@module_loop
async def test_the_lists_of_another_commune_hold_none_of_it(room: Pressroom) -> None:
    """Its head and its announcer open their own lists, and see nothing of the ward's there."""
    names = ("other head", "other announcer")
    for name in names:
        for button in sorted(_OF_THEIR_OWN - {"bc:m:new", "bk:p:20261101"}):
            await room.pressed(name, button, in_group=False)
            await room.place.api.quiet(0.05)
            shown = room.read_by([name])[name]

            assert [] == [text for text in shown if TITLE in text or "Mỹ Thới" in text], button


@module_loop
@pytest.mark.parametrize("name", ["officer", "announcer"])
async def test_whoever_of_the_ward_may_not_is_told_so(room: Pressroom, name: str) -> None:
    """An officer conducts nothing, an announcer takes nothing back."""
    before = room.kept()

    answers = {
        (button, in_group): await room.pressed(name, room.data(button), in_group=in_group)
        for button, may in OFFICERS.items()
        if name not in may
        for in_group in (True, False)
    }

    assert before == room.kept()
    assert {} == {tried: answer for tried, answer in answers.items() if answer not in POLITE}


@module_loop
@pytest.mark.parametrize("name", ["stranger", "guest", "other head", "revoked"])
async def test_a_tap_of_somebody_who_was_told_nothing_counts_nowhere(room: Pressroom, name: str) -> None:
    """Nor does it say whether there is such a bulletin: one that was sent, one that was not, and none at all, alike."""
    before = room.kept()

    answers = {
        tap: await room.pressed(name, room.data(tap), in_group=False) for tap in TAPS if not tap.startswith("bu:0")
    }
    none = {await room.pressed(name, f"bu:987654:{what}", in_group=False) for what in ("u", "v0")}

    assert before == room.kept()
    assert 1 == len({answers["bu:{#sent}:u"], answers["bu:{#planned}:u"], answers["bu:{#going}:u"]} | none)


@module_loop
async def test_whether_there_is_such_a_broadcast_is_told_to_no_stranger(room: Pressroom) -> None:
    """What is there and what is not answer alike."""
    real = {await room.pressed("stranger", room.data(button), in_group=False) for button in OFFICERS}
    made_up = {
        await room.pressed("stranger", data, in_group=False)
        for data in (
            "ba:card:0123456789abcdef:0123456789ab",
            "bg:see:987654",
            "bk:i:987654",
            "bc:m:open:0123456789abcdef",
        )
    }

    assert made_up <= real
    assert 1 == len(made_up)


@module_loop
async def test_data_that_no_button_carries_breaks_nothing(room: Pressroom, log: io.StringIO) -> None:
    """However strange, from the hand of whoever may do most."""
    before = room.kept()
    for data in (*STRANGE, *_garbled(room)):
        await room.pressed("head", data, in_group=False)
        if data.startswith(("bu", "sb")):
            await room.pressed("subscriber", data, in_group=False)

    assert before == room.kept()
    assert [] == [line for line in log.getvalue().splitlines() if '"error"' in line or "Traceback" in line]


@module_loop
async def test_no_value_of_an_open_draft_breaks_anything(room: Pressroom, log: io.StringIO) -> None:
    """Days that are none, years that nobody reckons with, numbers of the tenth million."""
    for values in VALUES:
        await room.opens_draft()
        await room.pressed("announcer", room.data(f"bc:{{version}}:{values}"), in_group=False)

    assert [] == [line for line in log.getvalue().splitlines() if '"error"' in line or "Traceback" in line]


#: What the buttons of an open draft could carry.
VALUES: Final = (
    *(f"{action}:{day}" for action in ("day", "hour") for day in ("00010101", "99991231", "20260230", "x", "")),
    *(f"at:{day}:{hour}" for day in ("00010101", "99991231", "20261130") for hour in ("0000", "2359", "2460", "")),
    *(f"monthly:{day}" for day in ("0", "32", "99999999", "²", "٣")),
    *(f"yearly:{date}" for date in ("0:1", "13:1", "2:30", "2:31", "99999:1")),
    *(f"{action}:{page}" for action in ("chosen", "district") for page in ("9999999999", "²", "٣")),
    *("add:nowhere", "out:nowhere", "topic:x", "group:x", "template:x", "use:x", "in:xx", "in:vi", "edit:vi:text"),
    *(
        "edit:en:media",
        "ask:x",
        "ask:until",
        "ask:lunar_date",
        "hour",
        "weekday:9",
        "weekday:²",
        "propose:",
        "propose:x",
    ),
)
_HUGE: Final = "9" * 40
#: Numbers that no store can hold, digits of other scripts, dates that are none, parts that are missing.
STRANGE: Final = (
    *(f"{prefix}:{rest}" for prefix in ("ba", "bc", "bg", "bk", "bu", "sb") for rest in ("", ":", "::::", "x", "\x00")),
    *(f"bk:{action}:{_HUGE}" for action in ("i", "drop", "now!", "move", "m", "d", "p")),
    *(f"bk:i:{value}" for value in ("²", "٣", "0123456789abcdef.000001010000", "0123456789abcdef.999912312359", ".")),
    *(f"bk:{action}:{day}" for action in ("m", "d") for day in ("00010101", "99991231", "20260230")),
    *(f"bg:see:{value}" for value in (_HUGE, "²", "-1", "999999999999999")),
    *(f"bg:list:{value}" for value in ("999999999999999", "-1")),
    *(f"bg:bind:{value}:30301" for value in ("0", "999999999999999")),
    *(f"bc:{_HUGE}:card", "bc:²:card", "bc:m:open:", "bc:m:new:nowhere", "bc:m:copy:x"),
    *(f"bu:{value}:u" for value in (_HUGE, "-1", "²", "٣")),
    *(f"bu:1:v{value}" for value in (_HUGE, "-1", "²", "")),
    *(f"sb:{rest}" for rest in ("z:", "z:vi.ff.l600", "z:vi.-1.l600.ndk", "z:xx.ff.l600.ndk", "z:vi.ff.zz00.ndk")),
    *(
        f"sb:{rest}"
        for rest in ("quiet:25:1", "quiet:-1:6", "weekly:-1", f"weekly:{_HUGE}", "topic:x:1", "out:nowhere")
    ),
)


def _garbled(room: Pressroom) -> list[str]:
    """Give real buttons with a part changed, left out, doubled or exchanged; the same ones in each run."""
    chance = random.Random(20261127)  # noqa: S311 - to be repeated, not a secret
    found: list[str] = []
    for button in OFFICERS:
        parts = room.data(button).split(":")
        spot = chance.randrange(1, len(parts))
        parts[spot] = chance.choice(["", "x", _HUGE, "-1", "20269999", parts[spot][::-1] + "~", "\U0001f600" * 3])
        found.append(":".join(parts))
    return found
