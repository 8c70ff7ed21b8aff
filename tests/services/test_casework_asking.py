"""What reaches a reporter, and what cannot: questions, words of one's own, and internal notes."""

import pytest

from bot.domain.dispatches import EntryDispatch, MenuDispatch, PostKind
from bot.domain.errors import (
    ChangeNotAllowed,
    NotAllowed,
    StalePress,
    TakenBy,
    TooLong,
    UnexpectedReply,
    UnsafeQuestion,
)
from bot.domain.identifiers import EntryId, MessageId
from bot.domain.menus import Menu
from bot.domain.outcomes import OutcomeCode
from bot.domain.people import Officer
from bot.domain.thread import Author, Entry
from bot.domain.tip import Status, Tip
from bot.services.casework import Heard
from tests.domain.drafts import photo
from tests.services.office import BE, ELSEWHERE, HEAD, TAM, UNIT, Office
from tests.services.sent import menus


async def prompted(office: Office, tip: Tip, officer: Officer = TAM) -> MessageId:
    """Let an officer open the prompt for their own words; give its message."""
    await office.asking.own_words(office.act(officer), tip=tip.id)
    await office.delivers()
    return await office.post(tip, PostKind.PROMPT)


async def written(office: Office, tip: Tip, text: str, officer: Officer = TAM) -> Entry:
    """Let an officer answer the prompt; give the draft."""
    prompt = await prompted(office, tip, officer)
    assert Heard.WORDS is await office.casework.replied(office.act(officer), to=prompt, text=text)
    return (await office.thread(tip))[-1]


async def test_a_ready_question_is_shown_first_and_then_sent(office: Office) -> None:
    """Two presses: the question with its taps, then the confirmation; no word of it in any language is kept."""
    tip = await office.taken()

    draft = await office.asking.choose(office.act(TAM), tip=tip.id, question="con_khong")
    assert draft is not None
    assert tip == await office.tip(tip)
    assert [] == await office.notices()
    sent = await office.asking.send(office.act(TAM), draft=draft.id)

    assert sent is not None
    assert [sent] == await office.thread(tip)
    assert (Author.UNIT, "con_khong", True) == (sent.author, sent.question, sent.awaits_answer)
    assert ("", ("con", "het_roi", "khong_ro")) == (sent.text, sent.taps)
    assert Status.ASKED is (await office.tip(tip)).status
    assert 1 == len(await office.notices())
    assert [Menu.CONFIRM.value, Menu.SENT.value] == menus(await office.delivers())
    assert ("tip.asked", TAM.id, UNIT) == (await office.audited())[-1]


async def test_a_statement_waits_for_no_answer(office: Office) -> None:
    """The reporter is told, and the tip stands where it stood."""
    tip = await office.taken()

    draft = await office.asking.choose(office.act(TAM), tip=tip.id, question="dang_toi")
    assert draft is not None
    await office.asking.send(office.act(TAM), draft=draft.id)

    assert Status.TAKEN is (await office.tip(tip)).status
    assert 1 == len(await office.notices())
    assert ("tip.told", TAM.id, UNIT) == (await office.audited())[-1]


async def test_asking_about_a_tip_that_nobody_has_takes_it(office: Office) -> None:
    """One press fewer at two in the morning; the audit has both."""
    tip = await office.files()

    draft = await office.asking.choose(office.act(TAM), tip=tip.id, question="con_khong")
    assert draft is not None
    assert Status.NEW is (await office.tip(tip)).status
    await office.asking.send(office.act(TAM), draft=draft.id)

    asked = await office.tip(tip)
    assert (Status.ASKED, TAM.id) == (asked.status, asked.taken_by)
    assert ["tip.taken", "tip.asked"] == [action for action, _, _ in await office.audited()]


