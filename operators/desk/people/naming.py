"""Whom a command means: the author of the message that it answers, a mention, or a name that the bot knows."""

from __future__ import annotations

from sqlalchemy import select
from telegram import Message, MessageEntity, User

from bot.messages import Person
from operators import staff
from operators.desk.turn import Turn, replied_to
from operators.staff import Staff


class Unknown(LookupError):
    """Nobody is meant, or nobody known."""


class Several(LookupError):
    """More than one is called so: their names."""

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self.names = names


async def meant(turn: Turn, message: Message, words: str) -> Staff:
    """The person behind `words` (a name, `@username`), or, without words, behind the message that is answered. Raises
    `Unknown` and `Several`. The bot itself, and whoever hides behind the group, are nobody."""
    if words:
        mentioned = next(iter(message.parse_entities([MessageEntity.TEXT_MENTION])), None)
        user = mentioned.user if mentioned is not None else None
        return await _met(turn, user) if user is not None else await named(turn, words)
    answered = message.reply_to_message
    if answered is None or replied_to(message) is None or answered.sender_chat is not None:
        raise Unknown
    return await _met(turn, answered.from_user)


async def named(turn: Turn, words: str) -> Staff:
    """Somebody by `@username`, a whole name, or a first name. Raises `Unknown` and `Several`."""
    known = (await turn.session.scalars(select(Staff).order_by(Staff.id))).all()
    if words.startswith("@"):
        found = [one for one in known if (one.username or "").lower() == words[1:].lower()]
    else:
        called = words.casefold()
        found = [one for one in known if one.name.casefold() == called]
        found = found or [one for one in known if one.name.casefold().split()[:1] == [called]]
    if not found:
        raise Unknown
    if len(found) > 1:
        raise Several([f"{one.name} (@{one.username})" if one.username else one.name for one in found])
    return found[0]


async def _met(turn: Turn, user: User | None) -> Staff:
    if user is None or user.is_bot:
        raise Unknown
    return await staff.recognise(turn.session, Person(str(user.id), user.full_name, user.username), turn.now)
