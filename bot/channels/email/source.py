"""The mailbox as a source of updates, and as where enclosed files come from: IMAP in a thread, a look now and then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.calls import Sink
from bot.channels.email.mailbox import Mailbox
from bot.channels.email.reading import file_of, read
from bot.clock import Clock, SystemClock
from bot.errors import Rejected, TooLarge
from bot.messages import Batch, RawUpdate

POLL_SECONDS = 25.0
"""Between two looks: mail is not waited for by the second."""

NEAR_POLL_SECONDS = 1.0
"""The same where the mailbox is on this machine."""

_Result = TypeVar("_Result")


class MailSource:
    """Letters to the centre, each by its Message-ID, in the order of its sender's conversation."""

    name = "email"

    def __init__(self, mailbox: Mailbox, clock: Clock | None = None, poll_seconds: float = POLL_SECONDS) -> None:
        self._mailbox, self._clock, self._poll = mailbox, clock or SystemClock(), poll_seconds

    async def fetch(self, cursor: str | None) -> Batch:
        """A look; when nothing is new, a pause and another one."""
        look = await _in_thread(self._mailbox, lambda: self._mailbox.look(cursor, self._clock.now()))
        if not look.letters and look.cursor == cursor:
            await asyncio.sleep(self._poll)
            look = await _in_thread(self._mailbox, lambda: self._mailbox.look(cursor, self._clock.now()))
        if not look.letters and look.cursor == cursor:
            return Batch((), None)
        validity = look.cursor.partition(":")[0]
        letters = [read(one.data, f"{validity}:{one.uid}", whole=one.whole) for one in look.letters]
        updates = [RawUpdate(one["id"], f"email:{one['from'] or 'unknown'}", one) for one in letters]
        return Batch(updates, look.cursor)


class MailFiles:
    """Enclosed files; a ref is «UIDVALIDITY:UID:place»."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def download(self, ref: str, to: Sink, limit: int) -> None:
        """The whole letter once more, and of it the part. Raises `Rejected` when somebody has moved or deleted it."""
        validity, uid, place = ref.split(":")
        data = await _in_thread(self._mailbox, lambda: self._mailbox.again(validity, int(uid)))
        content = file_of(data, int(place)) if data is not None else None
        if content is None:
            raise Rejected("the letter is gone")
        if len(content) > limit:
            raise TooLarge
        to.write(content)


async def _in_thread(mailbox: Mailbox, act: Callable[[], _Result]) -> _Result:
    """Given up from here, the thread has to end as well: the process would wait for it."""
    try:
        return await asyncio.to_thread(act)
    except asyncio.CancelledError:
        mailbox.stop()
        raise
