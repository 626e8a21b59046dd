"""What is done with an answer to a field: kept, refused with a reason, asked about, or taken for what it is instead."""

from __future__ import annotations

from bot.messages import Said
from bot.texts import say
from handlers import content
from handlers.bursts import as_one
from handlers.calling import calls_person, wants_person
from handlers.forms.fields import Field, Fits, Takes, Unsure, Verdict, Wrong
from handlers.forms.filled import Answer, Filled
from handlers.forms.judging import Aside, chosen, judged
from handlers.forms.state import FormState
from handlers.forms.steps import Steps
from handlers.forms.words import Act
from handlers.turn import Turn
from handlers.wording import asks, is_command, is_no, is_yes, reports_trouble


class Answering(Steps):
    """The part of a form that takes answers."""

    async def advance(self, turn: Turn, state: FormState, before: str = "") -> None:
        """Where the form goes after an answer."""
        raise NotImplementedError

    async def leave(self, turn: Turn, state: FormState | None = None) -> None:
        """The form is open no more."""
        raise NotImplementedError

    async def answered(self, turn: Turn, state: FormState, field: Field, said: Said) -> bool:
        """Something is said while the field is asked. False: it goes to the people who are at a ticket."""
        text = content.judged(said)
        if not content.shows(said) and await self._stands_for_button(turn, state, field, text):
            turn.keep_apart()
            return True
        if is_command(text):
            await self.remind(turn, state)
            return True
        verdict = await self._judged(turn, state, field, said)
        if isinstance(verdict, Aside):
            return await self.aside(turn, state, said)
        if content.shows(said) and field.takes is Takes.WORDS and not field.contact:
            turn.keep_asking()  # The words are the answer, the picture belongs to what is asked afterwards.
        else:
            turn.keep_apart()
        await self._take(turn, state, field, verdict, said.message_ids)
        return True

    async def is_no_answer(self, turn: Turn, state: FormState, act: Act, text: str) -> bool:
        """The name of a button that the field does not have is no answer to it; the client is told what is awaited."""
        field = self.field(state)
        if field is None or act in (Act.RIGHT, Act.CHANGE) or (act is Act.CLEAR and field.open):
            return False
        if chosen(await self.choices(turn, state, field), text, by_number=False) is not None:
            return False
        await self.remind(turn, state)
        return True

    async def take_pressed(self, turn: Turn, state: FormState, action: str, argument: str) -> bool:
        """One of the field's own buttons. False when there is no such one (any more)."""
        field = self.field(state)
        if field is None:
            return False
        if action == "offer":
            number = int(argument) if argument.isascii() and argument.isdecimal() and len(argument) == 1 else -1
            fits = Fits(*state.offers[number]) if 0 <= number < len(state.offers) else None
        else:
            choices = await self.choices(turn, state, field)
            fits = next((Fits(one.value, one.label) for one in choices if one.value == argument), None)
        if fits is None:
            return False
        await self._take(turn, state, field, fits, ())
        return True

    async def pass_by(self, turn: Turn, state: FormState, field: Field, act: Act) -> bool:
        """«Оставить», «Удалить», «Пропустить», «Готово»; False where the field has no such button."""
        if act is Act.KEEP:
            kept = await self.kept(turn, state, field)
            if kept is None:
                return False
            if field.key not in state.answers:
                state.keep(field.key, Answer(kept.value, kept.shown or kept.value))
        elif act is Act.CLEAR:
            if not field.clearable or await self.kept(turn, state, field) is None:
                return False
            state.keep(field.key, Answer("", say("form-not-given")))
        elif act is Act.SKIP and field.optional:
            state.skip(field.key)
        elif act is not Act.READY or not field.many or field.key not in state.answers:
            return False
        await self.advance(turn, state)
        return True

    async def aside(self, turn: Turn, state: FormState, said: Said) -> bool:
        """A message of its own: people at a ticket get it at once, else it is kept with the question and looked at when
        the form is done. False in the first case."""
        ticket = await turn.open_ticket()
        to_people = ticket is not None and await turn.may_cross(ticket)
        if not to_people:
            turn.keep_asking()
            state.noted = True
        noted = "people" if to_people else "shown" if content.shows(said) else "words"
        key = "form-noted" if self.field(state) is not None else "form-noted-between"
        await self.tell(turn, state, say(key, how=noted, question=self.reminder(state)))
        return not to_people

    async def is_aside(self, said: Said) -> bool:
        """Whether it is a message of its own, where no field is asked."""
        text = content.judged(said)
        return content.shows(said) or asks(text) or reports_trouble(text)

    def calls(self, field: Field | None, text: str) -> str | None:
        """What a person is called for, empty when that is all that is said; None when nobody is called."""
        if wants_person(text):
            return ""
        return text if calls_person(text) and not (field is not None and field.open) else None

    async def call(self, turn: Turn, state: FormState, why: str) -> bool:
        """People are called from the middle of a form. At an open ticket they are there already, and the form waits;
        else it is given up."""
        ticket = await turn.open_ticket()
        if ticket is not None and await turn.may_cross(ticket):
            return False
        if why:
            turn.keep_asking()
        await self.leave(turn, state)
        await turn.go("hotline", turn)
        return True

    async def back_to_question(self, turn: Turn) -> None:
        """What was asked in the middle of the form."""
        if turn.dialogue.question(turn.now):
            await turn.go("faq", turn)

    async def combined(self, turn: Turn, field: Field, messages: tuple[str, ...]) -> Said | None:
        """Messages that are one answer, as the history has them by now."""
        found = await Filled({field.key: Answer("", "", messages)}).messages(turn, field.key)
        return as_one(found) if found else None

    async def _judged(self, turn: Turn, state: FormState, field: Field, said: Said) -> Verdict | Aside:
        verdict = await judged(turn, field, await self.choices(turn, state, field), said)
        before = state.answers.get(field.key)
        if not isinstance(verdict, Fits) or not field.many or before is None:
            return verdict
        whole = await self.combined(turn, field, before.messages + said.message_ids)
        return verdict if whole is None else await judged(turn, field, (), whole)

    async def _take(
        self, turn: Turn, state: FormState, field: Field, verdict: Verdict, messages: tuple[str, ...]
    ) -> None:
        match verdict:
            case Fits(value=value, shown=shown):
                before = state.answers.get(field.key)
                if field.many and before is not None:
                    messages = before.messages + messages
                state.keep(field.key, Answer(value, shown or value, messages))
                state.offers = []
                if field.many:
                    await self.tell(turn, state, say("form-more"))
                else:
                    await self.advance(turn, state)
            case Wrong(reason=reason):
                state.tried += messages
                await self.tell(turn, state, reason)
            case Unsure(question=question, offers=offers):
                state.tried += messages
                state.offers = [(one.value, one.shown or one.value) for one in offers]
                await self.tell(turn, state, question)

    async def _stands_for_button(self, turn: Turn, state: FormState, field: Field, text: str) -> bool:
        """«да» to what is offered, «нет» to what may be passed over; a field's own choices come first."""
        if state.offers and (is_yes(text) and len(state.offers) == 1):
            await self._take(turn, state, field, Fits(*state.offers[0]), ())
            return True
        if field.open or field.choices:
            return False
        if is_yes(text):
            return await self.pass_by(turn, state, field, Act.KEEP)
        return is_no(text) and await self.pass_by(turn, state, field, Act.SKIP)
