"""What whoever gets the service's letters does: they answer."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import make_msgid

from bot.sandbox.page.actions.base import Action, Text
from bot.sandbox.stage import Stage


class Answer(Action):
    """An answer to a letter, as a mail program writes it: with the letter quoted below."""

    name = "mail-answer"
    letter: int
    text: Text

    def run(self, stage: Stage) -> int:
        letter = stage.mail.letters[self.letter]
        message = EmailMessage()
        message["From"], message["To"] = letter.recipients[0], letter.sender
        message["Subject"] = f"Re: {' '.join(letter.subject.split())}"
        message["Message-ID"] = make_msgid(domain="sandbox.example")
        if letter.message_id:
            message["In-Reply-To"] = message["References"] = letter.message_id
        quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
        message.set_content(f"{self.text}\n\n{' '.join(letter.sender.split())} 01.01.2026:\n{quoted}\n")
        return stage.inbox.put(message.as_bytes())


OFFERED: tuple[type[Action], ...] = (Answer,)
