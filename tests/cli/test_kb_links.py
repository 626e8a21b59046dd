"""`liniya kb links`: the form of links, and how a real server with faults answers."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli.application import run
from bot.cli.kb.online import ask
from knowledge.link_form import Flaw, form_flaw

STATUS = {"/404": "404 No", "/500": "500 Oh", "/get": "405 No", "/fine": "200 OK"}


@pytest.mark.parametrize(
    ("url", "flaw"),
    [
        ("https://example.org/a", None),
        ("https://xn--e1afmkfd.xn--p1ai/a", None),
        ("https://пример.рф/а?б=1", None),
        ("https://example.org/", Flaw.MAIN_PAGE),
        ("ftp://example.org/a", Flaw.SCHEME),
        ("javascript:alert(1)", Flaw.SCHEME),
        ("https:///a", Flaw.HOST),
        ("https://localhost/a", Flaw.LOCAL),
        ("http://intranet/a", Flaw.LOCAL),
        ("http://192.168.0.1/a", Flaw.LOCAL),
        ("https://user:secret@example.org/a", Flaw.CREDENTIALS),
        ("https://example.org/a b", Flaw.SPACE),
        ("https://[::1/a", Flaw.BROKEN),
        ("https://example.org:99999/a", Flaw.BROKEN),
    ],
)
def test_form(url: str, flaw: Flaw | None) -> None:
    """What no client could open is named."""
    assert form_flaw(url) is flaw


def test_the_command_names_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line for each fault, and exit code 1; a hint alone is none."""
    monkeypatch.chdir(tmp_path)
    good = {"title": "Т", "url": "https://example.org/"}
    twice = [good, good, {"title": "Т", "url": "tg://x"}]
    articles = [
        {"id": "a", "title": "т", "answer": "См. http://localhost/x.", "sources": [good]},
        {"id": "b", "title": "т", "answer": "о", "sources": twice},
    ]
    Path("base.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    assert run(["kb", "links", "--base", "base.jsonl"]) == 1
    said = capsys.readouterr().out
    assert "· a: https://example.org/: главная страница" in said
    assert "✗ a: http://localhost/x: адрес внутренней сети" in said
    assert "✗ b: https://example.org/: источник указан дважды" in said
    assert "✗ b: tg://x: адрес должен начинаться" in said
    Path("base.jsonl").write_text(json.dumps(articles[0] | {"answer": "о"}), encoding="utf-8")
    assert run(["kb", "links", "--base", "base.jsonl"]) == 0


@contextlib.asynccontextmanager
async def serving(seen: Counter[str]) -> AsyncIterator[str]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            method, path, _ = (await reader.readuntil(b"\r\n\r\n")).decode().split(" ", 2)
            seen[f"{method} {path}"] += 1
            if path == "/reset":
                writer.transport.abort()
                return
            if path == "/slow":
                await reader.read()
                return
            status = "200 OK" if method == "GET" and path == "/get" else STATUS.get(path, "301 Moved")
            writer.write(
                f"HTTP/1.1 {status}\r\nLocation: /fine\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
            )
            await writer.drain()
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_every_fault_of_a_server_is_told_and_each_address_asked_once() -> None:
    """HEAD, and GET only where HEAD is refused; what has moved for good is told."""
    seen: Counter[str] = Counter()
    async with serving(seen) as site:
        paths = ["/fine", "/fine#part", "/404", "/500", "/get", "/moved", "/reset", "/slow"]
        replies = await ask([site + path for path in paths], seconds=1.0)
    told = {url.removeprefix(site): (one.fault, one.moved.removeprefix(site)) for url, one in replies.items()}
    assert told == {
        "/fine": ("", ""),
        "/404": ("сайт ответил 404", ""),
        "/500": ("сайт ответил 500", ""),
        "/get": ("", ""),
        "/moved": ("", "/fine"),
        "/reset": ("соединение оборвалось", ""),
        "/slow": ("нет ответа за 1 с", ""),
    }
    assert seen["GET /get"] == 1
    assert sum(count for asked, count in seen.items() if asked.startswith("GET")) == 1
    assert seen["HEAD /404"] == 1
