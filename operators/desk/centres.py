"""`/centre`: the centres, the one of this topic's client, and the days on which one works otherwise: «/centre spb 31.12
закрыто»."""

from __future__ import annotations

from datetime import timedelta

import structlog
from sqlalchemy import select
from telegram import Message, Update
from telegram.ext.filters import MessageFilter

from bot.richtext import RichText, bold, joined
from bot.texts import say
from operators import centre_text, centres, hours, regions, sla, tickets
from operators.calendar import WorkingTime
from operators.centre_files.values import AsUsual, day_hours
from operators.centres import Centre
from operators.desk.turn import DeskContext, Turn
from operators.hours import HoursError

log = structlog.get_logger(__name__)

NAMES = ("centre", "center", "центр", "центры")

_MOST_LISTED = 40
_LONGEST_AHEAD = timedelta(days=800)
"""A day further away is a slip in the year."""


class Setting(MessageFilter):
    """Messages with more than a centre's key behind the command: something is to be set."""

    def filter(self, message: Message) -> bool:
        """By the number of words."""
        return len((message.text or "").split()) > 2


async def show(update: Update, context: DeskContext) -> None:
    """The centre that is named, else the one of the topic's client, else all of them."""
    turn, message = context.turn, update.effective_message
    if message is None:
        return
    words = (message.text or "").split()[1:]
    if words:
        centre = await centres.centre_by_key(turn.session, words[0])
        told = await (_described(turn, centre) if centre is not None else _unknown(turn, words[0]))
    elif turn.topic is not None:
        told = await _of_client(turn)
    else:
        told = await _all(turn)
    await turn.say(told, reply_to=message.message_id)


async def set_day(update: Update, context: DeskContext) -> None:
    """«/centre spb 31.12 закрыто», «… 31.12 09:00-15:00», «… 31.12 как обычно»."""
    message = update.effective_message
    if message is not None:
        _, key, day, *rest = [*(message.text or "").split(), ""]
        told = await _set(context.turn, key, day, " ".join(rest).strip())
        await context.turn.say(told, reply_to=message.message_id)


async def _set(turn: Turn, key: str, day_said: str, hours_said: str) -> RichText | str:
    centre = await centres.centre_by_key(turn.session, key)
    if centre is None:
        return await _unknown(turn, key)
    today = turn.now.astimezone(centres.zone_of(centre)).date()
    try:
        day = hours.read_day(day_said, today)
        value = day_hours(hours_said)
    except HoursError as error:
        return say("desk-centre-how", fault=str(error), key=centre.key)
    if not today <= day <= today + _LONGEST_AHEAD:
        return say("desk-centre-past", day=f"{day:%d.%m.%Y}")
    if isinstance(value, AsUsual):
        await centres.unset_day(turn.session, centre, day)
    else:
        await centres.set_day(turn.session, centre, day, value)
    centre.updated_at = turn.now
    await sla.hours_changed(turn.session, centre.id)
    log.info("centre.day_set", centre=centre.id, staff=turn.person.id)
    working = await _working(turn, centre)
    told = hours.in_words(working.hours_on(day)) if isinstance(value, AsUsual) else hours.write_hours(value)
    return say("desk-centre-set", name=centre.name, day=f"{day:%d.%m.%Y}", hours=told)


async def _of_client(turn: Turn) -> RichText | str:
    """The centre of the ticket that is open here, else the client's."""
    assert turn.topic is not None  # noqa: S101  (the caller has looked)
    open_here = await tickets.open_in_topic(turn.session, turn.topic.id)
    of_ticket = open_here[-1].centre_id if open_here else None
    centre = await turn.session.get(Centre, of_ticket) if of_ticket is not None else None
    centre = centre or await regions.centre_of(turn.session, turn.topic.client_id)
    return say("desk-centre-none-here") if centre is None else await _described(turn, centre)


async def _all(turn: Turn) -> RichText | str:
    found = list(await turn.session.scalars(select(Centre).order_by(Centre.enabled.desc(), Centre.name)))
    if not found:
        return say("centres-none")
    lines = [await centre_text.line(turn.session, centre, turn.now) for centre in found[:_MOST_LISTED]]
    more = [say("desk-queue-more", count=len(found) - _MOST_LISTED)] if len(found) > _MOST_LISTED else []
    return joined([bold(say("desk-centres")), *lines, *more, "", say("desk-centre-hint")])


async def _described(turn: Turn, centre: Centre) -> RichText:
    told = centre_text.described(centre, await _working(turn, centre), turn.now)
    return joined([told, *([say("desk-centre-off")] if not centre.enabled else [])])


async def _unknown(turn: Turn, key: str) -> str:
    keys = list(await turn.session.scalars(select(Centre.key).order_by(Centre.key).limit(_MOST_LISTED)))
    if not keys:
        return say("centres-none")
    return say("desk-centre-unknown", key=key[:40], keys=", ".join(keys))


async def _working(turn: Turn, centre: Centre) -> WorkingTime:
    return await centres.working_time_of(turn.session, centre.id, WorkingTime({}, centres.zone_of(centre)))
