"""`/profile`: how a personal manager is shown to their clients, and who stands in for them. Phone and hours by words,
the photo in reply to one; the deputy by name, or in reply to a message of theirs."""

from __future__ import annotations

import re

from telegram import Message, Update

from bot import files
from bot.content import ContentKind
from bot.texts import say
from operators import looking_after
from operators.card_text import one_line
from operators.desk.content import content_of
from operators.desk.people import deputies
from operators.desk.turn import DeskContext, Turn
from operators.personal_managers import PersonalManager

NAMES = ("profile", "профиль")

_NAME_LENGTH = 60
_FACT = re.compile(r"(phone|телефон|hours|часы|email|почта|name|имя)\s+([^;]{1,200})", re.IGNORECASE)
_FIELDS = {
    "phone": "phone",
    "телефон": "phone",
    "hours": "hours",
    "часы": "hours",
    "email": "email",
    "почта": "email",
    "name": "name",
    "имя": "name",
}


async def command(update: Update, context: DeskContext) -> None:
    """Changes what is named, and shows how it looks."""
    turn, message = context.turn, update.effective_message
    if message is None:
        return
    manager = await looking_after.claim_profile(turn.session, turn.person)
    words = (message.text or "").partition(" ")[2].strip()
    named = [one.strip() for one in words.split(";") if one.strip()]
    orders = [found for one in named if (found := deputies.ORDER.fullmatch(one)) is not None]
    facts = [_FACT.fullmatch(one) for one in named if deputies.ORDER.fullmatch(one) is None]
    why = say("profile-how") if None in facts else None
    for one in orders if why is None else ():
        why = why or await deputies.appoint(turn, manager, message, one[1] or "")
    if why is not None:
        await turn.say(why, reply_to=message.message_id)
        return
    for fact in facts:
        if fact is not None:
            setattr(manager, _FIELDS[fact[1].lower()], " ".join(fact[2].split()))
    photographed = await _photo(turn, manager, message)
    await turn.say(await _shown(turn, manager, photographed=photographed), reply_to=message.message_id)


async def _photo(turn: Turn, manager: PersonalManager, message: Message) -> bool:
    """The photo of the message that is answered; the last size of it, as it came."""
    answered = message.reply_to_message
    content = content_of(answered) if answered is not None else None
    photos = [one for one in content.attachments if one.kind is ContentKind.PHOTO] if content is not None else []
    if not photos:
        return False
    holder = f"manager:{manager.id}"
    await files.release(turn.session, holder)
    (taken,) = await files.take_in(turn.session, photos[:1], holder, turn.now)
    manager.photo_id = taken.file or manager.photo_id
    return taken.file is not None


async def _shown(turn: Turn, manager: PersonalManager, *, photographed: bool) -> str:
    count = len(await looking_after.clients_of(turn.session, manager))
    facts = [f"{say(f'profile-{name}')}: {getattr(manager, name) or '—'}" for name in ("phone", "hours", "email")]
    if (deputy := await deputies.of(turn, manager)) is not None:
        facts.append(say("profile-deputy", name=one_line(deputy.name, _NAME_LENGTH)))
    photo = say("profile-photo-new" if photographed else "profile-photo" if manager.photo_id else "profile-no-photo")
    return "\n".join([say("profile-shown", name=manager.name), *facts, photo, say("profile-clients", count=count)])
