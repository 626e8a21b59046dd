"""`liniya clients …`: organisations with their contracts and people, from a terminal."""

import typer

from bot.cli.clients import exporting, importing, listing

app = typer.Typer(help="Клиенты и договоры: загрузка из CRM и просмотр.", no_args_is_help=True)
app.command("import", help="Загрузить организации, договоры и людей из выгрузки CRM.")(importing.import_file)
app.command("list", help="Перечислить организации.")(listing.list_organisations)
app.command("show", help="Показать организацию: договор, долг, менеджер, люди.")(listing.show)
app.command("export", help="Выгрузить все организации в таблицу.")(exporting.export_file)
