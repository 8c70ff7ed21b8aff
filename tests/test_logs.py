"""Logs hold an action and our own reference: no token, no update, no text, whoever logs and whatever breaks."""

import asyncio
import io
import json
import logging
from collections.abc import Callable, Generator

import pytest
import structlog
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from bot import logs

TOKEN = "7000000001:AAmarkedtokenmarkedtokenmarkedtoken"
TEXT = "MARKED hai người lấy xe"
Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture
def lines() -> Generator[Lines]:
    """Configure logging into a buffer; give its lines as they are then."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in ("telegram", "aiohttp", "sqlalchemy")}
    buffer = io.StringIO()
    logs.configure(buffer, level=logging.DEBUG)
    yield lambda: [json.loads(line) for line in buffer.getvalue().splitlines()]
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, former in levels.items():
        logging.getLogger(name).setLevel(former)
    structlog.reset_defaults()


def test_our_own_record_is_one_line_of_json(lines: Lines) -> None:
    """An action, where it comes from, and our own reference."""
    structlog.get_logger("bot.x").warning("errand.set_aside", number="ABC123")

    (line,) = lines()
    assert ("errand.set_aside", "ABC123", "warning", "bot.x") == (
        line["event"],
        line["number"],
        line["level"],
        line["logger"],
    )


def test_an_exception_is_named_and_not_quoted(lines: Lines) -> None:
    """Its text and its trace may quote what a person wrote."""
    try:
        int(TEXT)
    except ValueError:
        structlog.get_logger("bot.x").exception("broke")
        structlog.get_logger("bot.x").error("broke", exc_info=ValueError(TEXT))

    assert ["ValueError", "ValueError"] == [line["error"] for line in lines()]
    assert "MARKED" not in json.dumps(lines(), ensure_ascii=False)


@pytest.mark.parametrize("name", ["telegram.Bot", "aiohttp.access", "asyncio", "some.library", "sqlalchemy.engine"])
def test_a_library_s_words_are_dropped(lines: Lines, name: str) -> None:
    """Message, arguments, extras, trace and stack: nobody can know what they quote."""
    library = logging.getLogger(name)
    try:
        int(TEXT)
    except ValueError:
        library.exception("at https://api.telegram.org/bot%s: %s", TOKEN, TEXT, extra={"update": TEXT})
        library.warning(TEXT, stack_info=True, exc_info=True)

    said = json.dumps(lines(), ensure_ascii=False)
    assert [("library", name)] * 2 == [(line["event"], line["logger"]) for line in lines()]
    assert [False, False, False] == [mark in said for mark in ("MARKED", "AAmarked", "telegram.org")]


def test_what_libraries_chat_about_is_not_even_there(lines: Lines) -> None:
    """Below a warning they log addresses with the token, and messages."""
    for name in ("telegram.ext", "aiohttp.client", "sqlalchemy.engine", "aiosqlite", "apscheduler", "httpx"):
        logging.getLogger(name).info(TOKEN)
        logging.getLogger(name).debug(TOKEN)

    assert [] == lines()


def test_a_token_that_gets_here_all_the_same_is_blotted_out(lines: Lines) -> None:
    """The last line of defence."""
    structlog.get_logger("bot.x").info("x", at=f"https://api.telegram.org/bot{TOKEN}/getMe")

    (line,) = lines()
    assert "https://api.telegram.org/bot<token>/getMe" == line["at"]


def test_a_database_error_quotes_no_value(lines: Lines) -> None:
    """The statement's parameters are what somebody wrote."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection, pytest.raises(SQLAlchemyError) as failure:
        connection.execute(text("SELECT * FROM nothing WHERE a = :a"), {"a": TEXT})
    engine.dispose()
    structlog.get_logger("bot.x").error("broke", exc_info=failure.value)

    assert "MARKED" not in json.dumps(lines(), ensure_ascii=False)


async def test_a_task_that_nobody_waited_for_is_mute(lines: Lines) -> None:
    """The loop tells of it in its own words, with the exception."""
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": TEXT, "exception": ValueError(TEXT)})

    assert "MARKED" not in json.dumps(lines(), ensure_ascii=False)
    assert {"library"} == {line["event"] for line in lines()}


def test_where_an_error_was_raised_is_a_file_and_a_line() -> None:
    """Enough to look there, and never a value."""
    with pytest.raises(ValueError, match="MARKED") as failure:
        int(TEXT)
    at = logs.place(failure.value)

    file, _, line = at.partition(":")
    assert ("test_logs.py", True) == (file, line.isdigit())
    assert "?" == logs.place(ValueError(TEXT))


def test_the_leaves_of_a_group_are_found() -> None:
    """A task group wraps what broke, more than once."""
    first, second = ValueError("1"), KeyError("2")
    group = ExceptionGroup("x", [first, ExceptionGroup("y", [second])])

    assert [first, second] == logs.leaves(group)
