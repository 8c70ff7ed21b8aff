"""Casework: who has a tip in hand, what officers note about it, and what a reply in their group is taken for."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final

from bot.domain.casework import released
from bot.domain.dispatches import CopyDispatch, Dispatch, Post, PostKind, Priority, ToOfficer
from bot.domain.errors import ChangeNotAllowed, TooLong, UnexpectedReply
from bot.domain.evidence import Photo
from bot.domain.identifiers import EntryId, MessageId, OfficerId, TipId, fresh_id
from bot.domain.menus import Menu
from bot.domain.people import Wish, may
from bot.domain.thread import Author, Entry
from bot.domain.tip import Actor, Status, Tip, minute
from bot.ports.casebook import CasebookSession
from bot.services.acting import Act, Acting, Scene, derived_id, forget_unsent
from bot.services.asking import Asking
from bot.services.closing import Closing
from bot.services.joining import Joining, offer_taking
from bot.services.transferring import Transferring

MOST_LETTERS: Final = 2000  #: of a note
MOST_OF_NUMBER: Final = 60
_OUT_OF_HAND: Final = frozenset({Status.TAKEN, Status.ASKED, Status.CHECKING})


class Heard(StrEnum):
    """What a reply in a group was taken for."""

    NOTHING = "nothing"  #: it belongs to no tip
    NOTE = "note"  #: internal; the reporter does not see it
    WORDS = "words"  #: for the reporter, once confirmed
    BLANKS = "blanks"
    NUMBER = "number"
    REASON = "reason"
    UNIT = "unit"  #: to which a tip is to be passed
    REFERENCE = "reference"


_WISHES: Final = {
    Heard.NOTE: Wish.NOTE,
    Heard.WORDS: Wish.ASK,
    Heard.BLANKS: Wish.CLOSE,
    Heard.NUMBER: Wish.NUMBER,
    Heard.REASON: Wish.TRANSFER,
    Heard.UNIT: Wish.TRANSFER,
    Heard.REFERENCE: Wish.JOIN,
}
#: Messages to a unit whose the tip is not: a reply to them is talk among officers.
_JUST_TALK: Final = frozenset({PostKind.INFORMED, PostKind.INFORMED_PART, PostKind.PAGE})
_ANSWERS: Final = {
    PostKind.PROMPT: Heard.WORDS,
    PostKind.BLANKS: Heard.BLANKS,
    PostKind.NUMBER: Heard.NUMBER,
    PostKind.REASON: Heard.REASON,
    PostKind.SEARCH: Heard.UNIT,
    PostKind.REFERENCE: Heard.REFERENCE,
}


class Casework:
    """What officers do with a tip, besides asking, closing and passing it on."""

    def __init__(self, acting: Acting, asking: Asking, closing: Closing, transferring: Transferring) -> None:
        self._acting = acting
        self._asking = asking
        self._closing = closing
        self._transferring = transferring
        self._joining = Joining(acting)

    async def take(self, act: Act, *, tip: TipId) -> Tip:
        """Take a tip in hand.

        Raises:
            TakenBy: a colleague was first.
            ChangeNotAllowed: it has ended.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await turn.on(tip, Wish.TAKE)
            if scene.tip.taken_by is not None and scene.tip.status is not Status.CLOSED:
                if scene.holds:
                    return scene.tip
                await scene.refuse_as_taken()
            taken = await scene.change(scene.taken(), "tip.taken")
            await offer_taking(scene)
            return taken

    async def colleagues(self, act: Act, *, tip: TipId) -> Tip:
        """Offer the colleagues who may be given the tip; refused like `hand_over`."""
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await _in_hand(await turn.on(tip, Wish.HAND_OVER))
            able = [officer for officer in await _able(scene) if officer != scene.tip.taken_by]
            await scene.show(Menu.COLLEAGUES, data=tuple(able))
            return scene.tip

    async def hand_over(self, act: Act, *, tip: TipId, to: OfficerId) -> Tip:
        """Give the tip into a colleague's hands; only whoever has it, or the head, does.

        Raises:
            TakenBy: a colleague has it.
            ChangeNotAllowed: nobody has it, or it is being closed.
            UnexpectedReply: that person does not work in this unit.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await _in_hand(await turn.on(tip, Wish.HAND_OVER))
            if to not in await _able(scene):
                raise UnexpectedReply
            given = scene.tip.touched().held_by(to, at=scene.now)
            await forget_unsent(scene.book, scene.tip.id)
            await scene.change(given, "tip.handed_over", tells=False, data={"to": to})
            await scene.show(Menu.HANDED_OVER, officer=to, in_place=True)
            return given

    async def give_back(self, act: Act, *, tip: TipId) -> Tip:
        """Let go of a tip; pressed by the head about a colleague's, take it back. Refused like `hand_over`."""
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await turn.on(tip, Wish.GIVE_BACK)
            if not scene.holds and not may(scene.officer, Wish.TAKE_BACK, scene.tip.unit):
                await scene.refuse_as_taken()
            return await _freed(scene, "tip.given_back" if scene.holds else "tip.taken_back")

    async def take_back(self, act: Act, *, tip: TipId) -> Tip:
        """Take a tip out of a colleague's hands, so that anybody may take it.

        Raises:
            NotAllowed: this is not the head.
            ChangeNotAllowed: nobody has it, or it is being closed.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            return await _freed(await turn.on(tip, Wish.TAKE_BACK), "tip.taken_back")

    async def reopen(self, act: Act, *, tip: TipId) -> Tip:
        """Open a closed tip again: the head has seen that it was closed wrongly."""
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await turn.on(tip, Wish.REOPEN)
            if scene.tip.status is not Status.CLOSED:
                raise ChangeNotAllowed(scene.tip.status, Status.NEW)
            opened = scene.tip.moved_to(Status.NEW, by=Actor.HEAD, at=scene.now)
            opened = replace(opened, outcome=None, outcome_blanks=(), confirmations=0)
            return await scene.change(opened, "tip.reopened")

    async def copy(self, act: Act, *, tip: TipId) -> Tip:
        """Send the officer the tip's contents in private; the audit says so."""
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await turn.on(tip, Wish.COPY)
            copy = Dispatch(
                id=fresh_id(),
                to=ToOfficer(officer=scene.officer.id),
                content=CopyDispatch(tip=scene.tip.id),
                priority=Priority.REPLY,
            )
            await scene.book.dispatches.put(copy, now=scene.now)
            await scene.write("tip.copied")
            return scene.tip

    async def ask_number(self, act: Act, *, tip: TipId) -> Tip:
        """Await the tip's number in the police's own register."""
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            scene = await turn.on(tip, Wish.NUMBER)
            await scene.show(Menu.NUMBER)
            return scene.tip

    async def number(self, act: Act, *, tip: TipId, number: str) -> Tip:
        """Keep the tip's number in the police's own register; the reporter never sees it.

        Raises:
            UnexpectedReply: it is empty or too long.

        """
        async with self._acting.begin(act) as turn:
            if turn.is_replay:
                return await turn.tip(tip)
            return await _numbered(await turn.on(tip, Wish.NUMBER), number)

    async def awaits_photo(self, act: Act, *, to: MessageId) -> bool:
        """Tell whether a photo may answer this message: only where its words were asked of this very person."""
        async with self._acting.casebook.begin() as book:
            post = await book.posts.at(act.chat, to)
            return post is not None and await _meant(book, post, act) is Heard.WORDS

    async def is_done(self, act: Act) -> bool:
        """Tell whether an act had its effect before the process ended."""
        async with self._acting.casebook.begin() as book:
            return await book.applied.knows(act.errand)

    async def replied(self, act: Act, *, to: MessageId, text: str, photos: Sequence[Photo] = ()) -> Heard:
        """Take a reply to one of the bot's messages for what it is; `act.message` is the reply itself.

        An answer to the bot's own question, by whom it was asked, goes where the question leads. Anything else that
        replies to a message about a tip is a note: nothing reaches a reporter by a slip. Photos go with words for the
        reporter alone.

        Raises:
            UnsafeQuestion: the words would uncover the reporter; the prompt awaits others.
            UnitNotFound: no unit was found; the prompt awaits another name.
            UnexpectedReply, TooLong, StalePress, TakenBy, ChangeNotAllowed: as the question asked for it.

        """
        async with self._acting.begin(act) as turn:
            post = await turn.book.posts.at(act.chat, to)
            if turn.is_replay or post is None or post.kind in _JUST_TALK:
                return Heard.NOTHING
            heard = await _meant(turn.book, post, act)
            scene = await turn.on(post.tip, _WISHES[heard])
            await self._hear(scene, heard, text, photos)
            if heard not in {Heard.NOTE, Heard.UNIT}:  # answered: a further reply to it is a note; one may search on
                await turn.book.posts.add([replace(post, kind=PostKind.NOTICE, officer=None)])
            return heard

    async def _hear(self, scene: Scene, heard: Heard, text: str, photos: Sequence[Photo]) -> None:
        match heard:
            case Heard.WORDS:
                await self._asking.typed(scene, text, photos)
            case Heard.BLANKS:
                await self._closing.filled(scene, text)
            case Heard.NUMBER:
                await _numbered(scene, text)
            case Heard.REASON:
                await self._transferring.reasoned(scene, text)
            case Heard.UNIT:
                await self._transferring.named(scene, text)
            case Heard.REFERENCE:
                await self._joining.typed(scene, text)
            case _:
                await _noted(scene, text)


