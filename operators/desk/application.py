"""python-telegram-bot's `Application` for the desk: handlers only. No updater, no persistence, no job queue; updates
come from the inbox, one by one, each inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from telegram import Bot, Message, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    MessageReactionHandler,
    filters,
)

from operators.desk import buttons, commands, corrections, elsewhere, group, reactions, topic_messages
from operators.desk.guards import OPERATORS, guarded
from operators.desk.kb import replies as kb_replies
from operators.desk.learning import queue as wordings
from operators.desk.offline import offline_bot
from operators.desk.people import away, membership
from operators.desk.registry import BUTTONS, COMMANDS
from operators.desk.spelling import Command
from operators.desk.turn import DeskContext

DeskApplication = Application[Bot, DeskContext, Any, Any, Any, Any]

_BEFORE_ALL = -1
"""The library's number for a group of handlers that comes before the usual one."""
_FIRST = -2
"""Replies to a card of the knowledge base are meant for nobody else."""
_BEFORE_THOSE = -3
"""So are replies to the queue of wordings."""


async def desk_application(username: str | None = None) -> DeskApplication:
    """The application, ready for `process_update`; no network is used. `username` is the bot's own, for commands that
    are addressed by name."""
    builder = ApplicationBuilder().bot(offline_bot()).updater(None).job_queue(None)
    application: DeskApplication = builder.context_types(ContextTypes(context=DeskContext)).build()
    application.add_handlers([*_of_the_group(), *_of_buttons(), *_of_commands(username), *_of_messages()])
    written = elsewhere.before(name for one in COMMANDS if not one.in_topic for name in one.names)
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE, written), group=_BEFORE_ALL)
    application.add_handlers(
        [
            MessageHandler(filters.UpdateType.MESSAGE, kb_replies.replied),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE, kb_replies.corrected),
        ],
        group=_FIRST,
    )
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE, wordings.replied), group=_BEFORE_THOSE)
    application.add_error_handler(_keep)
    await application.initialize()
    return application


async def _keep(_update: object, context: DeskContext) -> None:
    """The library would log a handler's failure and go on; kept, it is raised again outside and undoes the turn."""
    context.turn.error = context.error


def _of_the_group() -> list[BaseHandler[Any, Any, Any]]:
    return [
        MessageHandler(filters.StatusUpdate.MIGRATE, group.moved),
        ChatMemberHandler(group.member_changed, ChatMemberHandler.MY_CHAT_MEMBER),
        ChatMemberHandler(membership.changed, ChatMemberHandler.CHAT_MEMBER),
        MessageHandler(filters.StatusUpdate.NEW_CHAT_MEMBERS | filters.StatusUpdate.LEFT_CHAT_MEMBER, membership.told),
        MessageHandler(filters.StatusUpdate.FORUM_TOPIC_EDITED, topic_messages.renamed),
    ]


def _of_buttons() -> list[BaseHandler[Any, Any, Any]]:
    return [
        # Every patterned handler of the library's takes a press without data; this one takes nothing else.
        CallbackQueryHandler(buttons.stale, lambda _data: False),
        *(CallbackQueryHandler(guarded(one.act, one.rule), f"^{one.pattern}$") for one in BUTTONS),
        CallbackQueryHandler(buttons.stale),
    ]


def _of_commands(username: str | None) -> list[BaseHandler[Any, Any, Any]]:
    new = filters.UpdateType.MESSAGE
    by_name = (name for one in COMMANDS if one.by_name for name in one.names)
    handlers: list[BaseHandler[Any, Any, Any]] = [
        MessageHandler(new & filters.SenderChat.ALL & Command(*by_name, username=username), topic_messages.anonymous)
    ]
    for one in COMMANDS:
        named = new & Command(*one.names, username=username)
        handlers.append(MessageHandler(named & one.when if one.when else named, guarded(one.act, one.rule)))
    return [*handlers, MessageHandler(new & Command(), commands.unknown)]


def _of_messages() -> list[BaseHandler[Any, Any, Any]]:
    return [
        MessageHandler(filters.UpdateType.MESSAGE & filters.Regex(away.SAID), guarded(away.said, OPERATORS)),
        MessageHandler(filters.UpdateType.MESSAGE, topic_messages.written),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, corrections.edited),
        MessageReactionHandler(
            reactions.reacted, message_reaction_types=MessageReactionHandler.MESSAGE_REACTION_UPDATED
        ),
    ]


def parsed(application: DeskApplication, payload: dict[str, Any]) -> Update:
    """A raw update as the library's object."""
    return Update.de_json(payload, application.bot)


def messages(application: DeskApplication, raw: Iterable[dict[str, Any]]) -> list[Message]:
    """Raw messages as the library's objects."""
    return [Message.de_json(one, application.bot) for one in raw]
