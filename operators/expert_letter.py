"""The letter with an expert's answer: what was asked, what is answered, what is with it, and where to go from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.content import FILES, Attachment
from bot.describing import named
from bot.outgoing import Button, Keyboard
from bot.richtext import RichText, SpanKind, bold, joined, rich
from bot.texts import say
from operators.card_text import one_line, shortened
from operators.letters import Draft
from operators.tickets import Ticket

_NAME, _QUESTION = 100, 3000


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an answer: the centre's name, whether a reply to the letter is read, else where to write
    (addresses, phones), and the links of the marks 1–5 (none: they are not asked for)."""

    centre: str
    replies: bool
    places: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


def subject(ticket: Ticket) -> str:
    """With the number, so that a person finds it again too."""
    return say("letter-subject", number=ticket.id)


def drafted(
    ticket: Ticket, name: str | None, said: Sequence[RichText], attachments: Sequence[Attachment], around: Around
) -> Draft:
    """The letter; `said` are the expert's messages in order."""
    parts: list[RichText | str] = [_greeting(name)]
    if ticket.question.strip():
        question = rich(shortened(ticket.question.strip(), _QUESTION)).styled(SpanKind.QUOTE)
        parts.append(rich(say("letter-asked", number=ticket.id) + "\n") + question)
    parts += [bold(say("letter-answered")), *(text for text in said if text)]
    if files := [one for one in attachments if one.kind in FILES]:
        parts.append(say("letter-files", files="\n".join(f"— {named(one)}" for one in files)))
    parts += [say("letter-yours-to-decide"), _where(around), rich(around.centre)]
    if around.marks:
        parts.append(say("letter-rate"))
    return Draft(subject(ticket), joined(parts, "\n\n"), _marks(around), tuple(attachments))


def refused(ticket: Ticket, name: str | None, reason: str, around: Around) -> Draft:
    """The letter that says why there is no answer, and what to do."""
    words = say("expert-client-refused", number=ticket.id, topic=reason)
    parts = [_greeting(name), words, _where(around), around.centre]
    return Draft(say("letter-subject-refused", number=ticket.id), joined(parts, "\n\n"))


def _greeting(name: str | None) -> str:
    known = one_line(name or "", _NAME)
    return say("letter-greeting-name", name=known) if known else say("letter-greeting")


def _where(around: Around) -> str:
    if around.replies:
        return say("letter-reply")
    return say("letter-write", places=", ".join(around.places)) if around.places else say("letter-write-chat")


def _marks(around: Around) -> Keyboard:
    """One row: «1» … «5»."""
    buttons = tuple(Button(str(mark), url=url) for mark, url in enumerate(around.marks, 1))
    return (buttons,) if buttons else ()
