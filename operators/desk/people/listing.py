"""`/staff` alone: who there is, with roles, skills and absences."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from telegram import Update

from bot.richtext import RichText, bold, joined
from bot.texts import say
from operators import absences, members
from operators.card_text import one_line
from operators.desk.guards import role_names
from operators.desk.turn import DeskContext, Turn
from operators.roles import Absence, Role, StaffRole, StaffSkill
from operators.staff import Staff

_NAME_LENGTH = 60
_MOST_LISTED = 40


async def show(update: Update, context: DeskContext) -> None:
    """The list, those with roles first."""
    turn, message = context.turn, update.effective_message
    if message is None:
        return
    lines = await _lines(turn)
    more = [say("staff-more", count=len(lines) - _MOST_LISTED)] if len(lines) > _MOST_LISTED else []
    text = joined([bold(say("staff-list")), *lines[:_MOST_LISTED], *more, "", say("staff-how")])
    await turn.say(text, reply_to=message.message_id)


async def _lines(turn: Turn) -> list[RichText | str]:
    """A line for everybody who is in one of the groups, or has a role."""
    session, gone = turn.session, await members.gone_from_all(turn.session)
    roles: dict[int, set[Role]] = {}
    for given in await session.scalars(select(StaffRole)):
        roles.setdefault(given.staff_id, set()).add(given.role)
    skills: dict[int, list[StaffSkill]] = {}
    for skill in await session.scalars(select(StaffSkill).order_by(StaffSkill.skill)):
        skills.setdefault(skill.staff_id, []).append(skill)
    away = await absences.to_come(session, turn.today)
    people = [one for one in await session.scalars(select(Staff)) if one.id not in gone or one.id in roles]
    people.sort(key=lambda one: (one.id not in roles, one.name.casefold()))
    names = {one.id: one.name for one in people}
    return [
        _line(one, roles.get(one.id, set()), [*_skills(turn, skills.get(one.id, ())), *_away(away.get(one.id), names)])
        + (f" · {say('staff-gone')}" if one.id in gone else "")
        for one in people
    ]


def _line(one: Staff, roles: set[Role], more: Sequence[str]) -> str:
    account = f" (@{one.username})" if one.username else ""
    what = role_names(frozenset(roles)) or say("role-operator")
    return " · ".join([f"{one_line(one.name, _NAME_LENGTH)}{account} — {what}", *more])


def _skills(turn: Turn, those: Sequence[StaffSkill]) -> list[str]:
    said = []
    for one in those:
        if one.valid_until is None:
            said.append(one.skill)
        else:
            key = "staff-skill-until" if one.valid_until >= turn.today else "staff-skill-over"
            said.append(say(key, skill=one.skill, until=f"{one.valid_until:%d.%m.%Y}"))
    return [say("staff-skills", skills=", ".join(said))] if said else []


def _away(absence: Absence | None, names: dict[int, str]) -> list[str]:
    if absence is None:
        return []
    deputy = one_line(names.get(absence.deputy_id or 0, ""), _NAME_LENGTH)
    days = {"since": f"{absence.since:%d.%m.%Y}", "until": f"{absence.until:%d.%m.%Y}"}
    return [say("staff-away-deputy", deputy=deputy, **days) if deputy else say("staff-away", **days)]
