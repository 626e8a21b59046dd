"""Writes the centres as a file that can be read again: TOML or a workbook, by its ending."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.system_errors import reason
from bot.tables.rows import TableError
from bot.tables.writing import write_table
from bot.texts import say
from operators import hours
from operators.centre_files.entries import DESKS, FIELDS, CentreFileError
from operators.centre_files.putting import desks_of
from operators.centres import Centre, exceptions_of, week_of

Written = Mapping[str, Any]
"""The fields of a centre by their names: texts, lists of texts, a table of days."""


async def written(session: AsyncSession) -> list[Written]:
    """Every centre, those that are switched off as well."""
    found: list[Written] = []
    for centre in await session.scalars(select(Centre).order_by(Centre.key)):
        days = await exceptions_of(session, centre)
        desks = await desks_of(session, centre.id)
        fields: dict[str, Any] = {name: getattr(centre, name) for name in FIELDS if hasattr(centre, name)}
        fields |= {"map": centre.map_url, "hours": hours.write_week(week_of(centre))}
        fields["exceptions"] = {day.isoformat(): hours.write_hours(value) for day, value in days.items()}
        found.append(fields | {name: desks.get(purpose) for name, purpose in DESKS.items()})
    return found


def write_file(path: Path, centres: Sequence[Written]) -> None:
    """Replaces the file. Raises `CentreFileError`."""
    ending = path.suffix.lower()
    if ending not in (".toml", ".xlsx"):
        raise CentreFileError(say("centres-ending", file=path.name))
    try:
        if ending == ".toml":
            path.write_text("\n".join(map(_table, centres)), encoding="utf-8")
            return
        rows = [[say("centres-column", name=name) for name in FIELDS]]
        write_table(path, [*rows, *([_cell(fields[name]) for name in FIELDS] for fields in centres)])
    except TableError as error:
        raise CentreFileError(str(error)) from error
    except OSError as error:
        raise CentreFileError(say("centres-not-written", file=path.name, reason=reason(error))) from error


def _table(fields: Written) -> str:
    plain = [name for name in FIELDS if name not in (*DESKS, "exceptions") and fields[name] is not None]
    lines = ["[[centre]]", *(f"{name} = {_value(fields[name])}" for name in plain)]
    if fields["exceptions"]:
        lines += ["", "[centre.exceptions]", *(f"{day} = {_value(text)}" for day, text in fields["exceptions"].items())]
    desks = {name: fields[name] for name in DESKS if fields[name] is not None}
    if desks:
        lines += ["", "[centre.desks]", *(f"{name} = {chat}" for name, chat in desks.items())]
    return "\n".join([*lines, ""])


def _value(value: object) -> str:
    """JSON's texts, lists and truths are TOML's."""
    return json.dumps(value, ensure_ascii=False)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return say("centres-yes") if value else say("centres-no")
    if isinstance(value, Mapping):
        return "\n".join(f"{day} {text}" for day, text in value.items())
    return "\n".join(value) if isinstance(value, list) else str(value or "")
