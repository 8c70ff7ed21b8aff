"""Asking the reporter: ready questions and an officer's own words, each checked, and shown before it is sent."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain.errors import StalePress, TooLong, UnexpectedReply, UnsafeQuestion
from bot.domain.evidence import Photo
from bot.domain.identifiers import EntryId, TipId
from bot.domain.menus import Menu
from bot.domain.people import Role, Wish
from bot.domain.questions import check, wants_answer
from bot.domain.thread import Author, Entry
from bot.domain.tip import Status, Tip, minute
from bot.services.acting import Act, Acting, Scene, derived_id, forget_entry

MOST_LETTERS: Final = 1000  #: of one word to a reporter


class Asking:
    """What an officer says to a reporter."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._directory = acting.directory

    async def open(self, act: Act, *, tip: TipId) -> Tip:
        """Offer the ready questions, and one's own words.

        Raises:
            TakenBy: the tip is in a colleague's hands.
            ChangeNotAllowed: it is being closed, or has been.

        """
        return await self._opened(act, tip, Menu.QUESTIONS)

    async def own_words(self, act: Act, *, tip: TipId) -> Tip:
        """Await the officer's own words, as a reply to the bot's prompt; refused like `open`."""
        return await self._opened(act, tip, Menu.PROMPT)

    async def choose(self, act: Act, *, tip: TipId, question: str) -> Entry | None:
        """Show a ready question as it would be sent; None only for a replay after it was dropped.

        Raises:
            UnexpectedReply: there is no such question.

        """
        chosen = self._directory.questions.get(question)
        if chosen is None:
            raise UnexpectedReply
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.book.threads.get(EntryId(derived_id(act.errand, "draft")))
            scene = await turn.on(tip, Wish.ASK)
            draft = replace(
                _draft(scene, ""),
                question=chosen.code,
                taps=tuple(tap.code for tap in chosen.taps),
                awaits_answer=not chosen.is_statement,
            )
            return await _confirm(scene, draft, in_place=True)

    async def typed(self, scene: Scene, text: str, photos: Sequence[Photo] = ()) -> Entry:
        """Show typed words, and photos, as they would be sent.

        Raises:
            UnsafeQuestion: they would uncover the reporter; a head may send them all the same, after a warning.
            UnexpectedReply, TooLong: there is nothing in them, or too much.

        """
        words = _clean(text) if text.strip() or not photos else ""
        draft = await _confirm(scene, _draft(scene, words), in_place=False)
        await scene.book.evidence.add(scene.tip.id, photos, entry=draft.id)
        return draft

    async def forward(self, act: Act, *, note: EntryId) -> Entry | None:
        """Show the words of an internal note as they would be sent; refused like `typed`."""
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.book.threads.get(EntryId(derived_id(act.errand, "draft")))
            entry = await turn.book.threads.get(note)
            if entry is None or entry.author is not Author.NOTE:
                raise StalePress
            scene = await turn.on(entry.tip, Wish.ASK)
            return await _confirm(scene, _draft(scene, _clean(entry.text)), in_place=True)

    async def send(self, act: Act, *, draft: EntryId, anyway: bool = False) -> Entry | None:
        """Send what was shown; `anyway`: the head has read the warning. None only for a replay that finds it gone.

        Raises:
            StalePress: it was sent, dropped or replaced.
            UnsafeQuestion: it needs `anyway`, and a head.
            TakenBy, ChangeNotAllowed: the tip has gone on meanwhile.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.book.threads.get(draft)
            scene, words = await turn.on_unsent(draft, Wish.ASK)
            if words.author is not Author.DRAFT:
                raise StalePress
            warning = _warning(scene, words)
            if warning is not None and not anyway:
                raise UnsafeQuestion(warning, may_override=True)
            tip = await scene.in_hand(until=Status.ASKED)
            sent = replace(words, author=Author.UNIT, at=minute(scene.now))
            await scene.book.threads.forget(words.id)
            await scene.book.threads.add(sent)
            changed = tip.moved_to(Status.ASKED, by=scene.actor, at=scene.now) if sent.awaits_answer else tip.touched()
            action = "tip.asked" if sent.awaits_answer else "tip.told"
            await scene.change(changed, action, data={"entry": sent.id, "insisted": warning is not None})
            await scene.show(Menu.SENT, entry=sent.id, in_place=True)
            return sent

    async def revise(self, act: Act, *, draft: EntryId) -> None:
        """Await other words in place of those shown; these stay until the others have come."""
        async with self._acting.begin(act) as turn:
            if not turn.is_replay:
                scene, _ = await turn.on_unsent(draft, Wish.ASK)
                await scene.show(Menu.PROMPT)

    async def drop(self, act: Act, *, draft: EntryId) -> None:
        """Forget what was shown; also an outcome that was being chosen."""
        async with self._acting.begin(act) as turn:
            if not turn.is_replay:
                scene, words = await turn.on_unsent(draft, Wish.ASK)
                await forget_entry(scene.book, words.id)
                await scene.show(Menu.DROPPED, in_place=True)

    async def _opened(self, act: Act, tip: TipId, menu: Menu) -> Tip:
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await turn.on(tip, Wish.ASK)
            await scene.in_hand(until=Status.ASKED)
            await scene.show(menu)
            return scene.tip


def _clean(text: str) -> str:
    words = text.strip()
    if not words:
        raise UnexpectedReply
    if len(words) > MOST_LETTERS:
        raise TooLong
    return words


def _draft(scene: Scene, text: str) -> Entry:
    return Entry(
        id=EntryId(derived_id(scene.act.errand, "draft")),
        tip=scene.tip.id,
        author=Author.DRAFT,
        text=text,
        at=minute(scene.now),
        officer=scene.officer.id,
        unit=scene.tip.unit,
        awaits_answer=wants_answer(text),
    )


async def _confirm(scene: Scene, draft: Entry, *, in_place: bool) -> Entry:
    """Keep a draft and show it as it would be sent."""
    await scene.in_hand(until=Status.ASKED)
    warning = _warning(scene, draft)
    await scene.keep_unsent(draft)
    data = (warning,) if warning is not None else ()
    await scene.show(Menu.CONFIRM, entry=draft.id, data=data, in_place=in_place)
    return draft


def _warning(scene: Scene, draft: Entry) -> str | None:
    """Give the reason for which a head must insist, if there is one.

    Raises:
        UnsafeQuestion: nobody may send this, or not this officer.

    """
    try:
        check(draft.text, by_head=scene.officer.role is Role.HEAD)
    except UnsafeQuestion as refusal:
        if not refusal.may_override:
            raise
        return refusal.reason
    return None
