"""The table of commands and buttons, and the application that is made from it."""

from __future__ import annotations

from operators.desk.application import desk_application
from operators.desk.registry import BUTTONS, COMMANDS


async def test_everything_that_the_application_knows_is_in_the_table() -> None:
    """Handlers are made from the table: as many buttons and commands as it has, beside those for what is unknown."""
    application = await desk_application()
    usual = [type(one).__name__ for one in application.handlers[0]]
    assert usual.count("CallbackQueryHandler") == len(BUTTONS) + 2
    assert len({name for one in COMMANDS for name in one.names if one.when is None}) == sum(
        len(one.names) for one in COMMANDS if one.when is None
    )
