"""`liniya kb lexicon`: how many groups of words there are, and which of them never fire."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.kb.asked_base import Asking
from bot.settings import load
from bot.texts import say
from knowledge.articles import Article
from knowledge.lexicon import lexicon_with
from knowledge.lexicon_file import read_groups
from knowledge.own_lexicon import own_groups
from knowledge.stems import stem
from knowledge.text import tokens


def lexicon(
    ctx: typer.Context,
    base: Annotated[
        Path | None,
        typer.Option(metavar="ПУТЬ", help="Папка статей *.md, файл *.jsonl, *.csv или *.xlsx вместо базы службы."),
    ] = None,
    own: Annotated[
        Path | None,
        typer.Option("--file", metavar="ФАЙЛ", help="Проверить этот словарь центра вместо того, что в настройках."),
    ] = None,
) -> None:
    """A line for each group that never fires in the base, with its line in the file. Raises `SettingsError`,
    `KnowledgeError`, `LexiconError`, `SchemaError`."""
    settings = load(ctx.find_root().obj)
    words = lexicon_with(own_groups(settings.lexicon) if own is None else read_groups(own))
    known = {stem(word) for article in Asking(settings, base).articles for word in _words(article)}
    idle = words.idle(known)
    typer.echo(say("lexicon-count", count=len(words)))
    for group in idle:
        typer.echo(say("lexicon-idle", file=group.file, line=str(group.place), section=group.section, words=group.line))
    typer.echo(say("lexicon-idle-count", count=len(idle)))


def _words(article: Article) -> list[str]:
    return tokens("\n".join((*article.wordings, *article.tags, article.answer.text)))
