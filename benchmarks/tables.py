"""Figures beside what is to hold, as Markdown for docs/performance.md; in a terminal it reads as well."""

from collections.abc import Sequence

Row = tuple[str, str, str]  #: what was measured, the figure, what is to hold


def show(notes: Sequence[str], rows: Sequence[Row]) -> None:
    """Print the conditions and the figures."""
    for note in notes:
        print(f"- {note}")
    print("\n|  | measured | to hold |\n|---|---:|---:|")
    for row in rows:
        print(f"| {' | '.join(cell or '–' for cell in row)} |")
