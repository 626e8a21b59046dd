"""The permissions of people on maternity or parental leave, at the desk: buttons under the scan, and `/разрешение`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import structlog
from telegram import Message, Update

from bot.clients import ClientAddress
from bot.outgoing import Button, Keyboard
from bot.texts import say
from operators import cards, events, leave_permissions, tickets
from operators.client_facts import permission_line
from operators.crm import cells
from operators.crm.cells import BadCell
from operators.desk.turn import DeskContext, Turn
from operators.leave_permissions import LeavePermission, PermissionState
from operators.permission_prompt import REASONS
from operators.topics import Topic

log = structlog.get_logger(__name__)

NAMES = ("разрешение", "permission")
_LONGEST_YEARS = 4
"""No leave is longer: three years for a child, and the months before."""
_MOST_REASON = 300
_NEEDED, _OVER, _UNTIL, _NO = ("нужно", "нужен"), ("снять", "вышел", "вышла"), "до", "нет"


async def command(update: Update, context: DeskContext) -> None:
    """`/разрешение`, `… нужно`, `… до 31.12.2026`, `… нет ПРИЧИНА`, `… снять`, in the client's topic."""
    turn, message = context.turn, update.effective_message
    if message is None or (topic := await turn.topic_for(message)) is None:
        return
    words = (message.text or "").split()[1:]
    told = await _told(turn, topic, words)
    if told is None:
        await turn.nod(message.message_id)
    else:
        await turn.say(told, reply_to=message.message_id)


async def confirm(update: Update, context: DeskContext) -> None:
    """«Подтвердить до …»: the day is in the button, as 20261231."""
    turn, query, (number, day) = context.turn, update.callback_query, context.numbers
    if query is None:
        return
    permission = await _here(turn, number)
    try:
        until = date(day // 10000, day // 100 % 100, day % 100)
    except ValueError:
        permission, until = None, turn.today
    if permission is None or (why := _unfit(turn, until)) is not None:
        turn.toast(query.id, say("desk-stale") if permission is None else str(why), alert=True)
        return
    await _confirm(turn, permission, until)
    await _settled(turn, query.message, query.id, say("leave-toast-confirmed", day=f"{until:%d.%m.%Y}"))


async def ask_day(update: Update, context: DeskContext) -> None:
    """«Другая дата»: some to choose from; any other is typed."""
    await _choice(update, context, "leave-ask-day", days=True)


async def ask_reason(update: Update, context: DeskContext) -> None:
    """«Отказать»: the usual reasons; any other is typed."""
    await _choice(update, context, "leave-ask-reason", days=False)


async def refuse(update: Update, context: DeskContext) -> None:
    """One of the usual reasons."""
    turn, query, (number, reason) = context.turn, update.callback_query, context.numbers
    if query is None:
        return
    permission = await _here(turn, number)
    if permission is None or not 0 <= reason < len(REASONS):
        turn.toast(query.id, say("desk-stale"))
        return
    await _refuse(turn, permission, say(REASONS[reason]))
    await _settled(turn, query.message, query.id, say("leave-toast-refused"))


async def _told(turn: Turn, topic: Topic, words: Sequence[str]) -> str | None:
    """What is answered to the command; None where a nod will do."""
    permission = await leave_permissions.permission_of(turn.session, topic.client_id)
    act, rest = (words[0].lower() if words else ""), " ".join(words[1:])
    if act in _NEEDED:
        return await _need(turn, topic)
    if permission is None:
        return say("leave-none")
    if not act:
        return f"{permission_line(permission, turn.today)}\n{say('leave-help')}"
    if act in _OVER:
        leave_permissions.end(permission, turn.now, turn.person.id)
        await _changed(turn, permission, "over")
    elif act == _NO and rest:
        await _refuse(turn, permission, rest[:_MOST_REASON])
    else:
        return await _until(turn, permission, rest if act == _UNTIL else " ".join(words))
    return None


async def _until(turn: Turn, permission: LeavePermission, words: str) -> str | None:
    try:
        until = cells.day(words)
    except BadCell:
        until = None
    if until is None:
        return say("leave-help")
    if (why := _unfit(turn, until)) is not None:
        return why
    await _confirm(turn, permission, until)
    return None


async def _need(turn: Turn, topic: Topic) -> str | None:
    ticket = await tickets.latest_in_topic(turn.session, topic.id)
    if ticket is None or await leave_permissions.need(turn.session, ticket.address, turn.now) is None:
        return say("leave-known" if ticket is not None else "desk-no-client-here")
    permission = await leave_permissions.permission_of(turn.session, topic.client_id)
    if permission is not None:
        await _changed(turn, permission, "needed")
    return None


async def _confirm(turn: Turn, permission: LeavePermission, until: date) -> None:
    leave_permissions.confirm(permission, until, turn.person.id, turn.now)
    await _changed(turn, permission, "confirmed")


async def _refuse(turn: Turn, permission: LeavePermission, reason: str) -> None:
    leave_permissions.refuse(permission, reason, turn.person.id, turn.now)
    await _changed(turn, permission, "refused")


async def _changed(turn: Turn, permission: LeavePermission, what: events.PermissionNews) -> None:
    """The client is told, and the cards of their open tickets say so."""
    log.info("permission.decided", permission=permission.id, what=what)
    address = await turn.session.get_one(ClientAddress, permission.address_id)
    await events.tell(turn.session, address, events.PermissionChanged(permission.id, what), turn.now)
    await turn.session.flush()
    for ticket in await tickets.of_address(turn.session, permission.address_id):
        if ticket.is_open:
            await cards.refresh(turn.session, ticket, turn.now)


async def _choice(update: Update, context: DeskContext, text: str, *, days: bool) -> None:
    turn, query, (number,) = context.turn, update.callback_query, context.numbers
    if query is None:
        return
    permission = await _here(turn, number)
    if permission is None:
        turn.toast(query.id, say("desk-stale"))
        return
    turn.toast(query.id)
    await turn.say(say(text), _days(turn, permission) if days else _reasons(permission))


def _days(turn: Turn, permission: LeavePermission) -> Keyboard:
    today = turn.today
    offered = (date(today.year, 12, 31), date(today.year + 1, 6, 30), date(today.year + 1, 12, 31))
    return tuple(
        (Button(say("leave-button-until", day=f"{day:%d.%m.%Y}"), data=f"leave:ok:{permission.id}:{day:%Y%m%d}"),)
        for day in offered
    )


def _reasons(permission: LeavePermission) -> Keyboard:
    return tuple((Button(say(key), data=f"leave:no:{permission.id}:{number}"),) for number, key in enumerate(REASONS))


async def _here(turn: Turn, number: int) -> LeavePermission | None:
    """A permission that waits to be decided, if it is the one of this topic's client."""
    if turn.topic is None:
        return None
    permission = await leave_permissions.permission_of(turn.session, turn.topic.client_id)
    waits = permission is not None and permission.id == number and permission.state is PermissionState.SENT
    return permission if waits else None


def _unfit(turn: Turn, until: date) -> str | None:
    if until < turn.today:
        return say("leave-day-past", day=f"{until:%d.%m.%Y}")
    if until.year > turn.today.year + _LONGEST_YEARS:
        return say("leave-day-far", day=f"{until:%d.%m.%Y}")
    return None


async def _settled(turn: Turn, message: object, callback_id: str, words: str) -> None:
    """The prompt that was answered vanishes; the scan itself stays."""
    turn.toast(callback_id, words)
    if isinstance(message, Message) and not (message.photo or message.document):
        await turn.take_away(message.message_id)
