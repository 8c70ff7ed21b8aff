"""What the casebook remembers for a while: errands that were applied, posts, notices, small facts."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.dispatches import Post, PostKind
from bot.domain.identifiers import ChatId, ErrandId, Handle, MessageId
from bot.ports import casebook as ports
from bot.ports.tips import Notice
from tests.storage.casebook_samples import GROUP_CHAT, NOW, OFFICER, OTHER_TIP, TIP, opened

ERRAND = ErrandId("1f" * 16)
CARD = Post(chat=GROUP_CHAT, message=MessageId(11), tip=TIP.id, kind=PostKind.CARD)
PROMPT = Post(chat=GROUP_CHAT, message=MessageId(12), tip=TIP.id, kind=PostKind.PROMPT, officer=OFFICER.id)
NOTICE = Notice(id="n1", handle=Handle("b2" * 16), tip=TIP.id, urgent=True)


@pytest.fixture
async def casebook(tmp_path: Path) -> AsyncGenerator[ports.Casebook]:
    """Give an empty casebook."""
    async with opened(tmp_path) as casebook:
        yield casebook


async def test_an_errand_is_new_once(casebook: ports.Casebook) -> None:
    """The second time it is known to have had its effect; another errand is new."""
    async with casebook.begin() as session:
        first = await session.applied.first_time(ERRAND, now=NOW)
    async with casebook.begin() as session:
        again = await session.applied.first_time(ERRAND, now=NOW)
        other = await session.applied.first_time(ErrandId("2f" * 16), now=NOW)

    assert (first, again, other) == (True, False, True)


async def test_an_applied_errand_is_remembered_for_eight_days(casebook: ports.Casebook) -> None:
    """On the eighth day it is still known, on the ninth it is forgotten."""
    async with casebook.begin() as session:
        await session.applied.first_time(ERRAND, now=NOW)
        await session.sweep(NOW + timedelta(days=8))
        known = not await session.applied.first_time(ERRAND, now=NOW)
        await session.sweep(NOW + timedelta(days=9))
        forgotten = await session.applied.first_time(ERRAND, now=NOW)

    assert (known, forgotten) == (True, True)


async def test_a_message_is_known_for_what_it_is(casebook: ports.Casebook) -> None:
    """By its chat and id, and not by its id alone."""
    async with casebook.begin() as session:
        await session.posts.add([CARD, PROMPT])

        assert await session.posts.at(GROUP_CHAT, MessageId(12)) == PROMPT
        assert await session.posts.at(ChatId(-5), MessageId(12)) is None


async def test_a_tip_has_its_messages_oldest_first(casebook: ports.Casebook) -> None:
    """All of them, or those of one kind; none of another tip."""
    other = replace(CARD, message=MessageId(13), tip=OTHER_TIP.id)

    async with casebook.begin() as session:
        await session.posts.add([PROMPT, other])
        await session.posts.add([CARD])

        assert await session.posts.of(TIP.id) == [PROMPT, CARD]
        assert await session.posts.of(TIP.id, PostKind.CARD) == [CARD]


async def test_a_message_told_again_is_what_is_told_last(casebook: ports.Casebook) -> None:
    """A message that was edited into something else stays one message, in its place."""
    async with casebook.begin() as session:
        await session.posts.add([CARD, PROMPT])
        await session.posts.add([replace(CARD, kind=PostKind.NOTICE)])

        assert await session.posts.of(TIP.id) == [replace(CARD, kind=PostKind.NOTICE), PROMPT]


async def test_a_forgotten_message_is_unknown(casebook: ports.Casebook) -> None:
    """The others stay."""
    async with casebook.begin() as session:
        await session.posts.add([CARD, PROMPT])
        await session.posts.forget(GROUP_CHAT, CARD.message)

        assert await session.posts.of(TIP.id) == [PROMPT]


async def test_notices_wait_until_they_are_handed_over(casebook: ports.Casebook) -> None:
    """Oldest first, as many as asked for, each once."""
    later = replace(NOTICE, id="n0", urgent=False)

    async with casebook.begin() as session:
        for notice in (NOTICE, later, replace(NOTICE, urgent=False)):
            await session.notices.put(notice)
        both = await session.notices.waiting(limit=5)
        one = await session.notices.waiting(limit=1)
        await session.notices.handed_over("n1")
        rest = await session.notices.waiting(limit=5)

    assert (both, one, rest) == ([NOTICE, later], [NOTICE], [later])


async def test_a_fact_is_what_was_put_last(casebook: ports.Casebook) -> None:
    """And nothing before it was put."""
    async with casebook.begin() as session:
        before = await session.facts.get("bot")
        await session.facts.put("bot", "TinBaoBot")
        await session.facts.put("bot", "TinBao2Bot")
        after = await session.facts.get("bot")

    assert (before, after) == (None, "TinBao2Bot")
