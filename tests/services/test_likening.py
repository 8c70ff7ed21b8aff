"""Which tips are named as perhaps of one event: the unit's own, the likeliest first, with why."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.card import CardButton
from bot.domain.errors import ChangeNotAllowed
from bot.domain.kinds import GroupCode
from bot.domain.likeness import Sign
from bot.domain.tip import Account, Status
from bot.domain.units import DESK
from bot.services.likening import MOST_NAMED
from tests.services.fights import ONE, OTHER, card_of, fight
from tests.services.office import COMMUNE, TAM, Office


async def test_a_new_card_names_the_likeliest_tip_and_why(office: Office) -> None:
    """Of the unit's own; the button leads to the menu, where all of them stand with their reasons."""
    one = await fight(office, ONE)
    await office.files(account=Account(texts=("Mất xe đạp trước nhà sách",)))
    other = await fight(office, OTHER)

    card = await card_of(office, other)

    assert [one.reference] == [likely.reference for likely in card.together.likely]
    assert Sign.SIMILAR_WORDS in {reason.sign for reason in card.together.likely[0].reasons}
    assert CardButton.JOIN is card.buttons[-1]


async def test_a_tip_that_stands_alone_has_no_button_for_others(office: Office) -> None:
    """A button is shown only when what stands behind it works; an unlike tip can be joined by its reference."""
    tip = await office.files()
    alone = await card_of(office, tip)
    await office.files(group=GroupCode("co_bac"), account=Account(texts=("Bà Sáu ghi số đề ở đầu chợ mỗi chiều",)))

    beside = await card_of(office, tip)

    assert CardButton.JOIN not in alone.buttons
    assert ((), (), CardButton.JOIN) == (beside.together.sisters, beside.together.likely, beside.buttons[-1])


async def test_neighbours_count_where_a_unit_has_both_and_the_end_of_the_province_does_not(office: Office) -> None:
    """The desk sees tips of several communes; one across the province is not compared."""
    beside = next(iter(office.directory.neighbours.of(COMMUNE)))
    far = next(
        code
        for code in office.directory.communes
        if code != COMMUNE and not office.directory.are_neighbours(COMMUNE, code)
    )
    one = await fight(office, ONE, unit=DESK)
    near = await fight(office, OTHER, unit=DESK, commune=beside)
    await fight(office, OTHER, unit=DESK, commune=far)

    card = await card_of(office, one)

    assert [near.reference] == [likely.reference for likely in card.together.likely]


async def test_what_was_closed_lately_may_be_the_same_and_what_was_closed_long_ago_not(office: Office) -> None:
    """Closed tips keep their cards in the group; a closed one is offered nothing itself."""
    lately = await fight(office, ONE, status=Status.CLOSED)
    long_ago = await fight(office, ONE, status=Status.CLOSED, status_since=office.clock.at - timedelta(days=30))
    one = await fight(office, OTHER)

    card = await card_of(office, one)

    assert [lately.reference] == [likely.reference for likely in card.together.likely]
    assert CardButton.JOIN not in (await card_of(office, long_ago)).buttons
    with pytest.raises(ChangeNotAllowed):
        await office.joining.open(office.act(TAM), tip=lately.id)


async def test_a_few_at_most_are_named_the_strongest_first(office: Office) -> None:
    """Whatever else there is."""
    for number in range(MOST_NAMED + 3):
        await fight(office, replace(OTHER, texts=(*OTHER.texts, f"nghe nói có {number} người")))
    strongest = await fight(office, ONE)
    one = await fight(office, ONE)

    likely = (await card_of(office, one)).together.likely

    assert MOST_NAMED == len(likely)
    assert strongest.reference == likely[0].reference
