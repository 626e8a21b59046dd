"""`/staff` with words: gives and takes roles and skills."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from telegram import Message, Update
from telegram.ext.filters import MessageFilter

from bot.texts import say
from operators import giving_roles, members
from operators.card_text import one_line
from operators.desk.people import naming
from operators.desk.people.dates import BadDay, day
from operators.desk.turn import DeskContext, Turn
from operators.giving_roles import Outcome
from operators.roles import Role
from operators.staff import Staff

_ROLES = {
    "эксперт": Role.EXPERT,
    "менеджер": Role.MANAGER,
    "маркетолог": Role.MARKETER,
    "старший": Role.SENIOR,
    "старшая": Role.SENIOR,
    "администратор": Role.ADMINISTRATOR,
    "админ": Role.ADMINISTRATOR,
    **{str(role): role for role in Role},
}
_OFF = frozenset({"снять", "убрать", "off"})
_SKILL = frozenset({"навык", "skill"})
_UNTIL = re.compile(r"\s(?:до|until)\s+(.+)$", re.IGNORECASE)
_NAME_LENGTH = 60


class WithWords(MessageFilter):
    """Commands that something follows."""

    def filter(self, message: Message) -> bool:
        """By the second word."""
        return len((message.text or "").split(maxsplit=1)) > 1


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: a role or a skill, for whom («»: whoever is answered), given or taken."""

    who: str
    role: Role | None = None
    skill: str = ""
    until: str | None = None
    off: bool = False


async def change(update: Update, context: DeskContext) -> None:
    """Does it, or says in a sentence why not."""
    turn, message = context.turn, update.effective_message
    if message is None:
        return
    order = read(message.text or "")
    if order is None:
        await turn.say(say("staff-how"), reply_to=message.message_id)
        return
    try:
        person = await naming.meant(turn, message, order.who)
        until = day(order.until, turn.today) if order.until is not None else None
    except naming.Unknown:
        words = say("staff-unknown") if order.who else say("staff-whom")
    except naming.Several as several:
        words = say("staff-several", names="; ".join(several.names))
    except BadDay:
        words = say("staff-bad-day")
    else:
        words = await _done(turn, person, order, until)
    await turn.say(words, reply_to=message.message_id)


def read(text: str) -> Order | None:
    """The words behind the command; None when they name neither a role nor a skill."""
    words = text.split()[1:]
    off = bool(words) and words[-1].lower() in _OFF
    words = words[:-1] if off else words
    for number, word in enumerate(words):
        if word.lower() in _SKILL and number + 1 < len(words):
            rest = " ".join(words[number + 1 :])
            ends = _UNTIL.search(rest)
            skill = rest[: ends.start()] if ends else rest
            return Order(" ".join(words[:number]), skill=skill, until=ends[1] if ends else None, off=off)
    for number, word in enumerate(words):
        if word.lower() in _ROLES:
            return Order(" ".join(words[:number] + words[number + 1 :]), role=_ROLES[word.lower()], off=off)
    return None


async def _done(turn: Turn, person: Staff, order: Order, until: date | None) -> str:
    name = one_line(person.name, _NAME_LENGTH)
    if not order.off and person.id in await members.gone_from_all(turn.session):
        return say("staff-is-gone", name=name)
    if order.role is not None:
        outcome = await _role(turn, person, order.role, off=order.off)
        return say(f"staff-role-{outcome}", name=name, role=say(f"role-{order.role}"))
    skill = giving_roles.skill_key(order.skill)
    if order.off:
        outcome = await giving_roles.disqualify(turn.session, person, skill, turn.person)
        return say(f"staff-skill-{outcome}", name=name, skill=skill)
    if until is not None and until < turn.today:
        return say("staff-bad-day")
    await giving_roles.qualify(turn.session, person, skill, until, turn.person)
    if until is None:
        return say("staff-skill-given", name=name, skill=skill)
    return say("staff-skill-given-until", name=name, skill=skill, until=f"{until:%d.%m.%Y}")


async def _role(turn: Turn, person: Staff, role: Role, *, off: bool) -> Outcome:
    if off:
        return await giving_roles.take(turn.session, person, role, turn.person)
    return await giving_roles.give(turn.session, person, role, turn.person, turn.now)
