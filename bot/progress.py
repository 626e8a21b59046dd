"""A bar that shows a person at a terminal how far a long command is; nothing where nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[int], None]
"""So many more are done."""
_EVERY = 500
"""What is done one by one is shown some hundreds at a time."""


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Step]:
    """The bar stands on the error stream, so that a report in the output stays whole. `total` None: nobody knows."""
    if not sys.stderr.isatty() or total == 0:
        yield lambda _: None
        return
    # Half a second to import: only for whoever looks.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        waiting = 0

        def step(count: int) -> None:
            nonlocal waiting
            waiting += count
            if waiting >= _EVERY:
                bar.advance(task, waiting)
                waiting = 0

        yield step
