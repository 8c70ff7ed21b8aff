"""The page's own words: the same keys in both languages, and a text for everything that the page can say."""

import json
import re
from importlib.resources import files
from string import Formatter

from bot.practice.process import Life
from bot.practice.tours import TOURS
from bot.practice.weather import SWITCHES

PAGE = files("bot.practice").joinpath("page")


def catalogue(language: str) -> dict[str, str]:
    """Give the page's words in a language."""
    return json.loads(PAGE.joinpath(f"{language}.json").read_text(encoding="utf-8"))


def sources() -> str:
    """Give everything that the page is made of, in one piece."""
    pieces = [item for item in PAGE.iterdir() if item.name.endswith((".js", ".html"))]
    return "\n".join(piece.read_text(encoding="utf-8") for piece in pieces)


def fields(text: str) -> set[str]:
    """Give the names that are filled into a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_say_the_same() -> None:
    """The same keys, and the same values filled in."""
    vietnamese, english = catalogue("vi"), catalogue("en")

    assert set(vietnamese) == set(english)
    assert [] == [key for key, text in vietnamese.items() if fields(text) != fields(english[key])]


def test_everything_that_can_be_said_has_a_text() -> None:
    """Keys that stand in the page, and those that it puts together."""
    named = set(re.findall(r'\bt\("([\w.]+)"', sources())) | set(re.findall(r'data-t(?:-label)?="([\w.]+)"', sources()))
    steps = {f"tour.{role}.{step}" for role, steps in TOURS.items() for step, _ in steps}
    switches = {f"weather.{switch}{hint}" for switch in SWITCHES for hint in ("", ".hint")}
    lives = {f"bot.{life.value}" for life in Life}

    assert set() == (named | steps | switches | lives) - set(catalogue("vi"))


def test_no_refusal_is_without_words() -> None:
    """Each `why` of the server is a key."""
    practice = files("bot.practice")
    python = "\n".join(item.read_text(encoding="utf-8") for item in practice.iterdir() if item.name.endswith(".py"))
    whys = set(re.findall(r'Impossible\("(\w+)"\)|_refused\(\d+, "(\w+)"', python))

    assert set() == {f"why.{one or other}" for one, other in whys} - set(catalogue("vi"))
    assert len(whys) > 5


def test_it_says_at_once_that_nobody_is_watching() -> None:
    """The page itself, before any script has run."""
    html = PAGE.joinpath("index.html").read_text(encoding="utf-8")

    assert [True, True] == [text in html for text in ("không ai canh", catalogue("vi")["warning"])]
    assert "113" in catalogue("en")["warning"]


def test_nothing_is_taken_from_elsewhere_or_run_from_within() -> None:
    """No other host, no inline script or style, and no text that is read as markup."""
    everything = sources() + "\n".join(
        item.read_text(encoding="utf-8") for item in PAGE.iterdir() if item.name.endswith(".css")
    )

    assert [] == re.findall(r"https?://(?!www\.w3\.org/2000/svg|t\.me)[\w.]+", everything)
    assert [] == re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", everything)
    html = PAGE.joinpath("index.html").read_text(encoding="utf-8")
    assert [] == re.findall(r"<style|<script(?![^>]* src=)| style=| on\w+=", html)
