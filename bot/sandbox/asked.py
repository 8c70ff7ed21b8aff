"""One call of a method on its way through the stand-in: the world it acts on and its checked parameters."""

from dataclasses import dataclass

from bot.sandbox.plain import JsonObject, list_in, number_in, object_in, objects_in, text_in
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came with the call."""

    name: str
    content: bytes
    mime: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the bot asks for; parameters have been held against the signatures already."""

    world: World
    method: str
    params: JsonObject
    uploads: dict[str, Upload]

    def has(self, name: str) -> bool:
        """Say whether a parameter was given."""
        return name in self.params

    def text(self, name: str) -> str:
        """Give a string parameter, empty when absent."""
        return text_in(self.params.get(name))

    def number(self, name: str, default: int = 0) -> int:
        """Give a whole number."""
        return number_in(self.params[name]) if name in self.params else default

    def flag(self, name: str) -> bool:
        """Give a yes or no, no when absent."""
        return self.params.get(name) is True

    def object(self, name: str) -> JsonObject:
        """Give an object, empty when absent."""
        return object_in(self.params.get(name))

    def objects(self, name: str) -> list[JsonObject]:
        """Give an array of objects, empty when absent."""
        return objects_in(self.params.get(name))

    def numbers(self, name: str) -> list[int]:
        """Give an array of whole numbers, empty when absent."""
        return [number_in(item) for item in list_in(self.params.get(name))]

    def texts(self, name: str) -> list[str]:
        """Give an array of strings, empty when absent."""
        return [text_in(item) for item in list_in(self.params.get(name))]
