"""The kinds of values that settings have: tokens, addresses, URLs. Each refuses a bad value with a Russian reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from bot.texts import say

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_SEEN = re.compile(r"[!-~]+")
"""What stands in a header or an address as it is: ASCII, without spaces and line breaks."""

_MAIL = re.compile(r"[!#-'*+\-./0-9=?A-Z^_`a-z{|}~]{1,64}@[^\s@<>,;]{1,200}")
_LISTEN = re.compile(r"(?:\[(?P<six>[0-9a-fA-F:.]+)\]|(?P<host>[^\s:\[\]]+)):(?P<port>\d{1,5})")
DATABASES = ("sqlite+aiosqlite", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class Listen:
    """A host and a TCP port to listen on; port 0 lets the system choose."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def _parse_listen(value: object) -> Listen:
    if isinstance(value, Listen):
        return value
    found = _LISTEN.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or int(found["port"]) > 65535:
        raise ValueError(say("settings-bad-listen"))
    return Listen(found["six"] or found["host"], int(found["port"]))


def _none_when_blank(value: object) -> object:
    """An empty string in the file is the same as no value: the example file is full of them."""
    return None if isinstance(value, str) and not value.strip() else value


def _telegram_token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError(say("settings-bad-token"))
    return value


def _vk_token(value: SecretStr) -> SecretStr:
    if not _SEEN.fullmatch(value.get_secret_value()):
        raise ValueError(say("settings-bad-vk-token"))
    return value


def _has_host(url: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in schemes and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _http(value: str) -> str:
    if not _has_host(value, ("http", "https")) or re.search(r"\s", value):
        raise ValueError(say("settings-bad-url"))
    return value.rstrip("/")


def _proxy(value: SecretStr) -> SecretStr:
    if not _has_host(value.get_secret_value(), ("http", "https", "socks5")):
        raise ValueError(say("settings-bad-proxy"))
    return _seen(value)


def _seen(value: SecretStr) -> SecretStr:
    """An address with a password in it."""
    if not _SEEN.fullmatch(value.get_secret_value()):
        raise ValueError(say("settings-bad-secret"))
    return value


def _smtp(value: SecretStr) -> SecretStr:
    if not _has_host(value.get_secret_value(), ("smtp", "smtps")):
        raise ValueError(say("settings-bad-smtp"))
    return _seen(value)


def _imap(value: SecretStr) -> SecretStr:
    if not _has_host(value.get_secret_value(), ("imap", "imaps")):
        raise ValueError(say("settings-bad-imap"))
    return _seen(value)


def _mail_address(value: str) -> str:
    if not _MAIL.fullmatch(value):
        raise ValueError(say("settings-bad-mail"))
    return value


def _database(value: SecretStr) -> SecretStr:
    scheme, separator, rest = value.get_secret_value().partition("://")
    if scheme not in DATABASES or not separator or not rest.strip("/"):
        raise ValueError(say("settings-bad-database"))
    return value


def sqlite_url(folder: Path) -> str:
    """The URL of the SQLite database that lives in the data folder."""
    return f"sqlite+aiosqlite:///{folder / 'liniya.db'}"


Blank = BeforeValidator(_none_when_blank)
TelegramToken = Annotated[SecretStr, AfterValidator(_telegram_token)]
VkToken = Annotated[SecretStr, AfterValidator(_vk_token)]
HttpUrl = Annotated[str, AfterValidator(_http)]
ProxyUrl = Annotated[SecretStr, AfterValidator(_proxy)]
ImapUrl = Annotated[SecretStr, AfterValidator(_imap)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]
SmtpUrl = Annotated[SecretStr, AfterValidator(_smtp)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_database)]
ListenOn = Annotated[Listen, NoDecode, BeforeValidator(_parse_listen)]
Pace = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1)]
