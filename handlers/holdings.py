"""Everything that the line holds of a person, table by table, in the order in which it is destroyed; and the tables
that hold nothing of anybody. Whoever adds a table declares it in the `holdings` of its package: a test says which is
missing.
"""

from __future__ import annotations

from bot import holdings as messages
from bot.holding import Apart, Category, Holding
from handlers.conversations import Dialogue
from knowledge import holdings as knowledge
from operators import holdings as back_office

_DIALOGUES = Holding(Dialogue, Category.SERVICE, lambda subject: Dialogue.address_id.in_(subject.addresses))

HOLDINGS: tuple[Holding, ...] = (
    *back_office.BACK_OFFICE,
    *knowledge.OPINIONS,
    *messages.MESSAGES,
    _DIALOGUES,
    messages.CONSENTS,
    back_office.OPT_OUTS,
    back_office.REQUESTS,
    *messages.ACCOUNTS,
)

APART: tuple[Apart, ...] = (*messages.APART, *knowledge.APART, *back_office.APART)
