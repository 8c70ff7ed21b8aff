"""The shipped directory, read once for all tests of it: nothing can change it."""

import pytest

from bot.places.directory import Directory, load


@pytest.fixture(scope="session")
def directory() -> Directory:
    """Give the directory of An Giang as it is shipped."""
    return load()
