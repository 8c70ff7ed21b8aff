"""Two residents tell of one fight: officers see that it may be one, and no resident ever learns of the other."""

import re
from pathlib import Path

from bot.domain.tip import Status
from tests.stories.people import Post, Resident, desk_on_duty, on_duty, resident, tip_of
from tests.town import Town, town

ONE = "Hồi trưa hai nhóm gây gổ ở quán karaoke Hoa Mai, xô bàn ghế"
OTHER = "trua nay quan karaoke hoa mai co gay go, xo ban ghe um sum"


async def test_they_are_suggested_joined_taken_answered_apart_and_split(place: Town) -> None:
    """Each hears its own; each card says why; split again, each stands alone."""
    ward = await on_duty(place)
    lan, minh = await resident(place), await resident(place, "Minh")
    first, second = [await tip_of(place, await who.reports(said)) for who, said in ((lan, ONE), (minh, OTHER))]
    officer = ward.officer

    suggested = await officer.sees("Có thể cùng vụ", anew=False)
    menu = await officer.presses("Cùng vụ", "Không biết có cùng người báo hay không", on="xo ban ghe")
    await officer.presses(f"🔗 Cùng vụ với #{first.reference}", "Mỗi tin vẫn riêng")
    await officer.presses("Nhận xử lý", "Nhận luôn không?", on="xô bàn ghế")
    await officer.presses("Nhận luôn 1 tin cùng vụ", "đã nhận luôn")
    await lan.reads("đã nhận xử lý")
    await minh.reads("đã nhận xử lý")
    await officer.asks("Mấy người vậy bà con?", on="xô bàn ghế")
    asked = await lan.reads("Mấy người")
    await place.api.quiet()
    joined = [text for text in ward.texts() if "Cùng vụ với:" in text]
    await officer.presses("Cùng vụ", "Đang cùng vụ", on="xo ban ghe")
    await officer.presses(f"✂️ Tách #{second.reference} ra", "đứng riêng")
    await place.api.quiet()

    assert f"Có thể cùng vụ với #{first.reference} (lời kể giống nhau" in suggested.text
    assert "lời kể giống nhau" in menu.text
    assert 2 == len(joined)
    assert "Mấy người vậy bà con?" in asked
    assert "Mấy người" not in " ".join(minh.person.texts())
    assert [Status.ASKED, Status.TAKEN] == [(await _again(place, tip.reference)) for tip in (first, second)]
    assert [] == [text for text in ward.texts() if "Cùng vụ với:" in text]


async def test_a_third_is_joined_by_its_reference_and_closed_by_the_normal_way(place: Town) -> None:
    """A reply to the menu names it; after one is closed the others are offered the same, each confirmed by itself."""
    ward = await on_duty(place)
    lan, minh = await resident(place), await resident(place, "Minh")
    await lan.reports(ONE)
    other = await tip_of(place, await minh.reports("Chó nhà ai thả rông"))
    officer = ward.officer

    await officer.presses("Nhận xử lý", "đang xử lý", on="xô bàn ghế")
    menu = await officer.presses("Cùng vụ", "trả lời (reply)", on="xô bàn ghế")
    await officer.replies(menu, "#ZZZZZ", "Không gộp được")
    await officer.replies(menu, f"#{other.reference}", "cùng vụ với")
    await officer.presses("Kết thúc", "kết thúc", on="xô bàn ghế")
    await officer.presses("Đã bắt quả tang / ngăn chặn", "Chưa chốt")
    await officer.presses("Chốt kết quả", "Kết thúc như vậy luôn không?")
    still = await _again(place, other.reference)
    await officer.presses(f"Kết thúc #{other.reference} như vậy", "Chưa chốt")
    await officer.presses("Chốt kết quả", f"#{other.reference}: đã kết thúc")
    await place.api.quiet()

    assert Status.NEW is still
    assert Status.CLOSED is await _again(place, other.reference)


