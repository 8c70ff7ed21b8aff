"""An officer composes a broadcast in private: from the first word to the proposal, and no word goes astray."""

from bot.domain.people import Role
from bot.sandbox.screen import Shown
from tests.stories.people import WARD, Officer, enrolled, on_duty
from tests.town import Town


class Desk:
    """An officer at their own talk with the bot."""

    def __init__(self, officer: Officer) -> None:
        self.person = officer.person

    async def types(self, text: str, then: str) -> Shown:
        """Type something; give what it leads to."""
        self.person.sends(text)
        return await self.person.waits_for(then, anew=True)

    async def presses(self, label: str, then: str) -> Shown:
        """Press a button of the newest message that has it; give what it leads to."""
        self.person.presses(await self._bearing(label), label)
        return await self.person.waits_for(then, anew=True)

    async def is_told(self, label: str, on: Shown) -> str:
        """Press a button; give the words that pop up."""
        return await self.person.presses_and_sees(on, label)

    async def _bearing(self, label: str) -> Shown:
        return await self.person.waits_until(
            lambda shown: any(label in name for row in shown.labels for name in row), said=f"a button {label!r}"
        )


async def announcer(place: Town) -> Desk:
    """Give somebody who writes for the ward."""
    return Desk(await enrolled(place, "Nga", Role.ANNOUNCER, WARD))


async def test_a_warning_is_composed_step_by_step_and_proposed(place: Town) -> None:
    """What, title, about what, when; previewed as readers will see it; a restart in the middle loses nothing."""
    await on_duty(place)
    nga = await announcer(place)
    await nga.types("/phattin", "Phát tin")
    await nga.presses("Soạn tin mới", "Gửi nội dung")
    await nga.types("Có người gọi điện giả công an.", "Tiêu đề?")
    await place.stops()
    await place.starts()
    await nga.types("Cảnh giác cuộc gọi lạ", "chủ đề nào")
    await nga.presses("Lừa đảo", "chủ đề nào")
    await nga.presses("Xong", "Khi nào gửi?")
    card = await nga.presses("Gửi ngay sau khi duyệt", "Bản nháp")
    done = await nga.presses("Gửi duyệt", "Đã gửi duyệt")

    assert "Cảnh giác cuộc gọi lạ" in card.text
    assert "Chưa gửi cho ai" in card.text
    assert "thoát soạn tin" in done.text
