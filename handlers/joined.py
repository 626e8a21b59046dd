"""The turn of a conversation whose client was joined with another one, or parted: what it owns follows, and the client
is told."""

from __future__ import annotations

from bot import joins
from bot.clients import ClientAddress
from bot.joins import ClientJoin
from bot.outgoing import Button
from bot.texts import say
from handlers.messengers import within
from handlers.turn import Turn, button
from operators import joining
from operators.events import AccountsJoined, AccountsParted


async def apply(turn: Turn, event: AccountsJoined | AccountsParted) -> None:
    """Brings along what belongs to this address, wherever that is by now, and tells the two ends once."""
    await joining.follow(turn.session, turn.address, turn.now)
    made = await turn.session.get(ClientJoin, event.join_id)
    if made is None or turn.address.id not in made.ends:
        return
    other = await turn.session.get_one(ClientAddress, sum(made.ends) - turn.address.id)
    there = within(other.channel)
    if isinstance(event, AccountsParted):
        await turn.reply(say("linking-undone", there=there), formal=True)
    elif made.undone_at is None:
        undo: Button = button(say("button-undo"), "linking", "undo", made.id)
        hours = int(joins.MAY_UNDO.total_seconds() // 3600)
        await turn.reply(say("linking-done", there=there, hours=hours), ((undo,),), formal=True)
