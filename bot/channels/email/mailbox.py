"""The mailbox by IMAP: what is new, and one letter again. Blocking: called in a thread, ended from outside by `stop`.

Nothing there is changed: letters stay as unread as they were, and are told apart by their UIDs alone.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.email.server import MailServer
from bot.errors import RetryLater

SILENCE = 20.0
"""Seconds that the server may keep silent."""

WHOLE = 26 * 1024 * 1024
"""Bytes up to which a letter is fetched whole; of a larger one the beginning, where its words are."""

BEGINNING = 1024 * 1024
MOST_AT_ONCE = 20
_LOGIN_PAUSE = 300.0
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A letter as it lies there; `whole`: nothing of it is missing."""

    uid: int
    data: bytes
    whole: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What one look brought, and the cursor behind it: «UIDVALIDITY:UID»."""

    letters: Sequence[Fetched]
    cursor: str


class Mailbox:
    """The INBOX of an account."""

    def __init__(self, server: MailServer, trust: ssl.SSLContext | None = None) -> None:
        self._server, self._trust = server, trust
        self._client: imaplib.IMAP4 | None = None

    def look(self, cursor: str | None, now: datetime) -> Look:
        """The letters behind `cursor`. The first look brings nothing: what lay there before is nobody's answer. Where
        the server has numbered its letters anew, those of the last days come (again: the inbox knows them)."""
        with self._open() as client:
            validity, following = _standing(client)
            if cursor is None:
                return Look((), f"{validity}:{following - 1}")
            known, _, last = cursor.partition(":")
            if known == str(validity):
                uids = [uid for uid in _search(client, f"UID {int(last) + 1}:*") if uid > int(last)]
            else:
                uids = _search(client, f"SINCE {_day(now - timedelta(days=2))}")
            taken = sorted(uids)[:MOST_AT_ONCE]
            letters = [letter for uid in taken if (letter := _letter(client, uid)) is not None]
            after = taken[-1] if taken else (int(last) if known == str(validity) else following - 1)
            return Look(letters, f"{validity}:{after}")

    def again(self, validity: str, uid: int) -> bytes | None:
        """A letter once more; None when it is not there any more."""
        with self._open() as client:
            if str(_standing(client)[0]) != validity:
                return None
            letter = _letter(client, uid)
            return letter.data if letter is not None and letter.whole else None

    def stop(self) -> None:
        """Ends what is under way, from another thread."""
        if (client := self._client) is not None:
            with suppress(OSError):
                client.shutdown()

    @contextmanager
    def _open(self) -> Iterator[imaplib.IMAP4]:
        try:
            client = self._client = self._connected()
            try:
                yield client
            finally:
                self._client = None
                with suppress(OSError, imaplib.IMAP4.error):
                    client.logout()
        except (OSError, EOFError, ValueError) as error:
            raise RetryLater(None, None, type(error).__name__) from None
        except imaplib.IMAP4.error as error:
            raise RetryLater(None, None, f"imap {type(error).__name__}") from None

    def _connected(self) -> imaplib.IMAP4:
        server, trust = self._server, self._trust or ssl.create_default_context()
        if server.encrypted:
            client: imaplib.IMAP4 = imaplib.IMAP4_SSL(server.host, server.port, ssl_context=trust, timeout=SILENCE)
        else:
            client = imaplib.IMAP4(server.host, server.port, timeout=SILENCE)
            if server.needs_tls:
                client.starttls(trust)
        try:
            client.login(server.name or "", server.password or "")
        except imaplib.IMAP4.error:
            client.shutdown()
            raise RetryLater(_LOGIN_PAUSE, None, "imap login") from None
        return client


def _standing(client: imaplib.IMAP4) -> tuple[int, int]:
    """UIDVALIDITY, and the UID that the next letter will have."""
    client.select("INBOX", readonly=True)
    validity, following = client.response("UIDVALIDITY")[1], client.response("UIDNEXT")[1]
    return _number(validity), _number(following)


def _number(answer: Sequence[bytes | None]) -> int:
    if not answer or answer[0] is None:
        raise ValueError("the mailbox has no numbers")
    return int(answer[0])


def _search(client: imaplib.IMAP4, what: str) -> list[int]:
    _, found = client.uid("SEARCH", what)
    return [int(uid) for uid in (found[0] or b"").split()]


def _letter(client: imaplib.IMAP4, uid: int) -> Fetched | None:
    _, sizes = client.uid("FETCH", str(uid), "(RFC822.SIZE)")
    size = next((int(found[1]) for one in sizes if isinstance(one, bytes) and (found := _SIZE.search(one))), None)
    if size is None:
        return None
    whole = size <= WHOLE
    _, parts = client.uid("FETCH", str(uid), "(BODY.PEEK[])" if whole else f"(BODY.PEEK[]<0.{BEGINNING}>)")
    data = next((one[1] for one in parts if isinstance(one, tuple)), None)
    return Fetched(uid, data, whole) if data is not None else None


def _day(moment: datetime) -> str:
    """«02-Mar-2026», whatever the machine's language."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{moment.day:02}-{months[moment.month - 1]}-{moment.year}"
