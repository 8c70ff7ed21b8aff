"""Who may press what: each button under a tip, the state that it stands under, and the people whom it obeys."""

from dataclasses import dataclass

from bot.domain.units import DESK
from tests.stories.states import (
    Prepare,
    aimed,
    aimed_because,
    beside_another,
    chosen,
    closed,
    closing,
    drafted,
    given_to,
    joined,
    new,
    noted,
    passed_here,
    reasoned,
    taken,
    taken_of_two,
    with_value,
)
from tests.stories.who import OTHER


@dataclass(frozen=True, slots=True)
class Line:
    """A button under a tip of the ward: in which state it is tried, and who may press it in the ward's group."""

    button: str
    prepare: Prepare
    may: frozenset[str]
    in_private: bool = False  #: they may also press it in their own talk with the bot


WARDS = frozenset({"head", "officer", "colleague"})


HOLDER = frozenset({"head", "officer"})


HEAD = frozenset({"head"})


OFFICER = frozenset({"officer"})


NOBODY = frozenset[str]()


TABLE = (
    Line("take", new, WARDS),
    Line("ask", new, WARDS),
    Line("ask", taken, HOLDER),
    Line("q", with_value("gio_nao"), WARDS),
    Line("own", new, WARDS),
    Line("send", drafted, OFFICER),
    Line("anyway", drafted, OFFICER),
    Line("revise", drafted, OFFICER),
    Line("drop", drafted, OFFICER),
    Line("fwd", noted, WARDS),
    Line("close", new, WARDS),
    Line("close", taken, HOLDER),
    Line("out", with_value("bat_qua_tang"), WARDS),
    Line("confirm", chosen, OFFICER),
    Line("agree", closing, HEAD),
    Line("send_back", closing, HOLDER),
    Line("reopen", closed, HEAD),
    Line("extend", new, HEAD),
    Line("extend", with_value("complex"), HEAD),
    Line("hand_over", taken, HOLDER),
    Line("to", given_to, HOLDER),
    Line("give_back", taken, HOLDER),
    Line("transfer", new, WARDS),
    Line("unit", with_value(DESK), WARDS),
    Line("unit", with_value(OTHER), WARDS),
    Line("unit", with_value("nowhere"), NOBODY),
    Line("find", new, WARDS),
    Line("find", taken, HOLDER),
    Line("why", aimed_because, OFFICER),
    Line("whyown", aimed, OFFICER),
    Line("pass", reasoned, OFFICER),
    Line("return", passed_here, WARDS),
    Line("join", beside_another, WARDS),
    Line("with", beside_another, WARDS),
    Line("split", joined, WARDS),
    Line("rest", taken_of_two, OFFICER),
    Line("copy", new, WARDS, in_private=True),
    Line("number", new, WARDS, in_private=True),
)
