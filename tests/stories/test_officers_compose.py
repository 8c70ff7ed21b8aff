"""An officer composes a broadcast in private: from the first word to the proposal, and no word goes astray."""

from bot.domain.people import Role
from bot.sandbox.screen import Shown
from tests.stories.people import WARD, Officer, enrolled, forged, on_duty
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


async def test_no_word_goes_from_a_draft_into_a_tip_or_back(place: Town) -> None:
    """`/baotin` in the middle says that the draft is kept and left; each screen says where one is."""
    nga = await announcer(place)
    await nga.types("Có đánh nhau ở chợ", "Chưa gửi gì")
    await nga.types("/phattin", "ngoài phần soạn")
    asked = await nga.presses("Soạn tin mới", "Gửi nội dung")
    draft = await nga.types("Trộm xe ban đêm", "Tiêu đề?")
    await nga.types("/baotin", "thoát soạn tin")
    tip = await nga.types("gần bến phà", "Chưa gửi gì")
    await nga.presses("Soạn tiếp", "Tiêu đề?")
    again = await nga.types("Khóa xe kỹ", "chủ đề nào")
    left = await nga.types("/huy", "thoát soạn tin")

    assert "không thành tin báo" in asked.text
    assert "không thành tin báo" in draft.text
    assert "Trộm xe" not in tip.text
    assert "Đang soạn tin" in again.text
    assert "tin báo gõ dở" in left.text


async def test_whatever_cannot_be_sent_is_said_while_composing(place: Town) -> None:
    """With what to do about it; the draft stays as it is."""
    nga = await announcer(place)
    await nga.types("/phattin", "Phát tin")
    await nga.presses("Soạn tin mới", "Gửi nội dung")
    long = await nga.types("a" * 3600, "⚠️")
    nga.person.sends_video(size=60 * 1024 * 1024)
    video = await nga.person.waits_for("⚠️ Video", anew=True)
    nga.person.sends_sticker()
    sticker = await nga.person.waits_for("nhãn dán", anew=True)
    nga.person.sends_poll("Một câu?", ["Có"])
    poll = await nga.person.waits_for("ít nhất 2 câu", anew=True)
    nga.person.sends_album(11)
    album = await nga.person.waits_for("Album chỉ được 10", anew=True)
    nga.person.sends_album_of("photo", "document")
    mixed = await nga.person.waits_for("không đi chung album", anew=True)

    assert "chỉ được 3500. Bớt 100 ký tự" in long.text
    assert "60 MB, chỉ được 50 MB" in video.text
    assert ["Gửi nội dung" in shown.text for shown in (long, video, sticker, poll)] == [True] * 4
    assert "Tấm thừa không được nhận" in album.text
    assert "Tệp này không được nhận" in mixed.text


async def test_what_is_composed_is_previewed_as_residents_will_see_it(place: Town) -> None:
    """Formatting kept, the photo with its words, a changed message followed, in each language."""
    nga = await announcer(place)
    await nga.types("/phattin", "Phát tin")
    await nga.presses("Soạn tin mới", "Gửi nội dung")
    photo = nga.person.sends_photo(caption="<b>Không</b> đọc mã <tg-spoiler>OTP</tg-spoiler>", formatted=True)
    await nga.person.waits_for("kiểu chữ chưa hỗ trợ", anew=True)
    await nga.types("Giữ mã OTP", "chủ đề nào")
    first = await nga.person.waits_until(
        lambda shown: shown.by_bot and "Không đọc mã OTP" in shown.text, said="preview"
    )
    nga.person.edits(photo, "Đừng đọc mã")
    changed = await nga.person.waits_until(lambda shown: shown.by_bot and "Đừng đọc mã" in shown.text, said="preview")

    assert [True, True] == [shown.kind == "photo" for shown in (first, changed)]
    assert "Giữ mã OTP" in first.text
    assert "Công an phường Mỹ Thới" in first.text
    assert ["👍 Hữu ích"] in first.labels
    assert "Nga" not in first.text


async def test_an_announcer_is_refused_another_commune_by_a_made_up_press(place: Town) -> None:
    """By whatever door: the audience's own, a group, or a draft of another unit."""
    nga = await announcer(place)
    await nga.types("/phattin", "Phát tin")
    await nga.presses("Soạn tin mới", "Gửi nội dung")
    await nga.types("Nội dung", "Tiêu đề?")
    asked = await nga.types("Tiêu đề", "chủ đề nào")
    version = str(asked.buttons[0][0].data).split(":")[1]
    told = [
        await forged(nga.person, asked, f"bc:{version}:{action}")
        for action in ("add:30307", "group:all", "group:border", "district:0")
    ]
    other = await forged(nga.person, asked, "bc:m:new:desk")

    assert ["chỉ gửi được tới xã, phường của mình" in one for one in told] == [True] * 4
    assert "không thuộc quyền" in other


async def test_a_word_after_a_day_is_not_taken_for_the_draft_without_a_word(place: Town) -> None:
    """The talk is forgotten by then: that is said, nothing is sent, and one press leads back to the draft."""
    nga = await announcer(place)
    await nga.types("/phattin", "Phát tin")
    await nga.presses("Soạn tin mới", "Gửi nội dung")
    await nga.types("Trộm xe ban đêm", "Tiêu đề?")
    await place.api.quiet()
    place.clock.passes(hours=26)
    assert place.program is not None
    await place.program.retention.sweep()
    nga.person.sends("Khóa xe kỹ")
    said = await nga.person.waits_for("đã tự đóng")
    tip = await nga.person.waits_for("Chưa gửi gì")
    again = await nga.presses("Soạn tiếp", "Tiêu đề?")
    await nga.types("Khóa xe kỹ", "chủ đề nào")
    await nga.types("/huy", "tin báo gõ dở")

    assert "bản nháp “(chưa có tiêu đề)” vẫn còn" in said.text
    assert "Đã ghi lời bà con. CHƯA gửi" in tip.text
    assert "Đang soạn tin" in again.text
