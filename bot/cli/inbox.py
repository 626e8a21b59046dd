"""`liniya inbox …`: updates that could not be processed, looked at and decided upon by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import in_transaction

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.inbox import InboxRow
    from bot.settings import Settings

app = typer.Typer(help="Сообщения, которые не удалось обработать.", no_args_is_help=True)

Number = Annotated[int, typer.Argument(metavar="НОМЕР", help="Номер строки из liniya inbox failed.")]
Numbers = Annotated[list[int], typer.Argument(metavar="НОМЕР…", help="Номера строк из liniya inbox failed.")]


@app.command(help="Перечислить отложенные сообщения.")
def failed(ctx: typer.Context) -> None:
    """One line for each parked row, oldest first."""
    from bot import inbox
    from bot.texts import say

    async def work(session: AsyncSession, settings: Settings) -> None:
        rows = await inbox.failed(session)
        for row in rows:
            typer.echo(
                say(
                    "inbox-line",
                    id=row.id,
                    at=_when(row, settings),
                    conversation=await inbox.conversation_key(session, row.conversation_id),
                    error=_fault(row),
                )
            )
        typer.echo(say("inbox-count", count=len(rows)))

    in_transaction(ctx, work)


@app.command(help="Показать одно сообщение: что пришло и на чём споткнулись.")
def show(ctx: typer.Context, number: Number) -> None:
    """The raw update and the traceback of a row."""
    import json

    from bot import inbox
    from bot.logs import mask
    from bot.texts import say

    async def work(session: AsyncSession, settings: Settings) -> None:
        row = await _row(session, number)
        conversation = await inbox.conversation_key(session, row.conversation_id)
        typer.echo(say("inbox-about", id=row.id, at=_when(row, settings), conversation=conversation, state=row.state))
        typer.echo(mask(json.dumps(row.payload, ensure_ascii=False, indent=2)))
        if row.error:
            typer.echo(mask(row.error))

    in_transaction(ctx, work)


@app.command(help="Обработать ещё раз: сообщение встанет после более новых.")
def retry(ctx: typer.Context, numbers: Numbers) -> None:
    """Puts parked rows back, each behind what is newer in its conversation."""
    from bot import inbox
    from bot.clock import SystemClock
    from bot.texts import say

    async def work(session: AsyncSession, _settings: Settings) -> None:
        for number in numbers:
            new = await inbox.retry(session, await _row(session, number, parked=True), SystemClock().now())
            typer.echo(say("inbox-retried", id=number, new=new))

    in_transaction(ctx, work)


@app.command(help="Больше не пытаться обработать сообщение.")
def drop(ctx: typer.Context, numbers: Numbers) -> None:
    """Gives parked rows up; they stay in the table."""
    from bot import inbox
    from bot.clock import SystemClock
    from bot.texts import say

    async def work(session: AsyncSession, _settings: Settings) -> None:
        for number in numbers:
            inbox.drop(await _row(session, number, parked=True), SystemClock().now())
            typer.echo(say("inbox-dropped", id=number))

    in_transaction(ctx, work)


async def _row(session: AsyncSession, number: int, *, parked: bool = False) -> InboxRow:
    from bot import inbox
    from bot.errors import LiniyaError
    from bot.texts import say

    row = await inbox.get(session, number)
    if row is None:
        raise LiniyaError(say("inbox-no-row", id=number))
    if parked and row.state != inbox.InboxState.PARKED:
        raise LiniyaError(say("inbox-not-parked", id=number))
    return row


def _when(row: InboxRow, settings: Settings) -> str:
    return row.received_at.astimezone(settings.centre.time_zone).strftime("%d.%m.%Y %H:%M")


def _fault(row: InboxRow) -> str:
    from bot.logs import mask

    # Behind the traceback's indented frames; a validator's fault goes on for several lines after its first.
    lines = [line for line in (row.error or "").splitlines() if line and not line.startswith((" ", "Traceback"))]
    return mask(lines[0]) if lines else "—"
