"""What every screen of composing has: where one is said above, that nothing typed is a tip below, and the way out."""

from dataclasses import dataclass

from bot.domain.identifiers import Language
from bot.places.directory import Directory
from bot.services.broadcasts.composing import Draft
from handlers.buttons import Button, Row, Screen
from handlers.officers.screens.broadcasts import pressing
from handlers.officers.screens.look import Look, called, joined
from handlers.texts import Html, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the screens of a draft are made with."""

    draft: Draft
    look: Look
    directory: Directory
    languages: tuple[Language, ...]  #: that are offered; the first is the one that every broadcast has

    @property
    def words(self) -> Words:
        """The words of whoever composes."""
        return self.look.words

    def button(self, key: str, action: str, *values: str | int) -> Button:
        """Give a button of this draft with the label of a key."""
        return self.labelled(self.words.plain(key), action, *values)

    def labelled(self, label: str, action: str, *values: str | int) -> Button:
        """Give a button of this draft."""
        return Button(label, pressing.draft(self.draft.version, action, *values))

    def name(self, language: Language) -> str:
        """Give a language by its name."""
        return self.words.plain(f"language.{language}")

    def framed(self, *blocks: Html | None, rows: tuple[Row, ...] = (), hint: Html | None = None) -> Screen:
        """Give a question about the draft, with the ways back to the whole and out of it."""
        head = self.words("compose.head", unit=called(self.draft.unit, self.words))
        text = joined(head, hint, joined(*blocks), self.words("compose.foot"), by="\n\n")
        return Screen(text=text, rows=(*rows, self.ways_out()))

    def ways_out(self) -> Row:
        """Give the buttons under everything that is asked."""
        save = self.button("button.compose.save", "save")
        broadcast = self.draft.broadcast
        is_empty = not any(words.title or words.text for words in broadcast.content.wordings.values())
        return (save,) if is_empty else (self.button("button.compose.card", "card"), save)
