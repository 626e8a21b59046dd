"""`liniya kb on`, `off`, `back`: an article switched, or taken back to what it was; each is in its history."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.kb.listing import Id
from bot.errors import LiniyaError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Settings
    from knowledge.store import StoredArticle

Author = Annotated[
    str, typer.Option(metavar="ИМЯ", help="Кто меняет; без него имя пользователя системы.", show_default=False)
]


def off(ctx: typer.Context, article_id: Id, author: Author = "") -> None:
    """Clients do not see it any more."""
    _switch(ctx, article_id, author, enabled=False)


def on(ctx: typer.Context, article_id: Id, author: Author = "") -> None:
    """Clients see it again."""
    _switch(ctx, article_id, author, enabled=True)


def back(
    ctx: typer.Context,
    article_id: Id,
    number: Annotated[int, typer.Argument(metavar="НОМЕР", help="Номер состояния из liniya kb history.")],
    author: Author = "",
) -> None:
    """The article as it was after that revision, on or off as it was."""
    from bot.cli.opening import in_transaction
    from bot.clock import SystemClock
    from bot.terminal import one_line
    from bot.texts import say
    from knowledge import store

    async def work(session: AsyncSession, _settings: Settings) -> None:
        row = await existing(session, article_id)
        numbers = {one.number for one in await store.history(session, article_id, limit=row.revision)}
        if number not in numbers:
            raise LiniyaError(say("kb-no-revision", id=one_line(article_id), number=number))
        act = await store.restore(session, row, number, author.strip() or _user(), SystemClock().now())
        key = "kb-taken-back" if act else "kb-taken-back-already"
        typer.echo(say(key, id=one_line(article_id), number=number))

    in_transaction(ctx, work)


async def existing(session: AsyncSession, article_id: str) -> StoredArticle:
    """The article's row. Raises `LiniyaError`."""
    from knowledge import store

    row = await store.get(session, article_id)
    if row is None:
        raise missing(article_id)
    return row


def missing(article_id: str) -> LiniyaError:
    """That there is no such article."""
    from bot.terminal import one_line
    from bot.texts import say

    return LiniyaError(say("kb-no-article", id=one_line(article_id)))


def _switch(ctx: typer.Context, article_id: str, author: str, *, enabled: bool) -> None:
    from bot.cli.opening import in_transaction
    from bot.clock import SystemClock
    from bot.terminal import one_line
    from bot.texts import say
    from knowledge import store

    async def work(session: AsyncSession, _settings: Settings) -> None:
        row = await existing(session, article_id)
        act = await store.switch(session, row, author.strip() or _user(), SystemClock().now(), enabled=enabled)
        typer.echo(say("kb-switched" if act else "kb-switched-already", id=one_line(article_id), enabled=enabled))

    in_transaction(ctx, work)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "liniya kb"
