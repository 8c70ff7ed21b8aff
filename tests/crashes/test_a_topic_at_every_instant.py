"""A tip comes into a forum, while the bot dies at each of its commits and sends in turn."""

from pathlib import Path

from bot.domain.topics import TOPICS, topic_of
from tests.crashes.ledger import Ledger
from tests.crashes.lives import Check, MortalTown, at_every_instant
from tests.crashes.residents import WORDS, comes_in, presses, receipt_in, sees
from tests.crashes.station import opens, stray_cards


async def a_topic(place: MortalTown) -> Check:
    """Send a tip that was told before."""
    assert place.opened is not None
    station = await opens(place.api, place.opened.casebook, forum=True)
    lan = place.resident()
    await comes_in(lan)
    lan.sends(WORDS)
    await sees(lan, "xã, phường nào")
    lan.sends("my thoi")
    kind = await sees(lan, "giống loại nào")
    when = await presses(lan, kind, "Bỏ qua", "lúc nào")
    review = await presses(lan, when, "Hôm nay", "Coi lại trước khi gửi")
    await place.counts()
    receipt = receipt_in(await presses(lan, review, "Gửi tin", "Mã tin"))
    await station.sees(WORDS, anew=False)

    async def holds(kept: Ledger) -> None:
        tip = await kept.tip(receipt)
        assert tip is not None
        async with kept.stores.casebook.begin() as book:
            (topic,) = [post for post in await book.posts.of(tip.id) if post.kind in TOPICS]
        assert topic_of(tip) is topic.kind
        assert f"🟡 #{tip.reference} · chưa rõ" == station.group.topics[topic.message]
        assert 1 <= len(station.cards()) <= 2
        assert [] == stray_cards(station.cards())
        assert {topic.message} == {card.topic for card in station.cards()}
        assert len(station.group.topics) <= 2

    return holds


async def test_a_tip_has_one_topic_and_a_death_leaves_at_most_one_empty(tmp_path: Path) -> None:
    """Whatever instant the bot dies at: everything stands in the one that is kept, and its name is the tip's."""
    instants = await at_every_instant(tmp_path, a_topic)

    assert {"before createForumTopic", "after createForumTopic"} <= {instant.what for instant in instants}
