"""Drafting: what an officer sends or presses while a draft lies open, and which part of it is awaited after.

It finds what a text means where it is awaited: words, a title, a commune. It must not know what a screen is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.broadcasts import composing, drafting, markup, templates
from bot.domain.broadcasts.broadcast import Broadcast, Content
from bot.domain.broadcasts.composing import Sent
from bot.domain.broadcasts.composing_errors import NotAwaited
from bot.domain.broadcasts.fitting import Part
from bot.domain.broadcasts.subscription import Topic
from bot.domain.conversation import Composing as Focus
from bot.domain.errors import StalePress, UnexpectedReply
from bot.domain.identifiers import Language
from bot.domain.units import CommuneCode
from bot.places.directory import Directory
from bot.places.templates import shipped
from bot.services.broadcasts.composing import Composing, Draft
from bot.services.broadcasts.dating import Dating
from bot.services.conversing import Visit

#: Parts whose words are text; a file may come at any other.
_WORDS: Final = frozenset({Part.TEXT, Part.OPTIONS, Part.EXPLANATION, Part.LINKS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The draft after something was sent, and the communes that a typed name may mean."""

    draft: Draft
    offered: tuple[CommuneCode, ...] = ()
    unfound: bool = False  #: a name was typed that is no commune's
    renewed: bool = False  #: what readers see has changed
    rewritten: Language | None = None  #: whose words have