async def test_words_of_ones_own_are_checked_shown_and_sent(office: Office) -> None:
    """The prompt's own message decides that a reply is meant for the reporter."""
    tip = await office.taken()

    draft = await written(office, tip, "Xe màu gì, chạy hướng nào?")
    assert (Author.DRAFT, TAM.id) == (draft.author, draft.officer)
    assert [Menu.CONFIRM.value] == menus(await office.delivers())
    await office.asking.send(office.act(TAM), draft=draft.id)

    [sent] = await office.thread(tip)
    assert (draft.id, Author.UNIT, "Xe màu gì, chạy hướng nào?", True) == (
        sent.id,
        sent.author,
        sent.text,
        sent.awaits_answer,
    )


async def test_words_that_ask_nothing_leave_the_status(office: Office) -> None:
    """The reporter is not told that a question waits where none does."""
    tip = await office.taken()

    draft = await written(office, tip, "Công an đã tới nơi, bà con yên tâm.")
    await office.asking.send(office.act(TAM), draft=draft.id)

    assert Status.TAKEN is (await office.tip(tip)).status


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Bà con tên gì?", "asks_identity"),
        ("cho xin so dien thoai", "asks_identity"),
        ("Gọi 0912.345.678 nghe", "phone"),
        ("Vào zalo.me/abc nghe", "link"),
    ],
)
async def test_an_officers_unsafe_words_are_stopped_and_the_prompt_waits_for_others(
    office: Office, text: str, reason: str
) -> None:
    """Nothing is kept of them, and nobody but a head can insist."""
    tip = await office.taken()
    prompt = await prompted(office, tip)

    with pytest.raises(UnsafeQuestion) as refusal:
        await office.casework.replied(office.act(TAM), to=prompt, text=text)

    assert (reason, False) == (refusal.value.reason, refusal.value.may_override)
    assert [] == await office.thread(tip)
    assert Heard.WORDS is await office.casework.replied(office.act(TAM), to=prompt, text="Xe màu gì?")


async def test_a_head_is_warned_and_may_insist_on_asking_who_it_is(office: Office) -> None:
    """Once more, and the audit says that it was done."""
    tip = await office.taken()
    draft = await written(office, tip, "Bà con tên gì?", HEAD)
    [warned] = [one.content for one in await office.delivers() if isinstance(one.content, MenuDispatch)]

    with pytest.raises(UnsafeQuestion) as refusal:
        await office.asking.send(office.act(HEAD), draft=draft.id)
    await office.asking.send(office.act(HEAD), draft=draft.id, anyway=True)

    assert ("asks_identity",) == warned.data
    assert refusal.value.may_override
    assert [Author.UNIT] == [entry.author for entry in await office.thread(tip)]


async def test_not_even_a_head_sends_a_phone_number(office: Office) -> None:
    """Whatever leads out of the thread leads to whoever follows it."""
    tip = await office.taken(HEAD)
    prompt = await prompted(office, tip, HEAD)

    with pytest.raises(UnsafeQuestion) as refusal:
        await office.casework.replied(office.act(HEAD), to=prompt, text="Gọi 0912345678")

    assert not refusal.value.may_override


async def test_a_draft_is_its_authors_alone(office: Office) -> None:
    """Neither a colleague nor another unit sends or drops it."""
    tip = await office.taken()
    draft = await written(office, tip, "Xe màu gì?")

    for stranger in (BE, HEAD, ELSEWHERE):
        with pytest.raises(NotAllowed):
            await office.asking.send(office.act(stranger), draft=draft.id)
        with pytest.raises(NotAllowed):
            await office.asking.drop(office.act(stranger), draft=draft.id)


async def test_a_dropped_or_replaced_draft_cannot_be_sent(office: Office) -> None:
    """Buttons outlive what they were about."""
    tip = await office.taken()
    first = await written(office, tip, "Xe màu gì?")
    second = await written(office, tip, "Mấy người?")

    with pytest.raises(StalePress):
        await office.asking.send(office.act(TAM), draft=first.id)
    await office.asking.drop(office.act(TAM), draft=second.id)
    with pytest.raises(StalePress):
        await office.asking.send(office.act(TAM), draft=second.id)

    assert [] == await office.thread(tip)


