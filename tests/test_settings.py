"""Settings: every knob of the contract, read once, frozen; secrets never print and faults never quote."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings

SECRET = "7000000001:AAmarkedtokenmarkedtokenmarkedtoken"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_defaults_are_those_of_the_contract() -> None:
    """Nothing has to be set but the token."""
    settings = Settings()

    assert settings.telegram_token is None
    assert "https://api.telegram.org" == settings.telegram_api
    assert (Path("data"), Path("keys")) == (settings.data, settings.keys)
    assert (timedelta(minutes=2), timedelta(minutes=20)) == settings.notice_delays
    assert (30, 3, 6) == (settings.rate, settings.tips_an_hour, settings.tips_a_day)
    assert (0, 1000, 0) == (settings.paid_rate, settings.paid_stars, settings.approval_from)
    assert (12, 3) == (settings.late_hours, settings.late_urgent_hours)
    assert ("vi", "en") == settings.languages
    assert "Asia/Ho_Chi_Minh" == settings.zone.key


def test_the_environment_and_the_file_are_read() -> None:
    """The environment wins; what is not ours is left alone."""
    Path(".env").write_text("TINBAO_OPERATOR=Công an tỉnh\nTINBAO_RATE=7\nOTHER=1\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TINBAO_RATE", "9")
        settings = Settings()

    assert ("Công an tỉnh", 9) == (settings.operator, settings.rate)


def test_the_stores_are_files_in_the_data_folder_unless_they_are_named() -> None:
    """A named one may hold a password, which never prints."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TINBAO_VAULT_URL", "postgresql+asyncpg://u:markedpassword@db/vault")
        settings = Settings()

    assert "sqlite+aiosqlite:///data/casebook.db" == settings.store_url("casebook")
    assert "markedpassword" in settings.store_url("vault")
    assert "markedpassword" not in f"{settings!r}{settings}"


def test_secrets_never_print() -> None:
    """Neither the token nor a proxy's password."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TINBAO_TELEGRAM_TOKEN", SECRET)
        patch.setenv("TINBAO_TELEGRAM_PROXY", "http://u:markedpassword@proxy:1")
        settings = Settings()

    assert settings.telegram_token is not None
    assert SECRET == settings.telegram_token.get_secret_value()
    for said in (f"{settings!r}{settings}", settings.model_dump_json()):
        assert SECRET not in said
        assert "markedpassword" not in said


def test_settings_cannot_be_changed() -> None:
    """What was read at the start holds to the end."""
    with pytest.raises(ValidationError):
        Settings().rate = 5  # pyright: ignore[reportAttributeAccessIssue] - that is what is tested


@pytest.mark.parametrize(("delay", "shortest", "longest"), [("0", 0, 0), ("5", 5, 5), ("2-20", 2, 20), ("3-3", 3, 3)])
def test_a_notice_waits_so_many_minutes(delay: str, shortest: int, longest: int) -> None:
    """One number is both ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TINBAO_NOTICE_DELAY", delay)

        assert (timedelta(minutes=shortest), timedelta(minutes=longest)) == Settings().notice_delays


def test_the_root_of_the_bot_api_may_end_with_a_slash() -> None:
    """People copy addresses as they find them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TINBAO_TELEGRAM_API", "http://127.0.0.1:8081/")

        assert "http://127.0.0.1:8081" == Settings().telegram_api


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RATE", "0"),
        ("RATE", "marked"),
        ("NOTICE_DELAY", "20-2"),
        ("NOTICE_DELAY", "marked"),
        ("NOTICE_DELAY", "1-2-3"),
        ("NOTICE_DELAY", "²"),
        ("NOTICE_DELAY", ""),
        ("TIMEZONE", "marked/Nowhere"),
        ("TIMEZONE", "../../etc/passwd"),
        ("LANGUAGES", "vi,marked"),
        ("LANGUAGES", ""),
        ("TIPS_AN_HOUR", "0"),
        ("TELEGRAM_API", "marked"),
        ("PAID_RATE", "1001"),
        ("PAID_STARS", "-1"),
        ("APPROVAL_FROM", "marked"),
        ("LATE_HOURS", "49"),
        ("LATE_URGENT_HOURS", "-1"),
    ],
)
def test_a_bad_value_is_refused_and_not_quoted(name: str, value: str) -> None:
    """The fault names the setting; a mistyped secret must not stand on a screen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(f"TINBAO_{name}", value)
        with pytest.raises(ValidationError) as refusal:
            Settings()

    (fault,) = refusal.value.errors(include_input=False)
    assert name.lower() == fault["loc"][0]
    assert "marked" not in str(refusal.value)


@pytest.mark.parametrize(("data", "keys"), [("d", "d/keys"), ("d", "d"), (".", "keys"), ("d", "x/../d/k")])
def test_keys_inside_the_data_are_refused(data: str, keys: str) -> None:
    """Whoever copies the data must not get the keys with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TINBAO_DATA", data)
        patch.setenv("TINBAO_KEYS", keys)
        with pytest.raises(ValidationError, match="TINBAO_KEYS"):
            Settings()
