"""A mail server as the settings name it: `smtp://name:password@host:port`, `smtps://…`, `imaps://…`."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 587, "smtps": 465, "imap": 143, "imaps": 993}
_ENCRYPTED = ("smtps", "imaps")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where it is, and who we are there. `encrypted`: TLS from the first byte."""

    host: str
    port: int
    encrypted: bool
    name: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, url: str) -> MailServer:
        """The server of a URL that the settings have checked."""
        parts = urlsplit(url)
        return cls(
            parts.hostname or "",
            parts.port or _PORTS[parts.scheme],
            parts.scheme in _ENCRYPTED,
            unquote(parts.username) if parts.username else None,
            unquote(parts.password) if parts.password else None,
        )

    @property
    def is_near(self) -> bool:
        """On this machine: nobody listens on the way."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def needs_tls(self) -> bool:
        """A password never goes over the network for all to read."""
        return self.name is not None and not self.is_near
