"""What a room with a folder of its own remembers from one day to the next, beside the bot's own stores."""

import json
from pathlib import Path
from typing import Final

from bot.practice.cast import Cast, Part, Player
from bot.practice.tours import Deeds
from bot.sandbox.actors import Person
from bot.sandbox.keeping import UnknownFormat, keep_files, kept, put_back
from bot.sandbox.plain import Json, JsonObject, list_in, number_in, object_in, objects_in, text_in
from bot.sandbox.world import World

_NAME: Final = "room.json"
_FILES: Final = "files"


class NotThisRoom(Exception):  # noqa: N818 - it says what is the matter
    """What lies in the folder is no room of this version."""


class Memory:
    """The room's file in a folder; without a folder nothing is remembered."""

    def __init__(self, folder: Path, *, is_kept: bool) -> None:
        self._folder = folder
        self._is_kept = is_kept

    def recall(self, world: World, cast: Cast, deeds: Deeds) -> bool:
        """Make everything as it was, if there was anything; say whether there was.

        Raises:
            NotThisRoom: it cannot be read.

        """
        path = self._folder / _NAME
        if not self._is_kept or not path.exists():
            return False
        try:
            state: Json = json.loads(path.read_text(encoding="utf-8"))
            self._recall(object_in(state), world, cast, deeds)
        except (ValueError, KeyError, OSError, UnknownFormat):
            raise NotThisRoom from None
        return True

    def keep(self, world: World, cast: Cast, deeds: Deeds) -> None:
        """Write everything down, all of it or nothing."""
        if not self._is_kept:
            return
        keep_files(world, self._folder / _FILES)
        state: JsonObject = {
            "world": kept(world),
            "players": [_player(player) for player in cast.players],
            "deeds": list[Json](sorted(deeds.done)),
        }
        new = self._folder / f"{_NAME}.new"
        new.touch(mode=0o600)
        new.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
        new.replace(self._folder / _NAME)

    def _recall(self, state: JsonObject, world: World, cast: Cast, deeds: Deeds) -> None:
        put_back(world, object_in(state["world"]), self._folder / _FILES)
        for one in objects_in(state["players"]):
            part = Part(
                key=text_in(one["key"]),
                name=text_in(one["name"]),
                role=text_in(one["role"]),
                language=text_in(one["language"]),
                group=text_in(one["group"]) or None,
            )
            person = Person(world=world, user=world.users[number_in(one["user"])])
            cast.players.append(Player(part=part, person=person))
        deeds.add(*(text_in(one) for one in list_in(state["deeds"])))


def _player(player: Player) -> JsonObject:
    part = player.part
    return {
        "key": part.key,
        "name": part.name,
        "role": part.role,
        "language": part.language,
        "group": part.group,
        "user": player.person.user_id,
    }
