"""`liniya clients list`, `show`: which organisations there are, and what is known of one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from operators.crm.standing import Standing, Stands


def list_organisations(ctx: typer.Context) -> None:
    """A line for each: INN, name, contract, debt; and how many there are."""
    from bot.terminal import one_line
    from bot.texts import say

    found = everything(ctx)
    states = {one.contract: say("crm-contract", state=one.contract.value) for one in found.organisations.values()}
    for one in found.organisations.values():
        typer.echo(f"{one.inn:<12}  {one_line(one.name)}  {states[one.contract]}{''.join(_marks(one))}")
    typer.echo(say("crm-list-count", count=len(found.organisations)))


def show(ctx: typer.Context, inn: Annotated[str, typer.Argument(metavar="ИНН", help="ИНН организации.")]) -> None:
    """One organisation with its people."""
    from bot.errors import LiniyaError
    from bot.terminal import one_line
    from bot.texts import say

    found = everything(ctx)
    one = found.organisations.get(inn.strip())
    if one is None:
        raise LiniyaError(say("crm-no-such", inn=one_line(inn)[:20]))
    typer.echo(f"{one.inn} {one_line(one.name)}")
    for line in _about(one, found):
        typer.echo(line)


def everything(ctx: typer.Context) -> Standing:
    """What the database says. Raises `SettingsError`, `SchemaError`."""
    from bot.cli.database import reading
    from bot.cli.opening import open_settings
    from operators.crm.standing import Standing, standing

    async def read() -> Standing:
        async with reading(open_settings(ctx).database.url.get_secret_value()) as session:
            return Standing() if session is None else await standing(session)

    return asyncio.run(read())


def _marks(one: Stands) -> Iterator[str]:
    from bot.texts import say
    from operators.crm.report import roubles

    if one.until is not None:
        yield say("crm-list-until", day=f"{one.until:%d.%m.%Y}")
    if one.arrears:
        yield say("crm-list-arrears", sum=roubles(one.arrears))
    if one.missing_since is not None:
        yield say("crm-list-missing", day=f"{one.missing_since:%d.%m.%Y}")


def _about(one: Stands, found: Standing) -> Iterator[str]:
    from bot.terminal import one_line
    from bot.texts import say
    from operators.crm.report import roubles

    until = say("crm-list-until", day=f"{one.until:%d.%m.%Y}") if one.until else ""
    yield say("crm-show-contract", state=say("crm-contract", state=one.contract.value)) + until
    if one.arrears:
        yield say("crm-show-arrears", sum=roubles(one.arrears))
    if one.centre is not None:
        yield say("crm-show-centre", name=one_line(found.centres.get(one.centre, "")))
    if one.manager is not None:
        yield say("crm-show-manager", name=one_line(found.manager_names.get(one.manager, "")))
    if one.missing_since is not None:
        yield say("crm-show-missing", day=f"{one.missing_since:%d.%m.%Y}")
    if people := found.people.get(one.id):
        yield say("crm-show-people")
        for person in people:
            yield "  " + one_line(" · ".join(filter(None, (person.name, person.email, person.phone))))
