"""The written permission of whoever is on maternity or parental leave: its scan, and until when it holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import structlog

from bot.messages import Pressed
from bot.texts import say
from handlers.forms import Field, Filled, Fits, FormScenario, Takes, Verdict, Wrong
from handlers.leave_news import SCENARIO
from handlers.turn import Turn, call_button
from operators import cards, leave_permissions, permission_prompt, relay
from operators.crm import cells
from operators.crm.cells import BadCell

log = structlog.get_logger(__name__)


def _day(turn: Turn, words: str) -> Verdict:
    """«31.12.2027», with or without «до»; it must not have passed."""
    try:
        found = cells.day(words.strip().lower().removeprefix("до").strip(" ."))
    except BadCell:
        found = None
    if found is None:
        return Wrong(say("leave-until-wrong"))
    if found < turn.now.astimezone(turn.services.promises.entitlement.zone).date():
        return Wrong(say("leave-until-past", day=f"{found:%d.%m.%Y}"))
    return Fits(found.isoformat(), f"{found:%d.%m.%Y}")


class LeaveScenario(FormScenario):
    """A photo or a file, and the day; operators decide."""

    name = SCENARIO
    title = "leave-title"
    fields = (
        Field(key="scan", question="leave-scan-ask", takes=Takes.FILES),
        Field(key="until", question="leave-until", check=_day, optional=True),
    )

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """«Прислать разрешение» and «Я снова на работе» under what the client was told; else the form's own."""
        if action == "send" and not arguments:
            turn.toast(press)
            await self.enter(turn)
        elif action == "back":
            await self._back(turn, press, arguments)
        else:
            await super().press(turn, press, action, arguments)

    async def done(self, turn: Turn, filled: Filled) -> None:
        """Kept with the client, and shown to operators."""
        scan = await filled.files(turn, "scan")
        if not scan:
            await turn.reply(say("leave-no-file"), formal=True)
            return
        day = filled.get("until")
        until = date.fromisoformat(day) if day is not None else None
        permission = await leave_permissions.send(turn.session, turn.address, scan, until, turn.now)
        log.info("permission.sent", permission=permission.id)
        await permission_prompt.post(turn.session, permission, turn.now)
        await self._show(turn)
        await turn.reply(say("leave-sent"), formal=True)

    async def _back(self, turn: Turn, press: Pressed, arguments: Sequence[str]) -> None:
        permission = await leave_permissions.permission_of(turn.session, turn.address.client_id)
        if permission is None or list(arguments) != [str(permission.id)] or not await turn.take_buttons(press):
            turn.toast(press, say("button-stale"))
            return
        turn.toast(press)
        leave_permissions.end(permission, turn.now)
        log.info("permission.over", permission=permission.id)
        await turn.session.flush()
        await self._show(turn)
        ticket = await turn.ticket()
        if ticket is not None:
            await relay.tell_topic(turn.session, ticket, say("topic-leave-over"), turn.now)
        await turn.reply(say("leave-told-over"), ((call_button(),),), formal=True)

    async def _show(self, turn: Turn) -> None:
        """On the card of the ticket that people are at."""
        ticket = await turn.open_ticket()
        if ticket is not None:
            await turn.session.flush()
            await cards.refresh(turn.session, ticket, turn.now)
