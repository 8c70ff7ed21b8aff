"""What the page can ask for: one small model a wish, checked before anything is done."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.practice.weather import SWITCHES

_Text = Annotated[str, Field(min_length=1, max_length=4096)]


class _Wish(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class _InChat(_Wish):
    person: int
    chat: int


class Start(_Wish):
    """Press Start, with the payload of a link or without."""

    do: Literal["start"]
    person: int


class Say(_InChat):
    """Type a text."""

    do: Literal["say"]
    text: _Text
    reply_to: int | None = None


class Edit(_InChat):
    """Change the words of an own message."""

    do: Literal["edit"]
    message: int
    text: _Text


class Delete(_InChat):
    """Take a message away."""

    do: Literal["delete"]
    message: int


class Press(_InChat):
    """Press a button; `data` is what the button carried when it was on the screen."""

    do: Literal["press"]
    message: int
    data: Annotated[str, Field(min_length=1, max_length=64)]


class Copied(_Wish):
    """Press a button that copies."""

    do: Literal["copied"]
    person: int


class Place(_InChat):
    """Share a point, with a name or without."""

    do: Literal["place"]
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    title: Annotated[str, Field(max_length=200)] = ""
    address: Annotated[str, Field(max_length=200)] = ""


class Contact(_InChat):
    """Share the own number, which is made up."""

    do: Literal["contact"]


class Ask(_InChat):
    """Post a poll; a quiz where an option (counted from 0) is right."""

    do: Literal["poll"]
    question: Annotated[str, Field(min_length=1, max_length=300)]
    options: Annotated[list[Annotated[str, Field(min_length=1, max_length=100)]], Field(min_length=2, max_length=12)]
    right: Annotated[int, Field(ge=0)] | None = None


class Open(_Wish):
    """Follow a t.me link; one that adds the bot to a group names the group, or 0 for a new one."""

    do: Literal["open"]
    person: int
    link: Annotated[str, Field(max_length=2048)]
    group: int | None = None


class Block(_Wish):
    """Block or unblock the bot."""

    do: Literal["block"]
    person: int
    on: bool


class Come(_Wish):
    """Let somebody new have a phone."""

    do: Literal["come"]
    name: Annotated[str, Field(min_length=1, max_length=40)]
    language: Literal["vi", "en"] = "vi"


class Move(_InChat):
    """Come into a group, or go out of it."""

    do: Literal["join", "leave"]


class Turn(_Wish):
    """Turn a switch of the weather."""

    do: Literal["weather"]
    switch: Annotated[str, Field(pattern="^(?:" + "|".join(SWITCHES) + ")$")]
    on: bool


class Bot(_Wish):
    """Kill the bot's process, or start it again."""

    do: Literal["kill", "revive"]


#: What is done by somebody in the room; the others are about the room itself.
Play = Start | Say | Edit | Delete | Press | Copied | Place | Contact | Ask | Open | Block | Come | Move
Wish = Play | Turn | Bot

_READER: TypeAdapter[Wish] = TypeAdapter(Annotated[Wish, Field(discriminator="do")])


def read_wish(body: bytes) -> Wish:
    """Read a wish from JSON.

    Raises:
        pydantic.ValidationError: it is none.

    """
    return _READER.validate_json(body)
