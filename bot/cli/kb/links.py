"""`liniya kb links`: the form of every link, and, when asked for, whether it answers."""

from __future__ import annotations

import asyncio
from typing import Annotated
from urllib.parse import urldefrag

import typer

from bot.cli.kb.listing import Base, everything
from bot.texts import say


def links(
    ctx: typer.Context,
    online: Annotated[bool, typer.Option("--online", help="Спросить и сами сайты, каждый адрес один раз.")] = False,
    base: Base = None,
    local: Annotated[bool, typer.Option("--local", help="Разрешить адреса внутренней сети.")] = False,
) -> None:
    """A line for each, with the article's id; exit code 1 when something is wrong. Raises `SettingsError`,
    `SchemaError`, `KnowledgeError`."""
    from bot.terminal import one_line
    from knowledge.link_form import Flaw, check
    from knowledge.link_form import links as links_of

    articles = [one.article for one in everything(ctx, base) if one.enabled]
    flaws = [flaw for article in articles for flaw in check(article, local=local)]
    for one in flaws:
        sign = "·" if one.flaw is Flaw.MAIN_PAGE else "✗"
        words = say("kb-links-flaw", flaw=one.flaw.value)
        typer.echo(f"{sign} {one_line(one.article_id)}: {one_line(one.url)}: {words}")
    wrong = {(one.article_id, one.url) for one in flaws if one.flaw is not Flaw.MAIN_PAGE}
    places = [(article.id, url) for article in articles for url in dict.fromkeys(links_of(article))]
    faults = len(wrong) + (_asked([place for place in places if place not in wrong]) if online else 0)
    typer.echo(say("kb-links-counts", links=len(places), faults=faults))
    if faults:
        raise typer.Exit(1)


def _asked(places: list[tuple[str, str]]) -> int:
    """Asks, tells of each that does not answer or has moved, and returns how many do not answer."""
    from bot.cli.kb.online import ask
    from bot.terminal import one_line

    replies = asyncio.run(ask(url for _, url in places))
    faults = 0
    for number, url in places:
        reply = replies[urldefrag(url).url]
        faults += bool(reply.fault)
        if reply.fault:
            typer.echo(f"✗ {one_line(number)}: {one_line(url)}: {reply.fault}")
        elif reply.moved:
            typer.echo(f"· {one_line(number)}: {one_line(url)}: {say('kb-links-moved', url=one_line(reply.moved))}")
    return faults
