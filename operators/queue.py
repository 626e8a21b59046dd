"""The queue of wordings in General: «Добавить как формулировку?». One message is the queue; it shows the next wording,
and each decision changes it to the one behind.

The message is the newest outbox row with the desk's merge key; what it shows stands in the row's context.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox
from bot.outbox import PENDING, Lane, OutboxRow, OutboxState
from bot.outgoing import Button, ButtonStyle, Keyboard, Send
from bot.richtext import RichText, SpanKind, bold, joined, rich
from bot.texts import say
from knowledge import confirming, learning
from knowledge.learning import Wording, WordingState
from operators import private_words, topics
from operators.relay import ONCE_WITHIN
from operators.topics import Desk

_SHOWN = "kb_queue"
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the message shows: the wording that is asked about (None: nothing waits), and the one that was decided upon
    just before, which can be undone from here. `by` is who moved it on last, and `at` when (ISO)."""

    wording: int | None
    last: int | None = None
    by: int | None = None
    at: str = ""

    @classmethod
    def of(cls, row: OutboxRow) -> Shown | None:
        """What a row shows; None when it is no queue."""
        values = row.context.get(_SHOWN)
        return cls(**values) if values is not None else None


async def sweep(session: AsyncSession, now: datetime) -> None:
    """Whatever waits stands before people: posted where nothing was asked, at most once an hour; in place of what was
    decided elsewhere. While a question stands nothing is posted."""
    desk = await topics.desk_for(session)
    row = await newest(session, desk) if desk is not None else None
    shown = Shown.of(row) if row is not None else None
    asked = await session.get(Wording, shown.wording) if shown is not None and shown.wording is not None else None
    if desk is None or (asked is not None and asked.state is WordingState.PROPOSED):
        return
    wording = await confirming.following(session)
    rests = shown is None or shown.wording is None
    if wording is None and rests:
        return
    if row is None or shown is None or (rests and now - row.created_at >= ONCE_WITHIN):
        await post(session, desk, wording, now)
    else:
        await show(session, row, replace(shown, wording=wording.id if wording else None), now)


async def newest(session: AsyncSession, desk: Desk) -> OutboxRow | None:
    """The desk's queue as a row, locked; None when there is none that can still be changed."""
    query = select(OutboxRow).where(OutboxRow.merge_key == _merge_key(desk)).order_by(OutboxRow.id.desc()).limit(1)
    row = await session.scalar(query.with_for_update().execution_options(populate_existing=True))
    return row if row is not None and row.state in (*PENDING, OutboxState.SENT) else None


async def post(session: AsyncSession, desk: Desk, wording: Wording | None, now: datetime) -> None:
    """The queue as a new message in General."""
    shown = Shown(wording.id if wording is not None else None)
    text, keyboard = await drawn(session, shown)
    context = {"edit_lane": int(Lane.NOTICE), _SHOWN: asdict(shown)}
    body = Send(text, keyboard)
    key = _merge_key(desk)
    await outbox.enqueue(session, topics.general(desk), body, now, lane=Lane.NOTICE, merge_key=key, context=context)


async def show(session: AsyncSession, row: OutboxRow, shown: Shown, now: datetime) -> None:
    """Changes what the message shows."""
    row.context = {**row.context, _SHOWN: asdict(shown)}
    text, keyboard = await drawn(session, shown)
    await outbox.change(session, row.id, text, now, keyboard=keyboard)


async def drawn(session: AsyncSession, shown: Shown) -> tuple[RichText, Keyboard]:
    """What the message says, and its buttons. The client's words are quoted, never read as anything else."""
    parts: list[RichText | str] = []
    last = await session.get(Wording, shown.last) if shown.last is not None else None
    asked = await session.get(Wording, shown.wording) if shown.wording is not None else None
    titles = await confirming.titles_of(session, [one for one in (last, asked) if one is not None])
    if last is not None:
        parts.append(_told(last, titles[last.article_id]))
    if asked is None:
        parts.append(say("queue-empty"))
    else:
        parts.append(_question(asked, titles[asked.article_id]))
        parts.append(say("queue-waiting", count=await learning.count_proposed(session)))
    return joined(parts, _BETWEEN), _keyboard(asked, last)


def _told(wording: Wording, title: str) -> str:
    learned = wording.state is WordingState.LEARNED
    return say("queue-added" if learned else "queue-declined", text=wording.text, title=title)


def _question(wording: Wording, title: str) -> RichText:
    quoted = rich(wording.text).styled(SpanKind.QUOTE)
    how = say(f"queue-origin-{wording.origin}")
    if wording.times > 1:
        how += " " + say("queue-times", count=wording.times)
    private = private_words.found_in(wording.text)
    hint = say("queue-personal", what=", ".join(private)) if private else say("queue-own-words")
    return joined([bold(say("queue-ask")), quoted, say("queue-article", title=title), how, hint])


def _keyboard(asked: Wording | None, last: Wording | None) -> Keyboard:
    rows: list[tuple[Button, ...]] = []
    if asked is not None:
        add = Button(say("queue-button-add"), data=f"kw:add:{asked.id}", style=ButtonStyle.PRIMARY)
        decline = Button(say("queue-button-decline"), data=f"kw:no:{asked.id}")
        rows.append((decline,) if private_words.found_in(asked.text) else (add, decline))
        rows.append((Button(say("queue-button-skip"), data=f"kw:skip:{asked.id}"),))
    if last is not None:
        rows.append((Button(say("queue-button-undo"), data=f"kw:undo:{last.id}"),))
    return tuple(rows)


def _merge_key(desk: Desk) -> str:
    return f"kb-queue:{desk.id}"
