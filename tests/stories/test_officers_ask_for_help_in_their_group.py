"""`/trogiup` in a group says what officers can do there; the menu of commands lists what a group knows."""

import asyncio

from tests.stories.people import Officer, desk_on_duty, on_duty
from tests.town import Town


async def test_each_unit_reads_what_its_buttons_do(place: Town) -> None:
    """Every button of a card that is not plain by itself; the desk also reads of its digest."""
    desk, ward = await desk_on_duty(place), await on_duty(place)

    at_ward = await _asks(ward.officer)
    at_desk = await _asks(desk.officer)

    named = ["Nhận xử lý", "Hỏi thêm", "Chuyển", "Trả lại nơi chuyển", "Cùng vụ", "Kết thúc", "/truc", "/lichtruc"]
    assert [] == [name for name in named if name not in at_ward]
    assert "Công an phường Mỹ Thới" in at_ward
    assert (False, True) == ("/tonghop" in at_ward, "/tonghop" in at_desk)


async def test_a_group_of_no_unit_reads_how_it_becomes_one(place: Town) -> None:
    """And nothing else."""
    somebody = place.api.person("Hải")
    group = place.api.group("Nhóm mới", owner=somebody)
    somebody.adds_bot_to(group)

    assert "/lienket" in await _asks(Officer(somebody, group))


async def test_a_groups_menu_lists_its_own_commands(place: Town) -> None:
    """None of a resident's is among them."""
    async with asyncio.timeout(5):
        while not (told := _group_commands(place)):
            await asyncio.sleep(0.02)

    assert 1 == len(told)
    assert ("truc" in told[0], "baotin" in told[0]) == (True, False)


def _group_commands(place: Town) -> list[str]:
    """Give the lists of commands that Telegram was told for groups."""
    calls = place.api.journal.calls()
    told = [call.params for call in calls if call.method == "setMyCommands"]
    return [str(params["commands"]) for params in told if "all_group_chats" in str(params.get("scope"))]


async def _asks(officer: Officer) -> str:
    asked = officer.person.sends("/trogiup", to=officer.group)
    answer = await officer.person.waits_until(
        lambda shown: shown.reply_to == asked.message_id, chat=officer.group, said="help"
    )
    return answer.text
