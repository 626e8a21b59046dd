"""How a command looks: one `/` and a letter or a digit, in whatever alphabet.

Telegram marks only Latin commands by an entity, but «/закрыть» is no less meant for the bot, so none of it ever goes to
a client.
"""

from __future__ import annotations

import re

from telegram import Message
from telegram.ext.filters import MessageFilter

_COMMAND = re.compile(r"/(?P<name>\w[^\s@]*)(?:@(?P<addressee>\S*))?")

_ENDS = ".,!?…"
"""What people put behind a command as behind a sentence."""


def is_command(text: str) -> bool:
    """Whether a text is meant for the bot; `//` at the start is not."""
    return _COMMAND.match(text) is not None


class Command(MessageFilter):
    """Messages that begin with one of these commands (none: with any), addressed to nobody by name or to `username`
    (None: the name is not known, then whatever name is taken for ours)."""

    def __init__(self, *names: str, username: str | None = None) -> None:
        super().__init__()
        self._names, self._username = names, username

    def filter(self, message: Message) -> bool:
        """By the first word, whatever its case."""
        found = _COMMAND.match(message.text or "")
        if found is None:
            return False
        addressee = found["addressee"]
        ours = not addressee or self._username is None or addressee.lower() == self._username.lower()
        return found["name"].rstrip(_ENDS).lower() in self._names if self._names and ours else not self._names
