"""Who sits in a unit's group without being enrolled stops its tips until the head settles it; and who is removed."""

from bot.domain.people import Role
from bot.domain.tip import Status
from tests.stories.people import RIGHTS, WARD, Officer, desk_on_duty, enrolled, on_duty, resident, tip_of
from tests.town import Town


async def test_members_who_are_not_enrolled_stop_the_tips(place: Town) -> None:
    """They are counted and shown; until the head accepts them, tips go to the desk."""
    desk = await desk_on_duty(place)
    head, tu = await enrolled(place, "Hải", Role.HEAD, WARD), await enrolled(place, "Tú", Role.OFFICER, WARD)
    guests = place.api.person("Khách"), place.api.person("Thợ")
    group = place.api.group("Trực ban", owner=head.person, members=(tu.person, *guests))
    head.person.adds_bot_to(group, admin_rights=RIGHTS)
    head.group = tu.group = group
    lan = await resident(place)

    await head.types(f"/lienket {WARD}", "còn người chưa ghi danh")
    shown = await head.sees("Tin chưa tới đây được")
    await lan.reports("Hai người lấy xe đạp")
    card = await desk.officer.sees("xe đạp")
    refused = await tu.is_told("Chấp nhận", on="chưa ghi danh")
    await head.presses("Chấp nhận", "Đã chấp nhận mọi người")
    await (await resident(place, "Minh")).reports("Có người bán đồ gian")
    there = await head.sees("đồ gian")

    assert "có 2 người chưa ghi danh" in shown.text
    assert "có người chưa được chấp nhận" in card.text
    assert "không thuộc quyền" in refused
    assert "Nhận xử lý" in str(there.labels)


async def test_somebody_new_in_the_group_stops_them_again(place: Town) -> None:
    """The head puts them out, and the tips come back; buttons under old cards rest meanwhile."""
    desk, ward = await desk_on_duty(place), await on_duty(place)
    lan, guest = await resident(place), place.api.person("Khách")
    await lan.reports("Hai người lấy xe đạp")
    await ward.officer.finds("Nhận xử lý", on="xe đạp")

    ward.officer.person.lets_in(guest, ward.group)
    await ward.head.sees("vừa vào nhóm mà chưa ghi danh", anew=False)
    resting = await ward.officer.is_told("Nhận xử lý", on="xe đạp")
    await (await resident(place, "Minh")).reports("Có người bán đồ gian")
    at_the_desk = await desk.officer.sees("đồ gian")
    await ward.head.presses("Đưa người này ra", "Đang đưa người đó ra")
    await place.api.quiet()
    back = await ward.officer.is_told("Nhận xử lý", on="xe đạp")

    assert "người chưa được chấp nhận" in resting
    assert "Nhóm của đơn vị nhận tin có người chưa được chấp nhận" in at_the_desk.text
    assert not ward.group.has(guest.user_id)
    assert "Đã nhận xử lý." == back


async def test_a_colleague_who_enrols_late_is_no_stranger(place: Town) -> None:
    """Whoever redeems an invitation of the unit is settled with it."""
    ward = await on_duty(place)
    newcomer = place.api.person("Bé")
    ward.officer.person.lets_in(newcomer, ward.group)
    await ward.head.sees("vừa vào nhóm mà chưa ghi danh", anew=False)
    token = await _invited(place)
    newcomer.starts(token)
    await newcomer.waits_for("Gõ")

    newcomer.sends("Bé")
    await newcomer.waits_for("Đã ghi danh", anew=True)
    await (await resident(place)).reports("Hai người lấy xe đạp")

    assert "Nhận xử lý" in str((await ward.officer.sees("xe đạp")).labels)


async def test_removing_an_officer_ends_everything_at_once(place: Town) -> None:
    """They are put out of the group, their tips wait again, and no press of theirs is obeyed."""
    ward = await on_duty(place, officers=("Tú", "Bé"))
    tu, be = ward.officers
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    await tu.presses("Nhận xử lý", "Đ/c Tú đang xử lý", on="xe đạp")
    card = await tu.finds("Kết thúc", on="xe đạp")

    await ward.head.types("/canbo", "Công an phường Mỹ Thới")
    await ward.head.presses("Cho Tú thôi", "thôi nhiệm vụ")
    await ward.head.presses("Cho thôi ngay", "Công an phường Mỹ Thới")
    freed = await be.sees("Chưa ai nhận")
    await place.api.quiet()
    told = await tu.forges(card, f"c:take:{(await tip_of(place, receipt)).reference}:1")

    assert not ward.group.has(tu.person.user_id)
    assert "xe đạp" in freed.text
    assert "Việc này dành cho cán bộ đã ghi danh." == told
    assert (Status.NEW, None) == ((await tip_of(place, receipt)).status, (await tip_of(place, receipt)).taken_by)


async def test_an_invitation_serves_once(place: Town) -> None:
    """Whoever comes second is told, and stays a resident."""
    token = await _invited(place)
    first, second = place.api.person("Tú"), place.api.person("Bé")
    for person, name in ((first, "Đ/c Tú"), (second, "Bé")):
        person.starts(token)
        await person.waits_for("Gõ")
        person.sends(name)
        await person.waits_for("", anew=True)

    welcome, refused = first.last_message().text, second.last_message().text

    assert "Đã ghi danh: Tú, cán bộ xử lý · Công an phường Mỹ Thới" in welcome
    assert "Lời mời này đã dùng" in refused


async def test_a_head_invites_and_the_link_comes_in_private(place: Town) -> None:
    """In the group nobody sees it."""
    ward = await on_duty(place)
    newcomer = Officer(place.api.person("Bé"), ward.group)
    await ward.head.types("/canbo", "Công an phường Mỹ Thới")

    told = await ward.head.is_told("Mời cán bộ xử lý")
    invitation = await ward.head.reads_privately("Lời mời làm cán bộ xử lý")
    link = next(button.copies for row in invitation.buttons for button in row if button.copies)
    newcomer.person.opens(link or "")
    await newcomer.person.waits_for("Gõ")
    newcomer.person.sends("Bé, tổ hình sự")
    enrolled_as = await newcomer.person.waits_for("Đã ghi danh", anew=True)

    assert "khung riêng" in told
    assert "i_" not in " ".join(ward.texts())
    assert "Bé, tổ hình sự" in enrolled_as.text


async def _invited(place: Town) -> str:
    assert place.program is not None
    return await place.program.application.faces.administration.invite(Role.OFFICER, unit=WARD, by=None)


async def test_the_help_says_to_each_what_they_can_do(place: Town) -> None:
    """A head hears of /canbo; a resident hears of nothing that is not theirs."""
    head = await enrolled(place, "Hải", Role.HEAD, WARD)
    lan = await resident(place)

    head.person.sends("/trogiup")
    told = await head.person.waits_for("Cách dùng", anew=True)
    plain = await lan.types("/trogiup", "Cách dùng")

    assert "/canbo" in told.text
    assert [] == [word for word in ("/canbo", "/donvi", "/nhatky", "Chỉ huy") if word in plain]
