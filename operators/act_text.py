"""An act of destruction as it is printed and signed: the points of Roskomnadzor's order No. 179, one a line."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.texts import say
from operators.acts import Act


def drawn(act: Act, centre: str, time_zone: ZoneInfo) -> str:
    """The act in words; who signs it writes that by hand."""
    lines = [
        say("act-heading", number=act.id, date=f"{act.destroyed_at.astimezone(time_zone):%d.%m.%Y %H:%M}"),
        say("act-operator", centre=centre),
        say("act-whose", client=act.client_number) if act.client_number is not None else say("act-whose-many"),
        say("act-categories"),
        *(f"— {say(f'privacy-category-{category}')}: {count}" for category, count in sorted(act.counts.items())),
        say("act-system"),
        say("act-method"),
        say(f"act-ground-{act.ground}", date=_day(act, time_zone)),
        say("act-signed"),
    ]
    return "\n".join(lines)


def _day(act: Act, time_zone: ZoneInfo) -> str:
    return f"{act.asked_at.astimezone(time_zone):%d.%m.%Y}" if act.asked_at is not None else "—"
