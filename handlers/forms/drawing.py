"""How a form looks: a question with its buttons, «Проверьте», «Что изменить?»."""

from __future__ import annotations

from collections.abc import Sequence

from bot.outgoing import Button, ButtonStyle, Keyboard
from bot.texts import say
from handlers.forms.fields import Choice, Field
from handlers.forms.state import CHOOSING, SUMMARY, FormState
from handlers.forms.words import Act
from handlers.turn import button
from operators.card_text import one_line, shortened

_NARROW = 18
"""Characters of a label of which two stand in a row."""

_VALUE, _LABEL = 300, 60
"""The most of an answer in the summary, and on a button."""


def under_question(
    form: str, state: FormState, field: Field, choices: Sequence[Choice], kept: str | None, *, may_go_back: bool
) -> Keyboard:
    """The buttons of a field; `kept` is what is known already."""
    rows = [list(row) for row in _in_rows([_pick(form, state, choice) for choice in choices])]
    if kept is not None:
        label = say("form-button-keep", value=one_line(kept, _LABEL))
        rows.append([_act(form, state, Act.KEEP, label)])
        if field.clearable:
            rows.append([_act(form, state, Act.CLEAR)])
    if field.many and field.key in state.answers:
        rows.append([_act(form, state, Act.READY, style=ButtonStyle.PRIMARY)])
    if field.optional and field.key not in state.answers:
        rows.append([_act(form, state, Act.SKIP)])
    return _keyboard([*rows, _leaving(form, state, may_go_back=may_go_back)])


def under_offers(form: str, state: FormState, *, may_go_back: bool) -> Keyboard:
    """What was perhaps meant."""
    offers = [
        [button(one_line(shown, _LABEL), form, "offer", state.token, state.at, number)]
        for number, (_, shown) in enumerate(state.offers)
    ]
    return _keyboard([*offers, _leaving(form, state, may_go_back=may_go_back)])


def summary(title: str, fields: Sequence[Field], state: FormState) -> str:
    """«Проверьте»: every field that was asked, in order."""
    told = [
        say("form-answer", label=field.label, value=shortened(state.filled.shown(field.key), _VALUE))
        if field.key in state.answers
        else say("form-answer", label=field.label, value=say("form-not-given"))
        for field in fields
    ]
    return say("form-check", title=title, answers="\n".join(told))


def under_summary(form: str, state: FormState) -> Keyboard:
    """«Всё верно», «Изменить», «Отменить»."""
    right = _act(form, state, Act.RIGHT, style=ButtonStyle.SUCCESS)
    return _keyboard([[right], [_act(form, state, Act.CHANGE), _act(form, state, Act.CANCEL)]])


def under_choosing(form: str, state: FormState, fields: Sequence[Field]) -> Keyboard:
    """A button for each field."""
    rows = _in_rows([button(field.label, form, "field", state.token, CHOOSING, field.key) for field in fields])
    return _keyboard([*(list(row) for row in rows), _leaving(form, state, may_go_back=True)])


def again(form: str) -> Keyboard:
    """«Заполнить заново»."""
    return ((button(say("form-button-again"), form, "again"),),)


def in_words(keyboard: Keyboard) -> tuple[tuple[str, ...], ...]:
    """The same buttons as words to say, for the menu under the input field."""
    return tuple(tuple(one.text for one in row) for row in keyboard)


def _leaving(form: str, state: FormState, *, may_go_back: bool) -> list[Button]:
    back = [_act(form, state, Act.BACK)] if may_go_back else []
    return [*back, _act(form, state, Act.CANCEL)]


def _pick(form: str, state: FormState, choice: Choice) -> Button:
    return button(choice.label, form, "pick", state.token, state.at, choice.value)


def _act(form: str, state: FormState, act: Act, label: str = "", style: ButtonStyle | None = None) -> Button:
    made = button(label or say(f"form-button-{act}"), form, act.value, state.token, state.at or SUMMARY)
    return Button(made.text, made.data, style=style)


def _in_rows(buttons: Sequence[Button]) -> list[Sequence[Button]]:
    if any(len(one.text) > _NARROW for one in buttons):
        return [[one] for one in buttons]
    return [buttons[start : start + 2] for start in range(0, len(buttons), 2)]


def _keyboard(rows: Sequence[Sequence[Button]]) -> Keyboard:
    return tuple(tuple(row) for row in rows if row)
