"""Who stands in for a personal manager whenever an absence names nobody: another manager."""

from __future__ import annotations

import re

from telegram import Message

from bot.texts import say
from operators import looking_after, members, roles
from operators.card_text import one_line
from operators.desk.people import naming
from operators.desk.turn import Turn
from operators.personal_managers import PersonalManager
from operators.roles import Role
from operators.staff import Staff

ORDER = re.compile(r"(?:заместитель|deputy)(?:\s+(\S.{0,80}))?", re.IGNORECASE)
"""«заместитель @имя», «заместитель нет»; alone it means the author of the message that is answered."""

_NOBODY = frozenset({"нет", "никто", "убрать", "снять", "off"})
_NAME_LENGTH = 60


async def appoint(turn: Turn, manager: PersonalManager, message: Message, words: str) -> str | None:
    """Makes somebody the deputy, or nobody; None when it is done, else why not, in a sentence."""
    if words.lower() in _NOBODY:
        manager.deputy_id = None
        return None
    try:
        person = await naming.meant(turn, message, words)
    except naming.Unknown:
        return say("staff-unknown") if words else say("profile-deputy-whom")
    except naming.Several as several:
        return say("staff-several", names="; ".join(several.names))
    why = await _why_not(turn, manager, person)
    if why is None:
        manager.deputy_id = (await looking_after.claim_profile(turn.session, person)).id
    return why


async def _why_not(turn: Turn, manager: PersonalManager, person: Staff) -> str | None:
    name = one_line(person.name, _NAME_LENGTH)
    if person.id == manager.staff_id:
        return say("away-own-deputy")
    if person.id in await members.gone_from_all(turn.session):
        return say("staff-is-gone", name=name)
    if not await roles.may_act_as(turn.session, person.id, Role.MANAGER):
        return say("profile-deputy-no-manager", name=name)
    return None


async def of(turn: Turn, manager: PersonalManager) -> PersonalManager | None:
    """The deputy of a manager."""
    return await turn.session.get(PersonalManager, manager.deputy_id) if manager.deputy_id is not None else None
