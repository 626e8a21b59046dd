"""Before people take a request: whether the client is entitled to it. If not it is said why, politely, and what else
there is: the phone, a call from the centre, another INN, the permission that is lacking."""

from __future__ import annotations

from bot.outgoing import Button, Keyboard
from bot.texts import say
from handlers import errands
from handlers.errands import Errand
from handlers.turn import Turn, button
from operators import contacts, entitlement, relay
from operators.client_facts import confirming
from operators.entitlement import Entitlement, Standing

SCENARIO = "entitlement"
WAYS = {"phone": "phone", "call": "call_back", "permission": "leave"}
"""Scenarios that its buttons lead to, by the buttons' actions."""
_ASKED = "asked"
_NEEDS = ("inn?", "phone?")
"""Fields of the contact card by which an organisation is found."""


async def admitted(turn: Turn, then: str, errand: Errand | None) -> Entitlement | None:
    """What the client is entitled to; None when they were told otherwise, or are asked whose client they are: then
    `then` goes on with the answer. `errand` is what that scenario was entered with."""
    found = await of(turn)
    if found.allowed:
        return found
    asked = errand is not None and bool(errand.data.get(_ASKED))
    if found.standing is Standing.UNKNOWN and not asked:
        card = await contacts.card_of(turn.session, turn.address.client_id)
        if contacts.missing(card, [need.rstrip("?") for need in _NEEDS]):
            await turn.reply(say("entitlement-ask"), formal=True)
            before = Errand(then, data={_ASKED: True}, before=errand)
            await errands.first(turn, "contact_card", then=then, needs=_NEEDS, before=before)
            return None
    await refuse(turn, found)
    return None


async def of(turn: Turn) -> Entitlement:
    """What the client is entitled to, today by the centre's clock."""
    rules = turn.services.promises.entitlement
    today = turn.now.astimezone(rules.zone).date()
    return await entitlement.entitlement(turn.session, turn.address.client_id, today, rules)


async def refuse(turn: Turn, found: Entitlement) -> None:
    """Why not, and what else there is. Whoever only named an INN is not told what its contract says."""
    turn.dialogue.end()
    doubted = found.trust is not None and found.trust.is_word
    if found.standing is Standing.UNCONFIRMED and doubted and found.organisation is not None:
        await _have_confirmed(turn, found)
    reason = _reason(found)
    await turn.reply(say(f"entitlement-{reason}"), _ways(found), about=turn.dialogue.asked(turn.now), formal=True)


def reminder(found: Entitlement) -> str | None:
    """What whoever is taken all the same is told of a debt; nothing to whoever only named an INN, but for the count."""
    if not found.debt:
        return None
    if found.left is not None:
        return say("entitlement-left", left=found.left - 1)
    return say("entitlement-debt") if found.is_believed else None


def _reason(found: Entitlement) -> str:
    match found.standing:
        case Standing.ENDED | Standing.SUSPENDED | Standing.LIMITED if not found.is_believed:
            return "doubtful"
        case standing:
            return standing.value.replace("_", "-")


def _ways(found: Entitlement) -> Keyboard:
    rows: list[tuple[Button, ...]] = []
    if found.standing is Standing.ON_LEAVE:
        rows.append((button(say("entitlement-button-permission"), SCENARIO, "permission"),))
    if found.standing in (Standing.UNKNOWN, Standing.NO_CONTRACT, Standing.UNCONFIRMED):
        named = found.standing is not Standing.UNKNOWN
        rows.append((button(say("entitlement-button-other" if named else "entitlement-button-inn"), SCENARIO, "inn"),))
    rows.append((button(say("entitlement-button-phone"), SCENARIO, "phone"),))
    rows.append((button(say("entitlement-button-call"), SCENARIO, "call"),))
    return tuple(rows)


async def _have_confirmed(turn: Turn, found: Entitlement) -> None:
    """Operators are asked in General, once an hour at most; the client is told when they have confirmed it."""
    organisation = found.organisation
    assert organisation is not None  # noqa: S101  (seen by the caller)
    words = say(
        "entitlement-general",
        name=turn.address.name,
        inn=organisation.inn,
        organisation=organisation.name[:150],
        trust=found.trust.value if found.trust is not None else "",
    )
    await relay.tell_general(
        turn.session,
        words,
        turn.now,
        f"confirm:{turn.address.client_id}:{organisation.id}",
        keyboard=confirming(turn.address.client_id, organisation.id),
        context={"waiting_address": turn.address.id},
        about=turn.address.client_id,
    )