async def _meant(book: CasebookSession, post: Post, act: Act) -> Heard:
    """Give what a reply to this message means: an answer only where it was asked of this very person."""
    asked = await book.officers.get(post.officer) if post.officer is not None else None
    return _ANSWERS.get(post.kind, Heard.NOTE) if asked is not None and asked.user == act.user else Heard.NOTE


async def _in_hand(scene: Scene) -> Scene:
    await scene.require_hold()
    if scene.tip.status not in _OUT_OF_HAND:
        raise ChangeNotAllowed(scene.tip.status, Status.TAKEN)
    return scene


async def _able(scene: Scene) -> list[OfficerId]:
    """Give who of the unit may have the tip in hand."""
    colleagues = await scene.book.officers.of_unit(scene.tip.unit)
    return [colleague.id for colleague in colleagues if may(colleague, Wish.TAKE, scene.tip.unit)]


async def _freed(scene: Scene, action: str) -> Tip:
    if scene.tip.status not in _OUT_OF_HAND:
        raise ChangeNotAllowed(scene.tip.status, Status.NEW)
    await forget_unsent(scene.book, scene.tip.id)
    return await scene.change(released(scene.tip, by=scene.actor, at=scene.now), action)


async def _numbered(scene: Scene, number: str) -> Tip:
    clean = " ".join(number.split())
    if not clean or len(clean) > MOST_OF_NUMBER:
        raise UnexpectedReply
    return await scene.change(replace(scene.tip, number=clean), "tip.numbered", tells=False)


async def _noted(scene: Scene, text: str) -> None:
    if not text.strip():
        raise UnexpectedReply
    if len(text) > MOST_LETTERS:
        raise TooLong
    note = Entry(
        id=EntryId(derived_id(scene.act.errand, "note")),
        tip=scene.tip.id,
        author=Author.NOTE,
        text=text.strip(),
        at=minute(scene.now),
        officer=scene.officer.id,
        unit=scene.tip.unit,
    )
    await scene.book.threads.add(note)
    await scene.write("tip.noted")
    await scene.show(Menu.NOTE, entry=note.id)
