"""What stands where the contents of a tip must go: in place of cards, of everything else, and in its topic's name."""

from dataclasses import dataclass, replace

from bot.domain.tip import Tip
from handlers.buttons import Screen
from handlers.officers.screens import card
from handlers.texts import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Remains:
    """What is left of a tip in a group."""

    card: Screen  #: in place of cards
    blank: Screen  #: in place of everything else that can be written anew
    topic: str = ""  #: the name of its topic


def of_expired(words: Words) -> Remains:
    """Give what remains of a tip whose term is over."""
    expired = card.expired(words)
    return Remains(card=expired, blank=expired, topic=words.plain("topic.expired"))


def of_withdrawn(tip: Tip, words: Words) -> Remains:
    """Give what remains of a tip whose reporter took it back."""
    name = words.plain("topic.withdrawn").format(reference=tip.reference)
    return Remains(card=card.withdrawn(tip, words), blank=card.blank(tip, words), topic=name)


def of_owned(tip: Tip, words: Words) -> Remains:
    """Give what remains of a tip for information where it is to be dealt with now."""
    return replace(of_left(tip, words), card=Screen(text=words("card.owned", reference=tip.reference)))


def of_left(tip: Tip, words: Words) -> Remains:
    """Give what remains of a tip where it is no more."""
    name = words.plain("topic.left").format(reference=tip.reference)
    return Remains(card=card.stub(tip, words), blank=card.blank(tip, words), topic=name)
