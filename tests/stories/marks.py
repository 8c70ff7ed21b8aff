"""Marks on everything that could tell who somebody is, and the search for them in whatever the bot leaves behind."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.members import User
from handlers.texts import catalogue
from tests.town import directory

FIRST, LAST, NAME = "Qxfirst", "Qxlast", "qxuser_name"
ORIGIN, ORIGIN_NAME, HIDDEN, FILE, PHONE = "Qxorigin", "qxorigin_name", "Qxhidden", "Qxfile.pdf", "+84913370042"
SHOT, SERIAL = "Qxshot.jpg", "Qxserial-of-a-camera"  # a picture's name on the phone, and what is written into it
LANGUAGE: Final = "en-XQ"
MINUTE: Final = 60
#: What the tip says: officers read it, but nobody may find it in a file or a log.
WORDS: Final = ("Qwxedap trước chợ", "Qwforwarded lời kể", "Qwhiddenwords kể lại", "Qwanswer màu đỏ")
_TELLING: Final = 5  #: letters; shorter ones stand in other words too
NAMES: Final = (FIRST, LAST, NAME, ORIGIN, ORIGIN_NAME, HIDDEN, FILE, SHOT, SERIAL, PHONE.removeprefix("+84"), LANGUAGE)


@dataclass(slots=True, kw_only=True)
class Marked:
    """A resident whose every field is a mark, and somebody else whose words they forward."""

    person: Person
    origin: User

    @property
    def ids(self) -> tuple[int, int]:
        """Give both accounts' ids."""
        return self.person.user_id, self.origin.user_id

    @property
    def seconds(self) -> frozenset[int]:
        """Give the exact seconds at which the resident wrote; a whole minute is no more than stores may keep."""
        dates = (message.date for message in self.person.screen() if not message.by_bot)
        return frozenset(date for date in dates if date % MINUTE)


def marked(api: BotApiServer) -> Marked:
    """Let a marked resident be, and a marked person whom they forward."""
    person = api.person(FIRST, last_name=LAST, username=NAME, language_code=LANGUAGE)
    return Marked(person=person, origin=api.person(ORIGIN, username=ORIGIN_NAME).user)


def english() -> list[str]:
    """Give what of a thread a resident reads in English, and officers never: questions, answers to press, results."""
    known = directory()
    said = [question.text for question in known.questions.values()]
    said += [tap.label for question in known.questions.values() for tap in question.taps]
    said += [outcome.word for outcome in known.outcomes.values() if outcome.word is not None]
    texts = [catalogue("en")["still.entry"], *(text["en"] for text in said)]
    return [text for text in texts if len(text) >= _TELLING]


def names_in(texts: Mapping[str, str], *, words: Iterable[str] = ()) -> list[str]:
    """Give which marks stand in which texts."""
    wanted = (*NAMES, *words)
    return [f"{mark} in {where}" for where, text in texts.items() for mark in wanted if mark.lower() in text.lower()]


def numbers_in(texts: Mapping[str, str], numbers: Iterable[int]) -> list[str]:
    """Give which numbers stand in which texts, in decimals."""
    return [f"{number} in {where}" for where, text in texts.items() for number in numbers if str(number) in text]


def bytes_in(folder: Path, pattern: str, *, texts: Iterable[str], numbers: Iterable[int]) -> list[str]:
    """Give what of it stands in files: texts in two codings, numbers in decimals and as a database keeps them."""
    held = {path.name: path.read_bytes() for path in folder.glob(pattern) if path.is_file()}
    assert held, "there is nothing to search"
    wanted = [(text, coded) for text in texts for coded in (text.encode(), text.encode("utf-16-le"))]
    wanted += [(str(number), coded) for number in numbers for coded in _codings(number)]
    return [f"{what} in {name}" for name, content in held.items() for what, coded in wanted if coded in content]


def calls_to_others(api: BotApiServer, own: Person) -> dict[str, str]:
    """Give every call that is not to the resident's own chat, as it went over the wire."""
    others = (call for call in api.journal.calls() if call.params.get("chat_id") != own.user_id)
    return {
        f"{number} {call.method}": json.dumps(call.params, ensure_ascii=False) for number, call in enumerate(others)
    }


def _codings(number: int) -> Iterator[bytes]:
    """Give a number as text and as integers: whole bytes from either end, as long as it needs."""
    length = (number.bit_length() + 7) // 8
    yield str(number).encode()
    yield number.to_bytes(length, "big")
    yield number.to_bytes(length, "little")
