"""Letters by SMTP: one connection a letter, in the errors of `bot.errors`. What has left cannot be changed."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from email.message import EmailMessage

import structlog
from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from bot.calls import Call, Done, SendCall
from bot.carriage import EMAIL
from bot.channels.email.composing import Sender, composed, envelope
from bot.channels.email.errors import SCOPE, TooLarge, translated
from bot.channels.email.server import MailServer
from bot.clock import Clock, SystemClock
from bot.errors import FileRefused, Rejected
from bot.outgoing import Signal

log = structlog.get_logger(__name__)

CALL_SECONDS = 30.0
"""How long a server may keep silent."""


class EmailChannel:
    """Mail as clients have it; a peer is an address."""

    name = "email"
    text_limit = 500_000
    traits = EMAIL

    def __init__(
        self,
        server: MailServer,
        sender: Sender,
        clock: Clock | None = None,
        timeout: float = CALL_SECONDS,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        """`trust` is what certificates are checked by, the machine's own authorities unless told otherwise."""
        self._server, self._sender, self._clock = server, sender, clock or SystemClock()
        self._timeout, self._trust = timeout, trust
        self.account = f"email:{sender.address}"

    def measure(self, text: str) -> int:
        """Characters."""
        return len(text)

    def scopes(self, call: Call) -> Sequence[str]:
        """The server's, whoever it is for."""
        del call
        return (SCOPE,)

    async def perform(self, call: Call) -> Done:
        """Sends a letter; its id is its Message-ID. `call.doubtful` (tried for days) makes a refusal for now final."""
        if not isinstance(call, SendCall):
            raise Rejected("mail_unchangeable")
        letter = composed(call, self._sender, self._clock.now())
        try:
            await self._send(call, letter)
        except (SMTPException, OSError, ValueError, TooLarge) as error:
            raise _told(call, error) from None
        return Done((str(letter["Message-ID"]),))

    async def signal(self, signal: Signal) -> None:
        """A letter knows no «печатает…»."""

    async def close(self) -> None:
        """Nothing is kept open."""

    async def _send(self, call: SendCall, letter: EmailMessage) -> None:
        data = letter.as_bytes()
        client = self._client()
        try:
            await client.connect()
            largest = client.esmtp_extensions.get("size", "")
            if largest.isdigit() and 0 < int(largest) < len(data):
                raise TooLarge
            await client.sendmail(envelope(self._sender.address), [envelope(call.to.chat)], data)
        finally:
            await _leave(client)

    def _client(self) -> SMTP:
        server = self._server
        start_tls = None if not server.needs_tls else True
        return SMTP(
            hostname=server.host,
            port=server.port,
            username=server.name,
            password=server.password,
            local_hostname=self._sender.domain,
            timeout=self._timeout,
            use_tls=server.encrypted,
            start_tls=False if server.encrypted else start_tls,
            tls_context=self._trust,
        )


async def _leave(client: SMTP) -> None:
    """The letter is taken or refused already: a farewell that fails says nothing of it."""
    if not client.is_connected:
        return
    try:
        await client.quit(timeout=1)
    except (SMTPException, OSError):
        client.close()


def _told(call: SendCall, error: Exception) -> Exception:
    told = translated(error, last=call.doubtful)
    if isinstance(error, SMTPResponseException):
        log.info("mail.refused", code=error.code, key=call.key)
    if not isinstance(told, TooLarge):
        return told
    sizes = {one.attachment.file: one.path.stat().st_size for one in call.attachments if one.path is not None}
    if not sizes:
        return Rejected("mail_too_large")
    return FileRefused(max(sizes, key=lambda number: sizes[number]), "mail_too_large")
