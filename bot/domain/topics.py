"""What the topic of a tip says in a forum: how urgent it is and whether anybody has it. Pure: words are the edge's."""

from typing import Final

from bot.domain.dispatches import PostKind
from bot.domain.kinds import Urgency
from bot.domain.tip import ENDED, IN_HAND, Tip

#: A topic is remembered as the post at its root; the kind tells what its name says, so that it is changed only when
#: that does.
TOPICS: Final = frozenset(
    {
        PostKind.TOPIC_ALARM,
        PostKind.TOPIC_ALARM_HELD,
        PostKind.TOPIC_WAITS,
        PostKind.TOPIC_HELD,
        PostKind.TOPIC_DONE,
    }
)


def topic_of(tip: Tip) -> PostKind:
    """Give what the name of a tip's topic should say."""
    if tip.status in ENDED:
        return PostKind.TOPIC_DONE
    if tip.urgency is Urgency.URGENT:
        return PostKind.TOPIC_ALARM_HELD if tip.status in IN_HAND else PostKind.TOPIC_ALARM
    return PostKind.TOPIC_HELD if tip.status in IN_HAND else PostKind.TOPIC_WAITS
