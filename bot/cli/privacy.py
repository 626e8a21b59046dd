"""`liniya privacy …`: what an administrator does about a request on paper, and the acts of destruction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import in_transaction

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Settings

app = typer.Typer(help="Персональные данные: показать, выгрузить, уничтожить.", no_args_is_help=True)

Who = Annotated[
    str, typer.Argument(metavar="КЛИЕНТ", help="Номер клиента, телефон, почта или аккаунт: telegram:42, vk:42.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="ФАЙЛ", help="Записать в файл, а не на экран.")]
Force = Annotated[bool, typer.Option("--force", help="Заменить файл, если он уже есть.")]


@app.command(help="Показать, что хранится о клиенте: виды данных и сколько их, без содержания.")
def show(ctx: typer.Context, who: Who) -> None:
    """Counts by category: neither names nor words are on the screen."""
    from bot.texts import say

    async def work(session: AsyncSession, settings: Settings) -> None:
        from bot.cli.subjects import counted, found
        from operators import destructions

        client_id, subject = await found(session, who)
        typer.echo(say("privacy-cli-client", client=client_id, accounts=", ".join(sorted(subject.channels))))
        for line in await counted(session, subject):
            typer.echo(line)
        going = await destructions.pending(session, client_id)
        if going is not None:
            due = going.due_at.astimezone(settings.centre.time_zone)
            typer.echo(say("privacy-cli-going", date=f"{due:%d.%m.%Y}"))

    in_transaction(ctx, work)


@app.command(help="Выгрузить всё, что хранится о клиенте, в файл JSON: ему в руки.")
def export(
    ctx: typer.Context, who: Who, out: Annotated[Path, typer.Argument(metavar="ФАЙЛ")], force: Force = False
) -> None:
    """The file that «Получить файлом» gives; readable for its owner alone."""
    from bot.texts import say

    async def work(session: AsyncSession, settings: Settings) -> None:
        from bot.cli.subjects import found, write_private
        from bot.clock import SystemClock
        from handlers.holdings import HOLDINGS
        from operators.export_text import Reader, written

        client_id, subject = await found(session, who)
        reader = Reader(settings.centre.name, settings.centre.time_zone)
        text = await written(session, subject, HOLDINGS, reader, SystemClock().now())
        write_private(out, text, force=force)
        typer.echo(say("privacy-cli-exported", client=client_id, path=str(out)))

    in_transaction(ctx, work)


@app.command(help="Уничтожить данные клиента по его письменному запросу.")
def destroy(
    ctx: typer.Context,
    who: Who,
    now: Annotated[
        bool, typer.Option("--now", help="В ближайшую минуту, не дожидаясь срока: передумать будет нельзя.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Не переспрашивать.")] = False,
) -> None:
    """Withdraws the consent and sets the day; the running service does the rest."""
    from bot.texts import say

    async def work(session: AsyncSession, settings: Settings) -> None:
        from bot.cli.subjects import counted, found
        from bot.clock import SystemClock
        from operators import destructions, withdrawing
        from operators.destructions import Ground

        client_id, subject = await found(session, who)
        typer.echo(say("privacy-cli-client", client=client_id, accounts=", ".join(sorted(subject.channels))))
        for line in await counted(session, subject):
            typer.echo(line)
        moment, zone = SystemClock().now(), settings.centre.time_zone
        due = moment if now else destructions.due(moment, settings.privacy.destroy_days, zone)
        day = f"{due.astimezone(zone):%d.%m.%Y}"
        if not yes:
            typer.confirm(say("privacy-cli-sure", date=day), abort=True)
        made = await withdrawing.withdraw(session, client_id, Ground.ON_PAPER, None, due, moment)
        if now:
            made.due_at = moment
        typer.echo(say("privacy-cli-asked", date=day))

    in_transaction(ctx, work)


@app.command(help="Акты об уничтожении: на экран или в файл.")
def acts(ctx: typer.Context, out: Out = None, force: Force = False) -> None:
    """Every act, with all that the regulator's order asks for and without anybody's data."""
    from bot.texts import say

    async def work(session: AsyncSession, settings: Settings) -> None:
        from bot.cli.subjects import write_private
        from operators import acts
        from operators.act_text import drawn

        found = await acts.everything(session)
        text = "\n\n".join(drawn(act, settings.centre.name, settings.centre.time_zone) for act in found)
        if out is None:
            typer.echo(text or say("privacy-cli-no-acts"))
            return
        write_private(out, f"{text}\n", force=force)
        typer.echo(say("privacy-cli-acts-written", count=len(found), path=str(out)))

    in_transaction(ctx, work)
