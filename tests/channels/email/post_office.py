"""A real SMTP server (aiosmtpd) for tests: keeps what it takes, and can be told to refuse, to be slow or to hang up."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class PostOffice:
    """`letters` as they came; `recipients`, `sender` and `data` are the next answers to RCPT, MAIL and DATA;
    `hang_up` ends the next connection before or after its letter is kept; `slow` seconds before DATA is answered."""

    letters: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    sender: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    hang_up: str | None = None
    slow: float = 0.0
    passwords: dict[bytes, bytes] | None = None

    def messages(self) -> list[EmailMessage]:
        """The letters, read as a mail program does."""
        return [message_from_bytes(one, policy=default) for one in self.letters]

    # --- aiosmtpd's hooks -----------------------------------------------------------------------------------------

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Who sends."""
        if self.sender:
            return self.sender.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Whom it is for."""
        if self.recipients:
            return self.recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The letter."""
        if self.slow:
            await asyncio.sleep(self.slow)
        if self.hang_up == "before":
            self.hang_up = None
            _drop(server)
            return "250 OK"
        if self.data:
            return self.data.pop(0)
        assert isinstance(envelope.content, bytes)
        self.letters.append(envelope.content)
        self.to += envelope.rcpt_tos
        if self.hang_up == "after":
            self.hang_up = None
            _drop(server)
        return "250 OK"

    def login(self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:
        """Whether name and password are right."""
        assert isinstance(data, LoginPassword)
        right = self.passwords is not None and self.passwords.get(data.login) == data.password
        return AuthResult(success=right, handled=False)


@contextlib.asynccontextmanager
async def serving(
    office: PostOffice, *, size: int = 0, tls: ssl.SSLContext | None = None, from_the_first: bool = False
) -> AsyncIterator[int]:
    """The office at a free port of this machine. `size` is the largest letter, `tls` its certificate: for STARTTLS, or
    `from_the_first` byte."""
    loop = asyncio.get_running_loop()

    def connected() -> SMTP:
        return SMTP(
            office,
            loop=loop,
            hostname="localhost",
            data_size_limit=size or None,
            authenticator=office.login,
            auth_require_tls=False,
            tls_context=None if from_the_first else tls,
        )

    server = await loop.create_server(connected, "127.0.0.1", 0, ssl=tls if from_the_first else None)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def _drop(server: SMTP) -> None:
    transport = server.transport
    assert transport is not None
    drop: Callable[[], None] = transport.abort  # type: ignore[attr-defined]
    drop()
