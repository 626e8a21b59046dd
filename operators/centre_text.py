"""A centre in words: where it is, how it is reached, when it works, and whether it is open now by its own clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.richtext import RichText, bold, joined, link, rich
from bot.texts import say
from operators import centres, hours, reaching
from operators.calendar import WorkingTime
from operators.centres import Centre

_AHEAD = timedelta(days=14)
"""So far ahead days that differ from the week are told."""


def reached(centre: Centre) -> RichText:
    """Its name and phones, where there are several to tell of."""
    phones = ", ".join(reaching.shown(phone) for phone in centre.phones)
    return joined([bold(centre.name), say("centre-phone", phone=phones) if phones else say("centre-no-phones")])


def described(centre: Centre, working: WorkingTime, now: datetime) -> RichText:
    """What a client reads: phones first, for that is what was asked."""
    parts: list[RichText | str] = [bold(centre.name)]
    parts += [say("centre-phone", phone=reaching.shown(phone)) for phone in centre.phones] or [say("centre-no-phones")]
    parts += [say("centre-email", email=", ".join(centre.emails))] if centre.emails else []
    if centre.address is not None:
        place = rich(say("centre-address", address=centre.address))
        parts.append(place + " · " + link(say("centre-map"), centre.map_url) if centre.map_url else place)
    parts += [", ".join((*centre.sites, *centre.socials))] if centre.sites or centre.socials else []
    return joined([*parts, "", *when_open(working, now)])


def when_open(working: WorkingTime, now: datetime) -> list[RichText | str]:
    """Whether it is open, the week by days, and the days soon to come that differ from it."""
    lines: list[RichText | str] = [bold(state(working, now)), *hours.week_in_words(working.hours)]
    differing = _differing(working, working.today(now))
    return [*lines, *([say("centre-days", days=differing)] if differing else [])]


def state(working: WorkingTime, now: datetime) -> str:
    """«Сейчас открыто, до 18:00 (у центра 12:30)», «Сейчас закрыто. Откроется завтра в 08:00»."""
    clock = f"{now.astimezone(working.time_zone):%H:%M}"
    if (closes := working.closing(now)) is not None:
        return say(
            "centre-open", until=f"{closes:%H:%M}" if closes.time() != datetime.min.time() else "24:00", clock=clock
        )
    opening = working.next_opening(now)
    if opening is None:
        return say("centre-closed-for-good")
    return say("centre-closed", when=opening_at(opening, working.today(now)), clock=clock)


def opening_at(opening: datetime, today: date) -> str:
    """«сегодня в 08:00», «завтра в 08:00», «в понедельник, 30.11, в 08:00»; all by the centre's own clock."""
    time = f"{opening:%H:%M}"
    days = (opening.date() - today).days
    if days > 1:
        return say("opens-date", weekday=opening.isoweekday(), date=f"{opening:%d.%m}", time=time)
    return say("opens-tomorrow" if days else "opens-today", time=time)


async def line(session: AsyncSession, centre: Centre, now: datetime) -> str:
    """A centre in one line, for staff."""
    working = await centres.working_time_of(session, centre.id, WorkingTime({}, centres.zone_of(centre)))
    return say(
        "centre-line",
        key=centre.key,
        name=centre.name,
        region=centre.region,
        hours=hours.write_week(working.hours),
        state=state(working, now) if centre.enabled else say("centre-off"),
    )


def _differing(working: WorkingTime, today: date) -> str:
    """«31.12 закрыто, 02.01 09:00-15:00»."""
    days = [day for day in sorted(working.exceptions) if today <= day <= today + _AHEAD]
    return ", ".join(f"{day:%d.%m} {hours.write_hours(working.exceptions[day])}" for day in days)
