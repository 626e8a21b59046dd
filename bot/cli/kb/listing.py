"""`liniya kb list`, `show`, `history`: what articles there are, and what they say and said."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import LiniyaError
from bot.terminal import lines, one_line
from bot.texts import say
from knowledge.articles import Article

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Settings
    from knowledge.importing import Standing
    from knowledge.store import Revision

Id = Annotated[str, typer.Argument(metavar="ID", help="id статьи из liniya kb list.")]
Base = Annotated[
    Path | None,
    typer.Option(metavar="ПУТЬ", help="Папка статей *.md, файл *.jsonl, *.csv или *.xlsx вместо базы службы."),
]


def list_articles(ctx: typer.Context, base: Base = None) -> None:
    """A line for each article, on or off, and how many there are. Raises `SettingsError`, `SchemaError`,
    `KnowledgeError`."""
    found = everything(ctx, base)
    today = _today(ctx)
    width = max((len(one_line(one.article.id)) for one in found), default=0)
    for one in found:
        marks = "".join(f" {mark}" for mark in _marks(one, today))
        typer.echo(f"{one_line(one.article.id):<{width}}  {one_line(one.article.title)}{marks}")
    typer.echo(say("kb-count", count=len(found)))


def show(ctx: typer.Context, article_id: Id, base: Base = None) -> None:
    """One article as clients see it, with what only its owners see."""
    from bot.cli.kb.asking import written_out
    from bot.cli.kb.changing import missing

    one = next((one for one in everything(ctx, base) if one.article.id == article_id), None)
    if one is None:
        raise missing(article_id)
    if one.unreadable:
        raise LiniyaError(say("kb-unreadable", id=one_line(article_id)))
    article = one.article
    about = [say("kb-about-id", id=one_line(article.id)), *_marks(one, _today(ctx)), *_about(article)]
    typer.echo(" · ".join(about))
    typer.echo(f"\n{lines(written_out(article, _today(ctx)))}")
    for key, wordings in (("kb-about-wordings", article.questions), ("kb-about-learned", article.learned)):
        if wordings:
            typer.echo("\n" + "\n".join([say(key), *(f"• {one_line(wording)}" for wording in wordings)]))


def history(ctx: typer.Context, article_id: Id) -> None:
    """Its states, newest first: number, when, what was done, by whom."""
    from bot.cli.kb.changing import existing
    from bot.cli.opening import in_transaction
    from knowledge import store

    async def work(session: AsyncSession, settings: Settings) -> None:
        await existing(session, article_id)
        for one in await store.history(session, article_id, limit=1000):
            typer.echo(_line(one, settings))

    in_transaction(ctx, work)


def everything(ctx: typer.Context, base: Path | None) -> list[Standing]:
    """The articles of files, or of the database with what they have learned."""
    from bot.cli.database import reading
    from bot.cli.kb.standing import of_files, with_learned
    from bot.settings import load

    if base is not None:
        return of_files(base)

    async def read() -> list[Standing]:
        async with reading(load(ctx.find_root().obj).database.url.get_secret_value()) as session:
            return await with_learned(session)

    return asyncio.run(read())


def _today(ctx: typer.Context) -> date:
    from bot.clock import SystemClock
    from bot.settings import load

    return SystemClock().now().astimezone(load(ctx.find_root().obj).centre.time_zone).date()


def _marks(one: Standing, today: date) -> list[str]:
    marks = [] if one.enabled else [say("kb-state-off")]
    if one.unreadable:
        marks.append(say("kb-state-unreadable"))
    if one.article.valid_until is not None and one.article.is_stale(today):
        marks.append(say("kb-state-stale", date=f"{one.article.valid_until:%d.%m.%Y}"))
    return marks


def _about(article: Article) -> list[str]:
    about = [say("kb-about-owner", owner=one_line(article.owner))] if article.owner else []
    if article.valid_until is not None:
        about.append(say("kb-about-until", date=f"{article.valid_until:%d.%m.%Y}"))
    return about + ([say("kb-about-centre", centre=one_line(article.centre))] if article.centre else [])


def _line(one: Revision, settings: Settings) -> str:
    author = one_line(one.author) or say("kb-author-shipped")
    at = one.at.astimezone(settings.centre.time_zone).strftime("%d.%m.%Y %H:%M")
    return say("kb-history-line", number=one.number, at=at, act=say("kb-act", act=one.act.value), author=author)
