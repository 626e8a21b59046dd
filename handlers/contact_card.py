"""The contact card: asked a field at a time on the first request that needs it, and changed at any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.texts import say
from handlers import contact_checks, errands
from handlers.errands import Errand
from handlers.forms import Field, Filled, FormScenario
from handlers.forms.state import FormState
from handlers.turn import Turn
from operators import cards, contacts, joined_cards, matching

CHANGE = "change"
"""In an errand's data: the only field that is asked, though it is known."""


async def _messenger_name(turn: Turn) -> str | None:
    return turn.address.name


def _is_known(key: str) -> Field:
    async def known(turn: Turn) -> str | None:
        card = await contacts.card_of(turn.session, turn.address.client_id)
        return getattr(card, key) if card is not None else None

    return replace(_FIELDS[key], known=known, clearable=key != "name")


_FIELDS = {
    field.key: field
    for field in (
        Field(key="name", question="card-name", check=contact_checks.name, known=_messenger_name, longest=100),
        Field(key="organisation", question="card-organisation", check=contact_checks.organisation, longest=300),
        Field(key="inn", question="card-inn", check=contact_checks.inn),
        Field(key="phone", question="card-phone", check=contact_checks.phone, contact=True),
        Field(key="email", question="card-email", check=contact_checks.email, longest=300),
    )
}


class ContactCardScenario(FormScenario):
    """Entered with an errand: `needs` are the fields that whoever goes on wants (see `FormScenario.needs`); only those
    that are missing are asked. With `data={"change": "phone"}` that field is asked, known or not."""

    name = "contact_card"
    title = "card-title"
    fields = tuple(_FIELDS.values())

    async def begin(self, turn: Turn, errand: Errand | None, keys: Sequence[str] | None = None) -> None:
        """Asks what is missing; nothing at all goes on at once."""
        del keys
        card = await contacts.card_of(turn.session, turn.address.client_id)
        needs = errand.needs if errand is not None else tuple(_FIELDS)
        if errand is not None and CHANGE in errand.data:
            missing = [key for key in (errand.data[CHANGE],) if key in _FIELDS]
        else:
            missing = contacts.missing(card, [key.rstrip("?") for key in needs])
        if missing or errand is None:
            await super().begin(turn, errand, [key for key in _FIELDS if key in missing])
        else:
            await errands.go_on(turn, errand)

    def declared(self, state: FormState) -> Sequence[Field]:
        """What is needed may not be passed over; what is changed may stay as it is."""
        errand = state.errand
        if errand is not None and CHANGE in errand.data:
            return [_is_known(key) for key in _FIELDS]
        needed = contacts.required(errand.needs) if errand is not None else ()
        return [replace(field, optional=field.key not in needed) for field in _FIELDS.values()]

    def cancelled(self, state: FormState) -> str:
        """A field that was to be changed stays as it was."""
        changes = state.errand is not None and CHANGE in state.errand.data
        return "card-unchanged" if changes else super().cancelled(state)

    def confirms(self, state: FormState) -> bool:
        """One field that was just said need not be shown once more."""
        return state.keys is None or len(state.keys) > 1

    async def done(self, turn: Turn, filled: Filled) -> None:
        """Kept; whoever needed it goes on."""
        values = {key: value or None for key in _FIELDS if (value := filled.get(key)) is not None}
        card = await joined_cards.tell(turn.session, turn.address, values, turn.now)
        await matching.match(turn.session, card, turn.now)
        ticket = await turn.open_ticket()
        if ticket is not None:
            await cards.refresh(turn.session, ticket, turn.now)
        if filled.errand is not None:
            await errands.go_on(turn, filled.errand)
        else:
            await turn.reply(say("card-kept"), formal=True)
