"""`liniya kb import`: a file or folder laid over the base: checked whole, told entry by entry, then put in or not."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

    from bot.settings import Settings
    from knowledge.entries import Entry
    from knowledge.importing import Change
    from knowledge.spool import Spool

_DECLINED = 1
_SIGNS = {"added": "+", "changed": "~", "unchanged": "=", "switched_off": "-"}
_YES = {"д", "да", "y", "yes"}


@dataclass(frozen=True)
class _Order:
    """What is asked for."""

    path: Path
    author: str
    replaces: bool
    settings: Settings

    @property
    def url(self) -> str:
        return self.settings.database.url.get_secret_value()


@dataclass(frozen=True)
class _Plan:
    """What would come of it, what is to be said of it, and the links that no client will get, by article."""

    changes: list[Change] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    dead_links: list[tuple[str, str]] = field(default_factory=list)


def import_file(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="ПУТЬ", help="Папка статей *.md, файл *.jsonl, *.csv или *.xlsx.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Только показать, что изменится.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Не спрашивать, загружать ли.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Выключить статьи, которых нет в файле.")] = False,
    author: Annotated[
        str, typer.Option(metavar="ИМЯ", help="Кто меняет; без него в истории будет имя файла.", show_default=False)
    ] = "",
) -> None:
    """Raises `SettingsError`, `SchemaError`, `KnowledgeError`."""
    from bot.cli.opening import open_settings
    from bot.texts import say
    from knowledge.spool import Spool

    order = _Order(path, author.strip() or path.resolve().name, replace, open_settings(ctx))
    with Spool() as spool:
        told = _report(asyncio.run(_plan(order, spool, dry_run=dry_run)))
        if dry_run:
            typer.echo(say("kb-import-dry"))
        elif not told:
            typer.echo(say("kb-import-nothing"))
        elif yes or not sys.stdin.isatty() or _confirmed():
            asyncio.run(_put(order, spool))
            typer.echo(say("kb-import-done"))
        else:
            typer.echo(say("kb-import-declined"))
            raise typer.Exit(_DECLINED)


async def _plan(order: _Order, spool: Spool, *, dry_run: bool) -> _Plan:
    """Everything read, checked and compared; nothing changed but the tables' shape. Raises `KnowledgeError`."""
    from bot.cli.database import reading
    from knowledge.entries import Faults
    from knowledge.files import read_base
    from knowledge.importing import batches, compare, left_over
    from knowledge.loading import load_shipped
    from knowledge.remarks import Remarks

    shipped = {one.id: one for one in load_shipped()} if order.settings.knowledge.shipped else {}
    plan = _Plan()
    faults, remarks = Faults(), Remarks(_today(order.settings))
    async with reading(order.url, upgrades=not dry_run) as session:
        for entries, told in batches(read_base(order.path)):
            for sentence in told:
                faults.add(sentence)
            if not faults.count:
                spool.add(entries)
                remarks.add(entries)
                plan.changes.extend(await compare(session, entries, shipped, replaces=order.replaces))
                plan.dead_links.extend(_dead_links(entries))
        faults.complain()
        if not plan.changes:
            raise _nothing(order.path)
        if order.replaces:
            plan.changes.extend(_switched_off(await left_over(session, shipped, {one.id for one in plan.changes})))
    plan.remarks.extend(remarks.sentences())
    return plan


def _today(settings: Settings) -> date:
    from bot.clock import SystemClock

    return SystemClock().now().astimezone(settings.centre.time_zone).date()


async def _put(order: _Order, spool: Spool) -> None:
    """All of it, in one transaction."""
    from bot.cli.kb.database import writing
    from bot.clock import SystemClock
    from knowledge.importing import BATCH
    from knowledge.putting import put

    now = SystemClock().now()
    async with writing(order.settings, now) as session:
        await put(session, spool.batches(BATCH), order.author, now, replaces=order.replaces)


def _nothing(path: Path) -> Exception:
    from bot.texts import say
    from knowledge.entries import KnowledgeError

    return KnowledgeError(say("jsonl-empty", file=path.name))


def _switched_off(ids: Sequence[str]) -> list[Change]:
    from knowledge.importing import Change, Fate

    return [Change(one, Fate.SWITCHED_OFF, ("off",), stays_off=True) for one in ids]


def _dead_links(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    from knowledge.articles import is_web
    from knowledge.link_form import links

    return [(one.article.id, url) for one in entries for url in dict.fromkeys(links(one.article)) if not is_web(url)]


def _report(plan: _Plan) -> bool:
    """A line for each entry, then the counts and what to look at; whether there is anything to change."""
    from bot.terminal import one_line
    from bot.texts import say
    from knowledge.importing import Fate

    changes = plan.changes
    # Each text is put together once: there may be fifty thousand lines.
    fates = {fate: say("kb-import-fate", fate=fate.value) for fate in Fate}
    names = {name: say("kb-field", field=name) for one in changes for name in one.fields}
    for one in changes:
        fields = "" if one.fate is Fate.SWITCHED_OFF else ", ".join(names[name] for name in one.fields)
        typer.echo(f"{_SIGNS[one.fate]} {one_line(one.id)}: {fates[one.fate]}{fields and f' ({fields})'}")
    counts = Counter(one.fate.value for one in changes)
    typer.echo(say("kb-import-counts", **{fate.value: counts[fate.value] for fate in Fate}))
    hidden = sum(one.stays_off and one.fate is not Fate.SWITCHED_OFF for one in changes)
    if hidden:
        typer.echo(say("kb-import-hidden", count=hidden))
    for sentence in plan.remarks:
        typer.echo(f"! {sentence}")
    for number, url in plan.dead_links:
        typer.echo(say("kb-import-link", id=one_line(number), url=one_line(url)))
    return len(changes) > counts[Fate.UNCHANGED.value]


def _confirmed() -> bool:
    from bot.texts import say

    typer.echo(say("kb-import-ask") + " ", nl=False)
    return sys.stdin.readline().strip().lower() in _YES
