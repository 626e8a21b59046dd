"""What is kept of a client, in words: counts by category, consents with version, date and messenger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot import clients
from bot.clients import Consent, ConsentPurpose
from bot.holding import Category
from bot.subjects import Subject, subject_now
from bot.texts import say
from handlers.holdings import HOLDINGS
from handlers.turn import Turn
from operators import contacts
from operators.card_text import channel_name
from operators.history import Line
from operators.tickets import Ticket

_CARD = ("name", "organisation", "inn", "phone", "email")
_COUNTED = {Ticket: Category.REQUESTS, Line: Category.MESSAGES}
"""What a person counts as requests and messages; copies and service rows are no messages of theirs."""


async def summary(turn: Turn) -> tuple[str, frozenset[ConsentPurpose]]:
    """The words, and what is agreed to at present."""
    subject = await subject_now(turn.session, turn.address.client_id)
    consents = await clients.consents_of(turn.session, turn.address.client_id)
    lines = [say("privacy-kept-of-you"), *await _kept(turn, subject)]
    lines += ["", *(_consent(turn, one) for one in _latest(consents))]
    standing = frozenset(one.purpose for one in consents if one.withdrawn_at is None)
    if not any(one.purpose is ConsentPurpose.PERSONAL_DATA for one in consents):
        lines.append(say("privacy-consent-none"))
    if ConsentPurpose.ADVERTISING not in standing:
        lines.append(say("privacy-advertising-none"))
    return "\n".join(lines), standing


async def _kept(turn: Turn, subject: Subject) -> list[str]:
    names = ", ".join(channel_name(peer.channel) for peer in subject.peers)
    told = [say("privacy-kept-accounts", names=names)]
    card = await contacts.card_of(turn.session, turn.address.client_id)
    known = [say(f"card-{key}-label").lower() for key in _CARD if card is not None and getattr(card, key)]
    if known:
        told.append(say("privacy-kept-card", fields=", ".join(known)))
    counts: Counter[Category] = Counter()
    for holding in HOLDINGS:
        if holding.model in _COUNTED or holding.category in (Category.FILES, Category.OPINIONS):
            category = _COUNTED.get(holding.model, holding.category)
            counts[category] += await holding.count(turn.session, subject)
    told += [say(f"privacy-kept-{category}", count=count) for category, count in sorted(counts.items()) if count]
    return [f"— {line}" for line in told]


def _latest(consents: Sequence[Consent]) -> list[Consent]:
    """The newest consent to each purpose; one that stands goes before one that was withdrawn."""
    newest: dict[ConsentPurpose, Consent] = {}
    for one in sorted(consents, key=lambda one: (one.withdrawn_at is None, one.id)):
        newest[one.purpose] = one
    return list(newest.values())


def _consent(turn: Turn, one: Consent) -> str:
    zone = turn.services.promises.working_time.time_zone
    words = say(
        f"privacy-consent-{one.purpose}",
        version=one.version,
        date=f"{one.given_at.astimezone(zone):%d.%m.%Y}",
        channel=channel_name(one.channel),
    )
    if one.withdrawn_at is None:
        return words
    return f"{words} {say('privacy-consent-withdrawn', date=f'{one.withdrawn_at.astimezone(zone):%d.%m.%Y}')}"
