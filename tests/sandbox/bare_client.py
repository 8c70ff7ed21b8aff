"""A Bot API client without a library's help: it sends exactly what it is told, well formed or not."""

import json
from dataclasses import dataclass

from aiohttp import ClientSession, FormData

from bot.sandbox.plain import Json, JsonObject, list_in, object_in, text_in


@dataclass(frozen=True, slots=True, kw_only=True)
class BareClient:
    """Calls under `root`, which ends in the token."""

    session: ClientSession
    root: str

    async def call(self, method: str, **params: Json) -> JsonObject:
        """Call with a JSON body and give the whole answer."""
        async with self.session.post(f"{self.root}/{method}", json=params) as answer:
            return object_in(await answer.json())

    async def form(self, method: str, **fields: str) -> JsonObject:
        """Call with a url-encoded form."""
        async with self.session.post(f"{self.root}/{method}", data=fields) as answer:
            return object_in(await answer.json())

    async def multipart(self, method: str, *, files: dict[str, bytes], **fields: str) -> JsonObject:
        """Call with a multipart form and files."""
        form = FormData(fields)
        for name, content in files.items():
            form.add_field(name, content, filename=f"{name}.bin")
        async with self.session.post(f"{self.root}/{method}", data=form) as answer:
            return object_in(await answer.json())

    async def result(self, method: str, **params: Json) -> Json:
        """Call and give the result of a call that must succeed."""
        answer = await self.call(method, **params)
        assert answer["ok"] is True, json.dumps(answer, ensure_ascii=False)
        return answer["result"]

    async def refusal(self, method: str, **params: Json) -> str:
        """Call and give Telegram's words for a call that must be refused."""
        answer = await self.call(method, **params)
        assert answer["ok"] is False
        return text_in(answer["description"])

    async def updates(self, **params: Json) -> list[JsonObject]:
        """Poll and give the updates."""
        return [object_in(update) for update in list_in(await self.result("getUpdates", **params))]
