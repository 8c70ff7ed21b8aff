"""What paid broadcasts cost: Telegram takes a Star for ten delivered messages above what it carries for nothing.

It knows the price alone: neither who is sent anything nor how.
"""

from typing import Final

MESSAGES_A_STAR: Final = 10


def stars(messages: int) -> int:
    """Give the Stars that so many paid messages cost at most, a part of one as a whole one."""
    return -(-messages // MESSAGES_A_STAR)


def expected_stars(messages: int, *, rate: int, paid_rate: int, cap: int) -> int:
    """Give the Stars that a broadcast of so many messages will cost about; 0 where nothing is paid.

    In each second as many as the free `rate` cost nothing. An album counts as each of its messages. The broadcast goes
    on at the free rate once it has cost the `cap`.
    """
    if paid_rate <= rate:
        return 0
    return min(cap, stars(messages - messages * rate // paid_rate))


def affordable(cap: int, *, sent: int) -> int:
    """Give how many more messages may be paid for, after so many that may have been.

    Counted as if each were charged: answers to residents take free places first, and only Telegram keeps the account.
    """
    return max(0, cap * MESSAGES_A_STAR - sent)
