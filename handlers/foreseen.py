"""Which words of a client will be looked up in the knowledge base, said before the transaction in which they are.

Only a guess that costs nothing when it is wrong: what was not foreseen is answered by the lexical search alone. What is
for people (an open ticket) is not looked up, and so goes to nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients
from bot.inbox import INTERNAL, InboxRow
from bot.messages import Address, Incoming, Said
from handlers import content
from handlers.bursts import Read, as_one, gather
from knowledge.parting import ways_to_part
from knowledge.small_talk import without_small_talk
from operators import tickets


class Foreseen:
    """`parsers` by channel, `seconds` as lines are gathered into one question."""

    def __init__(self, parsers: Mapping[str, Read], seconds: float) -> None:
        self._parsers, self._seconds = parsers, seconds

    async def __call__(self, session: AsyncSession, rows: Sequence[InboxRow]) -> Sequence[str]:
        """The question that the next rows of a conversation ask, in the wordings in which it may be looked up."""
        said = self._first(rows[0])
        if said is None or await _with_people(session, said.address):
            return ()
        burst = gather(rows, said, self._parsers[rows[0].source], self._seconds)
        text = content.words(as_one(burst.lines))
        questions = (question for way in ways_to_part(text) for question in way)
        return tuple(dict.fromkeys((text, without_small_talk(text), *questions))) if text.strip() else ()

    def _first(self, row: InboxRow) -> Said | None:
        parse = self._parsers.get(row.source)
        if parse is None or row.source == INTERNAL:
            return None
        try:
            incoming: Incoming | None = parse(row.payload)
        except Exception:  # noqa: BLE001  (it will fail, and be told, when it is processed)
            return None
        return incoming if isinstance(incoming, Said) else None


async def _with_people(session: AsyncSession, address: Address) -> bool:
    known = await clients.find_address(session, address)
    ticket = await tickets.latest(session, known.id) if known is not None else None
    return ticket is not None and ticket.is_open
