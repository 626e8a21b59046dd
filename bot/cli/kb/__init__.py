"""`liniya kb …`: the knowledge base from a terminal."""

import typer

from bot.cli.kb import asking, changing, exporting, gaps, importing, lexicon, links, listing, stale, tuning

app = typer.Typer(help="База знаний: вопросы, статьи, загрузка и выгрузка.", no_args_is_help=True, add_completion=False)
app.command(help="Показать, что бот ответит на вопрос.")(asking.ask)
app.command("list", help="Перечислить статьи: id и заголовок.")(listing.list_articles)
app.command("gaps", help="Показать, о чём спрашивали и не нашли ответа.")(gaps.gaps)
app.command("stale", help="Показать статьи, у которых вышел или выходит срок.")(stale.stale)
app.command("lexicon", help="Проверить словарь: сколько в нём групп и какие не пригодятся.")(lexicon.lexicon)
app.command("import", help="Загрузить статьи из файла или папки.")(importing.import_file)
app.command("export", help="Выгрузить все статьи в файл или папку.")(exporting.export_file)
app.command("show", help="Показать статью.")(listing.show)
app.command("off", help="Выключить статью: клиенты её не увидят.")(changing.off)
app.command("on", help="Включить статью снова.")(changing.on)
app.command("history", help="Показать, кто и когда менял статью.")(listing.history)
app.command("back", help="Вернуть статью к прежнему состоянию.")(changing.back)
app.command("links", help="Проверить ссылки статей.")(links.links)
app.command("tune", help="Подстроить уверенность поиска под эту базу знаний.")(tuning.tune)
