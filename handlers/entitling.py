"""Before people take a request: whether the client is entitled to it. If not it is said why, politely, and what else
there is: the phone, a call from the centre, another INN, the permission that is lacking."""

from __future__ import annotations

from bot.outgoing import Button, Keyboard
from bot.texts import say
from handlers.turn import Turn, button
from operators import entitlement
from operators.entitlement import Entitlement, Standing

SCENARIO = "entitlement"


async def admitted(turn: Turn) -> Entitlement | None:
    """What the client is entitled to; None when they are refused, and have been told so."""
    found = await of(turn)
    if found.allowed:
        return found
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
