"""What operators do in the General topic: at the real desk, by raw updates."""

from __future__ import annotations

from typing import Any

from bot.bot_api import routed
from bot.intake import accept
from bot.messages import Batch
from operators.desk.routing import conversation
from tests.dialogues.line import Line
from tests.dialogues.screens import GROUP

_CHAT = {"id": int(GROUP), "type": "supergroup", "title": "Операторы", "is_forum": True}
_OWN = 1_000_000
"""From this number on the messages of operators."""


async def presses(line: Line, name: str, label: str) -> None:
    """Presses the newest button with this label."""
    for shown in reversed(line.screens.at("general").values()):
        data = {button.text: button.data for row in shown.keyboard for button in row}
        if label in data:
            bot = {"id": 900, "is_bot": True, "first_name": "Пульт"}
            message = {"message_id": int(shown.id), "date": 1, "chat": _CHAT, "from": bot}
            query = {"id": "q", "from": _person(name), "chat_instance": "1", "message": message, "data": data[label]}
            await _hand_over(line, {"callback_query": query})
            return
    raise AssertionError(f"no button «{label}» in General")


async def writes(line: Line, name: str, text: str, **more: Any) -> None:
    """A message in General."""
    number = _OWN + line.next_number()
    line.sent[text] = str(number)
    message = {"message_id": number, "date": 1, "chat": _CHAT, "from": _person(name), "text": text}
    await _hand_over(line, {"message": message | more})


async def replies(line: Line, name: str, to: str, text: str) -> None:
    """An answer to what begins so."""
    answered = {"message_id": int(line.screens.find("general", to).id), "date": 1, "chat": _CHAT}
    await writes(line, name, text, reply_to_message=answered)


def _person(name: str) -> dict[str, Any]:
    return {"id": sum(map(ord, name)), "is_bot": False, "first_name": name}


async def _hand_over(line: Line, update: dict[str, Any]) -> None:
    raw = routed({"update_id": line.next_number(), **update}, conversation, line.clock.now())
    assert raw is not None
    await accept(line.database, "desk", Batch([raw], None), line.clock)
