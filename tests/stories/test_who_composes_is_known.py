"""Whose messages may be a part of a broadcast: an officer's from the first press on, nobody's who is none any more."""

import sqlite3

from bot.domain.identifiers import ChatId, UserId
from bot.domain.people import Role
from tests.stories.newsroom import newsroom
from tests.stories.people import WARD, Officer, enrolled, forged
from tests.town import Town


def tips(place: Town) -> int:
    """Count the tips there are."""
    book = sqlite3.connect(place.settings.data / "casebook.db")
    found: int = book.execute("SELECT count(*) FROM tips").fetchone()[0]
    book.close()
    return found


async def opened(place: Town) -> Officer:
    """Give an announcer enrolled since the start who has a draft open, by a button alone."""
    room = await newsroom(place)
    draft = await room.writes()
    late = await enrolled(place, "Muộn", Role.ANNOUNCER, WARD)
    await forged(late.person, late.person.last_message(), f"bc:m:open:{draft.id}")
    await place.api.quiet(0.1)
    return late


async def test_what_a_new_announcer_writes_into_an_open_draft_is_no_tip(place: Town) -> None:
    """They came to it by a button under something else, and never by the command."""
    late = await opened(place)
    assert place.program is not None
    is_known = place.program.composers.hold(ChatId(late.person.user_id))

    late.person.sends("Tối nay cúp điện khu chợ.")
    await place.api.quiet(0.2)

    assert is_known
    assert 0 == tips(place)
    assert "Chưa có gì được gửi" not in late.person.last_message().text


async def test_whoever_composes_no_more_is_a_resident_like_any(place: Town) -> None:
    """A minute later, nothing more of what they send is kept than of anybody's."""
    late = await opened(place)
    head = await enrolled(place, "Trưởng", Role.HEAD, WARD)
    assert place.program is not None
    assert place.opened is not None
    held = await place.program.application.faces.administration.roles(UserId(late.person.user_id))
    async with place.opened.casebook.begin() as book:
        await book.officers.remove(held[0].officer.id, now=place.clock.now())

    await place.program.composers.learn()

    assert not place.program.composers.hold(ChatId(late.person.user_id))
    assert place.program.composers.hold(ChatId(head.person.user_id))
