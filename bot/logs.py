"""Logs: dotted events with ids on stderr, `key=value` for a person at a terminal and JSON otherwise.

Everything that leaves here, the libraries' own lines and tracebacks included, goes through `mask`: httpx, for one, puts
the whole URL with the bot's token into its lines.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any, Literal, TextIO

import structlog

from bot.errors import LiniyaError

LogFormat = Literal["auto", "console", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]

_LIBRARIES = (
    "aiogram",
    "aiohttp",
    "alembic",
    "asyncio",
    "httpx",
    "sqlalchemy",
    "telegram",
    "uvicorn",
    "uvicorn.access",
    "uvicorn.error",
)

_ABOUT_THE_PROGRAM = (AttributeError, ImportError, NameError, NotImplementedError, TypeError, LiniyaError)

_SECRETS = (
    (re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}"), "<token>"),
    (re.compile(r"vk1\.a\.[A-Za-z0-9_.-]+"), "<token>"),
    # The password ends at the *last* @ before the path: passwords with an @ are met in the wild.
    (re.compile(r"(?P<before>[A-Za-z][A-Za-z0-9+.-]*://[^\s:/@]*:)[^\s/]+@"), r"\g<before>***@"),
    (re.compile(r"(?P<before>[?&](?:access_token|secret|password)=)[^\s&\"']+"), r"\g<before>***"),
)


def mask(text: str) -> str:
    """The text with everything that looks like a bot's token, a VK key or a URL's password made unreadable."""
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


def _masked(value: object) -> object:
    """Any value with its strings masked; objects whose text holds a secret become that text, masked."""
    if isinstance(value, str):
        return mask(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {_masked(key): _masked(item) for key, item in value.items()}
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, bytes | bytearray):
        return [_masked(item) for item in value]
    return mask(str(value))


def _mask_event(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {mask(key): _masked(value) for key, value in event.items()}


def _renderer(log_format: LogFormat, stream: TextIO) -> structlog.typing.Processor:
    console = log_format == "console" or (log_format == "auto" and stream.isatty())
    if console:
        # Tracebacks are already text here (and masked), so the console must not draw them from exc_info.
        return structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback)
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def set_up_logs(log_format: LogFormat = "auto", level: LogLevel = "info", stream: TextIO | None = None) -> None:
    """Sets the process's logging: our own events from `level` on, the libraries' from WARNING on, all to stderr."""
    out = stream or sys.stderr
    threshold = getattr(logging, level.upper())
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        # One logger for all of our events: they are named by their dotted words, not by modules.
        logger_factory=lambda *_: logging.getLogger("liniya"),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(_formatter(shared, _renderer(log_format, out)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(threshold, logging.WARNING))
    logging.getLogger("liniya").setLevel(threshold)
    for library in _LIBRARIES:
        _take_over(logging.getLogger(library), max(threshold, logging.WARNING))
    logging.captureWarnings(True)


def _take_over(library: logging.Logger, level: int) -> None:
    """Some libraries (uvicorn, by its own default) keep handlers of their own, which mask nothing."""
    library.setLevel(level)
    library.handlers.clear()
    library.propagate, library.disabled = True, False


def _traceback(exc_info: structlog.typing.ExcInfo) -> str:
    """Where it failed and the kind of failure. The words of an exception are left out (but of those about the program
    itself), because validators and databases quote in them what a client wrote."""
    lines = []
    for error in _chain(exc_info[1]):
        words = f": {error}" if isinstance(error, _ABOUT_THE_PROGRAM) else ""
        lines += [*traceback.format_tb(error.__traceback__), f"{type(error).__qualname__}{words}\n"]
    return "".join(lines).rstrip()


def _chain(error: BaseException | None) -> list[BaseException]:
    """The causes first, as Python prints them; each once, the members of a group as well."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        members = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
        found = [*(inner for member in members for inner in _chain(member)), error, *found]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return list(reversed(found))


def _formatter(
    shared: list[structlog.typing.Processor], renderer: structlog.typing.Processor
) -> structlog.stdlib.ProcessorFormatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.StackInfoRenderer(),
            structlog.processors.ExceptionRenderer(_traceback),
            structlog.processors.UnicodeDecoder(),
            _mask_event,
            renderer,
        ],
    )
