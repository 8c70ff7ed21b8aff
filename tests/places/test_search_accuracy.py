"""How often the search is right, on queries made with one seed; what nothing may ever do is held exactly."""

from collections import Counter
from collections.abc import Sequence

import pytest

from benchmarks.queries import EXACT, Form, Queries, Query
from bot.places.directory import Directory
from bot.places.search import MOST_SIMILAR

TYPOS = 400


@pytest.fixture(scope="module")
def queries(directory: Directory) -> Sequence[Query]:
    """Give every exact form, and a sample of the mistyped ones."""
    made = Queries(directory)
    return (*made.exact(), *made.mistyped(TYPOS, 1), *made.mistyped(TYPOS, 2), *made.elsewhere())


def test_no_query_is_preselected_that_does_not_name_it(directory: Directory, queries: Sequence[Query]) -> None:
    """Not one, however it is written or mistyped."""
    found = ((query, directory.find_communes(query.text).exact) for query in queries)

    assert [] == [query.text for query, exact in found if exact is not None and exact.code not in query.means]


def test_exact_forms_come_first(directory: Directory, queries: Sequence[Query]) -> None:
    """All of them: new and old names, without marks, abbreviated, with the district, behind a hamlet."""
    astray = [
        query.text
        for query in queries
        if query.form in EXACT and directory.find_communes(query.text).candidates[:1] != _only(directory, query)
    ]

    assert [] == astray


def test_homonyms_are_never_preselected_and_all_are_shown(directory: Directory, queries: Sequence[Query]) -> None:
    """Whoever types a name of several units is asked."""
    for query in queries:
        if query.form is Form.HOMONYM:
            found = directory.find_communes(query.text)
            assert (query.text, None) == (query.text, found.exact)
            assert query.means <= {commune.code for commune in found.candidates}


def test_typos_are_forgiven(directory: Directory, queries: Sequence[Query]) -> None:
    """One: 93 of 100 first, 97 among three; two: 90 among three."""
    count, first, three = Counter[Form](), Counter[Form](), Counter[Form]()
    for query in queries:
        codes = [commune.code for commune in directory.find_communes(query.text).candidates]
        count[query.form] += 1
        first[query.form] += bool(query.means.intersection(codes[:1]))
        three[query.form] += bool(query.means.intersection(codes[:MOST_SIMILAR]))

    assert first[Form.ONE_TYPO] >= 0.93 * count[Form.ONE_TYPO]
    assert three[Form.ONE_TYPO] >= 0.97 * count[Form.ONE_TYPO]
    assert three[Form.TWO_TYPOS] >= 0.90 * count[Form.TWO_TYPOS]


def test_places_of_other_provinces_are_told_and_not_offered(directory: Directory, queries: Sequence[Query]) -> None:
    """Each is answered as such."""
    for query in queries:
        if query.form is Form.ELSEWHERE:
            found = directory.find_communes(query.text)
            assert (query.text, True, ()) == (query.text, found.elsewhere is not None, found.candidates)


def _only(directory: Directory, query: Query) -> tuple[object, ...]:
    (code,) = query.means
    return (directory.communes[code],)
