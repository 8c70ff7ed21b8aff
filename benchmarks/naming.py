"""`python -m benchmarks.naming`: the search of commune names beside plain rapidfuzz, on the same generated queries."""

import argparse
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rich.console import Console
from rich.table import Table

from benchmarks.conditions import conditions
from benchmarks.queries import EXACT, Form, Query, every, folded
from bot.domain.units import CommuneCode
from bot.places.directory import Directory, load
from bot.places.search import CommuneSearch

Answer = tuple[CommuneCode | None, Sequence[CommuneCode]]  #: what is chosen without asking, and the candidates
_GROUPS = (("exact forms", EXACT), *((form.value, (form,)) for form in Form if form not in EXACT))
_THREE = 3


@dataclass(slots=True)
class Score:
    """How often a contestant was right with one sort of queries."""

    count: int = 0
    first: int = 0
    three: int = 0
    chosen: int = 0
    astray: int = 0  #: chosen, and not named by the words

    def takes(self, query: Query, answer: Answer) -> None:
        """Count one answer."""
        choice, candidates = answer
        self.count += 1
        self.first += bool(query.means.intersection(candidates[:1])) or not (query.means or candidates)
        self.three += bool(query.means.intersection(candidates[:_THREE])) or not (query.means or candidates)
        self.chosen += choice is not None
        self.astray += choice is not None and choice not in query.means


@dataclass(slots=True)
class Result:
    """What one contestant made of all queries."""

    name: str
    scores: dict[str, Score] = field(default_factory=dict[str, Score])
    seconds: float = 0.0  #: of processor time a query


def measured(name: str, ask: Callable[[str], Answer], queries: Sequence[Query]) -> Result:
    """Ask a contestant everything: once for the time alone, once for the answers."""
    result = Result(name)
    began = time.process_time()
    for query in queries:
        ask(query.text)
    result.seconds = (time.process_time() - began) / len(queries)
    for label, forms in _GROUPS:
        score = result.scores[label] = Score()
        for query in queries:
            if query.form in forms:
                score.takes(query, ask(query.text))
    return result


def ours(directory: Directory) -> Callable[[str], Answer]:
    """Give the search as the form asks it."""

    def ask(text: str) -> Answer:
        found = directory.find_communes(text)
        return found.exact.code if found.exact else None, [commune.code for commune in found.candidates]

    return ask


def plain(directory: Directory, scorer: Callable[..., float], *, at_least: float = 90) -> Callable[[str], Answer]:
    """Give plain rapidfuzz over all names with their kinds, without marks; it chooses the best that reaches a score."""
    names = [(commune.name, commune.code) for commune in directory.communes.values()]
    names += [(f"{old.kind} {old.name}", old.into) for old in directory.old_names]
    choices = [folded(name) for name, _ in names]

    def ask(text: str) -> Answer:
        found = process.extract(folded(text), choices, scorer=scorer, limit=8)
        codes = list(dict.fromkeys(names[at][1] for _, _, at in found))
        return (codes[0] if found and found[0][1] >= at_least else None), codes

    return ask


def of_the_index(directory: Directory) -> tuple[float, float]:
    """Give the seconds that the index takes to be built, and the MiB that it holds."""

    def fresh() -> CommuneSearch:
        known = directory.search
        return CommuneSearch(
            communes=known.communes, old_names=known.old_names, province=known.province, elsewhere=known.elsewhere
        )

    took: list[float] = []
    for _ in range(5):
        search = fresh()
        began = time.process_time()
        search.prepare()
        took.append(time.process_time() - began)
    tracemalloc.start()
    search = fresh()
    before, _ = tracemalloc.get_traced_memory()
    search.prepare()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return sorted(took)[len(took) // 2], (after - before) / 1024**2


def rows(results: Iterable[Result]) -> list[tuple[str, ...]]:
    """Give the table: a row for each sort of queries and contestant."""
    table: list[tuple[str, ...]] = []
    for label, _ in _GROUPS:
        for result in results:
            score = result.scores[label]
            shares = (f"{100 * part / max(score.count, 1):.1f}" for part in (score.first, score.three, score.chosen))
            table.append((label, f"{score.count:,}", result.name, *shares, str(score.astray)))
    return table


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.naming", description=__doc__)
    parser.add_argument("--markdown", action="store_true", help="print Markdown for docs/performance.md")
    parser.add_argument("--typos", type=int, default=10_000, help="queries with one typo, and as many with two")
    arguments = parser.parse_args()
    under, directory = conditions(), load()
    seconds, memory = of_the_index(directory)
    queries = every(directory, typos=arguments.typos)
    directory.search.prepare()
    contestants = {
        "Tin Báo": ours(directory),
        "WRatio": plain(directory, fuzz.WRatio),
        "token_set_ratio": plain(directory, fuzz.token_set_ratio),
    }
    results = [measured(name, ask, queries) for name, ask in contestants.items()]
    notes = [
        *under,
        f"index: built in {seconds * 1000:.0f} ms, holds {memory:.1f} MiB",
        "processor time a query: " + ", ".join(f"{result.name} {result.seconds * 1000:.3f} ms" for result in results),
    ]
    headings = ("queries", "how many", "", "first, %", "among three, %", "chosen unasked, %", "of these wrong")
    if arguments.markdown:
        print(
            *(f"- {note}" for note in notes),
            "",
            f"| {' | '.join(headings)} |",
            "|---|---:|---|---:|---:|---:|---:|",
            sep="\n",
        )
        print(*(f"| {' | '.join(row)} |" for row in rows(results)), sep="\n")
        return
    table = Table(*headings)
    for row in rows(results):
        table.add_row(*row)
    console = Console(width=120, highlight=False)
    console.print(table)
    for note in notes:
        console.print(note, markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()
