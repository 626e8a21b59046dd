"""`liniya kb …`: the knowledge base from a terminal."""

import typer

from bot.cli.kb import asking, gaps, lexicon, listing, stale, tuning

app = typer.Typer(help="База знаний: задать вопрос, посмотреть статьи.", no_args_is_help=True, add_completion=False)
app.command(help="Показать, что бот ответит на вопрос.")(asking.ask)
app.command("list", help="Перечислить статьи: id и заголовок.")(listing.list_articles)
app.command("gaps", help="Показать, о чём спрашивали и не нашли ответа.")(gaps.gaps)
app.command("stale", help="Показать статьи, у которых вышел или выходит срок.")(stale.stale)
app.command("lexicon", help="Проверить словарь: сколько в нём групп и какие не пригодятся.")(lexicon.lexicon)
app.command("tune", help="Подстроить уверенность поиска под эту базу знаний.")(tuning.tune)
