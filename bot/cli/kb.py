"""`liniya kb`: the knowledge base asked from a terminal, without a messenger, a database or a network."""

import json
from typing import Annotated

import typer

from bot.settings import load
from bot.texts import say
from knowledge.articles import Article, rendered
from knowledge.loading import load_shipped
from knowledge.outcome import MOST_OFFERED, Answered, Offered, Outcome, Thresholds, Unknown, outcome
from knowledge.search import Hit, Search

app = typer.Typer(help="База знаний: задать вопрос, посмотреть статьи.", no_args_is_help=True, add_completion=False)

_ASKED_WRONGLY = 2
"""The exit code of every command that was called wrongly."""
_NAMES = {Answered: "answer", Offered: "offer", Unknown: "none"}


@app.command(help="Показать, что бот ответит на вопрос.")
def ask(
    ctx: typer.Context,
    question: Annotated[
        str | None, typer.Argument(help="Вопрос, как его написал бы клиент.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Один объект JSON вместо текста.")] = False,
) -> None:
    """What the bot would do with the question. Raises `SettingsError`, `KnowledgeError`."""
    if question is None:
        typer.echo(say("kb-no-question"), err=True)
        raise typer.Exit(_ASKED_WRONGLY)
    thresholds = _thresholds(ctx)
    hits = Search(load_shipped()).search(question, MOST_OFFERED)
    decision = outcome(hits, thresholds)
    if as_json:
        typer.echo(json.dumps(_as_data(decision, hits), ensure_ascii=False))
    else:
        _show(decision)


@app.command("list", help="Перечислить статьи: id и заголовок.")
def list_articles() -> None:
    """A line for each article, and how many there are."""
    articles = load_shipped()
    width = max(len(article.id) for article in articles)
    for article in articles:
        typer.echo(f"{article.id:<{width}}  {article.title}")
    typer.echo(say("kb-count", count=len(articles)))


def _thresholds(ctx: typer.Context) -> Thresholds:
    """Those of the settings file that the root command was told of; no logs are opened, for they take time."""
    chosen = load(ctx.find_root().obj).knowledge
    return Thresholds(answer=chosen.answer_from, offer=chosen.offer_from)


def _as_data(decision: Outcome, hits: list[Hit]) -> dict[str, object]:
    return {
        "outcome": _NAMES[type(decision)],
        "confidence": round(hits[0].score, 4) if hits else 0.0,
        "hits": [{"id": hit.article.id, "title": hit.article.title, "score": round(hit.score, 4)} for hit in hits],
    }


def _show(decision: Outcome) -> None:
    """The decision as a client would see it; addresses are written out, for a terminal has no links with words."""
    match decision:
        case Answered(hit):
            typer.secho(say("kb-answer", confidence=_percent(hit)), fg="green")
            typer.echo(f"\n{_written_out(hit.article)}")
        case Offered(hits):
            typer.echo(say("kb-offer"))
            for hit in hits:
                typer.echo(f"  {hit.article.id}: {hit.article.title} ({_percent(hit)} %)")
        case Unknown():
            typer.echo(say("kb-none"))


def _percent(hit: Hit) -> int:
    return round(hit.score * 100)


def _written_out(article: Article) -> str:
    text = rendered(article)
    result = text.text
    links = [span for span in text.spans if span.url and span.url != text.text[span.start : span.end]]
    for span in sorted(links, key=lambda span: -span.end):
        result = f"{result[: span.end]} ({span.url}){result[span.end :]}"
    return result
