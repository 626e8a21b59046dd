"""Whoever plays a client answers a letter on the page, and the line reads it from the mailbox."""

from __future__ import annotations

import pytest

from bot.channels.email.mailbox import Mailbox
from bot.channels.email.parsing import said_in
from bot.channels.email.server import MailServer
from bot.channels.email.source import MailSource
from bot.sandbox.mail.imap import mailbox
from bot.sandbox.page.actions import ACTIONS
from bot.sandbox.stage import set_stage
from tests.fakes import FakeClock


async def test_an_answer_is_read() -> None:
    """Its words are those that were typed, and it names the letter that it answers."""
    stage = set_stage()
    data = "Message-ID: <liniya.64.ab@example.org>\r\nFrom: Линия <line@example.org>\r\nTo: anna@example.org\r\n\r\nДа."
    letter = stage.mail.put("line@example.org", ["anna@example.org"], data.encode())
    async with mailbox(stage.inbox) as url:
        source = MailSource(Mailbox(MailServer.of(url)), FakeClock(), poll_seconds=0.01)
        begun = await source.fetch(None)
        ACTIONS["mail-answer"].model_validate({"letter": letter.number, "text": "А если нет?\nИ когда?"}).run(stage)
        (update,) = (await source.fetch(begun.cursor)).updates
    assert update.conversation == "email:anna@example.org"
    assert update.payload["answers"] == ["<liniya.64.ab@example.org>"]
    assert said_in(update.payload["text"]) == "А если нет?\nИ когда?"
    with pytest.raises(LookupError):
        ACTIONS["mail-answer"].model_validate({"letter": 99, "text": "?"}).run(stage)
