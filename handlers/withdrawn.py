"""The turn of a conversation whose client has withdrawn their consent, in whichever of their messengers: what people
are at ends, forms are put away, and the client is told what happens and how to change their mind."""

from __future__ import annotations

from bot.outgoing import Button
from bot.texts import say
from handlers.turn import Turn, button
from operators import withdrawing
from operators.destructions import Destruction
from operators.events import ConsentWithdrawn


async def apply(turn: Turn, event: ConsentWithdrawn) -> None:
    """Nothing once the client has agreed again meanwhile."""
    found = await turn.session.get(Destruction, event.destruction_id)
    if found is None or found.cancelled_at is not None:
        return
    turn.dialogue.end()
    turn.dialogue.forget_question()
    day = day_of(turn, found)
    await withdrawing.close(turn.session, await turn.ticket(), say("topic-withdrawn", date=day), turn.now)
    await turn.reply(say("privacy-withdrawn", date=day), ((keep_button(),),), formal=True)


async def kept(turn: Turn) -> None:
    """The client has agreed again; whoever pressed for it was told there."""
    await withdrawing.kept(turn.session, await turn.ticket(), turn.now)


def day_of(turn: Turn, found: Destruction) -> str:
    """By when it is done, by the centre's calendar."""
    return f"{found.due_at.astimezone(turn.services.promises.working_time.time_zone):%d.%m.%Y}"


def keep_button() -> Button:
    """«Оставить мои данные»."""
    return button(say("button-privacy-keep"), "privacy", "keep")
