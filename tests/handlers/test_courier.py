"""The courier: one letter that cannot be written, or a store that fails, holds nobody else up. Real stores."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.domain.dispatches import Dispatch, Post
from bot.domain.identifiers import ChatId, Language, MessageId
from bot.domain.letters import Letter, ReminderLetter
from bot.services.delivery import Delivery
from bot.services.presence import Presence
from bot.settings import Settings
from bot.stores import Stores, stores
from handlers.courier import Courier
from storage import keys

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


class Stopped:
    """A clock that stands still until it is moved."""

    at = NOW

    def now(self) -> datetime:
        """Give the time."""
        return self.at


class PostOffice:
    """Takes letters as Telegram would, one error a chat."""

    def __init__(self, errors: dict[int, Exception]) -> None:
        self.errors = errors
        self.tried: list[int] = []

    async def __call__(self, letter: Letter) -> Sequence[MessageId]:
        """Take a letter."""
        self.tried.append(letter.chat)
        if (error := self.errors.get(letter.chat)) is not None:
            raise error
        return (MessageId(1),)


async def nobody(dispatch: Dispatch) -> Sequence[Post]:
    """Take no dispatch."""
    raise NotImplementedError(dispatch.id)


async def nowhere(dispatch: Dispatch) -> bool:
    """Know no other way."""
    raise NotImplementedError(dispatch.id)


async def delivered(tmp_path: Path, errors: dict[int, Exception], clock: Stopped) -> tuple[list[int], tuple[int, int]]:
    """Send a letter to each of six chats; give who was tried, and how many letters wait and are dead."""
    settings = Settings(
        _env_file=None,  # pyright: ignore[reportCallIssue] - pydantic-settings takes it
        telegram_token=SecretStr("7:x"),
        data=tmp_path / "data",
        keys=tmp_path / "keys",
    )
    settings.data.mkdir()
    keys.create(settings.keys, now=NOW)
    async with stores(settings) as opened:
        await _put(opened)
        post = PostOffice(errors)
        work = asyncio.Event()
        presence = Presence(shortest=timedelta(0), longest=timedelta(0))
        courier = Courier(
            Delivery(opened.vault, opened.casebook, clock, presence),
            clock,
            work=work,
            send_letter=post,
            send_dispatch=nobody,
            redirect=nowhere,
        )
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(courier.run())
            async with asyncio.timeout(5):
                while len(post.tried) < 6:  # noqa: ASYNC110 - the courier rings no bell for tests
                    await asyncio.sleep(0.01)
                await asyncio.sleep(0.1)
            courier.stop()
        async with opened.vault.begin() as session:
            return post.tried, await session.letters.counts()


async def _put(opened: Stores) -> None:
    async with opened.vault.begin() as session:
        for chat in range(1, 7):
            letter = Letter(id=f"{chat:016}", chat=ChatId(chat), language=Language("vi"), content=ReminderLetter())
            await session.letters.put(letter, due=NOW)


async def test_each_letter_meets_its_own_fate(tmp_path: Path) -> None:
    """Delivered, refused for good, or kept for later; what breaks in our own hands is kept too."""
    errors: dict[int, Exception] = {
        2: Forbidden("bot was blocked by the user"),
        3: BadRequest("chat not found"),
        4: NetworkError("x"),
        5: RetryAfter(30),
        6: KeyError("a text that is missing"),
    }

    tried, counts = await delivered(tmp_path, errors, Stopped())

    assert [1, 2, 3, 4, 5, 6] == sorted(tried)
    assert (3, 2) == counts
