"""After it was sent: a correction that a second officer approves reaches every copy; a recall takes everything back."""

from dataclasses import replace

import pytest

from bot.domain.broadcasts.broadcast import (
    Approval,
    Broadcast,
    Content,
    Medium,
    MediumKind,
    OccurrenceState,
    Status,
    Wording,
)
from bot.domain.broadcasts.conducting_errors import CorrectionFault, CorrectionRefused
from bot.domain.broadcasts.deliveries import Outcome
from bot.domain.broadcasts.progress import Stage
from bot.domain.errors import ChangedMeanwhile, NotAllowed, StalePress
from bot.domain.identifiers import ChatId
from bot.domain.people import Officer, Role
from bot.services.broadcasts.correcting import Why, require_correctable, take_place
from storage.vault import Vault
from tests.domain.broadcasts import AT, DRAFT, SECOND
from tests.services.office import BE, DESK_ONE, ELSEWHERE, HEAD, TAM, UNIT, Office
from tests.services.sendings import TEXT, VI, Hall

ANNOUNCER = Officer(id=BE.id, user=BE.user, name="Loa", role=Role.ANNOUNCER, unit=UNIT)
BETTER = Content(wordings={VI: Wording(title="Cảnh giác", text="Đừng chuyển tiền, gọi 113.")})


@pytest.fixture
async def hall(office: Office, vault: Vault) -> Hall:
    """Open the hall; forty people subscribe."""
    hall = Hall(office, vault)
    await hall.subscribes(40)
    async with office.casebook.begin() as book:
        await book.officers.enrol(ANNOUNCER, now=office.clock.at)
    return hall


async def approved(hall: Hall, draft: Broadcast, content: Content = BETTER) -> Broadcast:
    """Let the text of a correction be written, proposed and approved by a second officer."""
    now = hall.office.clock.at
    written = replace(draft.changed(by=HEAD.id, at=now, content=content), status=Status.PROPOSED)
    async with hall.office.casebook.begin() as book:
        agreed = written.approved(DESK_ONE.id, seen=written.fingerprint, at=now)
        kept = await book.broadcasts.keep(agreed)
        return await take_place(book, kept, now=now)


async def test_a_correction_shows_nothing_before_it_is_approved(hall: Hall) -> None:
    """What stands in residents' chats, and what goes to the others, is the approved text."""
    sending = await hall.begins()
    await hall.serves(sending, 40)

    draft = await hall.correcting.begin(hall.office.act(HEAD), occurrence=sending.id)

    original = await hall.broadcast(sending.broadcast)
    assert (original.id, Status.DRAFT, 1) == (draft.corrects, draft.status, draft.revision)
    assert (TEXT, 0, 0) == (original.content, original.revision, (await hall.sending(sending.id)).revision)
    assert 0 == await hall.mends(sending, 40)


async def test_an_approved_correction_takes_its_place_and_every_copy_is_behind(hall: Hall) -> None:
    """Those who had it are edited, those who wait get the new text, and the text is approved still."""
    sending = await hall.begins()
    await hall.serves(sending, 20)
    draft = await hall.correcting.begin(hall.office.act(HEAD), occurrence=sending.id)

    over = await approved(hall, draft)
    await hall.serves(sending, 20)

    original = await hall.broadcast(sending.broadcast)
    assert (BETTER, 1, True, Status.ENDED) == (original.content, original.revision, original.may_go, over.status)
    assert 20 == await hall.mends(sending, 40)


async def test_the_progress_of_a_correction_is_counted_with_what_could_not_be_edited(hall: Hall) -> None:
    """Forty copies: twenty are edited, ten are gone, ten are left."""
    sending = await hall.begins()
    await hall.serves(sending, 40)
    await hall.ends(sending)
    await approved(hall, await hall.correcting.begin(hall.office.act(HEAD), occurrence=sending.id))
    await hall.mends(sending, 20)
    await hall.mends(sending, 10, Outcome.FAILED)

    halfway = await hall.progress(sending)
    await hall.mends(sending, 10)
    done = await hall.progress(sending)

    assert (Stage.CORRECTING, 10, 10) == (halfway.stage, halfway.behind, halfway.unchanged)
    assert (Stage.DONE, None, 10) == (done.stage, done.behind, done.unchanged)


