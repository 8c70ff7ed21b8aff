"""The practice room as a whole: the stand-in, the bot's process, the people, and the board that the page reads."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

from bot.practice.board import Board
from bot.practice.cast import PARTS, Cast, enrol
from bot.practice.ledger import Ledger
from bot.practice.memory import Memory
from bot.practice.playing import Playing
from bot.practice.process import TOKEN, BotNotStarted, BotProcess, Life
from bot.practice.tours import TOURS, Deeds
from bot.practice.view import View
from bot.practice.weather import Weather
from bot.practice.wishes import Bot, Turn, Wish
from bot.sandbox.bot_api import BotApiServer
from bot.sandbox.plain import Json, JsonObject

_COALESCED: Final = 0.02  #: seconds in which changes are gathered
_KEEPS_EVERY: Final = 1.0  #: seconds between two times that everything is written down
_LOOKS_AGAIN: Final = 1.0  #: seconds after which the ledger is looked at even when nothing stirs


class Room:
    """What stands in the room; `work` keeps the board current until cancelled."""

    def __init__(self, api: BotApiServer, folder: Path, *, is_kept: bool) -> None:
        self.api = api
        self.board = Board()
        self.cast = Cast()
        self.deeds = Deeds()
        self._memory = Memory(folder, is_kept=is_kept)
        self._is_known = self._memory.recall(api.world, self.cast, self.deeds)
        self._kept_at = (0, 0.0)
        self.view = View(api.world, self.cast)
        self.ledger = Ledger(api.world)
        self.weather = Weather(api.faults)
        self.bot = BotProcess(api, folder, changed=self.stir)
        self.playing = Playing(
            api=api, cast=self.cast, view=self.view, ledger=self.ledger, deeds=self.deeds, open_presses=[]
        )
        self._progress: JsonObject = {"done": 0, "of": 0, "state": "starting"}
        self._tasks: asyncio.TaskGroup | None = None

    @property
    def is_ready(self) -> bool:
        """Say whether everybody is in and the first click can be made."""
        return self._progress["state"] == "ready"

    def stir(self) -> None:
        """Let the board be looked at: something may have changed."""
        self.api.journal.bell.ring()

    async def work(self) -> None:
        """Bring everybody in, start the bot, and keep the board current until cancelled."""
        if not self._is_known:
            for part in PARTS:
                self.cast.joins(self.api, part)
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            tasks.create_task(self.bot.watch())
            tasks.create_task(self._set_up())
            await self._keep_current()

    async def do(self, wish: Wish) -> None:
        """Do what the page asks for.

        Raises:
            Impossible: it cannot be done now.

        """
        match wish:
            case Bot(do="kill"):
                self.ledger.killed()
                await self.bot.kill()
            case Bot():
                self._revive()
            case Turn():
                self.weather.switch(wish.switch, on=wish.on)
                self.deeds.add("room.weather")
            case _:
                self.playing.do(wish)
        self.stir()

    def refresh(self) -> None:
        """Put everything on the board as it is now."""
        world, put = self.api.world, self.board.put
        self.ledger.look()
        self._toasts()
        self._note_what_was_seen()
        bot = world.bot
        put("room", {"bot": {"id": bot.user_id, "name": bot.first_name, "username": bot.username or ""}})
        put("setup", dict(self._progress))
        put("bot", {"life": self.bot.life.value, "starts": self.bot.starts, "kills": self.bot.kills})
        put("weather", self.weather.shown())
        ticked: JsonObject = {role: list[Json](steps) for role, steps in self.deeds.ticked().items()}
        steps: JsonObject = {role: [name for name, _ in steps] for role, steps in TOURS.items()}
        put("tours", {"steps": steps, "done": ticked})
        put("ledger", self._ledger())
        groups: list[Json] = []
        for chat in list(world.chats.values()):
            if chat.is_group:
                groups.append({"id": chat.chat_id, "title": chat.title})
            put(f"chat:{chat.chat_id}", self.view.chat(chat))
        put("groups", groups)
        people: list[Json] = [self.view.person(player) for player in self.cast.players]
        put("people", people)

    def _ledger(self) -> JsonObject:
        still_for = 0.0 if self.api.journal.is_busy else time.monotonic() - self.api.journal.last_stir
        count = self.ledger.count(still_for=still_for, is_up=self.bot.life is Life.RUNNING)
        return dict(asdict(count))

    async def _keep_current(self) -> None:
        while True:
            self.refresh()
            self._keep_now_and_then()
            try:
                async with asyncio.timeout(_LOOKS_AGAIN):
                    await self.api.journal.bell.next_ring()
            except TimeoutError:
                continue
            await asyncio.sleep(_COALESCED)

    def _keep_now_and_then(self) -> None:
        version, at = self._kept_at
        if self.is_ready and version != self.board.version and time.monotonic() - at >= _KEEPS_EVERY:
            self.keep()

    def keep(self) -> None:
        """Write down how everything stands, where that is wanted."""
        self._kept_at = (self.board.version, time.monotonic())
        self._memory.keep(self.api.world, self.cast, self.deeds)

    async def _set_up(self) -> None:
        """Start the bot and let everybody enrol; where that fails, the page says so."""
        try:
            await self.bot.start()
            if not self._is_known:
                await enrol(self.api, self.bot, self.cast, self._told)
        except (BotNotStarted, AssertionError):
            self._progress = {**self._progress, "state": "failed"}
        else:
            self._progress = {**self._progress, "state": "ready"}
            self.ledger = self.playing.ledger = Ledger(self.api.world)
        self.stir()

    def _told(self, done: int, of: int) -> None:
        self._progress = {"done": done + 1, "of": of + 1, "state": "enrolling"}
        self.stir()

    def _revive(self) -> None:
        if self._tasks is not None and not self.bot.is_up:
            self._tasks.create_task(self._started_again())

    async def _started_again(self) -> None:
        try:
            await self.bot.start()
        except BotNotStarted:
            return
        if self.bot.kills:
            self.deeds.add("room.survived")
        self.stir()

    def _toasts(self) -> None:
        """Say what the bot has answered to presses; a press that waits too long has no answer any more."""
        now = self.api.clock.now()
        still: list[int] = []
        for number, (player, press) in enumerate(self.playing.open_presses):
            answer = press.answer
            if answer is None and now - press.at <= self.api.world.press_lifetime:
                still.append(number)
                continue
            self.board.toast(
                {
                    "person": player.person.user_id,
                    "chat": press.chat_id,
                    "message": press.message_id,
                    "data": press.data,
                    "text": answer.text if answer is not None else "",
                    "alert": answer is not None and answer.is_alert,
                }
            )
        self.playing.open_presses[:] = [self.playing.open_presses[number] for number in still]

    def _note_what_was_seen(self) -> None:
        if self.ledger.receipts:
            self.deeds.add("seen.receipt")
        if self.ledger.cards:
            self.deeds.add("seen.card")
        if self.ledger.proposed:
            self.deeds.add("seen.proposed")
        if self.ledger.subscribed:
            self.deeds.add("seen.subscribed")
        if self.ledger.bulletins:
            self.deeds.add("seen.bulletin")


@asynccontextmanager
async def room(folder: Path, *, is_kept: bool = False) -> AsyncGenerator[Room]:
    """Let a room be, at work; no process is left at the end. What `is_kept` is there again next time.

    Raises:
        NotThisRoom: what lies in the folder is no room of this version.

    """
    async with BotApiServer(token=TOKEN, bot_name="Bản tin An Giang", bot_username="bantin_angiang_bot") as api:
        here = Room(api, folder, is_kept=is_kept)
        working = asyncio.get_running_loop().create_task(here.work())  # a group would wrap what whoever uses it raises
        try:
            yield here
        finally:
            working.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await working
            await here.bot.stop()
            if here.is_ready:
                here.keep()
