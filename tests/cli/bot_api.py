"""A Bot API of a few methods, on loopback: canned answers for the checks, which only ask."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answers = dict[tuple[str, str], Any]


@dataclass
class CannedBotApi:
    """Results by (token, method); an `Error` is answered as Telegram does, an unknown token with 401."""

    url: str = ""
    answers: Answers = field(default_factory=dict)

    def answer(self, token: str, method: str) -> tuple[int, dict[str, Any]]:
        """The HTTP status and the body."""
        if (token, "getMe") not in self.answers:
            return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
        result = self.answers[token, method]
        return result.answer() if isinstance(result, Error) else (200, {"ok": True, "result": result})


@dataclass(frozen=True)
class Error:
    """An error answer."""

    code: int
    description: str
    parameters: dict[str, Any] = field(default_factory=dict)

    def answer(self) -> tuple[int, dict[str, Any]]:
        """The HTTP status and the body."""
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return self.code, body | ({"parameters": self.parameters} if self.parameters else {})


@contextmanager
def served() -> Iterator[CannedBotApi]:
    """The API at a free port."""
    api = CannedBotApi()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            _, bot, method = self.path.split("/")
            status, body = api.answer(bot.removeprefix("bot"), method)
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        api.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield api
        server.shutdown()
