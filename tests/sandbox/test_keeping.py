"""A world that is kept and put back is the same world, and goes on where it stopped."""

import json
from pathlib import Path

import pytest

from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.keeping import UnknownFormat, keep_files, kept, put_back
from tests.sandbox.bare_client import BareClient
from tests.sandbox.conftest import TOKEN


async def test_everything_comes_back(api: BotApiServer, bare: BareClient, tmp_path: Path) -> None:
    """People, groups, messages with files and buttons, what waits for the bot: through JSON text."""
    lan, hai = api.person("Lan", language_code="vi"), api.person("Hải", last_name="Nguyễn")
    lan.starts("c30307")
    lan.sends_photo(content=b"\xff\xd8\xff made up", caption="chợ")
    group = api.group("Trực ban", owner=hai, forum=True)
    hai.adds_bot_to(group, admin_rights=frozenset({"can_manage_topics"}))
    hai.opens_topic(group, "Tin")
    lan.blocks_bot()
    lan.unblocks_bot()
    await bare.call("sendMessage", chat_id=lan.user_id, text="chào", reply_markup={"force_reply": True})
    keep_files(api.world, tmp_path)
    text = json.dumps(kept(api.world))

    async with BotApiServer(token=TOKEN, bot_username="tinbao_bot") as later:
        put_back(later.world, json.loads(text), tmp_path)

        again = json.loads(json.dumps(kept(later.world)))

    assert without_counts(json.loads(text)) == without_counts(again)
    assert api.world.files.every() == later.world.files.every()


async def test_nothing_gets_a_number_twice(api: BotApiServer, tmp_path: Path) -> None:
    """Messages, updates, groups and changes are counted on."""
    lan = api.person("Lan")
    lan.starts()
    gone = lan.sends("một")
    lan.deletes(gone)
    first = api.group("Nhóm")
    state = kept(api.world)

    async with BotApiServer(token=TOKEN, bot_username="tinbao_bot") as later:
        put_back(later.world, state, tmp_path)
        again = Person(world=later.world, user=later.world.users[lan.user_id])
        said = again.sends("hai")
        second = later.group("Nhóm")

    assert said.message_id > gone.message_id
    assert said.mark > gone.mark
    assert first.chat_id != second.chat_id
    assert later.world.updates.next_id == api.world.updates.next_id + 1


async def test_another_format_is_refused(api: BotApiServer, tmp_path: Path) -> None:
    """It is not guessed at."""
    with pytest.raises(UnknownFormat):
        put_back(api.world, {"format": 0}, tmp_path)


def without_counts(state: dict[str, object]) -> dict[str, object]:
    """Leave out how far was counted: looking moves it."""
    return {name: value for name, value in state.items() if name != "counted"}
