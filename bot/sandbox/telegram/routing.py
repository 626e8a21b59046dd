"""Which bots are told of what happens in a chat."""

import re
from collections.abc import Iterator

from bot.sandbox.telegram.accounts import Bot, Member
from bot.sandbox.telegram.model import Chat, Group, Message, PrivateChat

_COMMAND = re.compile(r"/\w+(?:@(\w+))?")


def bots_told(chat: Chat, message: Message | None) -> Iterator[Bot]:
    """The bots that get an update about a message; None asks for those that are told of reactions.

    A bot hears neither itself nor another bot, but service messages reach all, its own included
    (tdlib/telegram-bot-api, Client::need_skip_update_message).
    """
    if message is not None and message.sender.is_bot and message.service is None:
        return
    if isinstance(chat, PrivateChat):
        if not chat.blocked:
            yield chat.bot
        return
    assert isinstance(chat, Group)  # noqa: S101  # there are two kinds of chats
    for member in chat.members.values():
        bot = member.user
        if isinstance(bot, Bot) and member.inside and _hears(bot, member, message):
            yield bot


def _hears(bot: Bot, member: Member, message: Message | None) -> bool:
    """Reactions are for administrators (platforms.md: updates); with privacy mode on, a bot that is no administrator
    gets only commands, answers to itself and service messages."""
    if member.status == "administrator":
        return True
    if message is None:
        return False
    return bot.reads_all or message.service is not None or _is_meant_for(bot, message)


def _is_meant_for(bot: Bot, message: Message) -> bool:
    if message.reply_to is not None and message.reply_to.sender is bot:
        return True
    command = _COMMAND.match(message.text)
    return command is not None and command[1] in (None, bot.username)
