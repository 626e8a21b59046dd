"""`liniya kb ask --batch`: a file of questions in, a file of decisions out, a line for each, in their order."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bot.errors import LiniyaError
from bot.system_errors import reason
from bot.texts import say
from knowledge.outcome import Answered, Hit, Offered, Outcome, Unknown

_NAMES = {Answered: "answer", Offered: "offer", Unknown: "none"}


class NotWritten(LiniyaError):
    """The answers could not be saved; what was there before is untouched."""


def as_data(decision: Outcome, hits: Iterable[Hit]) -> dict[str, object]:
    """The decision as scripts read it: a contract, see the guide."""
    found = [{"id": hit.article.id, "title": hit.article.title, "score": round(min(hit.score, 1.0), 6)} for hit in hits]
    return {
        "outcome": _NAMES[type(decision)],
        "confidence": found[0]["score"] if found else 0.0,
        "hits": found,
    }


def as_line(data: dict[str, object]) -> str:
    """One line of JSON; Russian stays readable, half a character (a lone surrogate) is written as its number."""
    line = json.dumps(data, ensure_ascii=False)
    return line if line.isprintable() else json.dumps(data)


def write_whole(path: Path, lines: Iterable[str]) -> None:
    """Writes all lines or, when anything fails, leaves what was there. Raises `NotWritten`."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in lines)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise NotWritten(say("kb-not-written", path=str(path), reason=reason(error))) from error
