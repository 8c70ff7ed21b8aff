"""Every knob, in one frozen place, read from the environment and `.env`. Secrets never print."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """The settings of `contract.md`, with the prefix ``TINBAO_``."""

    model_config = SettingsConfigDict(
        env_prefix="TINBAO_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    telegram_token: SecretStr | None = None
    telegram_api: str = "https://api.telegram.org"
    telegram_proxy: SecretStr | None = None
    data: Path = Path("data")
    keys: Path = Path("keys")
    casebook_url: SecretStr | None = None
    vault_url: SecretStr | None = None
    notice_delay: str = "2-20"
    rate: Annotated[int, Field(ge=1, le=1000)] = 30
    paid_rate: Annotated[int, Field(ge=0, le=1000)] = 0
    paid_stars: Annotated[int, Field(ge=0)] = 1000  #: the most that one broadcast may cost
    approval_from: Annotated[int, Field(ge=0)] = 0  #: reach below which no second officer is needed; 0: always
    late_hours: Annotated[int, Field(ge=0, le=48)] = 12  #: so late a broadcast is still sent without asking
    late_urgent_hours: Annotated[int, Field(ge=0, le=48)] = 3
    units: Path | None = None
    days: Path | None = None
    boundaries: Path | None = None
    timezone: str = "Asia/Ho_Chi_Minh"
    languages: Annotated[tuple[str, ...], NoDecode] = ("vi", "en")
    operator: str = ""
    tips_an_hour: Annotated[int, Field(ge=1)] = 3
    tips_a_day: Annotated[int, Field(ge=1)] = 6

    @field_validator("telegram_api")
    @classmethod
    def _without_slash(cls, root: str) -> str:
        if not root.startswith(("https://", "http://")):
            raise ValueError("the root of a Bot API, such as https://api.telegram.org")
        return root.rstrip("/")

    @field_validator("casebook_url", "vault_url")
    @classmethod
    def _known_engine(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not url.get_secret_value().startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
            raise ValueError("sqlite+aiosqlite:///file or postgresql+asyncpg://user:password@host/database")
        return url

    @field_validator("languages", mode="before")
    @classmethod
    def _split(cls, languages: object) -> object:
        return tuple(part.strip() for part in languages.split(",")) if isinstance(languages, str) else languages

    @field_validator("languages")
    @classmethod
    def _spoken(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        if not languages or not set(languages) <= {"vi", "en"}:
            raise ValueError("languages are chosen from vi and en")
        return languages

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (OSError, ValueError, KeyError):  # ZoneInfoNotFoundError is a KeyError
            raise ValueError("no such time zone") from None
        return name

    @field_validator("notice_delay")
    @classmethod
    def _minutes(cls, delay: str) -> str:
        parts = delay.split("-")
        if len(parts) > 2 or not all(part.strip().isdigit() for part in parts):  # noqa: PLR2004 - from and to
            raise ValueError("minutes, such as 2-20, or 0")
        if int(parts[0]) > int(parts[-1]):
            raise ValueError("the shorter delay stands first")
        return delay

    @model_validator(mode="after")
    def _keys_elsewhere(self) -> Self:
        if self.keys.resolve().is_relative_to(self.data.resolve()):
            raise ValueError("TINBAO_KEYS must lie outside TINBAO_DATA: whoever takes the data must not get the keys")
        return self

    @property
    def notice_delays(self) -> tuple[timedelta, timedelta]:
        """The shortest and the longest time that a notice waits."""
        shortest, *longest = (int(part) for part in self.notice_delay.split("-"))
        return timedelta(minutes=shortest), timedelta(minutes=(longest or [shortest])[0])

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.timezone)

    @property
    def evidence(self) -> Path:
        """The folder in which photos lie."""
        return self.data / "evidence"

    def store_url(self, which: str) -> str:
        """Give the SQLAlchemy URL of ``casebook`` or ``vault``; it may hold a password."""
        chosen = self.casebook_url if which == "casebook" else self.vault_url
        return chosen.get_secret_value() if chosen is not None else f"sqlite+aiosqlite:///{self.data / which}.db"
