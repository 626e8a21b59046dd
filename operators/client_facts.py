"""What an operator sees of a client's contract on the card of a ticket, and the buttons that go with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.outgoing import Button, ButtonStyle, Keyboard
from bot.texts import say
from operators import confirmations, contacts, leave_permissions
from operators.confirmations import Trust
from operators.leave_permissions import LeavePermission, PermissionState
from operators.organisations import Organisation
from operators.tickets import Ticket

_NAME = 150
"""Characters of an organisation's name: the card has room for little more."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Lines of the card, and rows of buttons under it."""

    lines: tuple[str, ...] = ()
    keyboard: Keyboard = ()


NO_FACTS = Facts()
"""Of a client of whom nothing is known."""


async def facts_of(session: AsyncSession, ticket: Ticket, today: date) -> Facts:
    """The organisation, its contract and debt, how it is known that the client belongs there, and the permission of
    whoever is on leave. Nothing of what nobody knows."""
    card = await contacts.card_of(session, ticket.client_id)
    lines: list[str] = []
    keyboard: Keyboard = ()
    number = card.organisation_id if card is not None else None
    if number is not None:
        organisation = await session.get_one(Organisation, number)
        trust = await confirmations.trust_of(session, card)
        lines += _of_organisation(organisation, today)
        if trust is not None and trust is not Trust.PROVEN:
            lines.append(say(f"facts-trust-{trust.value}"))
        if trust is not None and trust.is_word and ticket.is_open:
            keyboard = confirming(ticket.client_id, organisation.id)
    permission = await leave_permissions.permission_of(session, ticket.client_id)
    if permission is not None:
        lines.append(permission_line(permission, today))
    return Facts(tuple(lines), keyboard)


def permission_line(permission: LeavePermission, today: date) -> str:
    """«Отпуск по уходу: разрешение до 31.12.2026»."""
    state = permission.state
    if state is PermissionState.CONFIRMED and not permission.holds(today):
        state = PermissionState.LAPSED
    until = f"{permission.until:%d.%m.%Y}" if permission.until else ""
    return say("facts-leave", state=state.value, until=until)


def _of_organisation(organisation: Organisation, today: date) -> Iterator[str]:
    name = organisation.name if len(organisation.name) <= _NAME else organisation.name[: _NAME - 1] + "…"
    yield say("facts-organisation", name=" ".join(name.split()), inn=organisation.inn)
    until = organisation.contract_until
    told = [say("facts-contract", state=say("crm-contract", state=organisation.contract.value))]
    if until is not None:
        told.append(say("facts-until" if until >= today else "facts-was-until", day=f"{until:%d.%m.%Y}"))
    told.append(say("facts-arrears" if organisation.arrears else "facts-no-arrears"))
    if organisation.missing_since is not None:
        told.append(say("facts-missing", day=f"{organisation.missing_since:%d.%m.%Y}"))
    yield " · ".join(told)


def confirming(client_id: int, organisation_id: int) -> Keyboard:
    """«Подтвердить организацию»; which one is in the button, for the card may be matched with another one meanwhile."""
    yes = f"org:yes:{client_id}:{organisation_id}"
    no = f"org:no:{client_id}:{organisation_id}"
    return (
        (Button(say("facts-button-confirm"), data=yes, style=ButtonStyle.SUCCESS),),
        (Button(say("facts-button-reject"), data=no),),
    )
