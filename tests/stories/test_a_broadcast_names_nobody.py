"""Who subscribes stands in no log, in no call to anybody else, and in no file that can be read without the keys."""

import io
from pathlib import Path

from bot.sandbox.actors import Person
from tests.stories.crowds import crowd
from tests.stories.marks import NAMES, bytes_in, calls_to_others, marked, names_in, numbers_in
from tests.stories.newsroom import TITLE, newsroom
from tests.town import town


async def test_nothing_of_a_subscriber_is_seen_by_anybody_else(tmp_path: Path, log: io.StringIO) -> None:
    """From subscribing by the words on the screen, over a copy, a tap and a death, to blocking the bot."""
    async with town(tmp_path, paced=False) as place:
        place.clock.comes_to("2026-11-27", "10:00")
        room = await newsroom(place)
        someone = marked(place.api)
        lan = someone.person
        lan.starts()
        await lan.waits_for("113")
        lan.sends("/thongbao")
        await lan.waits_for("commune", anew=True)
        lan.sends("my thoi")
        await lan.waits_until(lambda shown: "Mỹ Thới" in shown.text, anew=True)
        others = await crowd(place, 10)

        warning = await room.sends(urgent=True)
        copy = await lan.waits_for("Beware", anew=True) if _reads_english(lan) else await lan.waits_for(TITLE)
        await place.dies()
        await place.starts()
        await room.ends(warning)
        await lan.presses(copy, copy.labels[0][0]).answered()
        lan.blocks_bot()
        await place.api.quiet(0.3)
        said = {"the log": log.getvalue()}
        calls = calls_to_others(place.api, lan)
        ids = (*someone.ids, *(person.user_id for person in others.people))

        assert [] == names_in(said)
        assert [] == numbers_in(said, ids)
        assert [] == names_in(calls)
        assert [] == numbers_in(calls, (lan.user_id, *someone.seconds))
        assert any(TITLE in text for text in calls.values())
        assert [] == bytes_in(place.settings.data, "casebook.db*", texts=(*NAMES, TITLE), numbers=ids)
        assert [] == bytes_in(place.settings.data, "vault.db*", texts=NAMES, numbers=ids)


def _reads_english(person: Person) -> bool:
    return person.user.language_code is not None and person.user.language_code.startswith("en")
