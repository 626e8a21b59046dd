"""The mails that were sent, newest last, for the page and for tests.

The events of a mailbox, beside those of `bot.sandbox.events`: `mail`, with the mail's view.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from bot.clock import Clock, SystemClock
from bot.sandbox.events import EventLog
from bot.sandbox.mail.letter import Letter, read

KEPT = 500
"""Mails kept; older ones are forgotten."""


class Mailbox:
    """All mails, whomever they are for."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.events = EventLog()
        self.letters: OrderedDict[int, Letter] = OrderedDict()
        """By number."""
        self._clock = clock or SystemClock()
        self._numbers = itertools.count(1)

    def put(self, sender: str, recipients: Sequence[str], data: bytes) -> Letter:
        """A mail as SMTP gave it: from whom and for whom by the envelope, and its bytes."""
        letter = read(next(self._numbers), self._clock.now(), sender, recipients, data)
        self.letters[letter.number] = letter
        if len(self.letters) > KEPT:
            self.letters.popitem(last=False)
        self.events.emit("mail", letter.to_view())
        return letter

    def snapshot(self) -> dict[str, Any]:
        """`{"seq", "letters": [views]}`."""
        return {"seq": self.events.seq, "letters": [letter.to_view() for letter in self.letters.values()]}
