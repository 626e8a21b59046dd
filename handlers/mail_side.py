"""What comes by e-mail: an answer to a letter of ours goes on with its ticket, a bounce is told where the letter was
written, and whatever nobody asked for is shown in General. No letter is ever answered by the service itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.content import Attachment, ContentKind, RemoteFile
from bot.describing import described
from bot.inbox import INTERNAL, Conversation, Handled, InboxRow
from bot.messages import Raw
from bot.texts import say
from operators import events, letters, relay, tickets
from operators.card_text import one_line
from operators.letters import CHANNEL, Letter

log = structlog.get_logger(__name__)

_BEGINNING, _SUBJECT, _ADDRESS = 700, 150, 120
_BOUNCES = {"5.1": "mail_no_mailbox", "5.2.2": "mail_full", "5.3.4": "mail_too_large"}
"""What the status of a bounce means, by its beginning (RFC 3463)."""


class MailSide:
    """Implements intake's `Side` for conversations whose key begins with `email`."""

    def __init__(self, said_in: Callable[[str], str], clock: Clock) -> None:
        """`said_in` leaves of a letter's words those that are new."""
        self._said_in, self._clock = said_in, clock

    async def handle(self, session: AsyncSession, conversation: Conversation, rows: Sequence[InboxRow]) -> Handled:
        """One letter."""
        del conversation
        if rows[0].source != INTERNAL:
            await self._take(session, rows[0].payload)
        return Handled()

    async def parked(self, session: AsyncSession, conversation: Conversation, row: InboxRow) -> None:
        """It is there, in the mailbox; staff are told to look."""
        del conversation
        await relay.tell_general(session, say("mail-parked", row=row.id), self._clock.now(), f"mail:{row.id}")

    async def _take(self, session: AsyncSession, payload: Raw) -> None:
        now, bounce = self._clock.now(), payload["bounce"]
        if bounce is not None:
            await _bounced(session, bounce, now)
            return
        letter = await letters.answered(session, [*payload["answers"], *payload["references"]])
        if letter is None:
            await self._unknown(session, payload, now)
        elif payload["automatic"]:
            await _automatic(session, letter, self._said_in(payload["text"]), now)
        else:
            await self._answer(session, letter, payload, now)

    async def _answer(self, session: AsyncSession, letter: Letter, payload: Raw, now: datetime) -> None:
        ticket = await tickets.get(session, letter.ticket_id)
        if ticket is None or ticket.anonymised_at is not None:
            log.info("mail.too_late", ticket=letter.ticket_id)
            return
        event = events.LetterCame(
            ticket.id,
            payload["from"],
            payload["id"],
            self._said_in(payload["text"]),
            attachments(payload),
            other_address=payload["from"] != letter.address,
        )
        log.info("mail.answered", ticket=ticket.id, letter=letter.id)
        await events.tell(session, ticket.address, event, now, once=f"mail:{payload['id']}")

    async def _unknown(self, session: AsyncSession, payload: Raw, now: datetime) -> None:
        """Not an answer to anything of ours. Whatever no person wrote is nobody's business."""
        if payload["automatic"] or not payload["from"]:
            log.info("mail.ignored")
            return
        files = "\n".join(described(one) for one in attachments(payload))
        words = say(
            "mail-unknown",
            sender=one_line(payload["from"], _ADDRESS),
            subject=one_line(payload["subject"], _SUBJECT) or "—",
            text=one_line(self._said_in(payload["text"]), _BEGINNING) or files or "—",
        )
        await relay.tell_general(session, words, now, f"mail:{payload['id']}")


def attachments(payload: Raw) -> tuple[Attachment, ...]:
    """The enclosed files, to be fetched from the mailbox."""
    return tuple(_attachment(payload, one) for one in payload["files"])


def _attachment(payload: Raw, file: dict[str, Any]) -> Attachment:
    name, mime, size = file["name"] or None, file["mime"], file["size"]
    if not file["whole"]:
        return Attachment(ContentKind.DOCUMENT, name=name, mime=mime, refused="too_large")
    ref = f"{payload['place']}:{file['place']}"
    remote = RemoteFile(CHANNEL, ref, f"{payload['id']}:{file['place']}"[-200:], size)
    return Attachment(ContentKind.DOCUMENT, remote, name=name, mime=mime, size=size)


async def _bounced(session: AsyncSession, bounce: Raw, now: datetime) -> None:
    """Only what is for good: a letter that is merely late may still arrive."""
    letter = await letters.answered(session, bounce["about"]) if bounce["failed"] else None
    if letter is None:
        log.info("mail.bounce_ignored")
        return
    status = bounce["status"]
    reason = next((words for beginning, words in _BOUNCES.items() if status.startswith(beginning)), "mail_refused")
    await letters.failed(session, letter, f"{reason} ({status})" if status else reason, now)


async def _automatic(session: AsyncSession, letter: Letter, text: str, now: datetime) -> None:
    """«Я в отпуске»: told once for each letter."""
    ticket = await tickets.get(session, letter.ticket_id)
    if ticket is None or letter.auto_replied_at is not None:
        return
    letter.auto_replied_at = now
    words = say("topic-mail-automatic", text=one_line(text, _BEGINNING) or "—")
    await relay.tell_topic(session, ticket, words, now)
