"""The figures as a table: for the terminal, and as Markdown for docs/performance.md."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks.figures import Figure, Measured, Run, over
from benchmarks.measuring import Limited

_HEADINGS = ("", "echo", "Tin Báo", "ratio")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that was measured."""

    echo: Sequence[Run]
    tinbao: Sequence[Run]
    echo_limited: Limited
    tinbao_limited: Limited
    conditions: Sequence[str]
    seconds: float

    def rows(self) -> list[tuple[str, str, str, str]]:
        """Give the table, a row for each figure that was measured."""
        rows: list[tuple[str, str, str, str]] = []
        for figure in Figure:
            ours, theirs = over(self.tinbao, figure), over(self.echo, figure)
            against = over(self.echo, figure.against)
            ratio = f"{ours.middle / against.middle:.1f}" if ours and against and against.middle else "–"
            label = f"{figure.value.label}, {figure.value.unit}"
            rows.append((label, _shown(theirs, figure), _shown(ours, figure), ratio))
        echo, ours = self.echo_limited, self.tinbao_limited
        rows.extend(
            (
                ("300 at once with TINBAO_RATE=30, s", "–", f"{ours.seconds:.2f}", "–"),
                ("… sent beyond Telegram's limits", str(echo.too_many), str(ours.too_many), "–"),
            )
        )
        return rows

    def notes(self) -> list[str]:
        """Give what is to be known beside the table."""
        count = len(self.tinbao)
        return [
            *self.conditions,
            f"medians of {count} runs in alternating order, least and most in brackets; {self.seconds:.0f} s in all",
        ]


def to_terminal(outcome: Outcome) -> None:
    """Print the table."""
    table = Table(*_HEADINGS)
    for column in table.columns[1:]:
        column.justify = "right"
    for row in outcome.rows():
        table.add_row(*row)
    console = Console(width=120, highlight=False)
    console.print(table)
    for note in outcome.notes():
        console.print(note, markup=False, soft_wrap=True)


def to_markdown(outcome: Outcome) -> None:
    """Print the conditions and the table as Markdown."""
    for note in outcome.notes():
        print(f"- {note}")
    print()
    print(f"| {' | '.join(_HEADINGS)} |")
    print("|---|---:|---:|---:|")
    for row in outcome.rows():
        print(f"| {' | '.join(row)} |")


def _shown(measured: Measured | None, figure: Figure) -> str:
    if measured is None:
        return "–"
    digits = figure.value.digits
    return f"{measured.middle:.{digits}f} ({measured.least:.{digits}f}-{measured.most:.{digits}f})"
