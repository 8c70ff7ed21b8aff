"""What phones show: what Telegram's own clients would, and nothing more."""

from bot.practice.cast import PARTS, Player
from bot.practice.playing import File
from bot.practice.room import Room
from bot.practice.wishes import Delete, Edit, Open, Place, Press, Say, Start
from bot.sandbox.messages import Content, Draft
from bot.sandbox.plain import JsonObject, objects_in
from bot.sandbox.pressing import Answer
from tests.practice.prepared import who


def lan_in(here: Room) -> Player:
    """Let the residents come; give the first."""
    for part in PARTS[:2]:
        here.cast.joins(here.api, part)
    return who(here, "lan")


def shown(here: Room, player: Player) -> list[JsonObject]:
    """Give the messages on a phone, as the page has them."""
    return objects_in(here.view.chat(player.person.chat)["messages"])


async def test_what_a_link_carries_is_not_shown(bare: Room) -> None:
    """Telegram's clients show /start alone; the bot hears the rest."""
    lan = lan_in(bare)
    link = f"https://t.me/{bare.api.world.bot.username}?start=c30307"

    await bare.do(Open(do="open", person=lan.person.user_id, link=link))

    assert ["/start"] == [message["text"] for message in shown(bare, lan)]
    assert ["/start c30307"] == lan.person.texts()


async def test_a_message_is_edited_and_deleted_as_telegram_shows_it(bare: Room) -> None:
    """Edited ones say so; deleted ones are gone; others' stay as they are."""
    lan = lan_in(bare)
    me = lan.person.user_id
    await bare.do(Start(do="start", person=me))
    for text in ("mot", "hai"):
        await bare.do(Say(do="say", person=me, chat=me, text=text, reply_to=1))

    await bare.do(Edit(do="edit", person=me, chat=me, message=2, text="một"))
    await bare.do(Delete(do="delete", person=me, chat=me, message=3))

    last = shown(bare, lan)[-1]
    assert ("một", True, {"id": 1, "name": "Lan", "text": "/start", "kind": ""}) == (
        last["text"],
        last["edited"],
        last["reply"],
    )


async def test_pictures_sent_together_are_one_album_with_its_words_on_the_first(bare: Room) -> None:
    """As clients send them."""
    lan = lan_in(bare)
    lan.person.starts()
    pictures = [File(content=bytes([number]), name="a.jpg", mime="image/jpeg", kind="photo") for number in (1, 2)]

    bare.playing.files(lan.person.user_id, lan.person.user_id, pictures, "chợ", None)

    first, second = shown(bare, lan)[1:]
    assert [True, True, False] == [first["album"] == second["album"], first["text"] == "chợ", "text" in second]


async def test_what_stands_in_a_topic_bears_its_name(bare: Room) -> None:
    """Clients sort a forum into topics; one list of messages says it above each."""
    lan = lan_in(bare)
    forum = bare.api.group("Tổ", owner=lan.person, forum=True)
    topic = lan.person.opens_topic(forum, "🟡 #K7M2Q · Ma túy")

    lan.person.sends("Tôi trực", to=forum, topic=topic.message_id)
    lan.person.sends("Ai trực?", to=forum)

    messages = objects_in(bare.view.chat(forum)["messages"])
    assert ["🟡 #K7M2Q · Ma túy", None] == [message.get("topic") for message in messages[-2:]]


async def test_a_place_has_its_name_and_its_point(bare: Room) -> None:
    """A venue is told to the bot as a place and as a point."""
    lan = lan_in(bare)
    me = lan.person.user_id
    lan.person.starts()

    await bare.do(
        Place(do="place", person=me, chat=me, latitude=10.4, longitude=105.4, title="Chợ", address="An Giang")
    )

    assert {"kind": "venue", "title": "Chợ", "address": "An Giang", "latitude": 10.4, "longitude": 105.4} == (
        shown(bare, lan)[-1]["media"]
    )


async def test_two_ticks_stand_for_what_the_bot_has_taken(bare: Room) -> None:
    """One as long as Telegram keeps it for the bot."""
    lan = lan_in(bare)
    me = lan.person.user_id
    await bare.do(Start(do="start", person=me))

    before = bare.view.chat(lan.person.chat)["taken"]
    bare.api.world.updates.forget_all()

    assert [[], [1]] == [before, bare.view.chat(lan.person.chat)["taken"]]


async def test_an_answer_to_a_press_goes_to_the_phone_that_pressed(bare: Room) -> None:
    """As a toast, or as a window where the bot wants it closed."""
    lan = lan_in(bare)
    me = lan.person.user_id
    lan.person.starts()
    markup: JsonObject = {"inline_keyboard": [[{"text": "Xem", "callback_data": "k:x:open"}]]}
    world = bare.api.world
    asked = world.post(lan.person.chat, Draft(content=Content(words="?"), markup=markup), sender=world.bot)
    await bare.do(Press(do="press", person=me, chat=me, message=asked.message_id, data="k:x:open"))
    bare.refresh()
    version = bare.board.version

    _, press = bare.playing.open_presses[0]
    press.take(Answer(text="Đã ghi.", is_alert=True))
    bare.refresh()

    toasts = [news.value for news in bare.board.after(version) if news.name == "toast"]
    assert [{"person": me, "chat": me, "message": 2, "data": "k:x:open", "text": "Đã ghi.", "alert": True}] == toasts


async def test_commands_and_links_are_marked_in_what_the_bot_says(bare: Room) -> None:
    """But not within code, where clients leave them alone."""
    lan = lan_in(bare)
    lan.person.starts()
    code: JsonObject = {"type": "code", "offset": 0, "length": 6}
    content = Content(words="/lienket /huy", entities=(code | {"length": 8},))

    bare.api.world.post(lan.person.chat, Draft(content=content), sender=bare.api.world.bot)

    entities = objects_in(shown(bare, lan)[-1]["entities"])
    assert [("code", 0), ("bot_command", 9)] == [(one["type"], one["offset"]) for one in entities]
