"""A message that answered a field is corrected: the answer is, too, if what it says now is one."""

from __future__ import annotations

from bot.messages import Edited, Said
from bot.texts import say
from handlers.forms.answering import Answering
from handlers.forms.fields import Field, Fits, Wrong
from handlers.forms.filled import Answer
from handlers.forms.judging import judged
from handlers.forms.state import FormState
from handlers.turn import Turn


class Correcting(Answering):
    """The part of a form that takes corrections."""

    async def correct(self, turn: Turn, state: FormState, edit: Edited) -> bool:
        """The history has the new wording already. False for a message that this form knows nothing of."""
        key = state.holds(edit.message_id)
        field = self.field(state, key)
        if field is None:
            return False
        if key is not None:
            await self._answer_corrected(turn, state, field, state.answers[key])
        elif edit.message_id in state.tried:
            await self.answered(turn, state, field, as_said(edit))
        else:
            return False
        return True

    async def _answer_corrected(self, turn: Turn, state: FormState, field: Field, before: Answer) -> None:
        whole = await self.combined(turn, field, before.messages)
        if whole is None:
            return
        verdict = await judged(turn, field, await self.choices(turn, state, field), whole)
        if isinstance(verdict, Fits):
            await self._corrected(
                turn, state, field, Answer(verdict.value, verdict.shown or verdict.value, before.messages)
            )
            return
        reason = verdict.reason if isinstance(verdict, Wrong) else say(field.question)
        await self.tell(turn, state, say("form-correction-wrong", reason=reason, value=before.shown))

    async def _corrected(self, turn: Turn, state: FormState, field: Field, answer: Answer) -> None:
        if state.answers[field.key] == answer:
            return
        state.keep(field.key, answer)
        told = say("form-corrected", label=field.label, value=answer.shown)
        at = self.field(state)
        if at is None or at.key == field.key:
            await self.advance(turn, state, told)
        else:
            await self.ask(turn, state, at, told)


def as_said(edit: Edited) -> Said:
    """The correction as if it had been said so at once."""
    return Said(
        address=edit.address,
        person=edit.person,
        at=edit.at,
        text=edit.text,
        attachments=edit.attachments,
        forwarded=edit.forwarded,
        album=edit.album,
        message_ids=(edit.message_id,),
    )
