"""Logs: an action and our own reference, as one JSON object a line. Never an update, a text, a chat, a name, a token.

The libraries below are kept at warnings, since at lower levels they log addresses with the token, and messages.
"""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Final, TextIO, cast

import structlog

_TOKEN: Final = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_QUIET: Final = ("telegram", "httpx", "httpcore", "aiohttp", "sqlalchemy", "aiosqlite", "apscheduler", "alembic")


def configure(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Send every log record to a stream (standard error) as JSON without contents."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _mute_exceptions,
        _redact,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _mute_foreign],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def place(error: BaseException) -> str:
    """Give where an error was raised: a file and a line, never a value."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else "?"


def leaves(error: BaseException) -> list[BaseException]:
    """Give the errors that a group holds, or the error itself."""
    if isinstance(error, BaseExceptionGroup):
        group = cast("BaseExceptionGroup[BaseException]", error)  # whatever it holds is an exception
        return [leaf for inner in group.exceptions for leaf in leaves(inner)]
    return [error]


def _mute_exceptions(_: object, __: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Keep an exception's kind and drop its text and trace, which may quote what a person wrote."""
    info = event.pop("exc_info", None)
    error = cast("tuple[object, ...]", info)[1] if isinstance(info, tuple) else info  # as the library keeps it
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
    return event


def _mute_foreign(_: object, __: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Keep of a library's record where it comes from, and drop its words: nobody can know what they quote."""
    event["event"] = "library"
    event.pop("positional_args", None)
    return event


def _redact(_: object, __: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Blot out anything that looks like a bot token, should one ever get here."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _TOKEN.sub("<token>", value)
    return event