class Drafting:
    """Takes in what officers send and choose."""

    def __init__(self, composing: Composing, dating: Dating, directory: Directory, *, default: Language) -> None:
        self._composing = composing
        self._directory = directory
        self._dating = dating
        self._default = default

    async def hear(self, visit: Visit, sent: Sent) -> Heard:
        """Take in a message, as the part that is awaited.

        Raises:
            NotAwaited: nothing is, and it would take the place of what is there.
            UnexpectedReply: the part that is awaited is another kind of thing.
            ContentRefused, TimeRefused, LunarUnknown, NeverDue: it could not be sent so.
            StalePress: no draft lies open.

        """
        draft = await self._composing.view(visit)
        if draft.is_done:
            return Heard(draft=draft, renewed=True)
        part = draft.focus.part
        if self._brings_content(draft, sent):
            return await self._content(visit, draft, sent)
        if sent.medium is not None or sent.poll is not None or sent.place is not None:
            raise NotAwaited if part is Part.CARD else UnexpectedReply
        typed = markup.shown(sent.text or "")
        match part:
            case Part.TITLE:
                return await self._words(visit, draft, sent, lambda old, at: composing.with_title(old, typed, at))
            case Part.LINKS:
                return await self._words(visit, draft, sent, lambda old, at: composing.with_links(old, typed, at))
            case Part.TEXT:
                return await self._words(visit, draft, sent, lambda old, at: composing.with_sent(old, sent, at))
            case Part.EXPLANATION:
                return await self._words(visit, draft, sent, lambda old, at: composing.with_explanation(old, typed, at))
            case Part.OPTIONS:
                first = self._default
                return await self._words(
                    visit, draft, sent, lambda old, at: composing.with_options(old, typed, at, default=first)
                )
            case Part.AUDIENCE:
                return await self._searched(visit, draft, typed)
            case Part.BLANK:
                return await self._filled(visit, draft, typed)
            case Part.CARD | Part.CONTENT | Part.TOPICS | Part.DAYS:
                raise NotAwaited if part is Part.CARD else UnexpectedReply
            case _:
                return Heard(draft=await self._dating.typed(visit, draft, typed))

    async def resent(self, visit: Visit, sent: Sent) -> Heard | None:
        """Follow a message that was changed where it stands; None where the draft was not made of it.

        Raises:
            ContentRefused: it could not be sent so.
            StalePress: no draft lies open.

        """
        draft = await self._composing.view(visit)
        if draft.is_done:
            return Heard(draft=draft, renewed=True)
        source = next((one for one in draft.focus.sources if one.message == sent.message), None)
        if source is None:
            return None
        typed = markup.shown(sent.text or "")

        def edit(broadcast: Broadcast) -> Broadcast:
            old, at = broadcast.content, source.language
            match source.part:
                case Part.TITLE:
                    new = composing.with_title(old, typed, at)
                case Part.LINKS:
                    new = composing.with_links(old, typed, at)
                case Part.OPTIONS:
                    new = composing.with_options(old, typed, at, default=self._default)
                case Part.EXPLANATION:
                    new = composing.with_explanation(old, typed, at)
                case _:
                    new = composing.with_resent(old, sent, at, file=source.file)
            return replace(broadcast, content=new)

        def then(focus: Focus, _: Broadcast) -> Focus:
            file = sent.medium.file if sent.medium is not None else source.file
            followed = replace(source, file=file)
            return replace(focus, sources=tuple(followed if one == source else one for one in focus.sources))

        changed = await self._composing.change(visit, edit, then)
        return Heard(draft=changed, renewed=True, rewritten=source.language)

    async def complains(self, visit: Visit, album: str) -> bool:
        """Note that a part of an album was refused; tell whether it is the first one."""
        draft = await self._composing.view(visit)
        if draft.focus.complained == album:
            return False
        await self._composing.ask(visit, lambda focus: replace(focus, complained=album))
        return True

    async def edit(self, visit: Visit, change: Callable[[Content], Content]) -> Heard:
        """Change the content by a press, and ask for what is missing then."""
        draft = await self._composing.change(
            visit, lambda old: replace(old, content=change(old.content)), drafting.going_on(default=self._default)
        )
        return Heard(draft=draft, renewed=True)

    async def include(self, visit: Visit, communes: Iterable[CommuneCode], *, out: bool = False) -> Draft:
        """Put communes into the audience, or take them out; the audience stays open."""
        chosen = set(communes)

        def edit(broadcast: Broadcast) -> Broadcast:
            before = set(broadcast.audience.communes)
            after = before - chosen if out else before | chosen
            return replace(broadcast, audience=composing.audience_of(after, broadcast.audience.topics))

        return await self._composing.change(visit, edit, lambda focus, _: replace(focus, part=Part.AUDIENCE))

    async def toggle(self, visit: Visit, topic: Topic) -> Draft:
        """Put a topic into the audience, or take it out; the topics stay open."""
        return await self._composing.change(
            visit,
            lambda old: replace(old, audience=composing.toggled(old.audience, topic)),
            lambda focus, _: replace(focus, part=Part.TOPICS),
        )

    async def go_on(self, visit: Visit, *, settled: bool | None = None) -> Draft:
        """Go to what is missing next; `settled`: the time was asked for."""
        return await self._composing.change(
            visit, lambda old: old, drafting.going_on(default=self._default, settled=settled)
        )

    async def begin_template(self, visit: Visit, code: str) -> Heard:
        """Take a template: its blanks are asked for, or where it has none it is there at once.

        Raises:
            StalePress: there is none of this code.

        """
        template = shipped().get(code)
        if template is None:
            raise StalePress
        if template.blanks:
            draft = await self._composing.ask(
                visit, lambda focus: replace(focus, part=Part.BLANK, template=code, blanks=())
            )
            return Heard(draft=draft)
        return Heard(draft=await self._templated(visit, code, ()), renewed=True)

    def _brings_content(self, draft: Draft, sent: Sent) -> bool:
        """Tell whether a message is content: what is sent where it is awaited, and files that take no words' place."""
        part, words = draft.focus.part, draft.broadcast.content.wordings[self._default]
        if part is Part.CONTENT or (sent.album and sent.album == draft.focus.album):
            return True
        if part in _WORDS or draft.focus.language not in {None, self._default}:
            return False
        brings = sent.medium is not None or sent.poll is not None or sent.place is not None
        return brings and (sent.text is None or not words.text)

    async def _content(self, visit: Visit, draft: Draft, sent: Sent) -> Heard:
        album, language = draft.focus.album, self._default

        follows = drafting.comes_behind(draft.focus, sent)

        def edit(broadcast: Broadcast) -> Broadcast:
            old = broadcast.content
            new = composing.with_sent(old, sent, language, album=album, follows=follows)
            return replace(broadcast, content=new)

        def then(focus: Focus, broadcast: Broadcast) -> Focus:
            followed = drafting.followed(focus, sent, Part.CONTENT, language)
            is_asked = focus.part in {Part.CONTENT, Part.TITLE, Part.CARD}
            after = drafting.after(followed, broadcast, default=self._default) if is_asked else followed
            return replace(after, album=sent.album or focus.album)

        changed = await self._composing.change(visit, edit, then)
        return Heard(draft=changed, renewed=True, rewritten=language if sent.text is not None else None)

    async def _words(
        self, visit: Visit, draft: Draft, sent: Sent, put: Callable[[Content, Language], Content]
    ) -> Heard:
        language, part = draft.language, draft.focus.part

        def then(focus: Focus, broadcast: Broadcast) -> Focus:
            return drafting.after(drafting.followed(focus, sent, part, language), broadcast, default=self._default)

        changed = await self._composing.change(
            visit, lambda old: replace(old, content=put(old.content, language)), then
        )
        return Heard(draft=changed, renewed=True, rewritten=language)

    async def _searched(self, visit: Visit, draft: Draft, typed: str) -> Heard:
        if not draft.chooses_communes:
            raise UnexpectedReply
        found = self._directory.find_communes(typed)
        if found.exact is not None:
            return Heard(draft=await self.include(visit, (found.exact.code,)))
        offered = tuple(commune.code for commune in found.candidates)
        asked = await self._composing.ask(visit, lambda focus: focus)
        return Heard(draft=asked, offered=offered, unfound=not offered)

    async def _filled(self, visit: Visit, draft: Draft, typed: str) -> Heard:
        template = shipped().get(draft.focus.template)
        if template is None:
            raise StalePress
        values = (*draft.focus.blanks, templates.value_of(typed))
        if len(values) < len(template.blanks):
            return Heard(draft=await self._composing.ask(visit, lambda focus: replace(focus, blanks=values)))
        return Heard(draft=await self._templated(visit, template.code, values), renewed=True)

    async def _templated(self, visit: Visit, code: str, values: tuple[str, ...]) -> Draft:
        template = shipped()[code]
        languages = self._composing.languages

        def edit(broadcast: Broadcast) -> Broadcast:
            topics = broadcast.audience.topics or template.topics
            return replace(
                broadcast,
                content=templates.filled(template, values, languages, broadcast.content),
                audience=composing.audience_of(broadcast.audience.communes, topics),
            )

        return await self._composing.change(visit, edit, drafting.going_on(default=self._default))
