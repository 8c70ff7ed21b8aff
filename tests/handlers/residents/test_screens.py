"""The screens around the form and after it: within Telegram's limits, true to what is typed, silent when locked."""

import html
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversation import Adding, AfterSending, Correcting, LookingUp
from bot.domain.identifiers import EntryId, Handle, OfficerId, Reference, TipId, Token
from bot.domain.kinds import Urgency
from bot.domain.letters import ApologyLetter, FloodLetter, LetterContent, NoticeLetter, ReceiptLetter, ReminderLetter
from bot.domain.listing import By, Listing
from bot.domain.outcomes import OutcomeCode
from bot.domain.thread import Author, Entry
from bot.domain.tip import Account, Status, Tip, Why, Words
from bot.domain.units import DESK
from bot.services.following import TipView
from handlers.residents.screens import letters, plain, thread
from handlers.texts import Words as Catalogue
from tests.domain.drafts import COMMUNES, DIRECTORY, KINDS
from tests.handlers.late import late_deadlines
from tests.handlers.residents.limits import HUGE_VERSION, LANGUAGES, NASTY, TEXTS, assert_fits, seen

TOKEN = Token("0123456789ABCDEF")


def tip(**others: object) -> Tip:
    """Give a tip."""
    at = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    found = Tip(
        id=TipId("a" * 32),
        reference=Reference("7K2QD"),
        unit=DIRECTORY.communes[COMMUNES[0]].unit,
        why=Why.COMMUNE,
        commune=COMMUNES[0],
        group=next(iter(KINDS)),
        leaf=None,
        when=None,
        urgency=Urgency.ROUTINE,
        account=Account(),
        received=at,
        status_since=at,
    )
    return replace(found, **others)  # pyright: ignore[reportArgumentType] - fields of a tip by name


def entry(text: str, *, author: Author = Author.UNIT, number: int = 0, asks: bool = False) -> Entry:
    """Give an entry of a thread."""
    return Entry(
        id=EntryId(f"{number:016}"),
        tip=TipId("a" * 32),
        author=author,
        text=text,
        at=datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
        officer=OfficerId("officer"),
        awaits_answer=asks,
        question="dao_sung" if asks else None,
        taps=("co",) if asks else (),
    )


def view(entries: list[Entry], shown_tip: Tip | None = None) -> TipView:
    """Give what a reporter sees, with everything that can be pressed."""
    return TipView(
        photos={},
        tip=shown_tip or tip(),
        entries=tuple(entries),
        open_question=next((found for found in entries if found.awaits_answer), None),
        can_add=True,
        can_reopen=True,
        can_withdraw=True,
        notices_here=True,
        notices_elsewhere=True,
        at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
    )


def late(shown: TipView) -> TipView:
    """Give a thread with the longest of trackers above it."""
    return replace(shown, deadlines=late_deadlines(shown.tip, by=timedelta(days=-400)))


@pytest.mark.parametrize("words", LANGUAGES, ids=TEXTS.languages)
def test_a_typed_text_is_shown_as_typed_in_a_thread(words: Catalogue) -> None:
    """The reporter's and the officer's alike, while writing and after."""
    entries = [entry(NASTY, author=Author.REPORTER), entry(NASTY, number=1, asks=True)]
    adding = Adding(tip=TipId("a" * 32), words=(Words(message=1, text=NASTY),))
    screens = [
        thread.thread(view(entries), 1, words, DIRECTORY),
        thread.adding(adding, view(entries), 1, words, DIRECTORY),
    ]

    assert [2, 2] == [screen.text.count(html.escape(NASTY, quote=False)) for screen in screens]


@given(
    texts=st.lists(st.text(st.sampled_from("a🚨&<"), min_size=1, max_size=40) | st.just("🚨" * 4000), max_size=150),
    language=st.sampled_from(LANGUAGES),
)
def test_a_thread_of_any_length_fits(texts: list[str], language: Catalogue) -> None:
    """The oldest entries give way, and it says so."""
    entries = [entry(text, number=number, asks=number == 0) for number, text in enumerate(texts)]
    words = Words(message=1, text="🚨" * 3000)
    adding = Adding(tip=TipId("a" * 32), words=(words,) * 3, says_danger=True)

    screen = thread.thread(late(view(entries)), HUGE_VERSION, language, DIRECTORY, in_danger=True)
    assert_fits(screen)
    assert_fits(thread.adding(adding, view(entries), HUGE_VERSION, language, DIRECTORY))
    if texts:
        assert texts[-1][:100] in seen(screen)


@pytest.mark.parametrize("words", LANGUAGES, ids=TEXTS.languages)
@pytest.mark.parametrize("outcome", list(DIRECTORY.outcomes))
def test_every_outcome_fits_with_the_longest_blanks(words: Catalogue, outcome: OutcomeCode) -> None:
    """What an officer filled in is cut, not refused by Telegram."""
    closed = tip(status=Status.CLOSED, outcome=outcome, outcome_blanks=("🚨" * 2000, NASTY * 50))
    entries = [entry("🚨" * 2000, number=number) for number in range(3)]

    assert_fits(thread.thread(late(view(entries, closed)), HUGE_VERSION, words, DIRECTORY))


