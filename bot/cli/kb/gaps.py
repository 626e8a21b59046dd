"""`liniya kb gaps`: what was asked and not answered, by group."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import in_transaction

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Settings
    from knowledge.missing import Missing

_EXAMPLES = 3
_LONGEST = 200
"""Characters of an example that a line of the terminal shows."""


def gaps(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Один массив JSON вместо текста.")] = False,
    limit: Annotated[int, typer.Option(metavar="ЧИСЛО", min=1, help="Сколько групп показать.")] = 20,
    since: Annotated[
        datetime | None,
        typer.Option(metavar="ДАТА", formats=["%Y-%m-%d", "%d.%m.%Y"], help="Только вопросы с этого дня: 2026-11-30."),
    ] = None,
) -> None:
    """The groups, the largest first; nothing is changed."""
    from knowledge import gaps as asked_in_vain
    from knowledge.lexicon import lexicon_with
    from knowledge.missing import missing, standing
    from knowledge.own_lexicon import own_groups
    from knowledge.search import Search

    async def work(session: AsyncSession, settings: Settings) -> None:
        lexicon = lexicon_with(own_groups(settings.lexicon))
        rows = await asked_in_vain.opened(session)
        if since is not None:
            start = since.replace(tzinfo=settings.centre.time_zone)
            rows = [row for row in rows if row.at >= start]
        found, more = missing(rows, Search(await standing(session), lexicon=lexicon), limit)
        if as_json:
            typer.echo(json.dumps([_as_data(one) for one in found], ensure_ascii=False, indent=2))
        else:
            _show(found, more, len(rows), settings)

    in_transaction(ctx, work)


def _as_data(one: Missing) -> dict[str, object]:
    nearest = [{"id": hit.article.id, "title": hit.article.title, "score": round(hit.score, 6)} for hit in one.nearest]
    return {
        "count": one.group.count,
        "newest": one.group.newest.astimezone(UTC).isoformat(),
        "examples": list(one.group.wordings[:_EXAMPLES]),
        "nearest": nearest[0] if nearest else None,
    }


def _show(found: Sequence[Missing], more: int, rows: int, settings: Settings) -> None:
    from bot.terminal import one_line
    from bot.texts import say

    if not found:
        typer.echo(say("kb-gaps-none"))
        return
    typer.echo(say("kb-gaps-count", count=rows))
    for number, one in enumerate(found, 1):
        when = f"{one.group.newest.astimezone(settings.centre.time_zone):%d.%m.%Y}"
        typer.echo(f"\n{say('kb-gaps-group', number=number, count=one.group.count, date=when)}")
        for example in one.group.wordings[:_EXAMPLES]:
            line = " ".join(example.split())
            typer.echo(one_line(f"  «{line[:_LONGEST]}{'…' if len(line) > _LONGEST else ''}»"))
        if one.nearest:
            best = one.nearest[0]
            score = round(best.score * 100)
            nearest = say("kb-gaps-nearest", id=best.article.id, title=best.article.title, confidence=score)
            typer.echo("  " + one_line(nearest))
    if more:
        typer.echo(f"\n{say('kb-gaps-more', count=more)}")
