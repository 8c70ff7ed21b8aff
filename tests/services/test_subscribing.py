"""Who wants to be told of what: from the first commune to leaving again, in the vault alone, replayed or not."""

from dataclasses import dataclass, replace

import pytest

from bot.domain.broadcasts.subscription import QuietHours, Subscription, Topic
from bot.domain.broadcasts.subscription_errors import LastCommune, NotSubscribed
from bot.domain.conversation import Conversation, Subscribing, Telling
from bot.domain.errors import StalePress, UnexpectedReply
from bot.domain.identifiers import ChatId, ErrandId, Language, MessageId, fresh_id
from bot.domain.tip import Words
from bot.domain.units import CommuneCode
from bot.places.directory import Directory
from bot.services.broadcasts.subscribing import Subscribe
from bot.services.conversing import Conversing, Visit
from bot.services.telling import Tell
from storage.vault import Vault
from tests.services.office import FakeClock

LAN = ChatId(1001)
VI = Language("vi")
WARD = CommuneCode("30301")  #: phường Mỹ Thới
OTHER = CommuneCode("30307")  #: phường Long Xuyên
BEGUN = Subscription(chat=LAN, language=VI, communes=(WARD,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A resident at their phone."""

    conversing: Conversing
    tell: Tell
    subscribe: Subscribe

    async def asked(self) -> Conversation:
        """Be asked for a commune."""
        return await self.subscribe.ask(visit())

    async def begun(self, *communes: CommuneCode) -> Subscription:
        """Subscribe to communes; give what is kept."""
        for commune in communes:
            await self.asked()
            await self.subscribe.choose(visit(), commune)
        kept = await self.subscribe.of(LAN)
        assert kept is not None
        return kept


@pytest.fixture
def home(vault: Vault, directory: Directory, clock: FakeClock) -> Home:
    """Give a resident at their phone."""
    conversing = Conversing(vault, clock)
    return Home(
        conversing=conversing, tell=Tell(conversing, directory), subscribe=Subscribe(conversing, vault, directory)
    )


def visit(errand: str | None = None, *, version: int | None = None) -> Visit:
    """Give something that Lan did."""
    return Visit(errand=ErrandId(errand or fresh_id()), chat=LAN, language=VI, message=MessageId(9), version=version)


def words(text: str) -> Words:
    """Give a typed text."""
    return Words(message=9, text=text)


async def test_a_commune_is_chosen_and_the_question_is_gone(home: Home) -> None:
    """Nothing else is asked."""
    question = await home.asked()

    after = await home.subscribe.choose(visit(version=question.version), WARD)

    assert (Subscribing(), None) == (question.focus, after.focus)
    assert BEGUN == await home.subscribe.of(LAN)


async def test_a_typed_name_that_can_be_nothing_else_subscribes_at_once(home: Home) -> None:
    """Without accents, too; what can mean several is offered; what is told is no answer."""
    await home.asked()

    several = await home.subscribe.typed(visit(), words("mỹ"))
    told = await home.subscribe.typed(visit(), words("Hôm qua tôi thấy hai người lấy xe trước chợ"))
    chosen = await home.subscribe.typed(visit(), words("my thoi"))

    assert several is not None
    assert isinstance(several.focus, Subscribing)
    assert WARD in several.focus.offered
    assert None is told
    assert chosen is not None
    assert None is chosen.focus
    assert BEGUN == await home.subscribe.of(LAN)


async def test_a_press_that_is_replayed_subscribes_once_and_keeps_what_was_changed_since(home: Home) -> None:
    """Also where the process died between the subscription and the question's end."""
    question = await home.asked()
    press = visit("press", version=question.version)
    await home.subscribe.choose(press, WARD)
    await home.subscribe.want(visit(), Topic.FIRE, wanted=False)

    again = await home.subscribe.choose(press, WARD)

    assert None is again.focus
    assert replace(BEGUN, topics=frozenset(Topic) - {Topic.FIRE}) == await home.subscribe.of(LAN)


async def test_an_old_button_and_a_made_up_commune_subscribe_to_nothing(home: Home) -> None:
    """One belongs to an older question, the other to none."""
    old = await home.asked()
    await home.subscribe.browse(visit(), None)

    with pytest.raises(StalePress):
        await home.subscribe.choose(visit(version=old.version), WARD)
    with pytest.raises(UnexpectedReply):
        await home.subscribe.choose(visit(), CommuneCode("99999"))

    assert None is await home.subscribe.of(LAN)


async def test_a_tip_that_is_being_written_waits_and_comes_back(home: Home) -> None:
    """Not a word of it is lost."""
    await home.tell.typed(visit(), words("Hai người lấy xe đạp trước chợ"), follows=False)

    asked = await home.asked()
    after = await home.subscribe.choose(visit(version=asked.version), WARD)

    assert isinstance(asked.focus, Subscribing)
    assert isinstance(after.focus, Telling)
    assert ["Hai người lấy xe đạp trước chợ"] == [told.text for told in after.focus.draft.words]


async def test_leaving_the_question_leaves_the_tip_too(home: Home) -> None:
    """As it was."""
    begun = await home.tell.typed(visit(), words("Hai người lấy xe đạp trước chợ"), follows=False)
    await home.asked()

    after = await home.tell.cancel(visit())

    assert begun.focus == after.focus
    assert None is await home.subscribe.of(LAN)


async def test_each_thing_is_changed_by_itself_and_a_replay_changes_nothing_more(home: Home) -> None:
    """Each wish says what is to hold."""
    await home.begun(WARD, OTHER)

    for _ in range(2):
        await home.subscribe.drop_commune(visit(), WARD)
        await home.subscribe.want(visit(), Topic.SCAM, wanted=False)
        await home.subscribe.keep_quiet(visit(), QuietHours(start=20, end=7))
        await home.subscribe.bound(visit(), None)
        await home.subscribe.narrow(visit(), urgent_only=True)

    assert Subscription(
        chat=LAN,
        language=VI,
        communes=(OTHER,),
        topics=frozenset(Topic) - {Topic.SCAM},
        quiet=QuietHours(start=20, end=7),
        weekly=None,
        urgent_only=True,
    ) == await home.subscribe.of(LAN)
    assert frozenset(Topic) == (await home.subscribe.want_all(visit())).topics


async def test_what_is_refused_changes_nothing(home: Home) -> None:
    """The last commune stays."""
    before = await home.begun(WARD)

    with pytest.raises(LastCommune):
        await home.subscribe.drop_commune(visit(), WARD)

    assert before == await home.subscribe.of(LAN)


async def test_another_language_of_the_chat_is_that_of_what_comes_unasked(home: Home) -> None:
    """There is one language, chosen anywhere."""
    await home.begun(WARD)

    await home.conversing.speak(visit(), Language("en"))

    assert replace(BEGUN, language=Language("en")) == await home.subscribe.of(LAN)


async def test_leaving_forgets_and_can_be_undone(home: Home) -> None:
    """What it was is given back once, and kept nowhere; left again, there is nothing to give."""
    before = await home.begun(OTHER, WARD)

    former = await home.subscribe.end(LAN)
    gone, again = await home.subscribe.of(LAN), await home.subscribe.end(LAN)
    assert former is not None
    restored = await home.subscribe.restore(former)

    assert (before, None, None) == (former, gone, again)
    assert before == restored == await home.subscribe.of(LAN)


async def test_undoing_late_does_not_undo_what_was_chosen_since(home: Home) -> None:
    """Whoever has subscribed anew has said what they want."""
    await home.begun(WARD)
    former = await home.subscribe.end(LAN)
    assert former is not None
    anew = await home.begun(OTHER)

    assert anew == await home.subscribe.restore(former)
    assert anew == await home.subscribe.of(LAN)


@pytest.mark.parametrize(
    "made_up",
    [
        replace(BEGUN, communes=(CommuneCode("99999"),)),
        replace(BEGUN, topics=frozenset()),
        replace(BEGUN, quiet=QuietHours(start=0, end=23)),
        replace(BEGUN, weekly=5),
    ],
)
async def test_nothing_made_up_is_restored(home: Home, made_up: Subscription) -> None:
    """What could never be chosen is refused."""
    with pytest.raises(UnexpectedReply):
        await home.subscribe.restore(made_up)

    assert None is await home.subscribe.of(LAN)


async def test_who_is_subscribed_to_nothing_changes_nothing(home: Home) -> None:
    """An old screen can be pressed at any time."""
    with pytest.raises(NotSubscribed):
        await home.subscribe.narrow(visit(), urgent_only=True)
