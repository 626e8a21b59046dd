"""Forms: what is asked of a client a field at a time, checked, shown once more and handed on.

A form is a scenario that declares its fields; everything that can go wrong in between is done here:

    class CallBackScenario(FormScenario):
        \"\"\"«Перезвоните мне».\"\"\"

        name = "call_back"
        title = "call-back-title"  # «Заявка на звонок»
        needs = ("name", "phone")  # of the contact card: what is missing there is asked first
        fields = (
            Field(key="subject", question="call-back-subject", open=True, optional=True),
            Field(key="when", question="call-back-when", choices=(Choice("now", "call-back-now"), …)),
        )

        async def done(self, turn: Turn, filled: Filled) -> None:
            await turn.reply(say("call-back-done", when=filled.shown("when")))

Each field asks by a text (`call-back-when`) and is called by another one (`call-back-when-label`: «Когда») in the
summary. Register the scenario in `handlers.scenarios`, and in `handlers.menu` where it shall be chosen by name.
"""

from handlers.forms.fields import Choice, Field, Fits, Takes, Unsure, Verdict, Wrong
from handlers.forms.filled import Filled
from handlers.forms.scenario import FormScenario

__all__ = ["Choice", "Field", "Filled", "Fits", "FormScenario", "Takes", "Unsure", "Verdict", "Wrong"]
