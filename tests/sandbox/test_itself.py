"""What a bot says about itself has limits too."""

import pytest

from bot.sandbox.plain import Json
from tests.sandbox.bare_client import BareClient

COMMAND: Json = {"command": "baotin", "description": "Báo tin"}
REFUSED: list[tuple[str, str, dict[str, Json]]] = [
    ("BOT_COMMANDS_TOO_MUCH", "setMyCommands", {"commands": list[Json]([COMMAND] * 101)}),
    ("BOT_COMMAND_INVALID", "setMyCommands", {"commands": [{"command": "Báo", "description": "a"}]}),
    ("BOT_COMMAND_DESCRIPTION_INVALID", "setMyCommands", {"commands": [{"command": "a", "description": ""}]}),
    ("invalid language code specified", "setMyCommands", {"commands": [COMMAND], "language_code": "vie"}),
    (
        "can't parse BotCommandScope: unsupported type specified",
        "setMyCommands",
        {"commands": [COMMAND], "scope": {"type": "everywhere"}},
    ),
    ("BOT_TITLE_INVALID", "setMyName", {"name": "a" * 65}),
    ("BOT_DESCRIPTION_INVALID", "setMyDescription", {"description": "a" * 513}),
    ("BOT_DESCRIPTION_INVALID", "setMyShortDescription", {"short_description": "a" * 121}),
    ("bad webhook: An HTTPS URL must be provided for webhook", "setWebhook", {"url": "http://example.org"}),
    ("wrong file_id or the file is temporarily unavailable", "getFile", {"file_id": "x"}),
]


@pytest.mark.parametrize(("words", "method", "params"), REFUSED)
async def test_limits_on_the_profile_are_held(
    bare: BareClient, words: str, method: str, params: dict[str, Json]
) -> None:
    """Each breach has Telegram's words."""
    assert await bare.refusal(method, **params) == f"Bad Request: {words}"


async def test_a_menu_can_be_forgotten(bare: BareClient) -> None:
    """Deleting the commands of a scope leaves none there."""
    await bare.result("setMyCommands", commands=[COMMAND])

    await bare.result("deleteMyCommands")

    assert await bare.result("getMyCommands") == []
