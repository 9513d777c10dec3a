"""The settings: environment variables that begin with `OPENINGDAY_`, or a `.env` file."""

from datetime import UTC, datetime
from email.headerregistry import Address
from email.policy import default
from ipaddress import ip_network
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from announcements.language_model import LanguageModel
from releases.errors import InvalidValueError
from scheduler.channels.mail_server import MailServer, read_mail_server


class Settings(BaseSettings):
    """Every setting; docs/operators.md has the table for people."""

    model_config = SettingsConfigDict(
        env_prefix="OPENINGDAY_", env_file=".env", extra="ignore", hide_input_in_errors=True
    )

    database_url: str = Field(
        default="sqlite:///openingday.db",
        description="or `postgresql://…`",
        repr=False,  # it may contain a password
    )
    host: str = Field(default="127.0.0.1", description="the address to listen on")
    port: int = Field(default=8000, ge=0, le=65535, description="the port to listen on")
    public_url: str = Field(
        default="", description="what links and feeds call this service; empty: http://HOST:PORT"
    )
    trusted_proxies: str = Field(
        default="",
        description="addresses and networks, comma-separated, whose `X-Forwarded-For` and `X-Forwarded-Proto` are"
        " believed; `*`: whoever connects; empty: nobody's",
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""), description="signs links; empty: made on first use and kept in the database"
    )
    smtp_url: SecretStr = Field(
        default=SecretStr(""),
        description="`smtp://user:password@host:587`, `smtps://…`; empty: mail is written to the log",
    )
    mail_from: str = Field(
        default="Opening Day <alerts@localhost>", description="whom mail is from, and bounces go to"
    )
    sign_ups_per_hour: int = Field(
        default=30, ge=1, description="subscriptions and feeds that one network may make in an hour"
    )
    allow_private_targets: bool = Field(default=False, description="let webhooks go to private addresses")
    max_connections: int = Field(
        default=256, ge=1, description="webhooks that are sent at once, by one worker"
    )
    max_connections_per_host: int = Field(
        default=32, ge=1, description="of them, to one receiver: one that hangs holds up no more"
    )
    grace: float = Field(
        default=20, ge=0, description="seconds that what is being sent may take when the service is stopped"
    )
    keep_attempts_days: int = Field(default=30, ge=1, description="how long tries are kept on the record")
    keep_deliveries_days: int = Field(
        default=90, ge=7, description="how long deliveries are kept on the record, and what they tell of"
    )
    metrics_port: int | None = Field(
        default=None, ge=1, le=65535, description="where `openingday worker` serves `/metrics`, on HOST"
    )
    now: datetime | None = Field(default=None, description="start the clock at this instant: for rehearsals")
    log_format: Literal["console", "json"] = Field(default="console", description="`console` or `json`")

    reader_url: str = Field(
        default="",
        description="an OpenAI-compatible base address, such as `http://127.0.0.1:11434/v1`, of a language model that reads announcements; empty: the built-in reader alone, and no text is sent anywhere",
    )
    reader_key: SecretStr = Field(
        default=SecretStr(""), description="the key of that address, if it wants one"
    )
    reader_model: str = Field(default="", description="the name of the model there")
    reader_seconds: float = Field(default=20, gt=0, le=600, description="how long its answer may take")

    @field_validator("now")
    @classmethod
    def _in_utc_unless_it_says(cls, value: datetime | None) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value

    @field_validator("trusted_proxies")
    @classmethod
    def _names_networks(cls, value: str) -> str:
        if value.strip() == "*":
            return "*"
        networks = [ip_network(part.strip(), strict=False) for part in value.split(",") if part.strip()]
        return ",".join(map(str, networks))

    @field_validator("smtp_url")
    @classmethod
    def _names_a_server(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value():
            try:
                read_mail_server(value.get_secret_value())
            except InvalidValueError as error:
                raise ValueError(error.detail) from None
        return value

    @field_validator("mail_from")
    @classmethod
    def _is_one_address(cls, value: str) -> str:
        _address(value)
        return value

    @property
    def language_model(self) -> LanguageModel | None:
        """The model that reads announcements; None for the built-in reader alone."""
        if not self.reader_url:
            return None
        key = self.reader_key.get_secret_value()
        return LanguageModel(self.reader_url, self.reader_model, key, self.reader_seconds)

    @field_validator("reader_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("write an address that begins with http:// or https://")
        return value

    @property
    def mail_server(self) -> MailServer | None:
        """The mail server; None if mail is written to the log."""
        return (
            read_mail_server(self.smtp_url.get_secret_value()) if self.smtp_url.get_secret_value() else None
        )

    @property
    def mail_sender(self) -> Address:
        """The sender of mails."""
        return _address(self.mail_from)

    @property
    def base_url(self) -> str:
        """The public address, without a trailing slash."""
        host = f"[{self.host}]" if ":" in self.host else self.host  # an IPv6 literal (RFC 3986 section 3.2.2)
        return (self.public_url or f"http://{host}:{self.port}").rstrip("/")


def _address(value: str) -> Address:
    """Return the single address of a From header. Raises ValueError."""
    found = default.header_factory("From", value)
    if not value.isprintable() or len(found.addresses) != 1 or found.defects or not found.addresses[0].domain:
        raise ValueError("not an address: write one such as Opening Day <alerts@example.com>")
    address: Address = found.addresses[0]
    return address
