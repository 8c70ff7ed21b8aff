"""The form's screens: within Telegram's limits at their largest, honest about what is unsent, true to what is typed."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.draft import EXTRAS, Step, TipDraft
from bot.domain.listing import PAGE, By, Listing
from bot.domain.replies import Listed
from bot.domain.routing import Route
from bot.domain.tip import When, Why, Words
from bot.domain.units import DESK
from handlers.buttons import Screen
from handlers.residents import data
from handlers.residents.screens import form, review
from handlers.texts import Words as Catalogue
from tests.domain.drafts import COMMUNES, DIRECTORY, KINDS, SEED
from tests.handlers.residents.limits import HUGE_VERSION, LANGUAGES, MOST_UNITS, TEXTS, assert_fits, seen, units

UNSENT = re.compile(r"chưa gửi|Chưa có gì được gửi|nothing has been sent|not sent yet|nothing was sent", re.IGNORECASE)
ROUTES = [Route(unit=DESK, why=why, shielded=why.keeps_from_commune) for why in Why]
LONG_EXTRA = Words(message=9, text="🚨" * 2048)
FULL = tuple(Words(message=number, text="🚨" * 2000) for number in range(2))


def drafts() -> Iterator[TipDraft]:
    """Give a draft of every group at every question, bare and as full as it can be."""
    for code, group in KINDS.items():
        for step in Step:
            bare = TipDraft(seed=SEED, order=(), step=step, group=code, path=(Step.GROUP,))
            yield bare
            yield replace(
                bare,
                leaf=max(group.leaves, key=lambda leaf: len(leaf.code)).code,
                when=When.NOW,
                commune=max(COMMUNES, key=lambda known: len(DIRECTORY.communes[known].name)),
                offered=COMMUNES[:12],
                words=FULL,
                unplaced=(LONG_EXTRA,),
                taps=tuple(tap.code for tap in group.taps),
                in_danger=True,
                fears_commune=True,
                **dict.fromkeys((step.value for step in EXTRAS), LONG_EXTRA),
            )


def shown(draft: TipDraft, words: Catalogue, route: Route = ROUTES[0]) -> Screen:
    """Give the screen of a draft."""
    if draft.step is Step.REVIEW:
        return review.review(draft, route, HUGE_VERSION, words, DIRECTORY)
    return form.question(draft, HUGE_VERSION, words, DIRECTORY)


@pytest.mark.parametrize("words", LANGUAGES, ids=TEXTS.languages)
def test_every_question_fits_and_says_that_nothing_has_been_sent(words: Catalogue) -> None:
    """Of every group, bare and full of emoji, which count twice."""
    for draft in drafts():
        screen = shown(draft, words)

        assert_fits(screen)
        assert UNSENT.search(seen(screen))


@pytest.mark.parametrize("words", LANGUAGES, ids=TEXTS.languages)
@pytest.mark.parametrize("route", ROUTES, ids=[route.why.value for route in ROUTES])
def test_the_review_names_where_the_tip_goes(words: Catalogue, route: Route) -> None:
    """Whatever the reason, in every group, with room for one sentence more above it."""
    for draft in drafts():
        if draft.step is Step.REVIEW and draft.commune is not None:
            screen = shown(draft, words, route)

            assert words.pick(DIRECTORY.desk.name) in seen(screen)
            assert units(seen(screen)) <= MOST_UNITS - 500


@pytest.mark.parametrize("words", LANGUAGES, ids=TEXTS.languages)
def test_asking_whether_to_drop_says_that_nothing_was_sent(words: Catalogue) -> None:
    """So that nobody fears that it is too late."""
    screen = form.dropping(HUGE_VERSION, words)

    assert_fits(screen)
    assert UNSENT.search(seen(screen))


@pytest.mark.parametrize("words", LANGUAGES, ids=TEXTS.languages)
def test_every_list_of_communes_fits(words: Catalogue) -> None:
    """By letters and by former districts: each way leads to every commune, by what is pressed there alone."""
    for first in (None, Listing(By.DISTRICT)):
        lists, found = [first], set[str]()
        for listing in lists:
            screen = shown(TipDraft(seed=SEED, order=(), step=Step.COMMUNE, listing=listing), words)
            assert_fits(screen)
            pressed = [button.data.partition(":")[2] for row in screen.rows for button in row]
            assert sum(action.startswith("c.") for action in pressed) <= PAGE
            found.update(pressed)
            replies = [data.reply(action) for action in pressed]
            ways = [reply.listing for reply in replies if isinstance(reply, Listed) and reply.listing is not None]
            lists.extend(way for way in ways if way not in lists and (first is None) is (way.by is By.LETTER))

        assert {f"c.{code}" for code in COMMUNES} <= found


@given(text=st.text(min_size=1, max_size=200), language=st.sampled_from(LANGUAGES))
def test_a_typed_text_is_shown_as_typed_on_the_review(text: str, language: Catalogue) -> None:
    """Never as markup, never as a place for a value."""
    draft = TipDraft(
        seed=SEED,
        order=(),
        step=Step.REVIEW,
        commune=COMMUNES[0],
        words=(Words(message=1, text=text),),
        place=Words(message=2, text=text),
    )
    screen = shown(draft, language)

    assert 2 <= screen.text.count(html.escape(text, quote=False))  # a short text may stand in our own words too
    assert text in html.unescape(screen.text)
