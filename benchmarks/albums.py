"""From `Gửi tin` with five photos to the album in the group, held against an echo that sends the same bytes.

``python -m benchmarks.albums``. The photos are on the shelf by then, cleaned: what is measured is sealing, reading,
three commits, the card and the upload; the echo reads five files and uploads them.
"""

import argparse
import asyncio
import io
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

from PIL import Image

from benchmarks import echo
from benchmarks.conditions import conditions
from benchmarks.contestants import TOKEN, TinBao
from benchmarks.figures import percentiles
from benchmarks.living import living
from benchmarks.people import Press, Resident, Say
from bot.sandbox.actors import Person
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.chats import Chat

PHOTOS: Final = 5
_SIZE: Final = (1280, 960)
_PATIENCE: Final = 60.0


def photo(number: int) -> bytes:
    """Give a photo of noise, which compresses badly: some hundred KiB, as a phone's client sends."""
    file = io.BytesIO()
    Image.effect_noise(_SIZE, 40 + number).convert("RGB").save(file, "JPEG", quality=40)
    return file.getvalue()


async def ours(rounds: int) -> list[float]:
    """Give the seconds from the press to the last photo in the unit's group, for so many tips."""
    contents = [photo(number) for number in range(PHOTOS)]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        async with BotApiServer(token=TOKEN) as api:
            bot = TinBao(api, Path(name))
            async with living(api, bot.module, bot.environment, Path(name)):
                pass
            await bot.prepare()
            async with living(api, bot.module, bot.environment, Path(name)):
                return [await _tip(bot.resident(), contents) for _ in range(rounds)]


async def _tip(resident: Resident, contents: list[bytes]) -> float:
    card, person = resident.card, resident.person
    assert card is not None
    story, place, kind, when, send = resident.steps
    assert isinstance(story, Say)
    person.sends_album(contents, caption=story.words)
    resident.screen = await person.waits_for(f"{PHOTOS} hình", within=_PATIENCE)
    for step in (place, kind, when):
        await resident.does(step)
    assert isinstance(send, Press)
    began = time.perf_counter()
    await asyncio.gather(resident.does(send), _shown(card.officer, card.group))
    return time.perf_counter() - began


async def theirs(rounds: int) -> list[float]:
    """Give the seconds from a text to the last photo of the echo's album in the same chat."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        photos = Path(name) / "photos"
        photos.mkdir()
        for number in range(PHOTOS):
            (photos / f"{number}.jpg").write_bytes(photo(number))
        async with BotApiServer(token=TOKEN) as api:
            environment = {
                echo.TOKEN_NAME: api.token,
                echo.API_NAME: api.root,
                echo.PHOTOS_NAME: str(photos),
            }
            async with living(api, ("benchmarks.echo",), environment, Path(name)):
                return [await _echoed(api) for _ in range(rounds)]


async def _echoed(api: BotApiServer) -> float:
    person = api.person("Lan")
    chat = api.world.private_chat(person.user)
    began = time.perf_counter()
    person.sends("/album")
    await _shown(person, chat)
    return time.perf_counter() - began


async def _shown(person: Person, chat: Chat) -> None:
    def count() -> int:
        return sum(shown.by_bot and shown.kind == "photo" for shown in person.screen(chat))

    wanted = count() // PHOTOS * PHOTOS + PHOTOS
    await person.waits_until(lambda _: count() >= wanted, within=_PATIENCE, chat=chat)


async def main(rounds: int) -> None:
    """Measure both in alternating order and print a row for each."""
    seconds: dict[str, list[float]] = {"echo": [], "Tin Báo": []}
    for _ in range(2):
        seconds["echo"] += await theirs(rounds)
        seconds["Tin Báo"] += await ours(rounds)
    for note in conditions():
        print(f"- {note}")
    print(
        f"\n| `Gửi tin` with {PHOTOS} photos to the album, ms | p50 | p95 | of the echo's p50 |\n|---|---:|---:|---:|"
    )
    for name, found in seconds.items():
        middle, most = percentiles(found)
        ratio = median(found) / median(seconds["echo"])
        print(f"| {name} | {middle:.0f} | {most:.0f} | {ratio:.1f} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=8)
    asyncio.run(main(parser.parse_args().rounds))
