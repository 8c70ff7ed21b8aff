"""Posters by unit: who has one, what stands on it, and both files of each."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

from bot.domain.units import Unit, UnitKind
from bot.places.directory import Directory
from bot.places.spelling import folded
from bot.posters import pdf, png
from bot.posters.layout import Speaks, Subject, laid_out
from bot.posters.sheet import Sheet

LANGUAGES: Final = ("vi", "en")
_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """One poster, not drawn yet."""

    name: str  #: of its files: "30307-long-xuyen"
    title: str
    language: str
    sheet: Sheet

    def written(self, folder: Path) -> tuple[Path, Path]:
        """Draw it twice into a folder; give both files."""
        document, picture = folder / f"{self.name}.pdf", folder / f"{self.name}.png"
        document.write_bytes(pdf.drawn(self.sheet, title=self.title, language=self.language))
        picture.write_bytes(png.drawn(self.sheet))
        return document, picture


def units_with_posters(directory: Directory) -> tuple[Unit, ...]:
    """Give those whom residents can write to by scanning: each commune's police; the desk stands for the province."""
    return tuple(unit for unit in directory.units.values() if unit.kind is not UnitKind.SPECIALIST)


def posters(
    directory: Directory, units: Sequence[Unit], *, username: str, language: str, operator: str = ""
) -> Iterator[Poster]:
    """Lay out a poster for each of these units."""
    says = speaker(language)
    for unit in units:
        commune = directory.communes[unit.commune] if unit.commune is not None else None
        if commune is None:
            receiver = says("receiver.province", province=directory.label(directory.province, language))
        else:
            receiver = directory.label(unit.name, language)
        subject = Subject(
            receiver=unicodedata.normalize("NFC", receiver),
            link=f"t.me/{username}" + ("" if commune is None else f"?start=c{commune.code}"),
            username=username,
            operator=unicodedata.normalize("NFC", operator),
        )
        name = unit.code if commune is None else f"{commune.code}-{folded(commune.short).replace(' ', '-')}"
        sheet = laid_out(subject, says)
        yield Poster(name=name, title=f"Tin Báo · {receiver}", language=language, sheet=sheet)


def speaker(language: str) -> Speaks:
    """Give what finds a poster's words in a language."""
    words = _catalogue(language)

    def says(key: str, **values: str) -> str:
        return words[key].format_map(values)

    return says


@cache
def _catalogue(language: str) -> dict[str, str]:
    with (_HERE / f"{language}.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}
