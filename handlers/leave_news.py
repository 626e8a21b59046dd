"""What a client on leave is told of their permission, whoever or whatever decided it."""

from __future__ import annotations

from bot.outgoing import Keyboard
from bot.texts import say
from handlers.turn import Turn, button, call_button
from operators.events import PermissionChanged
from operators.leave_permissions import LeavePermission

SCENARIO = "leave"
_ASKS = ("needed", "refused", "soon", "lapsed")
"""What a new scan answers."""


async def told(turn: Turn, event: PermissionChanged) -> None:
    """One message, with the buttons that go on from there."""
    permission = await turn.session.get(LeavePermission, event.permission_id)
    if permission is None:
        return
    until = f"{permission.until:%d.%m.%Y}" if permission.until else ""
    reason = (permission.reason or "").rstrip(" .")
    await turn.reply(say(f"leave-told-{event.what}", until=until, reason=reason), _buttons(event), formal=True)


def _buttons(event: PermissionChanged) -> Keyboard:
    if event.what not in _ASKS:
        return ((call_button(),),)
    send = (button(say("leave-button-send"), SCENARIO, "send"),)
    back = (button(say("leave-button-back"), SCENARIO, "back", event.permission_id),)
    return (send, back) if event.what in ("needed", "lapsed") else (send,)
