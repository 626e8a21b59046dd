"""How a ticket's card looks: pure drawing, never over the platform's limit whatever the client wrote.

Every piece has a length of its own; what is left over goes to the conversation so far, the latest lines first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, takewhile

from bot.clients import ClientAddress
from bot.outgoing import Button, ButtonStyle, Keyboard
from bot.richtext import RichText, SpanKind, bold, joined, rich, split, utf16_length
from bot.texts import MissingText, say
from operators.client_facts import NO_FACTS, Facts
from operators.durations import roughly
from operators.history import Author, Line, LineKind
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.tickets import Ticket, TicketState

LIMIT = 4096
"""Of a message, in UTF-16 units (platforms.md: limits)."""

_NAME, _QUESTION, _ANSWERED, _TITLE, _COMMENT, _LINE, _URL = 100, 1000, 300, 150, 500, 600, 200
"""The most that each piece may take, in UTF-16 units; together they leave the conversation a thousand."""

_BEFORE_ELLIPSIS = " \n.,;:…—"
"""What an ellipsis takes the place of: «полностью…», not «полностью.…»."""

_KNOWN, _MOST_KNOWN = 150, 4
"""Of a line that the contact card gives, and how many there may be."""

_MOST_LINES = 40
"""Each line has a formatting of its own, and a message at most a hundred."""


@dataclass(frozen=True, slots=True)
class Card:
    """A drawn card."""

    text: RichText
    keyboard: Keyboard


def draw(
    ticket: Ticket,
    lines: Sequence[Line],
    staff: Mapping[int, str],
    withdrawn: date | None = None,
    facts: Facts = NO_FACTS,
    known: Sequence[str] = (),
    *,
    has_earlier: bool = False,
) -> Card:
    """The card; `lines` are the conversation so far (oldest first), `staff` the names of those who speak in it;
    `withdrawn`: the consent is, and by this day the client's data will be destroyed; `facts`: what is known of the
    client's contract; `known` is what the client's contact card says, a line each; `has_earlier`: the client has other
    requests."""
    top: list[RichText | str] = [
        _heading(ticket),
        account_line(ticket.address),
        *([bold(say("desk-card-withdrawn", date=f"{withdrawn:%d.%m.%Y}"))] if withdrawn is not None else []),
        *(one_line(line, _KNOWN) for line in known[:_MOST_KNOWN]),
        *_kind(ticket),
        *_public(ticket),
        *facts.lines,
        "",
        _question(ticket),
    ]
    if answered := _answered(ticket, lines):
        top += ["", answered]
    if ticket.is_open and ticket.suggestions:
        top += ["", say("desk-card-suggestions"), *_suggestions(ticket)]
    bottom = [*_outcome(ticket)]
    frame = joined([*top, *bottom])
    conversation, whole = _conversation(ticket, lines, staff, LIMIT - utf16_length(frame.text) - 2)
    if conversation:
        top += ["", conversation]
    whole = whole and utf16_length(ticket.question) <= _QUESTION
    return Card(joined([*top, *bottom]), (*_buttons(ticket, whole, has_earlier), *facts.keyboard))


def draw_left(ticket: Ticket, where: RichText, to: Purpose | None = None) -> Card:
    """The card in a topic that the ticket has left; `where` it goes on, and `to` which queue it was handed."""
    state = say("desk-state-moved") if to is None else say(f"desk-state-handed-{to}")
    heading = bold(say("desk-card-number", number=ticket.id)) + " · " + state
    return Card(joined([heading, where, account_line(ticket.address), "", _question(ticket)]), ())


def spoken(pieces: Sequence[Line], staff: Mapping[int, str], most: int | None = None) -> RichText:
    """A line (or the pieces of an album) with who said it."""
    line = pieces[0]
    match line.author:
        case Author.CLIENT:
            who = say("desk-card-client")
        case Author.BOT:
            who = say("desk-card-bot")
        case _:
            who = staff.get(line.staff_id or 0, say("desk-card-staff"))
    said = _said(pieces)
    text = said if most is None else shortened(said, most)
    return bold(shortened(who, _NAME) + ":") + " " + text


def in_turn(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines with the pieces of each album together."""
    return [list(pieces) for _, pieces in groupby(lines, lambda line: (line.author, line.album or id(line)))]


def shortened(text: str, most: int) -> str:
    """At most `most` UTF-16 units of a text, with an ellipsis where something is missing."""
    if utf16_length(text) <= most:
        return text
    return split(rich(text), most - 1)[0].text.rstrip(_BEFORE_ELLIPSIS) + "…"


def one_line(text: str, most: int) -> str:
    """The same, without line breaks."""
    return shortened(" ".join(text.split()), most)


def channel_name(channel: str) -> str:
    """A messenger as people call it."""
    try:
        return say(f"desk-channel-{channel}")
    except MissingText:
        return channel


def account_line(address: ClientAddress) -> str:
    """«Анна (@anna) · Telegram»."""
    account = _account(address)
    known_as = f" ({account})" if account else ""
    return f"{one_line(address.name, _NAME)}{known_as} · {channel_name(address.channel)}"


def _heading(ticket: Ticket) -> RichText:
    assignee = one_line(ticket.assignee.name, _NAME) if ticket.assignee else ""
    state = say(f"desk-state-{TicketState(ticket.state).value}", assignee=assignee or "—")
    number, over = bold(say("desk-card-number", number=ticket.id)), ticket.overdue_minutes
    if over is None or not ticket.is_open:
        return number + " · " + state
    how_long = say("desk-card-over-by", time=roughly(over)) if over else say("desk-card-over")
    return rich(say("desk-card-red") + " ") + number + " · " + state + " · " + how_long


