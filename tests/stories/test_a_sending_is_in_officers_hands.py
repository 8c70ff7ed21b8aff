"""While a broadcast is sent: paused, the bot dies, resumed; nobody is left out, and nobody has it twice."""

import asyncio

from bot.domain.broadcasts.broadcast import OccurrenceState
from tests.stories.crowds import crowd
from tests.stories.newsroom import ENGLISH_TITLE, TITLE, newsroom
from tests.town import Town


async def test_a_pause_holds_over_a_restart_and_a_resume_goes_on(place: Town) -> None:
    """At Telegram's thirty a second: what waits waits, and goes on where it was."""
    place.clock.comes_to("2026-11-27", "10:00")
    room = await newsroom(place)
    town = await crowd(place, 200)

    def read() -> int:
        return (town.copies(TITLE) + town.copies(ENGLISH_TITLE)).total()

    warning = await room.sends()
    await room.until(lambda: read() > 0)
    (sending,) = await room.sendings(warning)
    await room.services.conducting.pause(room.by(room.ward.head), occurrence=sending.id)
    await place.api.quiet(0.5, within=20)
    paused = read()
    await place.dies()
    await place.starts()
    await place.api.quiet(0.5, within=20)
    still = read()
    await room.services.conducting.resume(room.by(room.ward.head), occurrence=sending.id)
    await room.ends(warning)

    assert 0 < paused == still < len(town.reachable)
    assert town.once(town.reachable) == town.copies(TITLE) + town.copies(ENGLISH_TITLE)
    assert [OccurrenceState.DONE] == [one.state for one in await room.sendings(warning)]


async def test_a_correction_changes_every_copy(place: Town) -> None:
    """Approved like any other; each copy says the new words and that it was put right, where it stands."""
    place.clock.comes_to("2026-11-27", "10:00")
    room = await newsroom(place)
    town = await crowd(place, 40)
    warning = await room.sends()
    (sending,) = [await room.ends(warning)]
    old = town.copies("không bao giờ đòi")

    await room.corrects(sending.id, "Công an không bao giờ gọi đòi mã OTP.")
    await room.until(lambda: town.copies("mã OTP").total() >= old.total())

    assert 0 < old.total()
    assert (old, 0) == (town.copies("mã OTP"), town.copies("đòi chuyển tiền").total())
    assert old == town.copies("Đính chính")


async def test_a_correction_of_what_is_paused_changes_the_copies_and_the_rest_gets_it_on_a_resume(place: Town) -> None:
    """Nobody reads the wrong words any more; the resume is followed at once, though nothing ticks."""
    place.clock.comes_to("2026-11-27", "10:00")
    room = await newsroom(place)
    town = await crowd(place, 120)
    warning = await room.sends()
    await room.until(lambda: town.copies("không bao giờ đòi").total() > 0)
    (sending,) = await room.sendings(warning)
    await room.services.conducting.pause(room.by(room.ward.head), occurrence=sending.id)
    await place.api.quiet(0.5, within=20)
    some = town.copies("không bao giờ đòi").total()

    await room.corrects(sending.id, "Công an không bao giờ gọi đòi mã OTP.")
    await room.until(lambda: town.copies("mã OTP").total() == some)
    await place.api.quiet(0.5, within=20)
    while_paused = town.copies("mã OTP").total()
    begun = asyncio.get_running_loop().time()
    await room.services.conducting.resume(room.by(room.ward.head), occurrence=sending.id)
    await room.until(lambda: town.copies("mã OTP").total() > some)
    after = asyncio.get_running_loop().time() - begun
    await room.ends(warning)

    readers = [person for person in town.reachable if person not in town.english]
    assert 0 < some == while_paused < len(readers)
    assert (town.once(readers), 0) == (town.copies("mã OTP"), town.copies("không bao giờ đòi").total())
    assert after < 2  # most of it is the machine's
