"""Approval is of exactly what was seen: an edit takes it away, and nobody speaks to communes that are not theirs."""

import pytest

from bot.domain.broadcasts.broadcast import Status
from bot.domain.broadcasts.errors import AudienceOutside, OwnHands, TextChanged
from bot.domain.broadcasts.schedule import At
from bot.domain.units import CommuneCode
from tests.stories.crowds import COMMUNE, crowd
from tests.stories.newsroom import TITLE, edited, newsroom
from tests.town import Town


async def test_an_edit_after_approval_asks_again(place: Town) -> None:
    """What was approved for tomorrow and is edited goes to nobody until the new text is approved."""
    place.clock.comes_to("2026-11-27", "08:00")
    room = await newsroom(place)
    town = await crowd(place, 30)
    tomorrow = place.clock.now().replace(hour=9, minute=0, second=0, microsecond=0)
    approved = await room.sends(schedule=At(at=tomorrow))

    assert place.opened is not None
    async with place.opened.casebook.begin() as book:
        was = await book.broadcasts.of(approved.id)
        assert was is not None
        changed = was.changed(by=was.composer, at=place.clock.now(), content=edited(was, "Chữ khác."))
        await book.broadcasts.keep(changed)
    place.clock.comes_to("2026-11-27", "09:01")
    await room.ticks()
    await place.api.quiet(0.3)
    unsent = town.copies(TITLE)
    draft = await room.services.approving.of(approved.id)
    with pytest.raises(TextChanged):
        await room.approves(approved)

    assert (Status.DRAFT, None) == (draft.status, draft.approval)
    assert 0 == unsent.total()


async def test_whoever_wrote_it_cannot_approve_it(place: Town) -> None:
    """It stays proposed, for somebody else."""
    room = await newsroom(place)
    proposed = await room.proposes(await room.writes())

    with pytest.raises(OwnHands):
        await room.approves(proposed, by=room.announcer)
    assert Status.PROPOSED is await room.state(proposed)


async def test_an_announcer_speaks_to_their_own_commune_alone(place: Town) -> None:
    """Another commune, or one beside the own, is refused when it is handed in, whatever was pressed before."""
    room = await newsroom(place)

    for communes in ((CommuneCode("30307"),), (COMMUNE, CommuneCode("30307"))):
        draft = await room.writes(communes=communes)
        with pytest.raises(AudienceOutside):
            await room.proposes(draft)
        assert Status.DRAFT is await room.state(draft)
