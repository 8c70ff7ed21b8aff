"""A sheet as PDF: vectors and embedded type, so that it prints sharp at any size."""

import io
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from bot.posters.sheet import HEIGHT, WIDTH, Box, Code, Face, Ink, Item, Sheet, Words, outlines

_POINT: Final = 72 / 25.4  #: points in a millimetre
_OVERLAP: Final = 0.02  #: millimetres by which squares reach into each other, so that no printer leaves a hair between


def drawn(sheet: Sheet, *, title: str, language: str) -> bytes:
    """Draw a sheet as a document of one page; the same sheet gives the same bytes."""
    for face in Face:
        pdfmetrics.registerFont(outlines(face))
    file = io.BytesIO()
    canvas = Canvas(
        file,
        pagesize=(WIDTH * _POINT, HEIGHT * _POINT),
        pageCompression=1,
        invariant=1,
        initialFontName=Face.PLAIN.value,
        lang=language,
    )
    canvas.setTitle(title)
    canvas.setCreator("Tin Báo")
    for item in sheet:
        _draw(canvas, item)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw(canvas: Canvas, item: Item) -> None:
    match item:
        case Words():
            _fill(canvas, item.ink)
            canvas.setFont(item.face.value, item.size * _POINT)
            x, y = item.x * _POINT, (HEIGHT - item.baseline) * _POINT
            match item.anchor:
                case "left":
                    canvas.drawString(x, y, item.text)
                case "middle":
                    canvas.drawCentredString(x, y, item.text)
                case "right":
                    canvas.drawRightString(x, y, item.text)
        case Box():
            _fill(canvas, item.ink)
            bottom = HEIGHT - item.top - item.height
            edges = (item.left, bottom, item.width, item.height, item.radius)
            canvas.roundRect(*(edge * _POINT for edge in edges), stroke=0, fill=1)
        case Code():
            _fill(canvas, Ink.BLACK)
            canvas.drawPath(_squares(item), stroke=0, fill=1, fillMode=1)


def _squares(code: Code) -> PDFPathObject:
    """Give the dark squares as one path, neighbours of a row in one."""
    path = PDFPathObject()
    for number, row in enumerate(code.rows):
        top = code.top + number * code.module
        bottom = (HEIGHT - top - code.module - _OVERLAP) * _POINT
        for first, past in _runs(row):
            left = (code.left + first * code.module) * _POINT
            path.rect(left, bottom, (past - first) * code.module * _POINT, (code.module + _OVERLAP) * _POINT)
    return path


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    edges = [
        place for place in range(len(row) + 1) if (place > 0 and row[place - 1]) != (place < len(row) and row[place])
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _fill(canvas: Canvas, ink: Ink) -> None:
    red, green, blue = (part / 255 for part in ink.value)
    canvas.setFillColorRGB(red, green, blue)
