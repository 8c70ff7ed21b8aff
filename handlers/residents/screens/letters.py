"""Letters to residents: the receipt, and notices that say nothing on a lock screen."""

from bot.domain.letters import ApologyLetter, FloodLetter, LetterContent, NoticeLetter, ReceiptLetter, ReminderLetter
from bot.places.directory import Directory
from handlers.buttons import Button, Row, Screen
from handlers.residents.data import kept, menu
from handlers.texts import Html, Words


def letter(content: LetterContent, words: Words, directory: Directory) -> Screen:
    """Give what a letter reads."""
    match content:
        case ReceiptLetter():
            return receipt(content, words, directory)
        case NoticeLetter(token=token):
            return Screen(text=words("notice"), rows=((Button(words.plain("button.view"), kept(token, "open")),),))
        case ReminderLetter():
            return Screen(text=words("reminder"), rows=((Button(words.plain("button.open"), menu("resume")),),))
        case ApologyLetter(number=number):
            return Screen(text=words("apology", number=number))
        case FloodLetter():
            return Screen(text=words("flood"))


def receipt(content: ReceiptLetter, words: Words, directory: Directory, *, decided: bool = False) -> Screen:
    """Give the receipt; `decided` once the resident has chosen how to hear of answers."""
    unit = directory.units.get(content.unit, directory.desk)
    text = words(
        "receipt",
        unit=words.pick(unit.name),
        receipt=content.receipt,
        urgent=words("receipt.urgent") if content.urgent else words.empty,
        answers=_answers(content, words, decided=decided),
    )
    copy = Button(words.plain("button.copy"), copies=content.receipt)
    tell_me = Button(words.plain("button.tell_me"), kept(content.token, "tell"))
    code_only = Button(words.plain("button.code_only"), kept(content.token, "code"))
    wrong = Button(words.plain("button.wrong_commune"), kept(content.token, "fix"))
    clear = Button(words.plain("button.clear"), kept(content.token, "clear"))
    open_choices = (code_only,) if content.answers_here else (tell_me,)
    choices: tuple[Row, ...] = (open_choices,) if decided else ((tell_me,), (code_only,))
    return Screen(text=text, rows=((copy,), *choices, (wrong, clear)))


def _answers(content: ReceiptLetter, words: Words, *, decided: bool) -> Html:
    if content.answers_here:
        return words("receipt.tells_here" if decided else "receipt.ask")
    watched = content.watched and not decided
    return Html(f"{words('receipt.code_only')}\n{words('receipt.watched')}") if watched else words("receipt.code_only")
