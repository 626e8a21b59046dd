"""How `liniya kb links --online` treats sites: few at once, each one by one, and what is wrong with them in words."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import socket
import ssl
import subprocess
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli.kb.online import Reply, ask

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Room:
    """Keeps requests inside until nobody else comes in, and notes how many were there at most."""

    def __init__(self) -> None:
        self.most = 0
        self.most_of_a_host = 0
        self.served: Counter[str] = Counter()
        self._inside: Counter[str] = Counter()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer):
            await reader.readuntil(b"\r\n\r\n")
            host = writer.get_extra_info("sockname")[0]
            self._inside[host] += 1
            self.served[host] += 1
            self.most = max(self.most, self._inside.total())
            self.most_of_a_host = max(self.most_of_a_host, self._inside[host])
            await self._nobody_comes()
            writer.write(ANSWER)
            await writer.drain()
            self._inside[host] -= 1

    async def _nobody_comes(self) -> None:
        """Every other task of the loop goes as far as it can, connections that were made included."""
        seen = -1
        while seen != self.served.total():
            seen = self.served.total()
            for _ in range(300):
                await asyncio.sleep(0)


@contextlib.asynccontextmanager
async def open_room(room: Room, hosts: list[str], tls: ssl.SSLContext | None = None) -> AsyncIterator[list[str]]:
    """The same room behind several addresses of this machine; gives out the sites."""
    servers = [await asyncio.start_server(room.answer, host, 0, ssl=tls) for host in hosts]
    async with contextlib.AsyncExitStack() as stack:
        for server in servers:
            await stack.enter_async_context(server)
        scheme = "https" if tls else "http"
        yield [f"{scheme}://{host}:{one.sockets[0].getsockname()[1]}" for host, one in zip(hosts, servers, strict=True)]


async def test_five_sites_at_once_and_no_more() -> None:
    """Of a dozen that are all asked in the end."""
    room, hosts = Room(), [f"127.0.0.{number}" for number in range(1, 13)]
    async with open_room(room, hosts) as sites:
        replies = await ask(f"{site}/a" for site in sites)
    assert set(replies.values()) == {Reply()}
    assert room.served == dict.fromkeys(hosts, 1)
    assert room.most == 5


async def test_a_site_is_asked_for_one_page_at_a_time() -> None:
    """Others are asked meanwhile."""
    room = Room()
    async with open_room(room, ["127.0.0.1", "127.0.0.2"]) as sites:
        replies = await ask(f"{site}/{page}" for page in range(4) for site in sites)
    assert set(replies.values()) == {Reply()}
    assert room.served == {"127.0.0.1": 4, "127.0.0.2": 4}
    assert (room.most_of_a_host, room.most) == (1, 2)


@pytest.fixture
def own_certificate(tmp_path: Path) -> ssl.SSLContext:
    """A certificate that nobody else has signed. Where there is no OpenSSL the test is skipped, but not in CI."""
    openssl = shutil.which("openssl")
    if openssl is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("нет openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    making = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([openssl, *making, *subject, *files], check=True, capture_output=True)  # noqa: S603
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def test_a_certificate_that_nobody_vouches_for(own_certificate: ssl.SSLContext) -> None:
    """Named as such; nothing is asked of the site."""
    room = Room()
    async with open_room(room, ["127.0.0.1"], own_certificate) as (site,):
        replies = await ask([site + "/a"])
    assert [one.fault for one in replies.values()] == ["сертификат сайта не проходит проверку"]
    assert not room.served


async def test_a_host_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that nobody knows is told apart from a site that is silent."""

    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        silent = f"http://127.0.0.1:{taken.getsockname()[1]}/a"
        assert (await ask([silent]))[silent].fault == "сайт недоступен"
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    absent = "https://absent.example/a"
    assert (await ask([absent]))[absent].fault == "такого сайта нет: имя не находится"
