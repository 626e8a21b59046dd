"""Codes in what a client writes: redeemed, answered, and taken out before people or the knowledge base see them.

A code is for the line, not for people, alone or among other words. Of what merely looks like one and was never given,
a message by itself is answered; among other words it may be the number of a contract, and is left.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from bot import code_shape, codes
from bot.codes import Verdict
from bot.messages import Edited, Said
from bot.outgoing import Keyboard
from bot.texts import say
from handlers import vocabulary
from handlers.matching import fits
from handlers.turn import Turn, button
from knowledge.text import tokens
from operators import destructions, joining

_REFUSALS = {
    Verdict.UNKNOWN: "linking-unknown",
    Verdict.EXPIRED: "linking-expired",
    Verdict.USED: "linking-used",
    Verdict.OWN: "linking-own",
    Verdict.SAME_MESSENGER: "linking-own",
    Verdict.LINKED: "linking-linked",
    Verdict.LOCKED: "linking-locked",
    Verdict.WITHDRAWN: "linking-withdrawn",
}

Message = TypeVar("Message", Said, Edited)

_MOST_TRIED = 3
"""Codes in one message; the others are blotted out without a question."""

_MOST_WORDS = 8
"""Beside a code that is all that a message means."""


async def without_codes(turn: Turn, lines: Sequence[Said]) -> Sequence[Said]:
    """Takes the lines that are codes, with a few words of courtesy at most, and leaves the others, the codes in them
    blotted out."""
    left = [await _without(turn, line) for line in lines]
    return [line for line in left if line is not None]


def codes_in(message: Said | Edited) -> Sequence[str]:
    """Whatever looks like a code in a message, or in what was forwarded with it."""
    texts = [message.text, *(one.text for one in message.forwarded)]
    return [found.code for text in texts for found in code_shape.found_in(text.text)]


def blotted(message: Message, told: Collection[str] | None = None) -> Message:
    """The message without these codes (None: without any)."""
    forwarded = tuple(replace(one, text=code_shape.blotted(one.text, told)) for one in message.forwarded)
    return replace(message, text=code_shape.blotted(message.text, told), forwarded=forwarded)


async def _without(turn: Turn, line: Said) -> Said | None:
    """None for a line that is nothing but a code."""
    told = list(dict.fromkeys(codes_in(line)))
    if not told:
        return line
    verdicts = {code: await _tried(turn, code) for code in told[:_MOST_TRIED]}
    if _is_code_alone(line):
        await _answer(turn, verdicts)
        return None
    given = {code: verdict for code, verdict in verdicts.items() if verdict is not Verdict.UNKNOWN}
    if given:
        await _answer(turn, given)
    return blotted(line, {*given, *told[_MOST_TRIED:]})


async def _tried(turn: Turn, code: str) -> Verdict:
    """What the code is worth here; a good one joins the accounts, whose two ends are told in their own turns."""
    checked = await codes.check(turn.session, code, turn.address, turn.now)
    if checked.issuer is None or checked.verdict is not Verdict.GOOD:
        return checked.verdict
    for one in (checked.issuer, turn.address):
        if await destructions.pending(turn.session, one.client_id) is not None:
            return Verdict.WITHDRAWN
    if await joining.join(turn.session, checked.issuer, turn.address, turn.now):
        return Verdict.GOOD
    return Verdict.LINKED  # By another code, in this very moment.


async def _answer(turn: Turn, verdicts: Mapping[str, Verdict]) -> None:
    """Once for a message; where one of its codes was good there is nothing to complain of."""
    if Verdict.GOOD in verdicts.values():
        return
    verdict = next(iter(verdicts.values()))
    again: Keyboard = ((button(say("button-new-code"), "linking", "code"),),)
    may_ask = verdict in (Verdict.EXPIRED, Verdict.USED)
    await turn.reply(say(_REFUSALS[verdict]), again if may_ask else (), formal=True)


def _is_code_alone(line: Said) -> bool:
    """Nothing else is meant by it: «вот код: K8T8-K6T2»."""
    words = tokens(code_shape.without(line.text.text))
    if line.attachments or line.forwarded or len(words) > _MOST_WORDS:
        return False
    return all(fits(word, vocabulary.WITH_CODE) for word in words)
