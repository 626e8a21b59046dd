"""Forms for the transcripts of what can go wrong in any of them."""

from __future__ import annotations

from bot.texts import say
from handlers import contact_checks
from handlers.forms import Choice, Field, Filled, FormScenario, Takes
from handlers.turn import Turn


async def _name(turn: Turn) -> str | None:
    return turn.address.name


class SampleForm(FormScenario):
    """Borrows the texts of the contact card: a name, a phone, an optional file, a story, a choice."""

    name = "sample"
    title = "card-title"
    fields = (
        Field(key="name", question="card-name", check=contact_checks.name, known=_name, longest=60),
        Field(key="phone", question="card-phone", check=contact_checks.phone, contact=True),
        Field(key="inn", question="card-inn", takes=Takes.FILES, optional=True),
        Field(key="story", question="card-organisation", takes=Takes.BOTH, open=True, many=True, longest=4000),
        Field(
            key="way",
            question="card-email",
            choices=(Choice("mail", said="По почте"), Choice("chat", said="В чат")),
        ),
    )

    async def done(self, turn: Turn, filled: Filled) -> None:
        """Says what it got."""
        files = [*await filled.files(turn, "inn"), *await filled.files(turn, "story")]
        kept = ", ".join(f"{key}={filled.get(key)}" for key in ("name", "phone", "way"))
        await turn.reply(f"{say('card-kept')} {kept}, файлов {len(files)}", formal=True)


class SampleRequest(FormScenario):
    """Needs a name and a phone, and would like an INN."""

    name = "sample_request"
    title = "card-title"
    needs = ("name", "phone", "inn?")
    confirmed = False
    fields = (Field(key="subject", question="card-organisation", open=True, optional=True),)

    async def done(self, turn: Turn, filled: Filled) -> None:
        """Says what it got."""
        await turn.reply(f"{say('card-kept')} {filled.shown('subject')}", formal=True)


SAMPLES = {form.name: form for form in (SampleForm(), SampleRequest())}
