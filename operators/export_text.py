"""All that is kept of a person as JSON that people can read: Russian words, the centre's clock, one category after
another. Nothing of anybody else is in it: staff are told by what they are."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.holding import Holding
from bot.subjects import Subject
from bot.texts import MissingText, say
from operators.card_text import channel_name

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom and by whom it is written: the centre's name and clock."""

    centre: str
    time_zone: ZoneInfo


async def written(
    session: AsyncSession, subject: Subject, holdings: Sequence[Holding], reader: Reader, now: datetime
) -> str:
    """The file's text. Rows are read some at a time, so that others come between."""
    told: dict[str, list[dict[str, Any]]] = {}
    for holding in holdings:
        async for row in _rows(session, subject, holding):
            told.setdefault(say(f"privacy-category-{holding.category}"), []).append(in_words(row, reader.time_zone))
    about = {
        say("privacy-field-made"): _value("made", now, reader.time_zone),
        say("privacy-field-centre"): reader.centre,
        say("privacy-field-clients"): list(subject.clients),
        say("privacy-field-note"): say("privacy-file-note"),
    }
    whole = {say("privacy-category-about"): about, **told}
    return await asyncio.to_thread(json.dumps, whole, ensure_ascii=False, indent=2)


async def _rows(session: AsyncSession, subject: Subject, holding: Holding) -> Any:
    if holding.told is None:
        return
    after = None
    while rows := await holding.rows(session, subject, after, _AT_ONCE):
        for row in rows:
            yield holding.told(row)
        after = holding.key_of(rows[-1])
        await asyncio.sleep(0)


def in_words(row: Mapping[str, object], time_zone: ZoneInfo) -> dict[str, Any]:
    """A row by its Russian names, without what is not there."""
    return {
        _label(key): _value(key, value, time_zone) for key, value in row.items() if value is not None and value != ""
    }


def _label(key: str) -> str:
    """A name that nobody has put into words yet shall keep nobody from their data."""
    try:
        return say(f"privacy-field-{key}")
    except MissingText:
        return key


def _value(key: str, value: object, time_zone: ZoneInfo) -> object:
    match value:
        case datetime():
            return f"{value.astimezone(time_zone):%d.%m.%Y %H:%M}"
        case bool():
            return say("privacy-yes" if value else "privacy-no")
        case int() | list():
            return value
    return channel_name(str(value)) if key == "messenger" else _word(key, str(value))


def _word(key: str, value: str) -> str:
    """What the program keeps as a word of its own, in Russian."""
    if key not in _NAMED:
        return value
    try:
        return say(f"privacy-value-{value}")
    except MissingText:
        return value


_NAMED = frozenset({"purpose", "author", "state", "kind"})
"""What is kept as a word of the program's."""