async def test_whoever_left_with_a_wrong_copy_is_counted_and_whoever_left_with_a_right_one_is_not(hall: Hall) -> None:
    """Nothing is known of them any more that could be edited; how many there are is known still."""
    sending = await hall.begins()
    await hall.serves(sending, 40)
    await hall.leaves(10)
    await approved(hall, await hall.correcting.begin(hall.office.act(HEAD), occurrence=sending.id))
    await hall.mends(sending, 10, Outcome.UNREACHABLE)
    await hall.mends(sending, 20)

    await hall.leaves(10)

    async with hall.vault.begin() as session:
        tally = await session.deliveries.tally(sending.id, now=hall.office.clock.at, revision=1)
    assert (10, 0, 20) == (tally.copies, tally.behind, tally.unchanged)


async def test_every_sending_of_a_repeating_one_is_corrected(hall: Hall) -> None:
    """Last week's copies say what this week's say."""
    first = await hall.begins()
    await hall.serves(first, 40)
    await hall.ends(first)
    hall.office.clock.passes(days=7)
    second = await hall.begins_again(await hall.broadcast(first.broadcast))
    await hall.serves(second, 40)

    await approved(hall, await hall.correcting.begin(hall.office.act(HEAD), occurrence=second.id))

    assert (40, 40) == (await hall.mends(first, 40), await hall.mends(second, 40))


async def test_what_follows_a_correction_goes_out_corrected_and_bears_no_mark(hall: Hall) -> None:
    """Next week's copies were never wrong."""
    first = await hall.begins()
    await hall.serves(first, 40)
    await hall.ends(first)
    await approved(hall, await hall.correcting.begin(hall.office.act(HEAD), occurrence=first.id))
    hall.office.clock.passes(days=7)

    now = await hall.broadcast(first.broadcast)
    following = await hall.begins_again(now)
    await hall.serves(following, 40)

    assert (BETTER, True) == (now.content, now.may_go)
    assert (1, 0) == ((await hall.sending(first.id)).revision, following.revision)
    assert 0 == await hall.mends(following, 40)


async def test_there_is_one_open_correction_whoever_asks(hall: Hall) -> None:
    """Two officers do not write two corrections that overtake each other."""
    sending = await hall.begins()

    first = await hall.correcting.begin(hall.office.act(HEAD), occurrence=sending.id)
    second = await hall.correcting.begin(hall.office.act(ANNOUNCER), occurrence=sending.id)

    assert first.id == second.id


async def test_a_correction_done_again_after_a_crash_is_the_same(hall: Hall) -> None:
    """The errand makes one draft."""
    sending = await hall.begins()
    act = hall.office.act(HEAD)

    assert (await hall.correcting.begin(act, occurrence=sending.id)).id == (
        await hall.correcting.begin(act, occurrence=sending.id)
    ).id


async def test_a_second_correction_follows_the_first(hall: Hall) -> None:
    """Copies go from revision to revision, and none is left behind."""
    sending = await hall.begins()
    await hall.serves(sending, 40)
    await approved(hall, await hall.correcting.begin(hall.office.act(HEAD), occurrence=sending.id))
    await hall.mends(sending, 15)

    again = await hall.correcting.begin(hall.office.act(HEAD), occurrence=sending.id)
    await approved(hall, again, TEXT)

    assert (2, 40) == ((await hall.sending(sending.id)).revision, await hall.mends(sending, 40))


def _broadcast(content: Content, revision: int = 0) -> Broadcast:
    return replace(DRAFT, content=content, revision=revision)


PHOTO = Medium(kind=MediumKind.PHOTO, file="f", size=1)
POLL = Content(wordings={VI: Wording(title="Hỏi", text="Mấy?", options=("Một", "Hai"))}, right=0)


