"""Texts of consent as they are shown, and how a button tells which one it is about."""

from __future__ import annotations

from bot import clients
from bot.clients import ConsentPurpose, ConsentText
from bot.outgoing import Button, Keyboard
from bot.texts import say
from handlers.turn import Turn

_MARK = 12
"""A button's data is short: so much of the digest is one of some 10^14."""


async def kept(turn: Turn, purpose: ConsentPurpose) -> ConsentText:
    """The text as it is shown now, kept as a proof."""
    version, text, url = _of(turn, purpose)
    return await clients.consent_text(turn.session, purpose, version, text, url, turn.now)


def words(purpose: ConsentPurpose) -> str:
    """What is agreed to."""
    return say("advertising-ask" if purpose is ConsentPurpose.ADVERTISING else "consent-ask")


def mark(turn: Turn, purpose: ConsentPurpose) -> str:
    """Version and text as a button can carry them: whoever taps under another one is asked anew."""
    version, text, url = _of(turn, purpose)
    return clients.text_mark(f"{version}\n{text}", url)[:_MARK]


def reading(turn: Turn, purpose: ConsentPurpose) -> Keyboard:
    """«Прочитать текст согласия», where there is one."""
    _, _, url = _of(turn, purpose)
    return ((Button(say("button-consent-text"), url=url),),) if url else ()


def _of(turn: Turn, purpose: ConsentPurpose) -> tuple[str, str, str | None]:
    promises = turn.services.promises
    if purpose is ConsentPurpose.ADVERTISING:
        return promises.advertising_version, words(purpose), promises.advertising_url
    return promises.consent_version, words(purpose), promises.consent_url
