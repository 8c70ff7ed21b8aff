"""`/nhatky`: who did what to which tip, for an auditor alone; nothing that anybody said is in it."""

from bot.domain.people import Role
from tests.stories.people import WARD, enrolled, on_duty, reference_of, resident
from tests.town import Town


async def test_an_auditor_reads_who_did_what_and_no_word_of_a_tip(place: Town) -> None:
    """The newest first; that it was read stands in the next reading."""
    ward, auditor = await on_duty(place), await enrolled(place, "Soát", Role.AUDITOR, None)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await ward.officer.asks("Xe màu gì?", on="xe đạp")
    reference = await reference_of(place, receipt)

    page = await auditor.types("/nhatky", "Nhật ký")
    again = await auditor.types("/nhatky", "đọc nhật ký")

    assert f"Tú: hỏi người báo tin #{reference} · Công an phường Mỹ Thới" in page.text
    assert f"người báo tin: tin tới #{reference}" in page.text
    assert "Soát: đọc nhật ký" in again.text
    assert not any(word in page.text for word in ("xe đạp", "Xe màu gì", receipt))


async def test_the_log_is_read_page_by_page(place: Town) -> None:
    """Down to its first entry, each number once."""
    await on_duty(place, officers=("Tú", "Bé", "Tư", "Năm"))
    auditor = await enrolled(place, "Soát", Role.AUDITOR, None)

    first = await auditor.types("/nhatky", "Nhật ký")
    auditor.person.presses(first, "Cũ hơn")
    last = await auditor.sees("\n1. ")

    numbers = [int(line.partition(".")[0]) for shown in (first, last) for line in shown.text.splitlines()[1:]]
    assert list(range(numbers[0], 0, -1)) == numbers
    assert [] == last.labels


async def test_nobody_is_promised_more_than_there_is(place: Town) -> None:
    """Whoever is enrolled to write broadcasts of a unit reads what to type; an auditor does, too."""
    administrator = await enrolled(place, "Vân", Role.ADMINISTRATOR, None)
    await administrator.types(f"/donvi {WARD}", f"mã {WARD}")
    invitation = await administrator.presses("Mời người viết bản tin", "Dùng một lần")

    announcer = await enrolled(place, "Viết", Role.ANNOUNCER, WARD)
    auditor = await enrolled(place, "Soát", Role.AUDITOR, None)

    assert "/phattin" in invitation.text
    assert "/phattin" in announcer.person.last_message().text
    assert "/nhatky" in auditor.person.last_message().text


async def test_the_log_is_never_laid_open_in_a_group(place: Town) -> None:
    """A press that no button of there carries leads nowhere: a card stays a card."""
    ward = await on_duty(place)
    auditor = await enrolled(place, "Soát", Role.AUDITOR, None)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    card = await ward.officer.sees("xe đạp")
    auditor.person.joins(ward.group)

    await auditor.forges(card, "a:audit:99")
    await place.api.quiet()

    assert not any("Nhật ký" in text for text in ward.texts())
