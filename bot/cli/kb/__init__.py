"""`liniya kb …`: the knowledge base from a terminal."""

import typer

from bot.cli.kb import asking, listing

app = typer.Typer(help="База знаний: задать вопрос, посмотреть статьи.", no_args_is_help=True, add_completion=False)
app.command(help="Показать, что бот ответит на вопрос.")(asking.ask)
app.command("list", help="Перечислить статьи: id и заголовок.")(listing.list_articles)
