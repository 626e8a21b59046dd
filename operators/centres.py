"""The regional service centres of one installation: where they are, when they work, how they are reached."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base


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
    """By ISO weekday («1» is Monday): opening and closing as «HH:MM»; a day that is missing is a day off."""
    enabled: Mapped[bool] = mapped_column(default=True)
    updated_at: Mapped[datetime]


class CentreDay(Base):
    """A day on which a centre works otherwise than its hours and the calendar say; without times it is closed."""

    __tablename__ = "centre_days"

    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    opens: Mapped[time | None]
    closes: Mapped[time | None]
