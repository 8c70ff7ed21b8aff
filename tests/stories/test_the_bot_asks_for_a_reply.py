"""The bot's questions to an officer open the reply by themselves; who types beside them is told so, kindly and once."""

from tests.stories.people import on_duty, resident, tip_of
from tests.town import Town


async def test_a_question_opens_the_reply_of_the_officer_alone(place: Town) -> None:
    """Telegram opens it for whom the text mentions, and for nobody else."""
    ward = await on_duty(place)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")

    await ward.officer.presses("Hỏi thêm", "hỏi người báo tin", on="xe đạp")
    prompt = await ward.officer.presses("Tự viết", "trả lời (reply)")
    number = await ward.officer.presses("Số tin báo", "bằng Số tin báo trong sổ", on="xe đạp")
    call = place.api.journal.calls("sendMessage", ward.group.chat_id)[-1]

    assert [True, True] == [prompt.asks_reply, number.asks_reply]
    assert f"tg://user?id={ward.officer.person.user_id}" in str(call.params["text"])
    markup = call.params["reply_markup"]
    assert {"force_reply": True, "selective": True, "input_field_placeholder": "Số tin báo trong sổ"} == markup


async def test_words_beside_the_question_are_not_taken_in(place: Town) -> None:
    """The officer is told so once; the reply that follows is understood."""
    ward = await on_duty(place)
    lan = await resident(place)
    receipt = await lan.reports("Hai người lấy xe đạp")
    prompt = await ward.officer.presses("Số tin báo", "bằng Số tin báo trong sổ", on="xe đạp")

    told = await ward.officer.types("lời-bên-cạnh 77/2026", "CHƯA ghi")
    ward.officer.person.sends("Tối nay ai trực?", to=ward.group)
    await ward.officer.replies(prompt, "78/2026", "Số tin báo: 78/2026")

    assert "trả lời (reply)" in told.text
    assert 1 == len([text for text in ward.texts() if "CHƯA ghi" in text])
    assert "78/2026" == (await tip_of(place, receipt)).number


async def test_a_colleague_who_talks_is_not_told_anything(place: Town) -> None:
    """Only whoever was asked; and not once they have answered."""
    ward = await on_duty(place)
    lan = await resident(place)
    await lan.reports("Hai người lấy xe đạp")
    prompt = await ward.officer.presses("Số tin báo", "bằng Số tin báo trong sổ", on="xe đạp")

    ward.head.person.sends("Tối nay ai trực?", to=ward.group)
    await ward.officer.replies(prompt, "78/2026", "Số tin báo: 78/2026")
    ward.officer.person.sends("Tôi trực", to=ward.group)
    await place.api.quiet()

    assert [] == [text for text in ward.texts() if "CHƯA ghi" in text]
