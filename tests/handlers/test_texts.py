"""The words for people: complete in every language, valid as Telegram reads them, all of them used, none missing."""

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import handlers.texts
from bot.domain.errors import Refused
from bot.sandbox.html import read_html
from handlers.texts import FACES

LANGUAGES = ("vi", "en")
ROOT = Path(handlers.texts.__file__).parent.parent
_FOUND_IN = (
    "bot.domain.broadcasts.errors",
    "bot.domain.broadcasts.composing_errors",
    "bot.domain.broadcasts.subscription_errors",
    "bot.domain.tip_form",
    "bot.services.aftercare",
    "bot.services.broadcasts.channels",
    "bot.services.reporting",
)  #: besides the errors' own


@cache
def texts(language: str, face: str) -> dict[str, str]:
    """Give the texts of one file; a key that stands twice is an error."""
    with (ROOT / "texts" / language / f"{face}.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    return {str(message.id): str(message.string) for message in messages}


def every(language: str) -> dict[str, str]:
    """Give all texts of a language."""
    return {key: text for face in FACES for key, text in texts(language, face).items()}


def placeholders(text: str) -> list[str]:
    """Give the names that a text awaits, sorted."""
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name is not None})


@pytest.mark.parametrize("face", FACES)
def test_a_face_has_the_same_keys_in_every_language(face: str) -> None:
    """Whoever reads English misses nothing that stands in Vietnamese."""
    assert set(texts("vi", face)) == set(texts("en", face))


def test_no_key_belongs_to_two_faces() -> None:
    """The catalogues are read as one; none hides another's text."""
    keys = [key for face in FACES for key in texts("vi", face)]

    assert [] == sorted({key for key in keys if keys.count(key) > 1})


@pytest.mark.parametrize("face", FACES)
def test_a_text_awaits_the_same_values_in_every_language(face: str) -> None:
    """Values are called the same, so that no language fails when a text is filled."""
    vietnamese, english = texts("vi", face), texts("en", face)

    assert [] == [key for key in vietnamese if placeholders(vietnamese[key]) != placeholders(english[key])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_html_as_telegram_reads_it(language: str) -> None:
    """Tags are Telegram's, opened and closed in order; a text is never empty."""
    shown = {key: read_html(text)[0] for key, text in every(language).items()}

    assert [] == [key for key, text in shown.items() if not text.strip()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_claims_to_be_official(language: str) -> None:
    """Before the province has signed, nothing may say that it speaks for the police."""
    claims = re.compile(r"chính thức|của công an tỉnh|\bofficial\b|\bof the police\b", re.IGNORECASE)

    assert [] == [key for key, text in every(language).items() if claims.search(text)]


def test_no_text_speaks_of_people_as_domain_forbids() -> None:
    """The accused is nobody's criminal, and the reporter no source."""
    harsh = re.compile(r"tội phạm|đối tượng|kẻ xấu|nguồn tin|người tố giác|quý công dân", re.IGNORECASE)

    assert [] == [key for key, text in every("vi").items() if harsh.search(text)]


def test_every_text_is_used() -> None:
    """A key that no handler names is dead; one that is put together counts where its pattern fits."""
    named, patterns = _named()
    dead = [key for key in every("vi") if key not in named and not any(one.fullmatch(key) for one in patterns)]

    assert [] == dead


def test_every_text_that_is_asked_for_is_there() -> None:
    """What a handler asks for by a whole key exists."""
    known = every("vi")

    assert [] == sorted(key for key in _asked() if key not in known)


def test_every_refusal_with_words_is_one_that_can_happen() -> None:
    """`refused.X` and `staff.refused.X` name a refusal of the program."""
    for module in _FOUND_IN:
        import_module(module)
    happening = {one.__name__ for one in _refusals(Refused)} | {"other"}
    spoken = [re.sub(r"^(?:staff\.)?refused\.", "", key).split(".")[0] for key in every("vi") if "refused." in key[:14]]

    assert [] == sorted(set(spoken) - happening)


def _refusals(kind: type[Refused]) -> list[type[Refused]]:
    return [found for one in kind.__subclasses__() for found in (one, *_refusals(one))]


@cache
def _trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py")))


@cache
def _named() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Give all strings in the handlers' code, and a pattern for each that is put together."""
    whole: set[str] = set()
    patterns: set[str] = set()
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr) and (pattern := _pattern(node)) is not None:
                patterns.add(pattern)
    return frozenset(whole), tuple(re.compile(pattern) for pattern in patterns)


def _pattern(node: ast.JoinedStr) -> str | None:
    """Give what a string that is put together can read; None where it is no key: it begins with letters and a dot."""
    parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    if not isinstance(parts[0], str) and len(parts) > 1 and not isinstance(parts[1], str):
        return None
    fixed = "".join(part for part in parts if isinstance(part, str))
    if "." not in fixed or not re.fullmatch(r"[a-z_.]+", fixed):
        return None
    return "".join(re.escape(part) if isinstance(part, str) else r"[\w.]+" for part in parts)


def _asked() -> set[str]:
    """Give the whole keys with which words are asked for."""
    asked: set[str] = set()
    for tree in _trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if name in {"words", "plain"} and isinstance(first, ast.Constant) and isinstance(first.value, str):
                asked.add(first.value)
    return asked


def test_an_auditor_reads_words_for_everything_that_is_entered() -> None:
    """No entry is shown by the name that it has in the code."""
    services = ROOT.parent / "bot" / "services"
    entered = {
        node.args[0 if node.func.attr == "write" else 1]
        for path in services.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"write", "change"}
        if len(node.args) > (node.func.attr == "change")
    }
    names = {node.value for node in entered if isinstance(node, ast.Constant)}

    assert "tip.raised" in names
    assert [] == sorted(str(name) for name in names if f"audit.{name}" not in every("vi"))