async def test_revising_awaits_other_words_and_keeps_these_until_then(office: Office) -> None:
    """`Sửa` opens the prompt again."""
    tip = await office.taken()
    draft = await written(office, tip, "Xe màu gì?")
    await office.delivers()

    await office.asking.revise(office.act(TAM), draft=draft.id)

    assert [Menu.PROMPT.value] == menus(await office.delivers())
    assert draft == await office.unsent(draft.id)


async def test_a_tip_in_a_colleagues_hands_is_asked_about_by_them_or_the_head(office: Office) -> None:
    """Two officers do not ask across each other."""
    tip = await office.taken(TAM)

    with pytest.raises(TakenBy):
        await office.asking.open(office.act(BE), tip=tip.id)
    await office.asking.open(office.act(HEAD), tip=tip.id)

    assert [Menu.QUESTIONS.value] == menus(await office.delivers())
    assert TAM.id == (await office.tip(tip)).taken_by


async def test_a_closed_tip_is_not_asked_about(office: Office) -> None:
    """The table has no such change."""
    tip = await office.taken(TAM)
    proposal = await office.closing.choose(office.act(TAM), tip=tip.id, outcome=OutcomeCode("xu_phat"))
    assert proposal is not None
    await office.closing.confirm(office.act(TAM), proposal=proposal.id)

    with pytest.raises(ChangeNotAllowed):
        await office.asking.open(office.act(TAM), tip=tip.id)


async def test_the_ready_questions_are_offered(office: Office) -> None:
    """One for a picture too; what is none of them cannot be asked."""
    tip = await office.taken(TAM)
    await office.asking.open(office.act(TAM), tip=tip.id)
    [menu] = [one.content for one in await office.delivers() if isinstance(one.content, MenuDispatch)]

    view = await office.showing.menu(menu)

    assert view is not None
    assert {"con_khong", "hinh"} <= {question.code for question in view.questions}
    with pytest.raises(UnexpectedReply):
        await office.asking.choose(office.act(TAM), tip=tip.id, question="tieng")


@pytest.mark.parametrize(("text", "refusal"), [("  ", UnexpectedReply), ("a" * 1001, TooLong)])
async def test_words_have_a_length(office: Office, text: str, refusal: type[Exception]) -> None:
    """Nothing is nothing, and a wall of text is no question."""
    tip = await office.taken()
    prompt = await prompted(office, tip)

    with pytest.raises(refusal):
        await office.casework.replied(office.act(TAM), to=prompt, text=text)


async def test_the_view_of_a_confirmation_shows_the_words(office: Office) -> None:
    """And nothing once they were sent or dropped."""
    tip = await office.taken()
    draft = await written(office, tip, "Xe màu gì?")
    [menu] = [one.content for one in await office.delivers() if isinstance(one.content, MenuDispatch)]

    shown = await office.showing.menu(menu)
    await office.asking.drop(office.act(TAM), draft=draft.id)
    after = await office.showing.menu(menu)

    assert shown is not None
    assert (Menu.CONFIRM, draft, "Tám") == (shown.menu, shown.entry, shown.officer)
    assert after is None


async def test_the_view_of_an_answer_has_the_question_that_it_answers(office: Office) -> None:
    """Officers read both together."""
    tip = await office.taken()
    draft = await office.asking.choose(office.act(TAM), tip=tip.id, question="con_khong")
    assert draft is not None
    sent = await office.asking.send(office.act(TAM), draft=draft.id)
    assert sent is not None
    answer = Entry(id=EntryId("a" * 16), tip=tip.id, author=Author.REPORTER, text="Còn", at=sent.at, answers=sent.id)
    async with office.casebook.begin() as book:
        await book.threads.add(answer)

    view = await office.showing.entry(EntryDispatch(tip=tip.id, entry=answer.id))

    assert view is not None
    assert (answer, sent, "con_khong") == (view.entry, view.answers, view.question and view.question.code)


async def test_words_under_a_photo_are_bounded_as_any_are(office: Office) -> None:
    """A caption can be longer than what a reporter is sent."""
    tip = await office.taken()
    prompt = await prompted(office, tip)

    with pytest.raises(TooLong):
        await office.casework.replied(office.act(TAM), to=prompt, text="a" * 1001, photos=(photo().photo,))
