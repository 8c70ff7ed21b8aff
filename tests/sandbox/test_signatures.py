"""The stand-in's own table of parameters says nothing that the published Bot API does not say."""

import pytest

from bot.sandbox.methods.table import PLAYED
from bot.sandbox.signatures import METHODS, OBJECTS, Signature
from tests.bot_api_table import Json, is_here, problems, published_fields

KINDS = {"Integer": "int", "String": "str", "Boolean": "bool", "Float": "float", "InputFile": "file", "True": "bool"}
UNIONS = {"BotCommandScope", "ReactionType", "InputMedia"}
ABSENT = pytest.mark.skipif(not is_here(), reason="the published table of the Bot API does not lie next to the project")


def kind_of(published: str) -> str:
    """Give our spelling of a published kind."""
    if published.startswith("Array of "):
        return f"[{kind_of(published.removeprefix('Array of '))}]"
    if published.startswith("InputMedia") and published != "InputMediaAnimation":
        return "InputMedia"
    return KINDS.get(published, published)


def differences(name: str, ours: Signature, theirs: dict[str, tuple[tuple[str, ...], bool]]) -> list[str]:
    """Name each parameter of ours that is not as published."""
    found = [f"{name}.{parameter} is not published" for parameter in ours if parameter not in theirs]
    for parameter in ours.keys() & theirs.keys():
        kinds, is_required = theirs[parameter]
        file_or_id = {"file"} if parameter == "thumbnail" and name.startswith("send") else set[str]()
        expected = {kind_of(kind) for kind in kinds} | file_or_id
        if set(ours[parameter].kinds) != expected or ours[parameter].is_required != is_required:
            found.append(f"{name}.{parameter}: {ours[parameter]} is published as {expected}, required {is_required}")
    missing = [parameter for parameter, (_, is_required) in theirs.items() if is_required and parameter not in ours]
    return [*found, *(f"{name}.{parameter} is required and missing" for parameter in missing)]


def test_every_method_with_a_signature_is_played() -> None:
    """Nothing is accepted that nobody plays; getUpdates is played by the server itself."""
    assert PLAYED.keys() | {"getUpdates"} == METHODS.keys()


@ABSENT
@pytest.mark.parametrize("name", METHODS)
def test_methods_are_as_published(name: str) -> None:
    """Parameters, kinds and what is required agree with the published table."""
    assert differences(name, METHODS[name], published_fields("methods", name)) == []


@ABSENT
@pytest.mark.parametrize("name", OBJECTS.keys() - UNIONS)
def test_objects_are_as_published(name: str) -> None:
    """Fields, kinds and what is required agree with the published table."""
    assert differences(name, OBJECTS[name], published_fields("types", name)) == []


@ABSENT
def test_the_published_table_finds_what_is_wrong() -> None:
    """Unknown methods and parameters, missing and misfit values are named, nested ones with their place."""
    keyboard: dict[str, Json] = {"inline_keyboard": [[{"text": 5, "callback_data": "a", "colour": "red"}]]}

    assert problems("sendMessages", {}) == ["sendMessages: no such method"]
    assert problems("sendMessage", {"chat_id": "@a", "text": "a", "reply_markup": {"force_reply": True}}) == []
    assert problems("sendMessage", {"chat_id": True, "txt": "a"}) == [
        "sendMessage: unknown txt",
        "sendMessage.chat_id: Integer expected",
        "sendMessage: text is missing",
    ]
    place = "editMessageReplyMarkup.reply_markup(InlineKeyboardMarkup).inline_keyboard[0][0](InlineKeyboardButton)"
    assert problems("editMessageReplyMarkup", {"reply_markup": keyboard}) == [
        f"{place}: unknown colour",
        f"{place}.text: String expected",
    ]
