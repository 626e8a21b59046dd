"""SMTP on loopback: takes every mail for anybody, and puts it into the mailbox."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.sandbox.mail.box import Mailbox

LARGEST = 50 * 1024 * 1024
"""Bytes of a mail."""

_TAKEN = "250 OK"


class _Sink:
    """aiosmtpd's handler."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """A mail has come in whole."""
        content = envelope.content or b""
        data = content.encode() if isinstance(content, str) else content
        self._mailbox.put(envelope.mail_from or "", envelope.rcpt_tos, data)
        return _TAKEN


@contextlib.asynccontextmanager
async def receiving(mailbox: Mailbox, port: int = 0, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Receives mails while the block runs, on a free port unless one is named; gives the URL for `smtp.url`."""
    loop = asyncio.get_running_loop()

    def connected() -> SMTP:
        return SMTP(_Sink(mailbox), data_size_limit=LARGEST, enable_SMTPUTF8=True, hostname="localhost", loop=loop)

    server = await loop.create_server(connected, host, port)
    try:
        yield f"smtp://{host}:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        mailbox.events.close()
