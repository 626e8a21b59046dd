"""IMAP on loopback: the centre's mailbox, into which whoever plays a client puts answers. As much of the protocol as a
reader of new letters needs (RFC 3501)."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

_FETCH = re.compile(r"FETCH (\d+) \((?:BODY\.PEEK\[\](?:<0\.(\d+)>)?|(RFC822\.SIZE))\)", re.IGNORECASE)
_SEARCH = re.compile(r"SEARCH (?:UID (\d+):\*|SINCE \S+)", re.IGNORECASE)


@dataclass
class Inbox:
    """The letters that came for the centre, oldest first; their UIDs count from 1. `password` None: any will do."""

    letters: list[bytes] = field(default_factory=list)
    validity: int = 1
    password: str | None = None

    def put(self, data: bytes) -> int:
        """A letter has come; its UID."""
        self.letters.append(data)
        return len(self.letters)


@contextlib.asynccontextmanager
async def mailbox(inbox: Inbox, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Serves it while the block runs; gives the URL for `imap.url`."""
    open_now: set[asyncio.StreamWriter] = set()

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_now.add(writer)
        try:
            await _Session(inbox, reader, writer).run()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            open_now.discard(writer)
            writer.close()

    server = await asyncio.start_server(served, host, 0)
    try:
        yield f"imap://line:line@{host}:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for writer in list(open_now):
            writer.close()


class _Session:
    """One connection."""

    def __init__(self, inbox: Inbox, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._inbox, self._reader, self._writer = inbox, reader, writer

    async def run(self) -> None:
        self._say("* OK [CAPABILITY IMAP4rev1] sandbox")
        while line := (await self._reader.readline()).decode("utf-8", "replace").strip():
            tag, _, command = line.partition(" ")
            ended = self._answer(tag, command)
            await self._writer.drain()
            if ended:
                return

    def _answer(self, tag: str, command: str) -> bool:
        word, _, rest = command.partition(" ")
        match word.upper():
            case "CAPABILITY":
                self._say("* CAPABILITY IMAP4rev1")
            case "LOGIN" if not self._may_enter(rest):
                self._say(f"{tag} NO [AUTHENTICATIONFAILED] wrong password")
                return False
            case "SELECT" | "EXAMINE":
                self._select()
            case "UID":
                self._uid(rest)
            case "LOGOUT":
                self._say("* BYE")
        self._say(f"{tag} OK done")
        return word.upper() == "LOGOUT"

    def _may_enter(self, said: str) -> bool:
        return self._inbox.password is None or said.endswith(f'"{self._inbox.password}"')

    def _select(self) -> None:
        count = len(self._inbox.letters)
        self._say(f"* {count} EXISTS")
        self._say(f"* OK [UIDVALIDITY {self._inbox.validity}] are valid")
        self._say(f"* OK [UIDNEXT {count + 1}] is next")

    def _uid(self, rest: str) -> None:
        if found := _SEARCH.match(rest):
            self._search(int(found[1] or 1))
        elif found := _FETCH.match(rest):
            self._fetch(int(found[1]), found)

    def _search(self, first: int) -> None:
        last = len(self._inbox.letters)
        # «7:*» names the last one even where there is no seventh.
        uids: Sequence[int] = range(first, last + 1) or ([last] if last else [])
        self._say("* SEARCH " + " ".join(map(str, uids)))

    def _fetch(self, uid: int, found: re.Match[str]) -> None:
        if not 1 <= uid <= len(self._inbox.letters):
            return
        data = self._inbox.letters[uid - 1]
        if found[3]:
            self._say(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(data)})")
            return
        part, where = (data[: int(found[2])], "BODY[]<0>") if found[2] else (data, "BODY[]")
        self._writer.write(f"* {uid} FETCH (UID {uid} {where} {{{len(part)}}}\r\n".encode() + part + b")\r\n")

    def _say(self, line: str) -> None:
        self._writer.write(f"{line}\r\n".encode())
