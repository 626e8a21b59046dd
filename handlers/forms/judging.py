"""What is thought of a message that comes while a field is asked: an answer, none, or something else altogether."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass

from bot.content import Attachment, ContentKind
from bot.messages import Said
from bot.texts import say
from handlers import chatting, content
from handlers.forms.fields import Choice, Field, Fits, Takes, Unsure, Verdict, Wrong
from handlers.forms.words import plain
from handlers.turn import Turn
from handlers.wording import asks, is_junk, is_wordless, reports_trouble

_SHORTEST_BEGINNING = 3
"""Of a choice's label that is typed instead of pressed."""


@dataclass(frozen=True, slots=True)
class Aside:
    """No answer to the field: a question, or a picture where words are wanted. It is kept for what it is."""


async def judged(turn: Turn, field: Field, choices: Sequence[Choice], said: Said) -> Verdict | Aside:
    """What a message is to a field."""
    if field.contact and (shared := _contact(said.attachments)) is not None:
        return await _of_contact(turn, field, shared)
    if field.takes is not Takes.WORDS:
        return _with_files(field, said)
    if content.shows(said) and is_wordless(content.words(said)):
        return Aside()
    return await of_words(turn, field, choices, content.judged(said))


async def of_words(turn: Turn, field: Field, choices: Sequence[Choice], text: str) -> Verdict | Aside:
    """What words are to a field."""
    words = text.strip() if field.open else " ".join(text.split())
    if choices and (choice := chosen(choices, words, by_number=not field.free)) is not None:
        return Fits(choice.value, choice.label)
    if (wrong := _unreadable(field, words)) is not None:
        return wrong
    if choices and not field.free:
        return Aside() if asks(words) else Wrong(say("form-not-chosen", question=say(field.question)))
    verdict = await checked(turn, field, words)
    return verdict if field.open else _unless_meant_otherwise(field, words, verdict)


async def checked(turn: Turn, field: Field, words: str) -> Verdict:
    """What the field's own check says."""
    verdict = field.check(turn, words)
    return await verdict if inspect.isawaitable(verdict) else verdict


def chosen(choices: Sequence[Choice], words: str, *, by_number: bool) -> Choice | None:
    """The choice that is typed: its label, the only one that begins so, or its number."""
    said = plain(words)
    if by_number and said.isascii() and said.isdecimal() and len(said) <= 2:
        number = int(said)
        return choices[number - 1] if 1 <= number <= len(choices) else None
    labels = [(plain(choice.label), choice) for choice in choices]
    same = [choice for label, choice in labels if label == said]
    if not same and len(said) >= _SHORTEST_BEGINNING:
        same = [choice for label, choice in labels if label.startswith(said)]
    return same[0] if len(same) == 1 else None


def files_of(attachments: Sequence[Attachment]) -> list[Attachment]:
    """What can be looked at or listened to and did arrive."""
    return [one for one in attachments if one.refused is None and one.kind is not ContentKind.STICKER]


def _with_files(field: Field, said: Said) -> Verdict | Aside:
    files, words = files_of(said.attachments), content.words(said).strip()
    if len(words) > field.longest:
        return _too_long(field, words)
    if not files and (field.takes is Takes.FILES or is_wordless(words)):
        if content.refused([said]) is not None:
            return Wrong(say(field.question))  # What could not be taken was told already.
        wanted = "form-file-wanted" if field.takes is Takes.FILES else "form-empty"
        return Aside() if asks(words) else Wrong(say(wanted, question=say(field.question)))
    shown = [words] if words else []
    if files:
        shown.append(say("form-files", count=len(files)))
    return Fits(words, ", ".join(shown))


def _contact(attachments: Sequence[Attachment]) -> Attachment | None:
    return next((one for one in attachments if one.contact is not None), None)


async def _of_contact(turn: Turn, field: Field, shared: Attachment) -> Verdict:
    """The client's own number is taken, and kept with the account as what the messenger vouches for; that of another
    person is asked about."""
    contact = shared.contact
    assert contact is not None  # noqa: S101  (the caller has looked)
    verdict = await checked(turn, field, contact.phone)
    if not isinstance(verdict, Fits):
        return verdict
    if contact.own:
        turn.address.phone = verdict.value
        return verdict
    phone = verdict.shown or verdict.value
    return Unsure(say("form-contact-other", name=contact.name or "—", phone=phone), (verdict,))


def _unreadable(field: Field, words: str) -> Wrong | None:
    if is_wordless(words):
        return Wrong(say("form-empty", question=say(field.question)))
    return _too_long(field, words) if len(words) > field.longest else None


def _too_long(field: Field, words: str) -> Wrong:
    return Wrong(say("form-too-long", length=len(words), longest=field.longest))


def _unless_meant_otherwise(field: Field, words: str, verdict: Verdict) -> Verdict | Aside:
    """A check that takes any words takes a question as well, and a hello."""
    if not isinstance(verdict, Fits):
        return Aside() if asks(words) else verdict
    if verdict.value != words:
        return verdict
    if " " in words and (asks(words) or reports_trouble(words)):
        return Aside()
    if chatting.only_chats(words) or is_junk(words):
        return Wrong(say("form-not-answer", question=say(field.question)))
    return verdict
