"""Logs: what they look like, whose lines are in them, and that no secret is."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.logs import LogFormat, LogLevel, mask, set_up_logs

TOKEN = "123456789:AAE_this-is-not-a-real-token_0123456789"
VK = "vk1.a.Not-a_real.key0123456789"
URL = "postgresql+psycopg://liniya:s3cr@t@db.example/liniya"
SECRETS = (TOKEN, VK, "s3cr@t", "s3cr")


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    """Leaves the process's logging as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


def _logged(log_format: LogFormat = "json", level: LogLevel = "info") -> io.StringIO:
    stream = io.StringIO()
    set_up_logs(log_format, level, stream)
    return stream


def _lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_a_line_with_its_ids() -> None:
    """JSON outside of a terminal: event, ids, level, UTC time; Russian as it is."""
    stream = _logged("auto")
    structlog.get_logger().info("ticket.claimed", ticket=1042, why="звонок")
    (line,) = _lines(stream)
    assert (line["event"], line["ticket"], line["level"]) == ("ticket.claimed", 1042, "info")
    assert line["timestamp"].endswith("Z")
    assert "звонок" in stream.getvalue()


def test_the_console_shows_key_and_value() -> None:
    """A person reads `key=value`."""
    stream = _logged("console")
    structlog.get_logger().info("ticket.claimed", ticket=1042)
    assert "ticket.claimed" in stream.getvalue()
    assert "ticket=1042" in stream.getvalue()


def test_the_level_is_kept() -> None:
    """Below the level nothing is written."""
    stream = _logged(level="warning")
    structlog.get_logger().info("too.quiet")
    structlog.get_logger().warning("loud.enough")
    assert [line["event"] for line in _lines(stream)] == ["loud.enough"]


def test_libraries_speak_from_warning_on() -> None:
    """httpx puts whole URLs into INFO; such lines do not appear even at debug, and warnings do, masked."""
    stream = _logged(level="debug")
    for library in ("aiogram", "telegram", "httpx", "aiohttp.client", "uvicorn.error", "sqlalchemy.engine"):
        logging.getLogger(library).info("HTTP Request: POST https://api/bot%s/getMe", TOKEN)
        logging.getLogger(library).warning("failed: https://api/bot%s/getMe", TOKEN)
    lines = _lines(stream)
    assert [line["level"] for line in lines] == ["warning"] * 6
    assert lines[0]["event"] == "failed: https://api/bot<token>/getMe"


def _fail() -> None:
    raise RuntimeError(f"cannot reach {URL} with {TOKEN}")


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_no_secret_leaves(log_format: LogFormat) -> None:
    """Tokens, VK keys and passwords are masked in events, values, nested values, objects and tracebacks."""
    stream = _logged(log_format)
    log = structlog.get_logger()
    log.info(TOKEN, url=URL, nested={"keys": [VK, (TOKEN,)]}, error=ValueError(URL), **{TOKEN: 1})
    try:
        _fail()
    except RuntimeError:
        log.exception("desk.failed", vk=VK)
        logging.getLogger("telegram").exception("failed with %s", VK)
    written = stream.getvalue()
    assert "cannot reach" in written
    for secret in SECRETS:
        assert secret not in written


@pytest.mark.parametrize(
    "harmless",
    [
        "ticket 1042: 12 lines",
        "https://example.org:8080/path?x=a@b",
        "2026-11-23T06:26:43.260673Z",
        "client@example.org",
        "telegram:123456789",
    ],
)
def test_the_rest_is_left_as_it_is(harmless: str) -> None:
    """Masking touches nothing that is no secret."""
    assert mask(harmless) == harmless


def test_a_masked_address_can_still_be_read() -> None:
    """User and host remain: they say which server was meant."""
    assert mask(URL) == "postgresql+psycopg://liniya:***@db.example/liniya"
