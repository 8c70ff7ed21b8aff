"""From "where" to "who answers by when" nothing leaks either: places, typed names, reasons, reminders, rosters.

A marked resident shares the scene to a metre and lets the police know it to about a hundred; officers type marks too.
Then every place is searched, as in `test_no_mark_leaks`.
"""

import io
from pathlib import Path

from bot.domain.units import UnitCode
from tests.stories.marks import NAMES, Marked, bytes_in, calls_to_others, marked, names_in, numbers_in
from tests.stories.people import Post, Resident, desk_on_duty, on_duty, resident
from tests.stories.telling import receipt_in
from tests.stories.tongues import ENGLISH
from tests.town import Town, town

BORDER = UnitCode("30520")  #: drugs there are told to the province's drug police
SCENE = (10.33314, 105.45932)
FINER = ("10.3331", "105.4593")  #: than what the resident lets the police know
COARSE = "10.333,105.459"
TOLD = "Qwxuong bị lấy ở bến"  #: officers read it; no file and no log holds it
MISTYPED = "Qwmisspelt phường gì đó"  #: no commune's name: kept as words that are not sent
NAMED_NOWHERE = "Qwsearched đơn vị"  #: what an officer looks for is kept nowhere
REASON, NOTE = "Qwreason không phải bên này", "Qwnote hỏi lại sau"
OFFICER = "Qwtu"


async def test_nothing_leaks_from_where_to_who_and_when(tmp_path: Path, log: io.StringIO) -> None:
    """Through a death in its middle: no call, no file and no record says more than whoever wrote it let be said."""
    async with town(tmp_path, paced=False) as place:
        place.clock.comes_to("2026-11-26", "09:00")
        someone = marked(place.api)
        ward = await on_duty(place, BORDER, officers=(OFFICER,))
        others = [await desk_on_duty(place), await on_duty(place, UnitCode("PC04"), head="Sơn", officers=())]
        neighbour = await on_duty(place, UnitCode("30307"), head="Bảy", officers=("Bé",))
        someone.person.starts()
        await someone.person.waits_for("113")

        await _tells(someone)
        await place.dies()
        await place.starts()
        await _sends(place, someone)
        await _is_late(place, ward)
        await _goes_round(place, ward, neighbour)
        await place.api.quiet()
        said = {"the log": log.getvalue()}

        calls = calls_to_others(place.api, someone.person)
        typed = {number: text for number, text in calls.items() if "sendMessage" in number or "edit" in number}
        assert [] == names_in(calls, words=(*FINER, MISTYPED, NAMED_NOWHERE))
        assert any(TOLD in text and COARSE in text for text in typed.values())  # the search looked where the tip is
        assert any("Để biết" in text or "ĐỂ BIẾT" in text for text in typed.values())
        assert [] == names_in(said, words=(*FINER, TOLD, MISTYPED, NAMED_NOWHERE, REASON, NOTE, OFFICER))
        assert [] == numbers_in(said, (*someone.ids, ward.group.chat_id, *(one.group.chat_id for one in others)))
        secret = (*NAMES, *FINER, COARSE, TOLD, MISTYPED, NAMED_NOWHERE, REASON, NOTE, OFFICER)
        data = place.settings.data
        assert [] == bytes_in(data, "casebook.db*", texts=secret, numbers=(*someone.ids, *someone.seconds))
        assert [] == bytes_in(data, "vault.db*", texts=secret, numbers=someone.ids)


async def _tells(someone: Marked) -> None:
    """Tell of something and share a place to a metre; the tip stays a draft."""
    lan = Resident(someone.person, ENGLISH)
    await lan.types(TOLD, ENGLISH.commune)
    someone.person.sends_location(*SCENE)
    await lan.sees("Got the location")
    await lan.presses("About 100 m", "commune")
    await lan.types(MISTYPED, "commune")


async def _sends(place: Town, someone: Marked) -> None:
    """Name the commune at last, and send."""
    lan = Resident(someone.person, ENGLISH)
    await place.api.quiet(0.4)
    await lan.types("phuong tinh bien", ENGLISH.kind)
    await lan.presses("Drugs", ENGLISH.when)
    await lan.presses(ENGLISH.today, ENGLISH.review)
    receipt_in(await lan.presses(ENGLISH.send, ENGLISH.receipt))


async def _is_late(place: Town, ward: Post) -> None:
    """Let a roster be made, and everybody be reminded; the desk reads of it in the morning."""
    assert place.program is not None
    ward.head.person.sends("/lichtruc")
    await ward.head.person.waits_for("Lịch trực", anew=True)
    for _ in range(6):
        await place.api.quiet()
        place.clock.passes(hours=20)
        await place.program.climbing.climb()
        await place.program.digesting.send_if_due()
    await place.api.quiet()


async def _goes_round(place: Town, ward: Post, neighbour: Post) -> None:
    """Join it with another, note, search, pass on for a reason, take; let the result have more time."""
    minh = await resident(place, "Minh")
    await minh.reports("Hai người lấy xe đạp", commune="phuong tinh bien")
    tu, be = ward.officer, neighbour.head
    card = await tu.finds("Nhận xử lý", on=TOLD)
    reference = card.text.split("#")[1][:5]
    await tu.replies(await tu.presses("Cùng vụ", "trả lời (reply)", on="xe đạp"), f"#{reference}", "cùng vụ với")
    await tu.replies(card, NOTE, "ghi chú nội bộ")
    await tu.presses("Chuyển", "chuyển tới đâu", on=TOLD)
    prompt = await tu.presses("Tìm đơn vị khác", "trả lời (reply)")
    tu.person.replies(prompt, NAMED_NOWHERE)
    await place.api.quiet()
    await tu.replies(prompt, "long xuyen", "đ/c chọn đúng đơn vị")
    await tu.presses("Long Xuyên", "vì sao")
    await tu.replies(await tu.presses("tự viết", "bằng lý do"), REASON, "Chưa chuyển")
    await tu.presses("↪️ Chuyển", "đã chuyển tới")
    await be.presses("Nhận xử lý", "đang xử lý", on=TOLD)
    await be.presses("Kết thúc", "kết thúc tin", on=TOLD)
    await be.presses("Cần thêm thời gian", "Vì sao?")
    await be.presses("Nhiều tình tiết", "gia hạn")
