"""The words for people: gettext catalogues, one folder a language, one file a face.

A text is found by a key, such as ``receipt.sent``; values are put into its ``{names}``. Texts are HTML as Telegram
reads it; every value is escaped on its way in, so that whatever a person typed is shown as typed, never read as markup.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

from bot.domain.identifiers import Language

FACES: Final = (
    "residents",
    "officers",
    "administrators",
    "duty",
    "deadlines",
    "alerts",
    "schedule",
    "conducting",
    "compose",
    "approving",
)
_HERE: Final = Path(__file__).parent


class Html(str):
    """A text that is HTML already; other values are escaped."""

    __slots__ = ()


class Words:
    """The texts of one language."""

    def __init__(self, language: Language, catalogue: Mapping[str, str]) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, key: str, **values: object) -> Html:
        """Give the text of a key with its values put in, as HTML.

        Raises:
            KeyError: no such key, or a value is missing.

        """
        return Html(self._catalogue[key].format_map({name: _html(value) for name, value in values.items()}))

    def plain(self, key: str) -> str:
        """Give a text without values as it stands: for buttons and pop-ups, which know no markup."""
        return self._catalogue[key]

    def escaped(self, text: str) -> Html:
        """Give a text that a person typed as HTML that shows it as typed."""
        return Html(escape(text, quote=False))

    @property
    def empty(self) -> Html:
        """No words at all."""
        return Html("")

    def has(self, key: str) -> bool:
        """Tell whether there is such a text."""
        return key in self._catalogue

    def pick(self, texts: Mapping[str, str]) -> str:
        """Give the text of this language from data that has its own, the first one where this is missing."""
        return texts.get(self.language) or next(iter(texts.values()))


class Texts:
    """The texts of every language that is offered; the first is the default."""

    def __init__(self, languages: Sequence[Language]) -> None:
        self.languages = tuple(languages)
        self._words = {language: Words(language, catalogue(language)) for language in languages}

    def __getitem__(self, language: Language) -> Words:
        """Give the texts of a language, of the default one where it is not offered."""
        return self._words.get(language) or self._words[self.languages[0]]

    @property
    def default(self) -> Words:
        """The texts of the first language: what groups of officers read."""
        return self._words[self.languages[0]]


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Give all texts of a language by their keys, read from its gettext files."""
    texts: dict[str, str] = {}
    for face in FACES:
        with (_HERE / language / f"{face}.po").open("rb") as file:
            texts |= {str(message.id): str(message.string) for message in read_po(file) if message.id}
    return texts


def _html(value: object) -> object:
    return value if isinstance(value, Html | int | float) else escape(str(value), quote=False)
