"""Every request of every story is held against the published table of the Bot API when its town closes.

That happens in `tests.town.town`; here it is seen that it bites.
"""

from pathlib import Path

import pytest

from bot.sandbox.journal import Journal
from tests.bot_api_table import is_here
from tests.town import assert_published, town

needs_table = pytest.mark.skipif(not is_here(), reason="the published table is not here")


def _journal(method: str, params: dict[str, object]) -> Journal:
    journal = Journal()
    journal.begin(method, params)  # pyright: ignore[reportArgumentType] - JSON that no bot would send
    return journal


def test_what_is_published_passes() -> None:
    """A message with a text is one of the requests that there are."""
    assert_published(_journal("sendMessage", {"chat_id": 1, "text": "Chào"}))


@needs_table
@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendWhisper", {"chat_id": 1, "text": "Chào"}),
        ("sendMessage", {"chat_id": 1}),
        ("sendMessage", {"chat_id": 1, "text": "Chào", "whispered": True}),
        ("sendMessage", {"chat_id": 1, "text": 5}),
    ],
    ids=["no such method", "a missing field", "an unknown field", "a wrong kind"],
)
def test_what_is_not_published_is_found(method: str, params: dict[str, object]) -> None:
    """Each way in which a request can be wrong."""
    with pytest.raises(AssertionError):
        assert_published(_journal(method, params))


@needs_table
async def test_a_town_fails_at_its_end_for_one_wrong_request(tmp_path: Path) -> None:
    """However long ago it was made."""
    with pytest.raises(AssertionError, match="no such method"):
        async with town(tmp_path) as place:
            place.api.journal.begin("sendWhisper", {})
