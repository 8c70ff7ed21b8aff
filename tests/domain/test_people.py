"""Who may do what: every role, in its own unit and elsewhere, for every wish. The table is the specification."""

from typing import Final

import pytest

from bot.domain.identifiers import OfficerId, UserId
from bot.domain.people import Officer, Role, Wish, fits, may, may_invite, name_from, roles_at
from bot.domain.units import DESK, CommuneCode, Unit, UnitCode, UnitKind

COMMUNE: Final = UnitCode("30307")
OTHER: Final = UnitCode("30292")

#: For each wish: what is allowed to a commune's head and officer in their own unit; to a desk's member at the desk; to
#: a head at the desk; to an administrator or an auditor anywhere. A letter where it is: h, o, d, H, a, u.
TABLE: Final = {
    Wish.TAKE: "hodH",
    Wish.GIVE_BACK: "hodH",
    Wish.HAND_OVER: "hodH",
    Wish.TAKE_BACK: "hdH",
    Wish.ASK: "hodH",
    Wish.NOTE: "hodH",
    Wish.COPY: "hodH",
    Wish.NUMBER: "hodH",
    Wish.TRANSFER: "hodH",
    Wish.JOIN: "hodH",
    Wish.CLOSE: "hodH",
    Wish.REOPEN: "hdH",
    Wish.EXTEND: "hdH",
    Wish.CONFIRM: "hH",
    Wish.CONFIRM_FOR_PROVINCE: "dH",
    Wish.BIND_GROUP: "hodH",
    Wish.REBIND_GROUP: "hdH",
    Wish.SETTLE_MEMBERS: "hdH",
    Wish.LIST_UNITS: "a",
    Wish.SEE_UNIT: "hHa",
    Wish.INVITE: "hHa",
    Wish.REMOVE_OFFICER: "hHa",
    Wish.READ_AUDIT: "u",
    Wish.SEE_DUTY: "hodH",
    Wish.SET_DUTY: "hdH",
    Wish.READ_DIGEST: "dH",
    Wish.COMPOSE: "hndH",
    Wish.APPROVE: "hondH",
    Wish.CONDUCT: "hndH",
    Wish.RECALL: "hdH",
    Wish.BIND_CHANNEL: "hndH",
}
#: Each person: the letter, the role, the unit it is held in.
PEOPLE: Final = (
    ("h", Role.HEAD, COMMUNE),
    ("o", Role.OFFICER, COMMUNE),
    ("d", Role.DESK, DESK),
    ("H", Role.HEAD, DESK),
    ("a", Role.ADMINISTRATOR, None),
    ("n", Role.ANNOUNCER, COMMUNE),
    ("u", Role.AUDITOR, None),
)
UNITS: Final = (COMMUNE, OTHER, DESK, None)
#: What is done at the desk, whichever unit's the thing is.
AT_THE_DESK: Final = frozenset({Wish.CONFIRM_FOR_PROVINCE, Wish.READ_DIGEST})
#: What the desk's members do for any unit.
BY_THE_DESK: Final = frozenset({Wish.COMPOSE, Wish.APPROVE, Wish.CONDUCT, Wish.RECALL, Wish.BIND_CHANNEL})


def officer(role: Role, unit: UnitCode | None) -> Officer:
    """Give somebody with this role."""
    return Officer(id=OfficerId("1" * 16), user=UserId(1), name="Ai", role=role, unit=unit)


def test_the_table_speaks_of_every_wish_and_every_role() -> None:
    """Nothing is allowed by having been forgotten."""
    assert set(Wish) == set(TABLE)
    assert set(Role) == {role for _, role, _ in PEOPLE}


@pytest.mark.parametrize("wish", Wish)
@pytest.mark.parametrize(("letter", "role", "own"), PEOPLE)
@pytest.mark.parametrize("unit", UNITS)
def test_what_a_role_may_do(wish: Wish, letter: str, role: Role, own: UnitCode | None, unit: UnitCode | None) -> None:
    """In its own unit what the table says, elsewhere nothing; administrators and auditors everywhere, and no tip."""
    is_everywhere = role in {Role.ADMINISTRATOR, Role.AUDITOR} or (role is Role.DESK and wish in BY_THE_DESK)
    is_there = is_everywhere or wish in AT_THE_DESK or (own is not None and own == unit)

    assert (letter in TABLE[wish] and is_there) == may(officer(role, own), wish, unit)


def test_an_administrator_is_shown_no_tip() -> None:
    """None of what concerns a tip is theirs, in any unit."""
    of_tips = [wish for wish, letters in TABLE.items() if "o" in letters]
    assert not any(may(officer(Role.ANNOUNCER, COMMUNE), wish, COMMUNE) for wish in of_tips if wish not in BY_THE_DESK)

    assert not any(may(officer(Role.ADMINISTRATOR, None), wish, unit) for wish in of_tips for unit in UNITS)


@pytest.mark.parametrize(
    ("role", "places"),
    [
        (Role.ADMINISTRATOR, {None}),
        (Role.ANNOUNCER, {COMMUNE, OTHER, DESK}),
        (Role.AUDITOR, {None}),
        (Role.DESK, {DESK}),
        (Role.HEAD, {COMMUNE, OTHER, DESK}),
        (Role.OFFICER, {COMMUNE, OTHER, DESK}),
    ],
)
def test_where_a_role_is_held(role: Role, places: set[UnitCode | None]) -> None:
    """An administrator nowhere, the desk's members at the desk."""
    assert places == {unit for unit in UNITS if fits(role, unit)}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(("letter", "own_role", "own"), PEOPLE)
def test_who_invites_to_what(
    role: Role, unit: UnitCode | None, letter: str, own_role: Role, own: UnitCode | None
) -> None:
    """An administrator to everything that can be held, a head to the work of its own unit."""
    is_head_there = letter in {"h", "H"} and own == unit and unit is not None

    assert (fits(role, unit) and (letter == "a" or is_head_there)) == may_invite(officer(own_role, own), role, unit)


@pytest.mark.parametrize(
    "typed",
    ["Tú", "Đ/c Tú", "đ/c  Tú", "đ/cTú", "dc Tú", "D/C. Tú", "Đồng chí Tú", "dong chi Tú", "đ/c đ/c Tú", "Đc: Tú"],
)
def test_a_name_is_kept_without_the_address_before_it(typed: str) -> None:
    """Where it is shown, "đ/c" stands before it."""
    assert "Tú" == name_from(typed)


@pytest.mark.parametrize("name", ["Đcường", "Dccc", "Đồng", "Chí, tổ hình sự"])
def test_a_name_that_only_begins_alike_is_whole(name: str) -> None:
    """Only the address itself is left out."""
    assert name == name_from(name)


@pytest.mark.parametrize(
    ("code", "commune", "roles"),
    [
        ("desk", None, (Role.DESK, Role.HEAD)),
        ("30307", "30307", (Role.HEAD, Role.OFFICER, Role.ANNOUNCER)),
        ("PA05", None, (Role.HEAD, Role.OFFICER)),
    ],
)
def test_an_announcer_is_invited_where_there_is_somebody_to_address(
    code: str, commune: str | None, roles: tuple[Role, ...]
) -> None:
    """A specialist unit has no commune of its own."""
    place = CommuneCode(commune) if commune is not None else None
    unit = Unit(code=UnitCode(code), name={"vi": "Đơn vị"}, kind=UnitKind.COMMUNE, commune=place)

    assert roles == roles_at(unit)