async def test_the_commune_never_hears_of_a_shielded_sister(place: Town) -> None:
    """Joined at the desk; the open one goes to the ward, where nothing speaks of the other."""
    desk = await desk_on_duty(place)
    lan, minh = await resident(place), await resident(place, "Minh")
    shielded = await tip_of(place, await lan.reports(ONE, fears=True))
    await minh.reports(OTHER)
    await desk.officer.presses("Cùng vụ", "Không biết có cùng người báo", on="xo ban ghe")
    await desk.officer.presses(f"🔗 Cùng vụ với #{shielded.reference}", "Mỗi tin vẫn riêng")
    ward = await on_duty(place)
    await desk.officer.presses("Nhận xử lý", "Nhận luôn không?", on="xo ban ghe")

    await desk.officer.presses("Chuyển", "chuyển tới đâu", on="xo ban ghe")
    await desk.officer.presses("Mỹ Thới", "vì sao")
    await desk.officer.presses("Sai địa bàn", "Nội dung ở nhóm này sẽ được gỡ")
    await desk.officer.presses("↪️ Chuyển", "đã chuyển tới")
    there = await ward.officer.sees("xo ban ghe")
    await place.api.quiet()

    assert "Cùng vụ" not in [label for row in there.labels for label in row]
    assert [] == [text for text in ward.texts() if shielded.reference in text or "cùng vụ" in text.lower()]
    assert [] == [text for text in desk.texts() if "Cùng vụ với:" in text]


async def test_residents_calls_are_the_same_whether_tips_are_joined_or_not(tmp_path: Path) -> None:
    """Byte for byte, but for what is random: receipts, tokens and ids."""
    folders = {joins: tmp_path / str(joins) for joins in (False, True)}
    for folder in folders.values():
        folder.mkdir()

    heard = [await _lived(folder, joins=joins) for joins, folder in folders.items()]

    assert heard[0] == heard[1]
    assert 2 == len([calls for calls in heard[1] if "đã nhận xử lý" in calls])


async def _lived(folder: Path, *, joins: bool) -> tuple[str, str]:
    """Let two tell of one fight and be answered; give all that the bot asked of Telegram for each of them."""
    async with town(folder, paced=False) as place:
        ward = await on_duty(place)
        lan, minh = await resident(place), await resident(place, "Minh")
        first = await tip_of(place, await lan.reports(ONE))
        await minh.reports(OTHER)
        await _worked_on(ward, first.reference, joins=joins)
        await lan.reads("đã nhận xử lý")
        await minh.reads("đã nhận xử lý")
        await place.api.quiet()
        return _heard(place, lan), _heard(place, minh)


async def _worked_on(ward: Post, first: str, *, joins: bool) -> None:
    officer = ward.officer
    await officer.sees("xo ban ghe", anew=False)
    if joins:
        await officer.presses("Cùng vụ", "Không biết có cùng người báo", on="xo ban ghe")
        await officer.presses(f"🔗 Cùng vụ với #{first}", "Mỗi tin vẫn riêng")
    await officer.presses("Nhận xử lý", "đang xử lý", on="xô bàn ghế")
    if joins:
        await officer.presses("Nhận luôn 1 tin cùng vụ", "đã nhận luôn")
    else:
        await officer.presses("Nhận xử lý", "đang xử lý", on="xo ban ghe")


def _heard(place: Town, who: Resident) -> str:
    """Give every call to a chat in order, with all that is random made the same."""
    calls = place.api.journal.calls(chat=who.person.user_id)
    text = "\n".join(f"{call.method} {sorted(call.params.items())}" for call in calls)
    text = re.sub(r"TB(-[0-9A-Z]{4}){5}", "TB", text)
    text = re.sub(
        r"'(callback_data|message_id|chat_id|callback_query_id|reply_to_message_id)': '?[^',}]*'?", r"\1", text
    )
    return re.sub(r"\('(chat_id|message_id|callback_query_id)', '?[^',)]*'?\)", r"\1", text)


async def _again(place: Town, reference: str) -> Status:
    assert place.opened is not None
    async with place.opened.casebook.begin() as book:
        found = await book.tips.by_reference(reference)  # pyright: ignore[reportArgumentType] - a reference, as read
    assert found is not None
    return found.status
