"""`/kb очередь`, `/kb формулировки [слова]`, `/kb пробелы`; whatever else follows `/kb` is for others to read."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext.filters import MessageFilter

from operators.desk.learning import gaps, listing, queue
from operators.desk.turn import DeskContext

_QUEUE = frozenset({"очередь", "queue"})
_LEARNED = frozenset({"формулировки", "wordings"})
_GAPS = frozenset({"пробелы", "gaps"})
_WORDS = _QUEUE | _LEARNED | _GAPS


class Following(MessageFilter):
    """Messages whose second word is one of these, whatever its case."""

    def filter(self, message: Message) -> bool:
        """By the word behind the command."""
        return _second(message) in _WORDS


async def look(update: Update, context: DeskContext) -> None:
    """What the second word asks for."""
    turn, message = context.turn, update.effective_message
    if message is None:
        return
    match _second(message):
        case word if word in _QUEUE:
            await queue.post_again(turn, message)
        case word if word in _GAPS:
            await gaps.show(turn, message)
        case _:
            await listing.show(turn, message, " ".join((message.text or "").split()[2:]))


def _second(message: Message) -> str:
    words = (message.text or "").split(maxsplit=2)
    return words[1].lower() if len(words) > 1 else ""
