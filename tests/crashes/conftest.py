"""What these tests share."""

import pytest

from handlers import pacing


@pytest.fixture
def haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one chat be answered as often as it likes: the pace is tested elsewhere and would cost seconds a life."""
    monkeypatch.setattr(pacing, "CHAT_INTERVAL", 0.0)
