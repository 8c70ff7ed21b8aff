"""The shipped directory and its posters."""

from functools import partial

import pytest

from bot.domain.units import Unit, UnitCode
from bot.places.directory import Directory, load
from bot.posters.making import Poster, posters, units_with_posters

USERNAME = "BanTinAnGiangBot"


@pytest.fixture(scope="session")
def directory() -> Directory:
    """Give the directory of An Giang as it is shipped."""
    return load()


@pytest.fixture(scope="session", params=["vi", "en"])
def every(directory: Directory, request: pytest.FixtureRequest) -> tuple[tuple[Unit, Poster], ...]:
    """Give every unit that has a poster, with it, in one language."""
    units = units_with_posters(directory)
    made = posters(directory, units, username=USERNAME, language=str(request.param), operator="Công an tỉnh An Giang")
    return tuple(zip(units, made, strict=True))


@pytest.fixture(scope="session")
def long_xuyen(directory: Directory) -> Poster:
    """Give one commune's poster."""
    return of(directory, "30307")


def of(directory: Directory, code: str, *, username: str = USERNAME, language: str = "vi") -> Poster:
    """Give one unit's poster."""
    make = partial(posters, username=username, language=language)
    return next(make(directory, [directory.units[UnitCode(code)]]))
