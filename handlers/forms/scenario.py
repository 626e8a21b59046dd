"""The scenario that every form is: it asks, takes what is said or pressed, shows it once more, and hands it on."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Edited, Pressed, Said
from bot.texts import say
from handlers import content, errands, menu, serving
from handlers.errands import Errand
from handlers.forms import drawing
from handlers.forms.correcting import Correcting
from handlers.forms.filled import Filled
from handlers.forms.state import CHOOSING, SUMMARY, FormState
from handlers.forms.words import Act, act_of
from handlers.turn import Turn
from handlers.wording import is_no, is_yes
from operators import contacts


class FormScenario(Correcting):
    """Declares its fields, and does in `done` what they are for (see `handlers.forms`).

    `title` is the key of what the form is called, `intro` of a sentence before the first question. `personal`: it asks
    for personal data, so a consent comes first. `needs`: fields of the contact card that have to be known before; one
    with a «?» behind it («inn?») is asked along with the others, and may be passed over. `regional`: it comes to a
    ticket, so where several centres serve the line the client's region has to be known. `confirmed`: everything is
    shown once more before it is handed on.
    """

    intro: str | None = None
    personal = True
    regional = False
    needs: tuple[str, ...] = ()
    confirmed = True

    async def done(self, turn: Turn, filled: Filled) -> None:
        """Everything is filled in and right; no form is open any more."""
        raise NotImplementedError

    async def enter(self, turn: Turn) -> None:
        """Asks the first field, after what has to come before it."""
        errand = errands.taken(turn)
        if self.personal and not await turn.has_consent():
            await errands.first(turn, "consent", then=self.name, before=errand)
            return
        if self.regional and await serving.region_first(turn, self.name, errand):
            return
        card = await contacts.card_of(turn.session, turn.address.client_id)
        if self.needs and (card is None or contacts.missing(card, contacts.required(self.needs))):
            await errands.first(turn, "contact_card", then=self.name, needs=self.needs, before=errand)
            return
        await self.begin(turn, serving.told_by_others(self.name, errand))

    async def begin(self, turn: Turn, errand: Errand | None, keys: Sequence[str] | None = None) -> None:
        """Asks the first field (of `keys` alone, where they are given)."""
        state = FormState.new(errand, list(keys) if keys is not None else None)
        await self.advance(turn, state, say(self.intro) if self.intro else "")

    # --- what is pressed ---

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """A button of the open form, and of the field that it asks; any other one is stale, or forged."""
        if action == "again" and not arguments:
            await self._again(turn, press)
            return
        state = self.open_state(turn)
        token, at, *rest = [*arguments, "", ""]
        rest = rest[: len(arguments) - 2]
        if state is None or token != state.token or (at != state.at and action != Act.CANCEL):
            await turn.take_buttons(press)
            turn.toast(press, say("button-stale"))
        elif not await turn.take_buttons(press):
            turn.toast(press, say("button-pressed"))
        elif await self._pressed(turn, state, action, ":".join(rest)):
            turn.toast(press)
        else:
            turn.toast(press, say("button-stale"))

    async def _again(self, turn: Turn, press: Pressed) -> None:
        if not await turn.take_buttons(press):
            turn.toast(press, say("button-pressed"))
            return
        turn.toast(press)
        await self.enter(turn)

    async def _pressed(self, turn: Turn, state: FormState, action: str, argument: str) -> bool:
        """False for what this form has no button for."""
        match action:
            case "field" if state.at == CHOOSING:
                return await self._revise(turn, state, argument)
            case "pick" | "offer":
                return await self.take_pressed(turn, state, action, argument)
            case _ if action in set(Act) and not argument:
                return await self._act(turn, state, Act(action))
            case _:
                return False

    async def _act(self, turn: Turn, state: FormState, act: Act) -> bool:
        """One of the buttons that every form has, pressed or typed; False where there is none."""
        field = self.field(state)
        match act:
            case Act.CANCEL:
                await self._cancel(turn, state)
            case Act.RIGHT | Act.READY if state.at == SUMMARY:
                await self._finish(turn, state)
            case Act.CHANGE | Act.BACK if state.at == SUMMARY:
                await self._choose(turn, state)
            case Act.BACK if state.at == CHOOSING or (field is not None and state.revising):
                await self.advance(turn, state)
            case Act.BACK if field is not None and (before := self.before(state, field)) is not None:
                await self.ask(turn, state, before)
            case Act.KEEP | Act.CLEAR | Act.SKIP | Act.READY if field is not None:
                return await self.pass_by(turn, state, field, act)
            case _:
                return False
        return True

    # --- what is said ---

    async def fill(self, turn: Turn, said: Said) -> bool:
        """Whatever is said while the form is open. False: it goes to the people who are at a ticket."""
        state = self.open_state(turn)
        if state is None:
            return False
        text, field = content.words(said), self.field(state)
        calls = self.calls(field, text)
        if calls is not None:
            return await self.call(turn, state, calls)
        act = None if content.shows(said) else act_of(text)
        if act is not None and (await self._act(turn, state, act) or await self.is_no_answer(turn, state, act, text)):
            turn.keep_apart()
            return True
        if field is not None:
            return await self.answered(turn, state, field, said)
        return await self._between(turn, state, said)

    async def _between(self, turn: Turn, state: FormState, said: Said) -> bool:
        """At «Проверьте» or «Что изменить?»."""
        text = content.judged(said)
        named = None if content.shows(said) else self.named(state, text)
        if named is not None:
            await self._revise(turn, state, named.key)
        elif state.at == SUMMARY and is_yes(text) and not content.shows(said):
            await self._finish(turn, state)
        elif state.at == SUMMARY and is_no(text):
            await self._choose(turn, state)
        elif await self.is_aside(said):
            return await self.aside(turn, state, said)
        else:
            await self.remind(turn, state)
        turn.keep_apart()
        return True

    # --- where it goes ---

    async def advance(self, turn: Turn, state: FormState, before: str = "") -> None:
        """The next field that is not answered, else the summary."""
        state.revising = False
        self.drop_needless(state)
        if (field := self.next(state)) is not None:
            await self.ask(turn, state, field, before)
        elif self.confirms(state):
            state.ask(SUMMARY)
            await self.tell(turn, state, drawing.summary(say(self.title), self.asked_fields(state), state))
        else:
            await self._finish(turn, state)

    def confirms(self, state: FormState) -> bool:
        """Whether everything is shown once more."""
        del state
        return self.confirmed

    async def _choose(self, turn: Turn, state: FormState) -> None:
        state.ask(CHOOSING)
        await self.tell(turn, state, say("form-change"))

    async def _revise(self, turn: Turn, state: FormState, key: str) -> bool:
        field = next((one for one in self.asked_fields(state) if one.key == key), None)
        if field is None:
            return False
        state.revising = True
        await self.ask(turn, state, field)
        return True

    async def _finish(self, turn: Turn, state: FormState) -> None:
        await self.leave(turn, state)
        await self.done(turn, state.filled)
        if state.noted and turn.dialogue.form is None and await turn.open_ticket() is None:
            await self.back_to_question(turn)

    async def _cancel(self, turn: Turn, state: FormState) -> None:
        turn.dialogue.end()
        returns = state.noted and bool(turn.dialogue.question(turn.now))
        shown = menu.under_field(turn) if state.menu else None
        await turn.reply(say("form-cancelled-question" if returns else self.cancelled(state)), menu=shown, formal=True)
        if returns:
            await self.back_to_question(turn)

    def cancelled(self, state: FormState) -> str:
        """The key of what is said when the client gives it up."""
        del state
        return "form-cancelled"

    async def fold(self, turn: Turn) -> None:
        """Nobody answered for as long as a form waits: it is closed, and the client is told once."""
        days = round(turn.services.promises.form_days)
        await self.leave(turn, FormState.read(turn.dialogue))
        await turn.reply(say("form-expired", title=say(self.title), days=days), drawing.again(self.name), formal=True)

    async def leave(self, turn: Turn, state: FormState | None = None) -> None:
        """The form is given up, whatever comes next; the line's own menu stands under the input field again."""
        state = self.open_state(turn) if state is None else state
        turn.dialogue.end()
        if state is not None and state.menu:
            await self.restore_menu(turn, state)

    async def corrected(self, turn: Turn, edit: Edited) -> bool:
        """A message that answered a field was corrected. False: it did not."""
        state = self.open_state(turn)
        return state is not None and await self.correct(turn, state, edit)
