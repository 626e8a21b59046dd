"""`liniya kb list`: what articles there are."""

import typer

from bot.texts import say
from knowledge.loading import load_shipped


def list_articles() -> None:
    """A line for each article, and how many there are."""
    articles = load_shipped()
    width = max(len(article.id) for article in articles)
    for article in articles:
        typer.echo(f"{article.id:<{width}}  {article.title}")
    typer.echo(say("kb-count", count=len(articles)))
