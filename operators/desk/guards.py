"""Who may do what at the desk, and where: every command and button goes through one of these rules before its handler.

Roles come from the database in the same transaction, so a role that was taken away counts at once. Whoever hides behind
the group (an anonymous administrator) is nobody whose role could be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import Update

from bot.texts import say
from operators import roles
from operators.desk.turn import DeskContext, Turn
from operators.purposes import Purpose
from operators.roles import Role

log = structlog.get_logger(__name__)

Handler = Callable[[Update, DeskContext], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`roles`: one of them is needed, an administrator has every one (empty: any operator). `where`: what the group
    has to serve (empty: any of the groups)."""

    roles: frozenset[Role] = frozenset()
    where: frozenset[Purpose] = frozenset()


OPERATORS = Rule()
"""Every member of any of the groups."""

SENIORS = Rule(frozenset({Role.SENIOR}))
"""Seniors (and administrators), in any of the groups."""

MANAGERS = Rule(frozenset({Role.MANAGER}))
"""Personal managers (and administrators), in any of the groups."""


async def refusal(turn: Turn, rule: Rule, *, anonymous: bool = False) -> str | None:
    """Why this person may not do it here, in a sentence; None when they may."""
    if turn.gone:
        return say("guard-gone")
    if rule.where and not rule.where & turn.serves:
        return say("guard-elsewhere", groups=_groups(rule.where))
    if not rule.roles:
        return None
    if anonymous:
        return say("guard-anonymous")
    if await roles.roles_of(turn.session, turn.person.id) & {*rule.roles, Role.ADMINISTRATOR}:
        return None
    return say("guard-role", roles=role_names(rule.roles))


def guarded(act: Handler, rule: Rule) -> Handler:
    """The handler behind its rule."""

    async def checked(update: Update, context: DeskContext) -> None:
        turn, message = context.turn, update.effective_message
        anonymous = update.message is not None and update.message.sender_chat is not None
        why = await refusal(turn, rule, anonymous=anonymous)
        if why is None:
            await act(update, context)
            return
        log.info("desk.refused", desk=turn.desk.id, staff=turn.staff.id if turn.staff else None)
        if update.callback_query is not None:
            turn.toast(update.callback_query.id, why, alert=True)
        elif message is not None:
            await turn.say(why, reply_to=message.message_id)

    return checked


def role_names(some: frozenset[Role]) -> str:
    """«эксперт, старший»."""
    return ", ".join(say(f"role-{role}") for role in Role if role in some)


def _groups(where: frozenset[Purpose]) -> str:
    return ", ".join(say(f"purpose-{purpose}") for purpose in Purpose if purpose in where)
