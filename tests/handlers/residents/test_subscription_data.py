"""The button that undoes leaving carries all that was wanted, within what Telegram carries, and nothing made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.broadcasts.subscribing import MOST_COMMUNES, QUIET
from bot.domain.broadcasts.subscription import WEEKLY, Subscription, Topic
from bot.domain.errors import StalePress
from bot.domain.identifiers import ChatId, Language
from bot.domain.units import CommuneCode
from handlers.residents.subscription_data import undoing, undone
from tests.domain.drafts import COMMUNES

CHAT = ChatId(1001)
VI = Language("vi")


@given(
    st.builds(
        Subscription,
        chat=st.just(CHAT),
        language=st.sampled_from((VI, Language("en"))),
        communes=st.lists(st.sampled_from(COMMUNES), min_size=1, max_size=MOST_COMMUNES, unique=True).map(tuple),
        topics=st.sets(st.sampled_from(Topic), min_size=1).map(frozenset),
        quiet=st.sampled_from(QUIET),
        weekly=st.sampled_from(WEEKLY),
        urgent_only=st.booleans(),
    )
)
def test_whatever_was_wanted_comes_back(subscription: Subscription) -> None:
    """Every subscription that can be chosen fits into one button."""
    data = undoing(subscription)

    assert len(data.encode()) <= 64
    assert subscription == undone(data.removeprefix("sb:z:"), CHAT)


def test_it_belongs_to_the_chat_in_which_it_is_pressed() -> None:
    """No chat stands in it."""
    data = undoing(Subscription(chat=CHAT, language=VI, communes=COMMUNES[:1]))

    assert ChatId(7) == undone(data.removeprefix("sb:z:"), ChatId(7)).chat


def test_where_it_finds_no_room_the_button_asks_anew() -> None:
    """As in a province whose communes have long codes, or codes of letters."""
    long = tuple(CommuneCode(f"9{number:09}") for number in range(MOST_COMMUNES))

    asked = [undoing(Subscription(chat=CHAT, language=VI, communes=codes)) for codes in (long, (CommuneCode("A1"),))]

    assert ["sb:add", "sb:add"] == asked


@pytest.mark.parametrize("data", ["", "vi", "vi.ff.l67.ndp", "vi.zz.l670.ndp", "vi.ff.l670.n-p", "vi.ff.????.ndp"])
def test_what_no_button_of_ours_carries_is_stale(data: str) -> None:
    """It brings nothing back."""
    with pytest.raises(StalePress):
        undone(data, CHAT)


@given(st.text(max_size=60))
def test_nothing_made_up_breaks_it(data: str) -> None:
    """It is stale, or judged by the service as any wish is."""
    try:
        found = undone(data, CHAT)
    except StalePress:
        return
    assert isinstance(found, Subscription)