@pytest.mark.parametrize("words", LANGUAGES, ids=TEXTS.languages)
@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_its_words(words: Catalogue, status: Status) -> None:
    """In both languages, at the commune and at the desk."""
    for unit in (DESK, DIRECTORY.communes[COMMUNES[0]].unit):
        assert_fits(thread.thread(view([], tip(status=status, unit=unit)), 1, words, DIRECTORY))


@pytest.mark.parametrize("words", LANGUAGES, ids=TEXTS.languages)
@pytest.mark.parametrize(
    "content",
    [
        *(
            ReceiptLetter(
                receipt="TB-XXXX-XXXX-XXXX-XXXX-XXXX",
                unit=DESK,
                token=TOKEN,
                urgent=flag,
                answers_here=not flag,
                watched=flag,
            )
            for flag in (True, False)
        ),
        NoticeLetter(token=TOKEN),
        ReminderLetter(),
        ApologyLetter(number="ABC123"),
        FloodLetter(),
    ],
    ids=lambda content: content.kind,
)
def test_every_letter_fits(words: Catalogue, content: LetterContent) -> None:
    """And a command at the end of a sentence stays a command."""
    screen = letters.letter(content, words, DIRECTORY)

    assert_fits(screen)
    assert re.search(r"/(xemtraloi|status)\S", screen.text) is None


@pytest.mark.parametrize("content", [NoticeLetter(token=TOKEN), ReminderLetter()], ids=lambda content: content.kind)
def test_what_lights_up_a_phone_says_nothing(content: LetterContent) -> None:
    """Neither police, nor tip, nor a name."""
    for words in LANGUAGES:
        text = seen(letters.letter(content, words, DIRECTORY)).lower()

        assert not any(word in text for word in ("công an", "police", "tin ", "tip", "mã", "code"))


@pytest.mark.parametrize("words", LANGUAGES, ids=TEXTS.languages)
def test_the_privacy_page_says_how_long_a_tip_is_kept(words: Catalogue) -> None:
    """By the directory that is in force, not by the one that is shipped."""
    outcome = next(iter(DIRECTORY.outcomes.values()))
    outcomes = {OutcomeCode(f"o{days}"): replace(outcome, keep_days=days) for days in (77, 41, 603)}
    other = replace(DIRECTORY, outcomes=outcomes, keep_open_days=811)

    text = plain.privacy(words, other, operator="").text

    assert ["41", "603", "811"] == re.findall(r"\b(?:41|603|811|77)\b", text)


@pytest.mark.parametrize("words", LANGUAGES, ids=TEXTS.languages)
def test_the_plain_screens_fit(words: Catalogue) -> None:
    """With an operator's name that is long and looks like markup."""
    operator = NASTY * 3
    screens = [
        plain.welcome(words, DIRECTORY, operator=operator, unfinished=True),
        plain.welcome(words, DIRECTORY, operator="", unfinished=False),
        plain.privacy(words, DIRECTORY, operator=operator),
        plain.emergency(words),
        plain.help_(words),
        plain.languages(words, TEXTS),
        thread.looking_up(LookingUp(mistyped=True), HUGE_VERSION, words),
        thread.looking_up(LookingUp(), HUGE_VERSION, words, unknown=True),
        thread.withdrawing(HUGE_VERSION, words),
        thread.dropping(HUGE_VERSION, words),
        thread.sorting([tip()] * 8, HUGE_VERSION, words, DIRECTORY),
        *(plain.note(words, key) for key in ("dropped", "stopped", "nothing_open", "nothing_behind", "withdrawn")),
    ]

    for screen in screens:
        assert_fits(screen)
    assert html.escape(operator, quote=False) in screens[0].text
    assert "\n\n✏️" in screens[0].text


@pytest.mark.parametrize("words", LANGUAGES, ids=TEXTS.languages)
def test_correcting_a_commune_fits(words: Catalogue) -> None:
    """By a name, by a letter, and when there is no such name."""
    after = AfterSending(tip=TipId("a"), handle=Handle("h"), trail="", sent=datetime(2026, 11, 23, 7, 0, tzinfo=UTC))
    letter = Listing(By.LETTER, "T")
    for focus in (
        Correcting(after=after),
        Correcting(after=after, offered=COMMUNES[:12]),
        Correcting(after=after, listing=letter),
        Correcting(after=after, unfound=True, unplaced=(Words(message=1, text=NASTY),)),
        Correcting(after=after, listing=letter, words=(Words(message=1, text=NASTY),), says_danger=True),
    ):
        assert_fits(thread.correcting(focus, HUGE_VERSION, words, DIRECTORY))
