"""What is said of an import: every line that has to be mended, and what changes, organisation by organisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.errors import LiniyaError
from bot.tables.writing import write_table
from bot.terminal import one_line
from bot.texts import say
from operators.crm.comparing import Change, Changed, Plan
from operators.crm.standing import Standing
from operators.crm.told import ClientsFile

MOST_TOLD = 20
"""So many of each are told on a terminal; all are in the report's file."""
_DOUBTFUL_SHARE = 0.5
_HEADER = ("Строка", "Столбец", "ИНН", "Организация", "Что")


class BadLines(LiniyaError):
    """The file has faults; nothing was saved."""


class Doubtful(LiniyaError):
    """Most of the organisations are not in the file: it may be only a part."""


def complain(name: str, file: ClientsFile, *, skipped: bool) -> None:
    """Raises `BadLines` for a file with faults, unless they are `skipped`; then too when nothing good is left."""
    if file.faults and not (skipped and file.good):
        heading = say("crm-faults", file=name, count=_faulty_lines(file))
        raise BadLines(
            "\n".join([heading, *_some([fault.sentence for fault in file.faults[:MOST_TOLD]], len(file.faults))])
        )


def doubt(name: str, plan: Plan) -> None:
    """Raises `Doubtful` when more than half of the known organisations would be marked."""
    if len(plan.missing) > max(MOST_TOLD, plan.known * _DOUBTFUL_SHARE):
        raise Doubtful(say("crm-doubtful", file=name, missing=len(plan.missing), known=plan.known))


def told(file: ClientsFile, plan: Plan, standing: Standing) -> Iterator[str]:
    """The report for a terminal."""
    if file.ignored:
        names = ", ".join(f"«{one_line(name)[:40]}»" for name in file.ignored[:MOST_TOLD])
        yield say("crm-ignored", count=len(file.ignored), names=names)
    if file.faults:
        yield say("crm-skipped", count=_faulty_lines(file))
        yield from _some([fault.sentence for fault in file.faults[:MOST_TOLD]], len(file.faults))
    if file.remarks:
        yield say("crm-remarks", count=len(file.remarks))
        yield from _some([fault.sentence for fault in file.remarks[:MOST_TOLD]], len(file.remarks))
    yield from _some([f"+ {_called(one.inn, one.name)}" for one in plan.new[:MOST_TOLD]], len(plan.new))
    changed = [f"~ {_called(one.inn, one.name)}: {_what(one, standing)}" for one in plan.changed[:MOST_TOLD]]
    yield from _some(changed, len(plan.changed))
    missing = [f"- {_called(one.inn, one.name)}: {say('crm-is-missing')}" for one in plan.missing[:MOST_TOLD]]
    yield from _some(missing, len(plan.missing))
    if plan.managers.new:
        yield say(
            "crm-managers", names=", ".join(one_line(one.name) for one in list(plan.managers.new.values())[:MOST_TOLD])
        )
    yield say(
        "crm-counts",
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=plan.unchanged,
        missing=len(plan.missing),
        people=sum(len(one.joining) for one in (*plan.new, *plan.changed)),
        gone=sum(len(one.leaving) for one in plan.changed),
    )


def write(path: Path, file: ClientsFile, plan: Plan, standing: Standing) -> None:
    """All of it as a CSV file that Excel opens. Raises `TableError`."""
    write_table(path, [_HEADER, *_rows(file, plan, standing)])


def _rows(file: ClientsFile, plan: Plan, standing: Standing) -> Iterator[Sequence[str]]:
    for fault in (*file.faults, *file.remarks):
        yield str(fault.line), fault.column, "", "", fault.what
    for one in plan.new:
        yield _line(file, one.inn), "", one.inn, one.name, say("crm-is-new")
    for one in plan.changed:
        yield _line(file, one.inn), "", one.inn, one.name, _what(one, standing)
    for missing in plan.missing:
        yield "", "", missing.inn, missing.name, say("crm-is-missing")


def _line(file: ClientsFile, inn: str) -> str:
    return str(file.organisations[inn].line)


def _what(change: Change, standing: Standing) -> str:
    said = [_difference(one, standing) for one in change.fields]
    if change.joining or change.leaving:
        said.append(say("crm-people-change", joining=len(change.joining), leaving=len(change.leaving)))
    return "; ".join(said)


def _difference(one: Changed, standing: Standing) -> str:
    if one.field == "missing":
        return say("crm-is-back")
    before, after = (_shown(one.field, value, standing) for value in (one.before, one.after))
    return say("crm-difference", field=say("crm-field", field=one.field), before=before, after=after)


def _shown(field: str, value: Any, standing: Standing) -> str:
    if value is None:
        return say("crm-nothing-there")
    if field == "contract":
        return say("crm-contract", state=value.value)
    if field == "arrears":
        return roubles(value)
    if field == "centre":
        return one_line(standing.centres.get(value, str(value)))
    return f"{value:%d.%m.%Y}" if isinstance(value, date | datetime) else one_line(str(value))


def roubles(kopecks: int) -> str:
    """«1 234,56 ₽», without empty kopecks."""
    whole, rest = divmod(kopecks, 100)
    grouped = f"{whole:,}".replace(",", "\u00a0")
    return f"{grouped},{rest:02}\u00a0₽" if rest else f"{grouped}\u00a0₽"


def _called(inn: str, name: str) -> str:
    return f"{inn} {one_line(name)[:80]}"


def _some(lines: Sequence[str], count: int) -> Iterator[str]:
    yield from (f"  {one_line(line)}" for line in lines)
    if count > len(lines):
        yield "  " + say("crm-more", count=count - len(lines))


def _faulty_lines(file: ClientsFile) -> int:
    return len({fault.line for fault in file.faults})
