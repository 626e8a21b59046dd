"""Whether a client is entitled to be answered by people, as the regulations of the hotline and the expert line say:
the clients with a maintained contract, without a limit on the number of requests; arrears may limit it, and whoever is
on maternity or parental leave needs a written permission.

Nobody is refused while the centre has no organisations in the database, or does not require a contract.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from operators.confirmations import Trust, trust_of
from operators.contacts import card_of
from operators.kinds import TicketKind
from operators.leave_permissions import LeavePermission, permission_of, permits
from operators.organisations import ContractState, Organisation
from operators.tickets import Ticket


class TrustInn(StrEnum):
    """What a client's word (an INN, a phone that was typed) is worth: taken while an operator looks, taken as it is, or
    nothing until confirmed."""

    ASK = "ask"
    YES = "yes"
    NO = "no"


class ArrearsAction(StrEnum):
    """What comes of arrears."""

    WARN = "warn"
    LIMIT = "limit"


_COUNTED = (TicketKind.QUESTION, TicketKind.SELECTION, TicketKind.CONSULTATION)
"""The requests that arrears may limit; a call from the centre is for everybody."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the centre has decided: see `docs/settings.md`. `arrears_limit` in kopecks, 0 for none; months are those of
    `zone`."""

    required: bool = True
    trust_inn: TrustInn = TrustInn.ASK
    arrears_limit: int = 100
    arrears_action: ArrearsAction = ArrearsAction.WARN
    requests_when_limited: int = 3
    warn_days: int = 7
    zone: tzinfo = UTC


RULES = Rules()
"""Unless the centre decides otherwise."""


class Standing(StrEnum):
    """What is said of a client's entitlement."""

    ALLOWED = "allowed"
    LIMITED = "limited"
    """Arrears, and the month's requests are used up."""
    NO_CONTRACT = "no_contract"
    """They named an INN that no contract has."""
    ENDED = "ended"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"
    """Nobody knows whose client they are."""
    UNCONFIRMED = "unconfirmed"
    """They named an INN, and nothing shows that they belong there."""
    ON_LEAVE = "on_leave"
    """On maternity or parental leave, without a permission that holds."""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a client is entitled to today. `debt`: there are arrears that count; `left` is how many requests they still
    have this month for that (None: without a limit). `trust` is how their organisation is known."""

    standing: Standing
    organisation: Organisation | None = None
    trust: Trust | None = None
    permission: LeavePermission | None = None
    debt: bool = False
    left: int | None = None

    @property
    def allowed(self) -> bool:
        """Whether people take their requests."""
        return self.standing is Standing.ALLOWED

    @property
    def is_believed(self) -> bool:
        """Whether they may be told what the contract says: an INN is no secret, but that somebody owes is."""
        return self.trust in (Trust.CONFIRMED, Trust.PROVEN)


async def entitlement(session: AsyncSession, client_id: int, today: date, rules: Rules) -> Entitlement:
    """What a client is entitled to; `today` by the clock of their centre."""
    card = await card_of(session, client_id)
    number = card.organisation_id if card is not None else None
    organisation = await session.get(Organisation, number) if number is not None else None
    if not await is_required(session, rules):
        return Entitlement(Standing.ALLOWED, organisation)
    if organisation is None:
        named = card is not None and card.inn is not None
        return Entitlement(Standing.NO_CONTRACT if named else Standing.UNKNOWN)
    trust = await trust_of(session, card)
    permission = await permission_of(session, client_id)
    if trust is Trust.REJECTED or (trust is not None and trust.is_word and rules.trust_inn is TrustInn.NO):
        return Entitlement(Standing.UNCONFIRMED, organisation, trust, permission)
    found = Entitlement(_of_contract(organisation, today), organisation, trust, permission)
    if not found.allowed:
        return found
    if permission is not None and not await permits(session, permission, today):
        return Entitlement(Standing.ON_LEAVE, organisation, trust, permission)
    return await _with_arrears(session, found, organisation, today, rules)


async def is_required(session: AsyncSession, rules: Rules) -> bool:
    """Whether anybody may be refused at all."""
    return rules.required and await session.scalar(select(Organisation.id).limit(1)) is not None


def _of_contract(organisation: Organisation, today: date) -> Standing:
    if organisation.contract is ContractState.SUSPENDED:
        return Standing.SUSPENDED
    over = organisation.contract_until is not None and organisation.contract_until < today
    return Standing.ENDED if over or organisation.contract is ContractState.ENDED else Standing.ALLOWED


async def _with_arrears(
    session: AsyncSession, found: Entitlement, organisation: Organisation, today: date, rules: Rules
) -> Entitlement:
    if not rules.arrears_limit or organisation.arrears < rules.arrears_limit:
        return found
    left = None
    if rules.arrears_action is ArrearsAction.LIMIT:
        used = await _requests_since(session, organisation.id, datetime(today.year, today.month, 1, tzinfo=rules.zone))
        left = max(0, rules.requests_when_limited - used)
    standing = Standing.LIMITED if left == 0 else Standing.ALLOWED
    return Entitlement(standing, organisation, found.trust, found.permission, debt=True, left=left)


async def _requests_since(session: AsyncSession, organisation_id: int, moment: datetime) -> int:
    """Of the whole organisation: it is the one that owes."""
    of_it = (Ticket.organisation_id == organisation_id, Ticket.opened_at >= moment, Ticket.kind.in_(_COUNTED))
    return await session.scalar(select(func.count()).select_from(Ticket).where(*of_it)) or 0
