"""Forms that nobody fills in are folded after their time: the sweep finds them, and each conversation folds its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clients import ClientAddress
from handlers.conversations import Dialogue
from handlers.forms.scenario import FormScenario
from handlers.turn import Turn
from operators import events
from operators.events import FormExpired

log = structlog.get_logger(__name__)


async def sweep(session: AsyncSession, now: datetime, forms: Collection[str]) -> int:
    """Tells the conversations whose open form (one of these names) is over; returns how many there are."""
    query = select(Dialogue, ClientAddress).join(ClientAddress, ClientAddress.id == Dialogue.address_id)
    over = (await session.execute(query.where(Dialogue.form_due < now, Dialogue.form.in_(forms)))).all()
    for dialogue, address in over:
        assert dialogue.form is not None  # noqa: S101  (the query asks for it)
        assert dialogue.form_due is not None  # noqa: S101
        event = FormExpired(dialogue.form, dialogue.form_due)
        name = f"form:{address.id}:{dialogue.form_due.isoformat()}"
        await events.tell(session, address, event, now, once=name)
    return len(over)


async def fold(turn: Turn, event: FormExpired, forms: Mapping[str, object]) -> None:
    """Closes the form that is over, unless something was said meanwhile."""
    dialogue, form = turn.dialogue, forms.get(event.form)
    if dialogue.form != event.form or dialogue.form_due != event.due or not isinstance(form, FormScenario):
        return
    log.info("form.folded", form=event.form, address=turn.address.id)
    await form.fold(turn)
