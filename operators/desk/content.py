"""What a message in the operators' group holds, from python-telegram-bot's object: as the clients' bot reads it."""

from __future__ import annotations

from telegram import Message, MessageReactionUpdated

from bot.bot_api.content import Content
from bot.bot_api.content import content_of as read_content
from bot.bot_api.reactions import newest_emoji
from operators.topics import CHANNEL


def content_of(message: Message) -> Content | None:
    """Text or caption, attachments, what was forwarded; None for a service message. Answers across topics count for
    nothing: they would carry one client's words to another."""
    return read_content(message.to_dict(), CHANNEL)


def emoji_of(reaction: MessageReactionUpdated) -> str | None:
    """The emoji that was put last, None when it was taken away (or is one that bots may not put)."""
    change = reaction.to_dict()  # The library leaves empty lists out.
    return newest_emoji(change.get("old_reaction", ()), change.get("new_reaction", ()))
