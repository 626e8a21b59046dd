"""`liniya kb stale`: the articles whose last day has passed, or comes soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.cli.opening import in_transaction

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Settings


def stale(ctx: typer.Context) -> None:
    """A line for each, the oldest first, with its owner."""
    from bot.clock import SystemClock
    from bot.terminal import one_line
    from bot.texts import say
    from knowledge.missing import ageing, standing

    async def work(session: AsyncSession, settings: Settings) -> None:
        today = SystemClock().now().astimezone(settings.centre.time_zone).date()
        found = ageing(await standing(session), today)
        for one in found:
            typer.echo(
                say(
                    "kb-stale-line",
                    id=one_line(one.article.id),
                    title=one_line(one.article.title),
                    owner=one_line(one.article.owner) or say("kb-stale-nobody"),
                    until=f"{one.article.valid_until:%d.%m.%Y}",
                    expired=one.expired,
                )
            )
        typer.echo(say("kb-stale-count", count=len(found)))

    in_transaction(ctx, work)
