"""While a broadcast is sent: paused, the bot dies, resumed; nobody is left out, and nobody has it twice."""

from bot.domain.broadcast import OccurrenceState
from tests.stories.crowds import crowd
from tests.stories.newsroom import ENGLISH_TITLE, TITLE, edited, newsroom
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

    correction = await room.services.correcting.begin(room.by(room.announcer), occurrence=sending.id)
    assert place.opened is not None
    async with place.opened.casebook.begin() as book:
        by = correction.hands[0]
        words = edited(correction, "Công an không bao giờ gọi đòi mã OTP.")
        correction = await book.broadcasts.keep(correction.changed(by=by, at=place.clock.now(), content=words))
    await room.approves(await room.proposes(correction))
    await room.until(lambda: town.copies("mã OTP").total() >= old.total())

    assert 0 < old.total()
    assert (old, 0) == (town.copies("mã OTP"), town.copies("đòi chuyển tiền").total())
    assert old == town.copies("Đính chính")
