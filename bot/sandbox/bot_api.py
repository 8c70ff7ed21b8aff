"""The server: answers like api.telegram.org for one bot token, on the loopback.

It joins the world, the weather and the journal with HTTP, and knows nothing of what the bot is for.
"""

import asyncio
import json
import time
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.sandbox.access import chat_id_of
from bot.sandbox.actors import Person
from bot.sandbox.asked import Asked, Upload
from bot.sandbox.chats import Chat
from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.journal import Call, Journal
from bot.sandbox.members import Member, User
from bot.sandbox.methods.table import PLAYED
from bot.sandbox.parameters import checked
from bot.sandbox.plain import Json, JsonObject
from bot.sandbox.rates import COUNTED
from bot.sandbox.refusals import Refusal, conflict, too_many
from bot.sandbox.signatures import BY_LOWER_NAME, METHODS
from bot.sandbox.wire import attach_uploads, read_body
from bot.sandbox.world import World

MOST_UPDATES = 100
LONGEST_POLL = 50
_WEBHOOK = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class BotApiServer:
    """One bot's Telegram on a local port; the world outlives any number of the bot's own lives."""

    def __init__(
        self, *, token: str, bot_username: str = "tinbao_bot", bot_name: str = "Bot", port: int = 0, seed: int = 1
    ) -> None:
        self.token = token
        self.clock = SandboxClock()
        bot_id = int(token.partition(":")[0])
        bot = User(user_id=bot_id, first_name=bot_name, username=bot_username, is_bot=True)
        self.world = World(bot=bot, clock=self.clock, seed=seed)
        self.journal = Journal()
        self.faults = Faults(seed=seed)
        self._port = port
        self._crashes: list[Exception] = []
        self._runner: web.ServerRunner | None = None

    @property
    def root(self) -> str:
        """Give the address for TINBAO_TELEGRAM_API."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        """Start to listen."""
        self._runner = web.ServerRunner(web.Server(self.handle), shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = int(self._runner.addresses[0][1])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop to listen; raises what broke inside the stand-in itself, unless something is raised already."""
        self.world.updates.end_poll("the stand-in is closing")
        assert self._runner is not None
        await self._runner.cleanup()
        if self._crashes and error is None:
            raise ExceptionGroup("the stand-in broke", self._crashes)

    def person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "vi",
        is_premium: bool = False,
    ) -> Person:
        """Let somebody exist who has never spoken to the bot."""
        account = User(
            user_id=0,
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            is_premium=is_premium,
        )
        return Person(world=self.world, user=self.world.add_user(account))

    def group(
        self,
        title: str,
        *,
        owner: Person | None = None,
        members: tuple[Person, ...] = (),
        kind: str = "supergroup",
        forum: bool = False,
        username: str | None = None,
    ) -> Chat:
        """Let a group ("group", "supergroup" or "channel") exist, without the bot (see Person.adds_bot_to)."""
        chat = self.world.add_group(title, kind=kind, is_forum=forum, username=username)
        for person in members:
            chat.members[person.user.user_id] = Member(user=person.user)
        if owner is not None:
            chat.members[owner.user.user_id] = Member(user=owner.user, status="creator")
        return chat

    def floods(self, seconds: float, *, chat: int | None = None) -> None:
        """Answer 429 to all that is sent (to one chat, if named) for so long, with the seconds that are left."""
        self.faults.halt(seconds, now=time.monotonic(), chat=chat)

    async def quiet(self, for_seconds: float = 0.2, *, within: float = 10.0) -> None:
        """Wait until the bot has confirmed every update and asked nothing for a while; AssertionError if it goes on."""
        give_up = time.monotonic() + within
        while (left := self._noise(for_seconds)) > 0:
            if time.monotonic() > give_up:
                raise AssertionError(f"the bot is not quiet after {within} s: {len(self.world.updates)} updates wait")
            try:
                async with asyncio.timeout(left):
                    await self.journal.bell.next_ring()
            except TimeoutError:
                continue

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one HTTP request."""
        kind, _, rest = request.path.removeprefix("/").partition("bot")
        token, _, name = rest.partition("/")
        if kind not in {"", "file/"}:
            return _refused(Refusal(404, "Not Found"))
        if token != self.token:
            return _refused(Refusal(401, "Unauthorized"))
        if kind == "file/":
            return self._download(name)
        return await self._call(request, name)

    def _download(self, path: str) -> web.Response:
        stored = self.world.files.by_path(path)
        if stored is None:
            return _refused(Refusal(404, "Not Found"))
        return web.Response(body=stored.content, content_type="application/octet-stream")

    async def _call(self, request: web.BaseRequest, name: str) -> web.Response:
        method = BY_LOWER_NAME.get(name.lower(), name)
        raw: JsonObject = {}
        call = self.journal.begin(method, raw)
        code: int | None = None
        words = ""
        done = False
        try:
            if method not in METHODS:
                raise Refusal(404, "Not Found: method not found")  # noqa: TRY301 - one place turns refusals into answers
            body, uploads = await read_body(request)
            attach_uploads(body, uploads, frozenset(METHODS[method]))
            raw.update(body)
            call.params = checked(method, body)
            result, loses = await self._weathered(call, uploads)
            done = True
            if loses:
                return _cut(request)
            code = 200
            return _answer(200, {"ok": True, "result": result})
        except Refusal as refusal:
            code, words = refusal.code, refusal.description
            return _refused(refusal)
        except _Dropped:
            return _cut(request)
        except Exception as error:  # noqa: BLE001 - a fault of the stand-in itself: kept, and raised when it is closed
            self._crashes.append(error)
            code = 500
            return _refused(Refusal(500, "Internal Server Error"))
        finally:
            self.journal.end(call, code=code, description=words, took_effect=done)

    async def _weathered(self, call: Call, uploads: dict[str, Upload]) -> tuple[Json, bool]:
        """Do the call through the weather; give its result and whether the answer gets lost."""
        chat_id = chat_id_of(self.world, call.params.get("chat_id"))
        fate = self.faults.fate(call.method, chat_id, now=time.monotonic())
        if fate.delay > 0:
            await asyncio.sleep(fate.delay)
        if fate.refusal is not None:
            raise fate.refusal
        if fate.fault is Fault.DROP:
            raise _Dropped
        pays = call.method in COUNTED and self._count(chat_id, is_paid=call.params.get("allow_paid_broadcast") is True)
        if call.method == "getUpdates":
            result = await self._poll(call.params)
        else:
            asked = Asked(world=self.world, method=call.method, params=call.params, uploads=uploads)
            result = PLAYED[call.method](asked)
        self.faults.rates.paid += pays
        return result, fate.fault is Fault.LOSS

    def _count(self, chat_id: int | None, *, is_paid: bool) -> bool:
        """Hold a message against the limits; say whether it costs Stars once it is delivered."""
        chat = self.world.chats.get(chat_id) if chat_id is not None else None
        is_group = chat is not None and not chat.is_private
        now = time.monotonic()
        pays = is_paid and self.faults.rates.is_beyond_free(now)
        wait = self.faults.rates.observe(chat_id, is_group=is_group, now=now, pays=pays)
        if wait is not None:
            raise too_many(wait)
        return pays

    async def _poll(self, params: JsonObject) -> Json:
        if self.world.profile.webhook["url"]:
            raise conflict(_WEBHOOK)
        asked = Asked(world=self.world, method="getUpdates", params=params, uploads={})
        if asked.has("allowed_updates"):
            self.world.updates.allow(frozenset(asked.texts("allowed_updates")))
        limit = asked.number("limit", MOST_UPDATES)
        return await self.world.updates.poll(
            offset=asked.number("offset"),
            limit=min(limit, MOST_UPDATES) if limit > 0 else MOST_UPDATES,
            timeout=min(max(asked.number("timeout"), 0), LONGEST_POLL),
        )

    def _noise(self, for_seconds: float) -> float:
        """Give the seconds that are missing until it has been quiet for long enough."""
        if self.journal.is_busy or len(self.world.updates) > 0:
            return for_seconds
        return self.journal.last_stir + for_seconds - time.monotonic()


class _Dropped(Exception):  # noqa: N818 - never leaves this module
    """The connection is to be cut before anything is done."""


def _answer(code: int, body: JsonObject) -> web.Response:
    return web.Response(text=json.dumps(body), status=code, content_type="application/json")


def _refused(refusal: Refusal) -> web.Response:
    answer = _answer(refusal.code, refusal.body())
    if refusal.parameters is not None and "retry_after" in refusal.parameters:
        answer.headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return answer


def _cut(request: web.BaseRequest) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=502)
