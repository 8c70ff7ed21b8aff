"""Who may come in and what may be asked: this machine, the token, and wishes that make sense."""

import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass

import pytest
from aiohttp import ClientResponse, ClientSession, FormData

from bot.practice.cast import PARTS
from bot.practice.room import Room
from bot.practice.server import HOST, PortInUse, served
from bot.sandbox.plain import JsonObject
from tests.practice.prepared import TOKEN, who

PICTURE = b"\xff\xd8\xff\xe0 made up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A client at the door of a room that is not at work."""

    room: Room
    address: str
    session: ClientSession

    @property
    def root(self) -> str:
        """Give the address without the token."""
        return self.address.removesuffix(f"{TOKEN}/")

    async def asks(self, wish: JsonObject) -> tuple[int, JsonObject]:
        """Ask for something; give the answer."""
        async with self.session.post(f"{self.address}do", json=wish) as answer:
            return answer.status, await answer.json()

    async def gets(self, address: str, **headers: str) -> ClientResponse:
        """Get something, whatever comes."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        async with self.session.get(address, headers=named) as answer:
            await answer.read()
            return answer


@pytest.fixture
async def visitor(bare: Room) -> AsyncGenerator[Visitor]:
    """Give a visitor of a room with everybody in it, none of whom has done anything."""
    for part in PARTS:
        bare.cast.joins(bare.api, part)
    async with served(bare, token=TOKEN, port=0) as address, ClientSession() as session:
        yield Visitor(room=bare, address=address, session=session)


async def test_only_the_token_opens_the_door(visitor: Visitor) -> None:
    """Without it nothing is said, not even whether a path exists."""
    inside = ["", "main.js", "news", "do", "files/x", "places"]
    paths = ["", *(f"{other}/{path}" for other in ("wrong", TOKEN[:-1], TOKEN.upper()) for path in inside)]

    answers = [await visitor.gets(f"{visitor.root}{path}") for path in paths]

    assert {404} == {answer.status for answer in answers}


async def test_the_page_is_there_with_everything_it_needs(visitor: Visitor) -> None:
    """Every file that it names, with the type that a browser insists on."""
    names = {"": "text/html", "main.js": "text/javascript", "room.css": "text/css", "vi.json": "application/json"}

    answers = {name: await visitor.gets(visitor.address + name) for name in names}

    assert names == {name: answer.content_type for name, answer in answers.items()}
    assert {200} == {answer.status for answer in answers.values()}


async def test_nothing_beside_the_page_is_served(visitor: Visitor) -> None:
    """No way leads out of its folder."""
    answers = [
        await visitor.gets(f"{visitor.address}{path}")
        for path in ("..%2fserver.py", "%2e%2e/server.py", "server.py", "files/..%2f..%2fpyproject.toml")
    ]

    assert {404} == {answer.status for answer in answers}


async def test_a_rebound_name_and_a_foreign_page_are_turned_away(visitor: Visitor) -> None:
    """The token alone is not enough: the browser must have meant this machine, and this page."""
    foreign = [
        await visitor.gets(visitor.address, Host="rebound.example"),
        await visitor.gets(visitor.address, Host=f"{HOST}.example"),
        await visitor.gets(visitor.address, Origin="https://elsewhere.example"),
    ]
    own = await visitor.gets(visitor.address, Origin=visitor.root.rstrip("/"))

    assert [403, 403, 403, 200] == [answer.status for answer in (*foreign, own)]


async def test_every_answer_carries_the_policy(visitor: Visitor) -> None:
    """Refusals too; nothing inline is ever run."""
    answers = [await visitor.gets(visitor.address + path) for path in ("", "no.js", "main.js")]
    answers.append(await visitor.gets(visitor.root))

    policies = {answer.headers["Content-Security-Policy"] for answer in answers}
    assert 1 == len(policies)
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policies.pop()
    assert {"nosniff"} == {answer.headers["X-Content-Type-Options"] for answer in answers}


async def test_it_listens_on_the_loopback_only(visitor: Visitor) -> None:
    """And on a port of its own: a second room there is refused in so many words."""
    assert visitor.address.startswith("http://127.0.0.1:")
    with pytest.raises(PortInUse):
        async with served(visitor.room, token=TOKEN, port=int(visitor.root.rsplit(":", 1)[1].strip("/"))):
            pass


async def test_what_makes_no_sense_is_refused_and_named(visitor: Visitor) -> None:
    """An unknown wish, a missing or a superfluous field, a wrong kind, a text too long."""
    lan = who(visitor.room, "lan").person.user_id
    say: JsonObject = {"do": "say", "person": lan, "chat": lan}
    wishes: list[JsonObject] = [
        {"do": "shout"},
        {"do": "start"},
        {"do": "start", "person": lan, "also": 1},
        {**say, "text": "x" * 4097},
        {"do": "weather", "switch": "rain", "on": True},
        {"do": "place", "person": lan, "chat": lan, "latitude": 91, "longitude": 0},
    ]

    answers = [await visitor.asks(wish) for wish in wishes]

    assert {400} == {status for status, _ in answers}
    assert ["", "start.person", "start.also", "say.text", "weather.switch", "place.latitude"] == [
        answer["where"] for _, answer in answers
    ]
    async with visitor.session.post(f"{visitor.address}do", data="not json") as answer:
        assert 415 == answer.status


async def test_what_cannot_be_done_now_is_refused_with_a_reason(visitor: Visitor) -> None:
    """Each with a key that the page has words for; nothing has happened."""
    lan, hai = (who(visitor.room, key).person.user_id for key in ("lan", "hai"))
    wishes: list[JsonObject] = [
        {"do": "start", "person": 1},
        {"do": "say", "person": lan, "chat": lan, "text": "x"},
        {"do": "say", "person": lan, "chat": hai, "text": "x"},
        {"do": "block", "person": lan, "on": True},
        {"do": "open", "person": lan, "link": "https://t.me/somebody_else?start=x"},
        {"do": "join", "person": lan, "chat": -1},
    ]

    answers = [await visitor.asks(wish) for wish in wishes]

    assert [(409, why) for why in ("nobody", "group", "group", "not_started", "link", "group")] == [
        (status, answer["why"]) for status, answer in answers
    ]
    assert 0 == len(visitor.room.api.world.updates)


async def test_a_file_goes_in_and_a_picture_comes_out_as_one(visitor: Visitor) -> None:
    """What is no picture by its first bytes can only be saved, whatever it is called."""
    lan = who(visitor.room, "lan").person
    lan.starts()
    for kind, content in (("photo", PICTURE), ("document", b"<script>alert(1)</script>")):
        form = FormData({"person": str(lan.user_id), "chat": str(lan.user_id), "kind": kind, "caption": "hai"})
        form.add_field("file", content, filename="a.html", content_type="text/html")
        async with visitor.session.post(f"{visitor.address}files", data=form) as answer:
            assert 200 == answer.status

    stored = visitor.room.api.world.files.every()
    answers = [await visitor.gets(f"{visitor.address}files/{file.file_id}") for file in stored]

    assert ["hai", "hai"] == lan.texts()[1:]
    assert ["image/jpeg", "application/octet-stream"] == [answer.content_type for answer in answers]
    assert [False, True] == ["Content-Disposition" in answer.headers for answer in answers]
    assert ["default-src 'none'; sandbox"] * 2 == [answer.headers["Content-Security-Policy"] for answer in answers]


async def test_what_a_broadcast_is_made_of_can_be_sent(visitor: Visitor) -> None:
    """Words with signs become formatted ones; a film stays one though sent like a photo; a quiz has a right answer."""
    nga = who(visitor.room, "nga").person
    nga.starts()
    at: JsonObject = {"person": nga.user_id, "chat": nga.user_id}
    form = FormData({"person": str(nga.user_id), "chat": str(nga.user_id), "kind": "photo"})
    form.add_field("file", b"film", filename="a.mp4", content_type="video/mp4")

    said = await visitor.asks({"do": "say", **at, "text": "**Cảnh báo** 1 < 2"})
    async with visitor.session.post(f"{visitor.address}files", data=form) as answer:
        assert 200 == answer.status
    asked = await visitor.asks({"do": "poll", **at, "question": "Số nào?", "options": ["113", "114"], "right": 0})
    wrong = await visitor.asks({"do": "poll", **at, "question": "Số nào?", "options": ["113", "114"], "right": 2})

    bold: JsonObject = {"type": "bold", "offset": 0, "length": 8}
    assert (200, 200, 409) == (said[0], asked[0], wrong[0])
    assert [("Cảnh báo 1 < 2", (bold,)), ("", ()), ("", ())] == [
        (shown.text, shown.entities) for shown in nga.screen()[1:]
    ]
    assert ["text", "video", "poll"] == [shown.kind for shown in nga.screen()[1:]]


async def test_a_channel_is_read_by_those_who_do_not_run_it(visitor: Visitor) -> None:
    """It is on their phones; what they write there is refused with a reason."""
    lan, hai = who(visitor.room, "lan"), who(visitor.room, "hai")
    channel = visitor.room.api.group("Kênh", owner=hai.person, members=(lan.person,), kind="channel")
    say: JsonObject = {"do": "say", "chat": channel.chat_id, "text": "x"}

    refused = await visitor.asks({**say, "person": lan.person.user_id})
    posted = await visitor.asks({**say, "person": hai.person.user_id})

    assert ((409, "channel"), 200) == ((refused[0], refused[1]["why"]), posted[0])
    assert [channel] == visitor.room.cast.chats_of(visitor.room.api.world, lan)


async def test_a_form_without_files_or_with_a_strange_kind_is_refused(visitor: Visitor) -> None:
    """As clearly as everything else."""
    lan = who(visitor.room, "lan").person
    lan.starts()
    answers: list[tuple[int, str]] = []
    for kind, content in (("photo", None), ("program", b"x"), ("photo", b"")):
        form = FormData({"person": str(lan.user_id), "chat": str(lan.user_id), "kind": kind}, default_to_multipart=True)
        if content is not None:
            form.add_field("file", content, filename="a.jpg", content_type="image/jpeg")
        async with visitor.session.post(f"{visitor.address}files", data=form) as answer:
            answers.append((answer.status, (await answer.json())["why"]))

    assert [(409, "files"), (400, "form"), (400, "form")] == answers


async def test_who_comes_back_is_told_only_what_is_new(visitor: Visitor) -> None:
    """A page that was away names the last news it saw; one of another start of the room is told everything."""
    visitor.room.refresh()
    first = await news(visitor)
    who(visitor.room, "lan").person.starts()
    visitor.room.refresh()

    again = await news(visitor, first[-1][0])
    stranger = await news(visitor, "0000-1")

    assert {"people", "room", "setup", "bot", "weather", "tours", "ledger", "groups"} == {name for _, name in first}
    lan = who(visitor.room, "lan").person.user_id
    assert {f"chat:{lan}", "people", "ledger"} == {name for _, name in again}
    assert {name for _, name in first} | {f"chat:{lan}"} == {name for _, name in stranger}


async def news(visitor: Visitor, seen: str = "") -> list[tuple[str, str]]:
    """Give the ids and names of the news until all has been told."""
    told: list[tuple[str, str]] = []
    identity = ""
    async with visitor.session.get(f"{visitor.address}news", headers={"Last-Event-ID": seen}) as answer:
        assert "text/event-stream" == answer.content_type
        assert "nosniff" == answer.headers["X-Content-Type-Options"]
        async for line in answer.content:
            field, _, text = line.decode().strip().partition(": ")
            if field == "id":
                identity = text
            elif field == "data":
                name = json.loads(text)["name"]
                if name == "current":
                    return told
                told.append((identity, name))
    raise AssertionError("the stream ended")
