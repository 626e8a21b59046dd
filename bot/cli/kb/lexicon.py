"""`liniya kb lexicon`: how many groups of words there are, and which of them never fire."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.texts import say
from knowledge.articles import Article
from knowledge.files import load_base
from knowledge.lexicon import load_lexicon
from knowledge.loading import load_shipped
from knowledge.stems import stem
from knowledge.text import tokens


def lexicon(
    base: Annotated[
        Path | None,
        typer.Option(metavar="ПУТЬ", help="Папка статей *.md или файл *.jsonl вместо статей службы."),
    ] = None,
    own: Annotated[
        Path | None, typer.Option("--file", metavar="ФАЙЛ", help="Свой словарь центра: его группы добавятся к общим.")
    ] = None,
) -> None:
    """A line for each group that never fires in the base, with its line in the file. Raises `KnowledgeError`,
    `LexiconError`."""
    words = load_lexicon(own)
    articles = load_shipped() if base is None else load_base(base)
    known = {stem(word) for article in articles for word in _words(article)}
    idle = words.idle(known)
    typer.echo(say("lexicon-count", count=len(words)))
    for group in idle:
        typer.echo(say("lexicon-idle", file=group.file, line=str(group.place), section=group.section, words=group.line))
    typer.echo(say("lexicon-idle-count", count=len(idle)))


def _words(article: Article) -> list[str]:
    return tokens("\n".join((*article.wordings, *article.tags, article.answer.text)))
