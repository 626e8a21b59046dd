"""The way through a form: which field is asked, which come next and before, and what stands under a question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.carriage import TRAITS
from bot.outgoing import Keyboard, Menu
from bot.texts import say
from handlers import menu
from handlers.forms import drawing
from handlers.forms.fields import Choice, Field, Fits
from handlers.forms.judging import checked, chosen
from handlers.forms.state import CHOOSING, SUMMARY, FormState
from handlers.turn import Turn


class Steps:
    """What a form declares, and where it stands."""

    name: str
    title: str
    fields: Sequence[Field]
    fills_first = True

    def life(self, turn: Turn) -> timedelta:
        """How long the form waits for the next word."""
        return timedelta(days=turn.services.promises.form_days)

    def open_state(self, turn: Turn) -> FormState | None:
        """How far this form is filled in; None when it is not open."""
        return FormState.read(turn.dialogue) if turn.dialogue.open_form(turn.now) == self.name else None

    def keep(self, turn: Turn, state: FormState) -> None:
        """The dialogue remembers it."""
        state.write(turn.dialogue, self.name, turn.now, self.life(turn))

    def declared(self, state: FormState) -> Sequence[Field]:
        """The fields of this form, whether they are asked or not."""
        del state
        return self.fields

    def field(self, state: FormState, key: str | None = None) -> Field | None:
        """The field of this key, or the one that is asked; None where none is."""
        wanted = state.at if key is None else key
        return next((field for field in self.declared(state) if field.key == wanted), None)

    def asked_fields(self, state: FormState) -> list[Field]:
        """Those that are asked, as far as what is filled in tells."""
        filled = state.filled
        return [
            field
            for field in self.declared(state)
            if (state.keys is None or field.key in state.keys) and (field.when is None or field.when(filled))
        ]

    def named(self, state: FormState, text: str) -> Field | None:
        """The field that is called so."""
        fields = self.asked_fields(state)
        named = [Choice(field.key, said=field.label) for field in fields]
        choice = chosen(named, text, by_number=state.at == CHOOSING)
        return None if choice is None else self.field(state, choice.value)

    def next(self, state: FormState) -> Field | None:
        """The first that is neither answered nor passed over."""
        done = {*state.answers, *state.skipped}
        return next((field for field in self.asked_fields(state) if field.key not in done), None)

    def before(self, state: FormState, field: Field) -> Field | None:
        """The one that was asked before; None for the first."""
        fields = self.asked_fields(state)
        number = next((number for number, one in enumerate(fields) if one.key == field.key), 0)
        return fields[number - 1] if number > 0 else None

    def drop_needless(self, state: FormState) -> None:
        """Answers that are not asked for any more, since another one has changed."""
        asked = {field.key for field in self.asked_fields(state)}
        state.answers = {key: answer for key, answer in state.answers.items() if key in asked}

    async def choices(self, turn: Turn, state: FormState, field: Field) -> Sequence[Choice]:
        """What a field offers, to this client and now."""
        return await field.choices(turn, state.filled) if callable(field.choices) else field.choices

    async def kept(self, turn: Turn, state: FormState, field: Field) -> Fits | None:
        """What is known of a field already: the answer that was given before, or what the line knows of the client."""
        if (answer := state.answers.get(field.key)) is not None:
            return None if field.many else Fits(answer.value, answer.shown)
        known = await field.known(turn) if field.known is not None else None
        verdict = await checked(turn, field, known) if known else None
        return verdict if isinstance(verdict, Fits) else None

    async def ask(self, turn: Turn, state: FormState, field: Field, before: str = "") -> None:
        """Asks a field."""
        state.ask(field.key)
        words = say(field.question)
        await self.tell(turn, state, f"{before}\n\n{words}" if before else words)

    async def remind(self, turn: Turn, state: FormState) -> None:
        """What is awaited, and how to leave."""
        at_field = self.field(state) is not None
        question = self.reminder(state)
        await self.tell(turn, state, say("form-how-to-leave", question=question) if at_field else question)

    def reminder(self, state: FormState) -> str:
        """What is awaited."""
        field = self.field(state)
        if field is not None:
            return say(field.question)
        return say("form-check-remind" if state.at == SUMMARY else "form-change")

    async def tell(self, turn: Turn, state: FormState, words: str) -> None:
        """Says something with the buttons of where the form stands, and keeps where that is."""
        keyboard, field = await self._keyboard(turn, state), self.field(state)
        asks_contact = field is not None and field.contact and TRAITS[turn.address.channel].asks_contact
        if asks_contact and not state.offers:
            state.menu = True
            self.keep(turn, state)
            own = Menu(drawing.in_words(keyboard), say("form-phone"), contact=say("form-button-contact"))
            await turn.reply(words, menu=own, formal=True)
            return
        if state.menu and not asks_contact:
            await self.restore_menu(turn, state)
        self.keep(turn, state)
        await turn.reply(words, keyboard, formal=True)

    async def restore_menu(self, turn: Turn, state: FormState) -> None:
        """The line's own menu again, with what was taken in the meantime: no message has both a menu and buttons."""
        state.menu = False
        shared = next((field for field in self.declared(state) if field.contact and field.key in state.answers), None)
        words = say("form-go-on")
        if shared is not None:
            words = say("form-taken", label=shared.label, value=state.answers[shared.key].shown)
        await turn.reply(words, menu=menu.under_field(turn), formal=True)

    async def _keyboard(self, turn: Turn, state: FormState) -> Keyboard:
        field = self.field(state)
        if field is None:
            if state.at == SUMMARY:
                return drawing.under_summary(self.name, state)
            return drawing.under_choosing(self.name, state, self.asked_fields(state))
        may_go_back = state.revising or self.before(state, field) is not None
        if state.offers:
            return drawing.under_offers(self.name, state, may_go_back=may_go_back)
        kept = await self.kept(turn, state, field)
        shown = None if kept is None else kept.shown or kept.value
        choices = await self.choices(turn, state, field)
        return drawing.under_question(self.name, state, field, choices, shown, may_go_back=may_go_back)