def _kind(ticket: Ticket) -> Iterator[str]:
    """A question is what every request is taken for that is nothing else."""
    if ticket.kind is not TicketKind.QUESTION:
        yield say("desk-card-kind", kind=say(f"kind-{ticket.kind.value}"))


def _account(address: ClientAddress) -> str:
    """The account as the group can open it: there «@name» is always Telegram's, so VK's is told by its address."""
    username = one_line(address.username or "", _NAME)
    if address.channel == "vk":
        return f"vk.com/{username or f'id{address.peer}'}"
    return f"@{username}" if username else ""


def _public(ticket: Ticket) -> Iterator[str]:
    """Where the question was asked for all to see."""
    if ticket.source_url:
        yield say("desk-card-comment-at", url=one_line(ticket.source_url, _URL))


def _question(ticket: Ticket) -> RichText:
    question = ticket.question.strip() or say("desk-card-no-question")
    return bold(say("desk-card-question")) + " " + shortened(question, _QUESTION)


def _suggestions(ticket: Ticket) -> Iterator[str]:
    for number, (article, title) in enumerate(ticket.suggestions, 1):
        sent = say("desk-card-sent") if article in ticket.sent_suggestions else ""
        yield f"{number}. {one_line(title, _TITLE)} {sent}".rstrip()


def _answered(ticket: Ticket, lines: Sequence[Line]) -> RichText | None:
    """What the bot answered to the question the last time that it did, else what it offered; None for neither."""
    wordings = {ticket.question, *ticket.question.split("\n")}  # a question may have come in several messages
    asked = [number for number, line in enumerate(lines) if line.author is Author.CLIENT and line.text in wordings]
    for number in reversed(asked):
        following = list(takewhile(lambda line: line.author is Author.BOT, lines[number + 1 :]))
        for kind, heading, words in (
            (LineKind.ANSWER, "desk-card-answered", _answer),
            (LineKind.OFFER, "desk-card-only-offered", _titles),
        ):
            if said := [words(line) for line in following if line.kind is kind]:
                return rich(say(heading) + " ") + shortened(said[-1], _ANSWERED)
    return None


def _answer(line: Line) -> str:
    """An article in one line: its title, then what it says."""
    return " — ".join(" ".join(piece.split()) for piece in line.text.split("\n\n", 1))


def _said(pieces: Sequence[Line]) -> str:
    if pieces[0].kind is LineKind.OFFER:
        return f"{say('desk-card-offered')} {_titles(pieces[0])}"
    return " ".join(line.words for line in pieces)


def _titles(line: Line) -> str:
    """The articles that were offered, in one line."""
    return "; ".join(line.text.splitlines())


def _outcome(ticket: Ticket) -> Iterator[RichText | str]:
    if ticket.state not in (TicketState.RESOLVED, TicketState.CLOSED):
        return
    facts = []
    if ticket.solved is not None:
        facts.append(say("desk-card-solved" if ticket.solved else "desk-card-unsolved"))
    if ticket.rating is not None:
        facts.append(say("desk-card-rating", mark=ticket.rating))
    if ticket.rating_comment:
        facts.append(say("desk-card-comment", comment=one_line(ticket.rating_comment, _COMMENT)))
    if facts:
        yield ""
        yield from facts


def _conversation(ticket: Ticket, lines: Sequence[Line], staff: Mapping[int, str], room: int) -> tuple[RichText, bool]:
    """As many of the latest lines as fit, folded; and whether that is all that was said."""
    if len(lines) == 1 and ticket.question in (lines[0].text, lines[0].words):
        return RichText(), True
    kept: list[RichText] = []
    turns = in_turn(lines)
    room -= utf16_length(say("desk-card-earlier")) + 1
    whole = len(turns) <= _MOST_LINES
    for pieces in reversed(turns[-_MOST_LINES:]):
        text = spoken(pieces, staff, _LINE)
        room -= utf16_length(text.text) + 1
        if room < 0:
            whole = False
            break
        whole = whole and utf16_length(_said(pieces)) <= _LINE
        kept.insert(0, text)
    if not kept:
        return RichText(), whole
    earlier = [] if len(kept) == len(turns) else [rich(say("desk-card-earlier"))]
    return joined([*earlier, *kept]).styled(SpanKind.FOLDED_QUOTE), whole


def _buttons(ticket: Ticket, whole: bool, has_earlier: bool) -> Iterator[tuple[Button, ...]]:
    if ticket.is_open:
        if ticket.assignee_id is None:
            yield (Button(say("desk-button-take"), data=f"take:{ticket.id}", style=ButtonStyle.PRIMARY),)
        for number, (article, _) in enumerate(ticket.suggestions, 1):
            show = Button(say("desk-button-show", number=number), data=f"show:{ticket.id}:{number}")
            send = Button(say("desk-button-send", number=number), data=f"send:{ticket.id}:{number}")
            yield (show,) if article in ticket.sent_suggestions else (show, send)
        if ticket.queue is Purpose.HOTLINE:
            yield (Button(say("desk-button-to-expert"), data=f"expert:{ticket.id}"),)
        elif ticket.queue is Purpose.EXPERTS:
            yield (Button(say("desk-button-collect"), data=f"answer:{ticket.id}"),)
        yield (Button(say("desk-button-done"), data=f"done:{ticket.id}"),)
    if more := tuple(_more(ticket, whole, has_earlier)):
        yield more


def _more(ticket: Ticket, whole: bool, has_earlier: bool) -> Iterator[Button]:
    if ticket.is_open and ticket.kind is not TicketKind.COMPLAINT:
        yield Button(say("desk-button-kind"), data=f"kind:{ticket.id}")
    if not whole:
        yield Button(say("desk-button-all"), data=f"all:{ticket.id}")
    if has_earlier:
        yield Button(say("earlier-button"), data=f"earlier:{ticket.id}")
