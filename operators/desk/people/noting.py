"""`/note` in reply to a message: a personal manager writes it to their clients, after a look at how many get it."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select
from telegram import CallbackQuery, Update

from bot import links, outbox
from bot.outbox import OutboxRow
from bot.outgoing import Button, ButtonStyle, Keyboard
from bot.richtext import RichText, joined, rich, utf16_length
from bot.texts import say
from operators import events, looking_after
from operators.desk import noting
from operators.desk.buttons import stale
from operators.desk.turn import DeskContext, Turn, replied_to
from operators.personal_managers import PersonalManager

NAMES = ("note", "рассылка")

_NOTE = "manager_note"
"""Where the preview's outbox row keeps the note."""
_ALL = frozenset({"", "всем", "всем моим клиентам", "all"})
_LONGEST = 3500
_TEXT: TypeAdapter[RichText] = TypeAdapter(RichText)


async def command(update: Update, context: DeskContext) -> None:
    """Shows the note with the numbers of those who get it."""
    turn, message = context.turn, update.effective_message
    if message is None:
        return
    manager = await looking_after.of_staff(turn.session, turn.person.id)
    answered = message.reply_to_message if replied_to(message) is not None else None
    piece = noting.read(answered) if answered is not None else None
    words = (message.text or "").partition(" ")[2].strip()
    words = "" if words.casefold() in _ALL else words
    refusal = _refusal(manager, piece.text if piece is not None else None)
    if refusal is not None or manager is None or piece is None:
        await turn.say(refusal or say("note-how"), reply_to=message.message_id)
        return
    clients = await looking_after.clients_of(turn.session, manager, words)
    plain = len(await looking_after.recipients(turn.session, clients, advertising=False))
    agreed = len(await looking_after.recipients(turn.session, clients, advertising=True))
    if not plain:
        await turn.say(say("note-nobody", count=len(clients)), reply_to=message.message_id)
        return
    lines: list[RichText | str] = [say("note-preview", all=len(clients), count=plain, agreed=agreed), "", piece.text]
    if piece.attachments:
        lines += ["", say("note-without-files")]
    kept = {"text": _TEXT.dump_python(piece.text, mode="json"), "words": words, "staff": turn.person.id}
    await turn.say(joined(lines), _keyboard(plain, agreed), reply_to=message.message_id, context={_NOTE: kept})


async def send(update: Update, context: DeskContext) -> None:
    """«Отправить»: once, and by its author alone; to whoever may be written to now."""
    await _decided(update, context, advertising=False)


async def send_advertising(update: Update, context: DeskContext) -> None:
    """The same to those who have agreed to advertising."""
    await _decided(update, context, advertising=True)


async def drop(update: Update, context: DeskContext) -> None:
    """«Не отправлять»."""
    turn, query = context.turn, update.callback_query
    row = await _row(turn, query)
    if query is None or row is None:
        await stale(update, context)
        return
    await _close(turn, row, say("note-dropped"))
    turn.toast(query.id)


async def _decided(update: Update, context: DeskContext, *, advertising: bool) -> None:
    turn, query = context.turn, update.callback_query
    row, manager = await _row(turn, query), await looking_after.of_staff(turn.session, turn.person.id)
    if query is None or row is None or manager is None:
        await stale(update, context)
        return
    kept: dict[str, Any] = row.context[_NOTE]
    clients = await looking_after.clients_of(turn.session, manager, kept["words"])
    to = await looking_after.recipients(turn.session, clients, advertising=advertising)
    text = _TEXT.validate_python(kept["text"])
    for address in to:
        note = events.ManagerNote(turn.person.id, manager.name, text, advertising)
        await events.tell(turn.session, address, note, turn.now)
    await _close(turn, row, say("note-sent", count=len(to)))
    turn.toast(query.id, say("note-sent", count=len(to)))


async def _row(turn: Turn, query: CallbackQuery | None) -> OutboxRow | None:
    """The preview under which the button stands, locked; None for any other message, for one that is decided, and for
    whoever did not ask for it."""
    if query is None or query.message is None:
        return None
    for number in await links.rows_shown_as(turn.session, turn.key(query.message.message_id)):
        locked = select(OutboxRow).where(OutboxRow.id == number).with_for_update()
        row = await turn.session.scalar(locked.execution_options(populate_existing=True))
        kept = row.context.get(_NOTE) if row is not None else None
        if kept and not kept.get("done") and kept["staff"] == turn.person.id:
            return row
    return None


async def _close(turn: Turn, row: OutboxRow, words: str) -> None:
    row.context = {**row.context, _NOTE: {**row.context[_NOTE], "done": True}}
    text = joined([rich(words), "", _TEXT.validate_python(row.context[_NOTE]["text"])])
    await outbox.change(turn.session, row.id, text, turn.now, keyboard=())


def _refusal(manager: PersonalManager | None, text: RichText | None) -> str | None:
    if manager is None:
        return say("note-no-profile")
    if text is None or not text.text.strip():
        return say("note-how")
    return say("note-too-long", most=_LONGEST) if utf16_length(text.text) > _LONGEST else None


def _keyboard(plain: int, agreed: int) -> Keyboard:
    rows = [(Button(say("note-button-send", count=plain), data="mail:send", style=ButtonStyle.PRIMARY),)]
    if agreed:
        rows.append((Button(say("note-button-advertising", count=agreed), data="mail:ad"),))
    return (*rows, (Button(say("note-button-drop"), data="mail:no"),))
