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

from operators.desk import (
    buttons,
    commands,
    corrections,
    elsewhere,
    group,
    parting,
    reactions,
    suggestions,
    topic_messages,
)
from operators.desk.kb import article as kb_article
from operators.desk.kb import commands as kb
from operators.desk.kb import editing as kb_editing
from operators.desk.kb import finding as kb_finding
from operators.desk.kb import past as kb_past
from operators.desk.kb import replies as kb_replies
from operators.desk.kb.cards import on_card
from operators.desk.learning import handling as learning
from operators.desk.offline import offline_bot
from operators.desk.spelling import Command
from operators.desk.taking_back import take_back
from operators.desk.turn import DeskContext

DeskApplication = Application[Bot, DeskContext, Any, Any, Any, Any]

_NUMBER = "([0-9]{1,9})"
"""Fits a database's integer, whatever was forged."""


_KEY = "([a-z0-9_-]{1,40})"
"""An article's."""

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
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE, elsewhere.written), group=_BEFORE_ALL)
    application.add_handlers(
        [
            MessageHandler(filters.UpdateType.MESSAGE, kb_replies.replied),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE, kb_replies.corrected),
        ],
        group=_FIRST,
    )
    application.add_handler(learning.of_replies(), group=_BEFORE_THOSE)
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
        MessageHandler(filters.StatusUpdate.FORUM_TOPIC_EDITED, topic_messages.renamed),
    ]


def _of_buttons() -> list[BaseHandler[Any, Any, Any]]:
    one, two = f"{_NUMBER}$", f"{_NUMBER}:{_NUMBER}$"
    return [
        # Every patterned handler of the library's takes a press without data; this one takes nothing else.
        CallbackQueryHandler(buttons.stale, lambda _data: False),
        CallbackQueryHandler(buttons.on_ticket(buttons.take), f"^take:{one}"),
        CallbackQueryHandler(buttons.on_ticket(buttons.done), f"^done:{one}"),
        CallbackQueryHandler(buttons.on_ticket(suggestions.whole), f"^all:{one}"),
        CallbackQueryHandler(suggestions.show, f"^show:{two}"),
        CallbackQueryHandler(suggestions.send, f"^send:{two}"),
        CallbackQueryHandler(buttons.send, f"^note:{two}"),
        CallbackQueryHandler(buttons.retry, f"^retry:{one}"),
        CallbackQueryHandler(parting.part, f"^part:{one}"),
        *_of_the_base(),
        *learning.of_buttons(),
        CallbackQueryHandler(buttons.stale),
    ]


def _of_the_base() -> list[BaseHandler[Any, Any, Any]]:
    """Articles are named by their keys, drafts by their numbers."""
    acts = {
        f"kb:show:{_KEY}": kb_article.show,
        f"kb:whole:{_KEY}": kb_article.whole,
        f"kb:on:{_KEY}": kb_article.switch_on,
        f"kb:off:{_KEY}": kb_article.switch_off,
        f"kb:said:{_KEY}": kb_article.wordings,
        f"kb:edit:{_KEY}": kb_editing.begin,
        f"kb:terms:{_KEY}": kb_editing.begin_terms,
        f"kb:words:{_KEY}": kb_editing.begin_wordings,
        f"kb:past:{_KEY}(?::{_NUMBER})?": kb_past.show,
        f"kb:then:{_KEY}:{_NUMBER}": kb_past.then,
        f"kb:back:{_KEY}:{_NUMBER}": kb_past.back,
        f"kb:undo:{_KEY}:{_NUMBER}": kb_past.undo,
        "kb:list": kb_finding.again,
        f"kbd:ask:{_NUMBER}:([a-z_]+)": kb_editing.ask,
        f"kbd:see:{_NUMBER}": kb_editing.see,
        f"kbd:whole:{_NUMBER}": kb_editing.whole,
        f"kbd:save:{_NUMBER}": kb_editing.save,
        f"kbd:over:{_NUMBER}:{_NUMBER}": kb_editing.save_over,
        f"kbd:now:{_NUMBER}": kb_editing.show_current,
        f"kbd:drop:{_NUMBER}": kb_editing.drop,
    }
    return [CallbackQueryHandler(on_card(act), f"^{pattern}$") for pattern, act in acts.items()]


def _of_commands(username: str | None) -> list[BaseHandler[Any, Any, Any]]:
    known = {
        commands.take: ("take", "взять"),
        commands.close: ("close", "закрыть", "завершить"),
        take_back: ("del", "удалить", "отозвать"),
        parting.show: ("unlink", "разделить", "отвязать"),
        commands.queue: ("queue", "очередь"),
        commands.help_: ("help", "помощь"),
        kb.look: kb.NAMES,
        kb.add: kb.ADD_NAMES,
    }
    new = filters.UpdateType.MESSAGE
    named = (name for act in (commands.take, commands.close, take_back) for name in known[act])
    return [
        MessageHandler(new & filters.SenderChat.ALL & Command(*named, username=username), topic_messages.anonymous),
        *learning.of_commands(username),
        *(MessageHandler(new & Command(*names, username=username), act) for act, names in known.items()),
        MessageHandler(new & Command(), commands.unknown),
    ]


def _of_messages() -> list[BaseHandler[Any, Any, Any]]:
    return [
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
