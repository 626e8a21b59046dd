"""`liniya kb ask`: the knowledge base asked from a terminal, without a messenger or a network."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.kb.asked_base import Asking
from bot.cli.kb.batch import as_data, as_line, write_whole
from bot.cli.opening import open_settings
from bot.terminal import lines, one_line
from bot.texts import say
from knowledge.articles import Article, rendered
from knowledge.jsonl import load_questions
from knowledge.outcome import MOST_OFFERED, Answered, Hit, Offered, Outcome, Thresholds, Unknown, outcome
from knowledge.small_talk import small_talk

_ASKED_WRONGLY = 2
"""The exit code of every command that was called wrongly."""
_MOST_LISTED = 10
"""Hits on each line of a batch: part of its format."""


def ask(
    ctx: typer.Context,
    question: Annotated[
        str | None, typer.Argument(help="Вопрос, как его написал бы клиент.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Один объект JSON вместо текста.")] = False,
    base: Annotated[
        Path | None,
        typer.Option(metavar="ПУТЬ", help="Папка статей *.md, файл *.jsonl, *.csv или *.xlsx вместо базы службы."),
    ] = None,
    batch: Annotated[
        Path | None, typer.Option(metavar="ФАЙЛ", help="Файл вопросов: на строке объект JSON с «id» и «query».")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="ФАЙЛ", help="Куда записать ответы на --batch; без него они печатаются.")
    ] = None,
) -> None:
    """What the bot would do with the question, or with each of a file. Raises `SettingsError`, `KnowledgeError`,
    `SchemaError`."""
    _check(question, batch, out)
    settings = open_settings(ctx)
    thresholds = Thresholds(answer=settings.knowledge.answer_from, offer=settings.knowledge.offer_from)
    asked = Asking(settings, base)
    if batch is not None:
        answers = _answers(asked, batch, thresholds)
        typer.echo("\n".join(answers)) if out is None else write_whole(out, answers)
        return
    query = question or ""
    hits = asked.search([query], MOST_OFFERED)[0]
    decision = outcome(hits, thresholds)
    if as_json:
        typer.echo(as_line(as_data(decision, hits)))
    else:
        _show(decision, query, asked.today)


def _check(question: str | None, batch: Path | None, out: Path | None) -> None:
    if batch is None and not (question or "").strip():
        key = "kb-no-question"
    elif question is not None and batch is not None:
        key = "kb-batch-or-question"
    elif out is not None and batch is None:
        key = "kb-out-without-batch"
    elif batch is not None and out is not None and _is_same(batch, out):
        key = "kb-out-is-batch"
    else:
        return
    typer.echo(say(key), err=True)
    raise typer.Exit(_ASKED_WRONGLY)


def _is_same(batch: Path, out: Path) -> bool:
    """Whether the answers would be written over the questions, by whatever name."""
    try:
        return batch.samefile(out)
    except OSError:
        return False


def _answers(asking: Asking, batch: Path, thresholds: Thresholds) -> list[str]:
    asked = load_questions(batch)
    found = asking.search([one.query for one in asked], _MOST_LISTED)
    return [
        as_line({"id": one.id, **as_data(outcome(hits, thresholds), hits)})
        for one, hits in zip(asked, found, strict=True)
    ]


def _show(decision: Outcome, query: str, today: date) -> None:
    """The decision as a client would see it; addresses are written out, for a terminal has no links with words. What is
    stale on this day is marked."""
    match decision:
        case Answered(hit):
            typer.secho(say("kb-answer", confidence=_percent(hit)), fg="green")
            typer.echo(f"\n{lines(written_out(hit.article, today))}")
        case Offered(hits):
            typer.echo(say("kb-offer"))
            for hit in hits:
                offered = f"  {hit.article.id}: {hit.article.title} ({_percent(hit)} %)"
                typer.echo(one_line(offered + _mark(hit.article, today)))
        case Unknown():
            typer.echo(say("kb-none" if small_talk(query) is None else "kb-small-talk"))


def _percent(hit: Hit) -> int:
    return round(hit.score * 100)


def _mark(article: Article, today: date) -> str:
    """Why an article is only offered: its last day has passed."""
    if article.valid_until is None or not article.is_stale(today):
        return ""
    return " " + say("kb-state-stale", date=f"{article.valid_until:%d.%m.%Y}")


def written_out(article: Article, today: date | None = None) -> str:
    """The article as a client reads it, with the warning above it when it is stale on `today`."""
    text = rendered(article, today)
    result = text.text
    links = [span for span in text.spans if span.url and span.url != text.text[span.start : span.end]]
    for span in sorted(links, key=lambda span: -span.end):
        result = f"{result[: span.end]} ({span.url}){result[span.end :]}"
    return result
