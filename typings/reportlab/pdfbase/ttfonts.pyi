# What this project uses of reportlab 5, which carries no types of its own.

from collections.abc import Mapping

class TTFontFace:
    charToGlyph: Mapping[int, int]

class TTFont:
    face: TTFontFace

    def __init__(self, name: str, filename: str) -> None: ...
    def stringWidth(self, text: str, size: float) -> float: ...
