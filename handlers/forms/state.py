"""How far a form is filled in, as the dialogue keeps it (JSON in `form_data`)."""

from __future__ import annotations

import copy
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from handlers.conversations import Dialogue
from handlers.errands import Errand
from handlers.forms.filled import Answer, Filled

SUMMARY, CHOOSING = "=", "~"
"""Where a form stands when no field is asked: «Проверьте», and «Что изменить?»."""


@dataclass(slots=True)
class FormState:
    """`token` tells the buttons of this form from those of one before it; `at` is the field that is asked; `keys` are
    the only fields to ask (None: all). `revising`: one field is asked again, then comes the summary. `tried` are the
    messages that were no answer to the field; `offers` what is asked about instead; `noted`: a question was kept;
    `menu`: the messenger's button for one's phone stands in place of the menu."""

    token: str
    at: str = ""
    keys: list[str] | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    revising: bool = False
    tried: list[str] = field(default_factory=list)
    offers: list[tuple[str, str]] = field(default_factory=list)
    noted: bool = False
    menu: bool = False
    errand: Errand | None = None

    @classmethod
    def new(cls, errand: Errand | None, keys: list[str] | None) -> FormState:
        """Nothing filled in yet."""
        return cls(secrets.token_hex(2), errand=errand, keys=keys)

    @classmethod
    def read(cls, dialogue: Dialogue) -> FormState:
        """As the dialogue keeps it. A copy: what is changed in place would look unchanged, and not be written."""
        kept = copy.deepcopy(dialogue.form_data)
        answers = {key: Answer.of_json(answer) for key, answer in kept.pop("answers").items()}
        offers = [(value, shown) for value, shown in kept.pop("offers")]
        errand = Errand.of_json(kept.pop("errand"))
        return cls(**kept, answers=answers, offers=offers, errand=errand)

    def write(self, dialogue: Dialogue, form: str, now: datetime, life: timedelta) -> None:
        """Keeps it; from now on it waits for another `life`."""
        kept: dict[str, Any] = {
            "token": self.token,
            "at": self.at,
            "keys": self.keys,
            "answers": {key: answer.to_json() for key, answer in self.answers.items()},
            "skipped": list(self.skipped),
            "revising": self.revising,
            "tried": list(self.tried),
            "offers": [list(offer) for offer in self.offers],
            "noted": self.noted,
            "menu": self.menu,
            "errand": self.errand.to_json() if self.errand else None,
        }
        dialogue.wait(form, kept, now, now + life)

    @property
    def filled(self) -> Filled:
        """What is there so far."""
        return Filled(dict(self.answers), self.errand)

    def ask(self, key: str) -> None:
        """This field is asked next."""
        self.at, self.tried, self.offers = key, [], []

    def keep(self, key: str, answer: Answer) -> None:
        """The field is answered."""
        self.answers[key] = answer
        self.skipped = [one for one in self.skipped if one != key]

    def skip(self, key: str) -> None:
        """The field is passed over."""
        self.answers.pop(key, None)
        self.skipped = [*(one for one in self.skipped if one != key), key]

    def holds(self, message_id: str) -> str | None:
        """The field that a message answered; None for none."""
        return next((key for key, answer in self.answers.items() if message_id in answer.messages), None)
