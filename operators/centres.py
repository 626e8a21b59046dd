"""The regional service centres of one installation: where they are, when they work, how they are reached."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, ForeignKey, String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base
from operators.calendar import Hours, WorkingTime

_KNOWN = "working_times"


class Centre(Base):
    """A regional service centre. Lists are in the order in which they are shown."""

    __tablename__ = "centres"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    """What a file of centres calls it; never changes."""
    name: Mapped[str] = mapped_column(Text)
    region: Mapped[str] = mapped_column(Text)
    aliases: Mapped[list[str]] = mapped_column(JSON)
    """What else its clients call the region: cities, abbreviations («спб», «Екб»)."""
    address: Mapped[str | None] = mapped_column(Text)
    map_url: Mapped[str | None] = mapped_column(Text)
    phones: Mapped[list[str]] = mapped_column(JSON)
    emails: Mapped[list[str]] = mapped_column(JSON)
    sites: Mapped[list[str]] = mapped_column(JSON)
    socials: Mapped[list[str]] = mapped_column(JSON)
    time_zone: Mapped[str] = mapped_column(String(60))
    hours: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    """By ISO weekday («1» is Monday): opening and closing as «HH:MM» («00:00» closes at the end of the day); a
    day that is missing is a day off."""
    enabled: Mapped[bool] = mapped_column(default=True)
    updated_at: Mapped[datetime]


class CentreDay(Base):
    """A day on which a centre works otherwise than its hours and the calendar say; without times it is closed."""

    __tablename__ = "centre_days"

    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    opens: Mapped[time | None]
    closes: Mapped[time | None]


async def enabled_centres(session: AsyncSession) -> list[Centre]:
    """The centres that are switched on, by name."""
    return list(await session.scalars(select(Centre).where(Centre.enabled).order_by(Centre.name, Centre.id)))


async def enabled_centre(session: AsyncSession, centre_id: int) -> Centre | None:
    """A centre that is switched on, by a number that may be forged."""
    centre = await session.get(Centre, centre_id)
    return centre if centre is not None and centre.enabled else None


async def centre_by_key(session: AsyncSession, key: str) -> Centre | None:
    """The centre that a file (or a person of the staff) calls so, in any case of letters."""
    return await session.scalar(select(Centre).where(Centre.key == key.casefold()))


async def working_time_of(session: AsyncSession, centre_id: int | None, default: WorkingTime) -> WorkingTime:
    """When a centre works. Without a centre: when the only one that is switched on does, else as the settings say
    (`default`). Read once a transaction; `set_day` and the import see to it that what they change is read anew."""
    known: dict[int | None, WorkingTime] = session.info.setdefault(_KNOWN, {})
    if centre_id not in known:
        centre = await _meant(session, centre_id)
        known[centre_id] = default if centre is None else await _read(session, centre)
    return known[centre_id]


async def set_day(session: AsyncSession, centre: Centre, day: date, hours: Hours | None) -> None:
    """On this day the centre works so, whatever its week and the calendar say; None is closed."""
    row = await session.get(CentreDay, (centre.id, day))
    if row is None:
        row = CentreDay(centre_id=centre.id, day=day)
        session.add(row)
    row.opens, row.closes = (hours.opens, hours.closes) if hours is not None else (None, None)
    await session.flush()
    forget(session)


async def unset_day(session: AsyncSession, centre: Centre, day: date) -> None:
    """The day is as the week and the calendar say again."""
    row = await session.get(CentreDay, (centre.id, day))
    if row is not None:
        await session.delete(row)
        await session.flush()
    forget(session)


async def exceptions_of(session: AsyncSession, centre: Centre) -> dict[date, Hours | None]:
    """The centre's own days, in order."""
    days = await session.scalars(select(CentreDay).where(CentreDay.centre_id == centre.id).order_by(CentreDay.day))
    return {row.day: _of_day(row) for row in days}


def week_of(centre: Centre) -> dict[int, Hours]:
    """The hours of a centre by ISO weekday."""
    return as_week(centre.hours)


def as_week(hours: dict[str, list[str]]) -> dict[int, Hours]:
    """What `Centre.hours` keeps, as hours."""
    return {
        int(weekday): Hours(time.fromisoformat(opens), time.fromisoformat(closes))
        for weekday, (opens, closes) in sorted(hours.items())
    }


def zone_of(centre: Centre) -> ZoneInfo:
    """The time zone of a centre."""
    return ZoneInfo(centre.time_zone)


def forget(session: AsyncSession) -> None:
    """What this transaction has read of working times is true no more."""
    session.info.pop(_KNOWN, None)


async def _meant(session: AsyncSession, centre_id: int | None) -> Centre | None:
    if centre_id is not None:
        return await session.get(Centre, centre_id)
    centres = await enabled_centres(session)
    return centres[0] if len(centres) == 1 else None


async def _read(session: AsyncSession, centre: Centre) -> WorkingTime:
    return WorkingTime(week_of(centre), zone_of(centre), await exceptions_of(session, centre))


def _of_day(row: CentreDay) -> Hours | None:
    return Hours(row.opens, row.closes) if row.opens is not None and row.closes is not None else None
