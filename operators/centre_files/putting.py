"""A file of centres laid over those that are known: what would change, told field by field; and the change itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.texts import say
from operators import centres, hours, sla, topics
from operators.calendar import Hours
from operators.centre_files.entries import NEEDED, CentreEntry, complain
from operators.centre_files.values import AsUsual
from operators.centres import Centre
from operators.purposes import Purpose
from operators.topics import Desk, DeskPurpose

_EMPTY: Mapping[str, object] = {
    "aliases": [],
    "address": None,
    "map_url": None,
    "phones": [],
    "emails": [],
    "sites": [],
    "socials": [],
}


class Fate(StrEnum):
    """What becomes of a centre."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    MISSING = "missing"
    """Not in the file; it stays as it is."""
    SWITCHED_OFF = "switched-off"


@dataclass(frozen=True, slots=True)
class Change:
    """The fate of a centre, and each change in words: «телефоны: … → …»."""

    key: str
    name: str
    fate: Fate
    details: Sequence[str] = field(default_factory=tuple)


async def put(
    session: AsyncSession, file: str, entries: Sequence[CentreEntry], now: datetime, *, disable_missing: bool = False
) -> list[Change]:
    """Lays the file over the centres, and tells what changed. Nothing is deleted: a centre that the file does not name
    stays, or is switched off with `disable_missing`. Raises `CentreFileError` before anything is changed."""
    known = {centre.key: centre for centre in await session.scalars(select(Centre).order_by(Centre.name))}
    complain([*_incomplete(file, entries, known), *await _seniors_elsewhere(session, file, entries)])
    changes = [await _put_one(session, one, known.get(one.key), now) for one in entries]
    named = {one.key for one in entries}
    for centre in known.values():
        if centre.key not in named and centre.enabled:
            changes.append(Change(centre.key, centre.name, Fate.SWITCHED_OFF if disable_missing else Fate.MISSING))
            if disable_missing:
                centre.enabled, centre.updated_at = False, now
    await session.flush()
    centres.forget(session)
    return changes


async def desks_of(session: AsyncSession, centre_id: int) -> dict[Purpose, str]:
    """The groups of a centre's own, as they were configured."""
    query = select(DeskPurpose.purpose, Desk.configured_chat_id).join(Desk, Desk.id == DeskPurpose.desk_id)
    rows = await session.execute(query.where(DeskPurpose.centre_id == centre_id))
    return {purpose: chat for purpose, chat in rows}  # noqa: C416  (rows are no pairs to mypy)


async def _put_one(session: AsyncSession, entry: CentreEntry, centre: Centre | None, now: datetime) -> Change:
    fate = Fate.CHANGED
    if centre is None:
        fate = Fate.ADDED
        centre = Centre(key=entry.key, updated_at=now, **(dict(_EMPTY) | dict(entry.told)))
        session.add(centre)
        await session.flush()
        details = []
    else:
        details = [
            _told(centre, column, value) for column, value in entry.told.items() if _differs(centre, column, value)
        ]
        for column, value in entry.told.items():
            setattr(centre, column, value)
    details += await _put_days(session, entry, centre)
    details += await _put_desks(session, entry, centre)
    if fate is Fate.CHANGED and not details:
        return Change(entry.key, centre.name, Fate.UNCHANGED)
    centre.updated_at = now
    await sla.hours_changed(session, centre.id)
    return Change(entry.key, centre.name, fate, details)


async def _put_days(session: AsyncSession, entry: CentreEntry, centre: Centre) -> list[str]:
    before = await centres.exceptions_of(session, centre)
    details = []
    for day, value in entry.days.items():
        if value is AsUsual.DAY:
            if day in before:
                await centres.unset_day(session, centre, day)
                details.append(_day_told(before, day, say("hours-as-usual")))
        elif day not in before or before[day] != value:
            await centres.set_day(session, centre, day, value)
            details.append(_day_told(before, day, hours.write_hours(value)))
    return details


async def _put_desks(session: AsyncSession, entry: CentreEntry, centre: Centre) -> list[str]:
    before = await desks_of(session, centre.id)
    details = []
    for purpose, chat in entry.desks.items():
        if before.get(purpose) == chat:
            continue
        if chat is None:
            await topics.close_desk(session, purpose, centre.id)
        else:
            await topics.set_up_desk(session, chat, purpose, centre.id)
        was, now = before.get(purpose) or "—", chat or say("centres-shared-group")
        details.append(say("centres-change", field=say("centres-field", name=purpose.value), was=was, now=now))
    return details


def _incomplete(file: str, entries: Sequence[CentreEntry], known: Mapping[str, Centre]) -> list[str]:
    """New centres without what every centre has to have."""
    faults = []
    for entry in entries:
        missing = [name for name in NEEDED if name not in entry.told]
        if entry.key not in known and missing:
            names = ", ".join(say("centres-field", name=name) for name in missing)
            fault = say("centres-incomplete", key=entry.key, names=names)
            faults.append(say("centres-at", file=file, line=entry.line, fault=fault))
    return faults


async def _seniors_elsewhere(session: AsyncSession, file: str, entries: Sequence[CentreEntry]) -> list[str]:
    """Complaints are for the seniors' eyes: their group must be nobody else's (see `entries`, for the file itself)."""
    query = select(Desk.configured_chat_id, DeskPurpose.purpose, DeskPurpose.centre_id)
    serving = [tuple(row) for row in await session.execute(query.join(DeskPurpose, DeskPurpose.desk_id == Desk.id))]
    seniors = {chat for chat, purpose, _ in serving if purpose == Purpose.SENIORS}
    others = {chat for chat, purpose, _ in serving if purpose != Purpose.SENIORS}
    faults = []
    for entry in entries:
        own = {chat for purpose, chat in entry.desks.items() if chat and purpose != Purpose.SENIORS}
        if entry.desks.get(Purpose.SENIORS) in others or own & seniors:
            faults.append(say("centres-at", file=file, line=entry.line, fault=say("centres-seniors-shared")))
    return faults


def _differs(centre: Centre, column: str, value: object) -> bool:
    return bool(getattr(centre, column) != value)


def _told(centre: Centre, column: str, value: object) -> str:
    name = "map" if column == "map_url" else column
    was, now = (written(column, one) or "—" for one in (getattr(centre, column), value))
    return say("centres-change", field=say("centres-field", name=name), was=was, now=now)


def _day_told(before: Mapping[date, Hours | None], day: date, now: str) -> str:
    was = hours.write_hours(before[day]) if day in before else say("hours-as-usual")
    return say("centres-change", field=f"{day:%d.%m.%Y}", was=was, now=now)


def written(column: str, value: object) -> str:
    """The value of a column as a file has it."""
    if column == "hours" and isinstance(value, dict):
        return hours.write_week(centres.as_week(value))
    if isinstance(value, bool):
        return say("centres-yes") if value else say("centres-no")
    return ", ".join(value) if isinstance(value, list) else str(value or "")