@pytest.mark.parametrize(
    ("was", "becomes", "revision", "fault"),
    [
        (TEXT, TEXT, 1, CorrectionFault.SAME),
        (TEXT, replace(BETTER, media=(PHOTO,)), 1, CorrectionFault.FILES),
        (
            POLL,
            Content(wordings={VI: Wording(title="Hỏi", text="Mấy?", options=("Một",))}, right=0),
            1,
            CorrectionFault.ANSWERS,
        ),
        (POLL, replace(POLL, right=1), 1, CorrectionFault.ANSWERS),
        (TEXT, BETTER, 2, CorrectionFault.OVERTAKEN),
        (TEXT, BETTER, 0, CorrectionFault.OVERTAKEN),
    ],
)
def test_what_cannot_take_its_place_is_refused(
    was: Content, becomes: Content, revision: int, fault: CorrectionFault
) -> None:
    """Files stay, answers were given already, and a correction is of the text that stands there."""
    original = _broadcast(was)
    approval = Approval(officer=SECOND, fingerprint=original.fingerprint, at=AT)

    with pytest.raises(CorrectionRefused) as refused:
        require_correctable(replace(original, status=Status.ENDED, approval=approval), _broadcast(becomes, revision))

    assert fault is refused.value.fault


async def test_a_recall_takes_back_every_copy_and_sends_no_more(hall: Hall) -> None:
    """What is being sent stops, what is planned is dropped, the open correction too; the audit says why."""
    sending = await hall.begins()
    await hall.serves(sending, 20)
    draft = await hall.correcting.begin(hall.office.act(HEAD), occurrence=sending.id)
    hall.office.clock.passes(days=1)
    async with hall.office.casebook.begin() as book:
        planned = await book.occurrences.plan(sending.broadcast, hall.office.clock.at)

    await hall.correcting.recall(hall.office.act(HEAD), occurrence=sending.id, why=Why.WRONG)

    kept = await hall.sending(sending.id)
    assert (OccurrenceState.STOPPED, True) == (kept.state, kept.recalled)
    assert OccurrenceState.DROPPED is (await hall.sending(planned.id)).state
    assert Status.CANCELLED is (await hall.broadcast(sending.broadcast)).status
    assert Status.CANCELLED is (await hall.broadcast(draft.id)).status
    assert 20 == await hall.mends(sending, 40, Outcome.RECALLED)
    assert ("broadcast.recalled", HEAD.id, UNIT) in await hall.office.audited()


async def test_the_progress_of_a_recall_ends_when_no_copy_is_left(hall: Hall) -> None:
    """Thirty are deleted; ten of the forty cannot be."""
    sending = await hall.begins()
    await hall.serves(sending, 40)
    await hall.ends(sending)
    await hall.correcting.recall(hall.office.act(HEAD), occurrence=sending.id, why=Why.OVER)
    await hall.mends(sending, 30, Outcome.RECALLED)

    halfway = await hall.progress(sending)
    await hall.mends(sending, 10, Outcome.FAILED)
    done = await hall.progress(sending)

    assert (Stage.RECALLING, 10) == (halfway.stage, halfway.behind)
    assert (Stage.RECALLED, 30, 10) == (done.stage, done.outcomes[Outcome.RECALLED], done.unchanged)


async def test_whoever_leads_the_unit_or_the_desk_recalls_and_nobody_else(hall: Hall) -> None:
    """It is done at once, so that an announcer asks their head; another unit's head has no say."""
    sending = await hall.begins()

    for officer in (ANNOUNCER, TAM, ELSEWHERE):
        with pytest.raises(NotAllowed):
            await hall.correcting.recall(hall.office.act(officer), occurrence=sending.id, why=Why.WRONG)
    assert not (await hall.sending(sending.id)).recalled

    private = hall.office.act(DESK_ONE, chat=ChatId(DESK_ONE.user))
    await hall.correcting.recall(private, occurrence=sending.id, why=Why.WRONG)
    assert (await hall.sending(sending.id)).recalled


async def test_what_was_recalled_cannot_be_corrected(hall: Hall) -> None:
    """Not from now on, and not by what was written before."""
    sending = await hall.begins()
    draft = await hall.correcting.begin(hall.office.act(HEAD), occurrence=sending.id)
    await hall.correcting.recall(hall.office.act(HEAD), occurrence=sending.id, why=Why.AUDIENCE)

    with pytest.raises(StalePress):
        await hall.correcting.begin(hall.office.act(HEAD), occurrence=sending.id)
    with pytest.raises(ChangedMeanwhile):
        await approved(hall, draft)
