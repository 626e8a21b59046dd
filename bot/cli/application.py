"""The `liniya` command: what commands there are, and how their faults reach a person."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli import centres, check, clients, inbox, privacy, service
from bot.cli.speech import RussianGroup, sentence, spoken
from bot.errors import LiniyaError, SettingsError

_KB_HELP = "База знаний: вопросы, статьи, загрузка и выгрузка."


class _Commands(RussianGroup):
    """The root group. `kb` is only a name in the help until it is called: it reads every article."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command to run and its arguments."""
        if args and args[0] == "kb":
            from bot.cli import kb

            return "kb", typer.main.get_group(spoken(kb.app)), args[1:]
        return super().resolve_command(ctx, args)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"liniya {version('liniya')}")
        raise typer.Exit


def _begin(
    ctx: typer.Context,
    config: Annotated[
        Path | None, typer.Option(metavar="ФАЙЛ", help="Файл настроек; без него читается liniya.toml, если он есть.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Показать версию.")
    ] = False,
) -> None:
    """Remembers where the settings are; they are read by the command that needs them."""
    del version
    ctx.obj = config


def _application() -> typer.Typer:
    app = typer.Typer(add_completion=False, no_args_is_help=True)
    app.callback(help="Линия поддержки сервисного центра.")(_begin)
    app.command(help="Запустить службу.")(service.run)
    app.command(help="Попробовать без токенов: мессенджеры на этой машине и страница, чтобы в них говорить.")(
        service.sandbox
    )
    app.command(help="Привести базу данных к текущей версии.")(service.migrate)
    app.command(help="Проверить настройки, базу данных и доступ к мессенджерам.")(check.check)
    app.add_typer(inbox.app, name="inbox")
    app.add_typer(clients.app, name="clients")
    app.add_typer(centres.app, name="centres")
    app.add_typer(privacy.app, name="privacy")
    app.command("kb", help=_KB_HELP)(lambda: None)
    spoken(app).info.cls = _Commands
    return app


def run(arguments: Sequence[str]) -> int:
    """Runs a command; returns the exit code: 0 fine, 1 failed, 2 asked for wrongly or set up wrongly."""
    try:
        result = typer.main.get_command(_application()).main(list(arguments), prog_name="liniya", standalone_mode=False)
    except typer.TyperException as error:
        return _complain(sentence(error), error.exit_code)
    except SettingsError as error:
        return _complain(str(error), 2)
    except LiniyaError as error:
        return _complain(str(error), 1)
    except typer.Abort:
        return 130
    except Exception:  # noqa: BLE001  (the outermost place: it is logged, masked, and said in a sentence)
        return _crashed()
    return result if isinstance(result, int) else 0


def _complain(words: str, code: int) -> int:
    from bot.terminal import lines

    typer.echo(lines(words), err=True)
    return code


def _crashed() -> int:
    """A bug: its traceback goes through the logs, which mask tokens and passwords."""
    import structlog

    from bot.logs import set_up_logs
    from bot.texts import say

    if not structlog.is_configured():
        set_up_logs()
    structlog.get_logger().error("liniya.crashed", exc_info=sys.exc_info())
    return _complain(say("crashed"), 1)
