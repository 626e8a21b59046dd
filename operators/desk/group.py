"""What happens to the operators' group itself: the bot's rights, an upgrade to another id."""

from __future__ import annotations

import structlog
from telegram import ChatMember, ChatMemberAdministrator, ChatMemberOwner, Update

from bot.texts import say
from operators import relay
from operators.desk.turn import DeskContext

log = structlog.get_logger(__name__)


async def moved(update: Update, context: DeskContext) -> None:
    """The group was upgraded: its topics go on under the new id."""
    message, desk = update.effective_message, context.turn.desk
    if message is None:
        return
    chat = message.migrate_to_chat_id or (message.chat.id if message.migrate_from_chat_id else None)
    if chat is not None and desk.chat_id != str(chat):
        log.warning("desk.moved", desk=desk.id)
        desk.chat_id = str(chat)


async def member_changed(update: Update, context: DeskContext) -> None:
    """The bot's own rights: told when they get lost, and when they are back."""
    change, turn = update.my_chat_member, context.turn
    if change is None or _may_work(change.old_chat_member) == _may_work(change.new_chat_member):
        return
    if _may_work(change.new_chat_member):
        log.info("desk.rights_back", desk=turn.desk.id)
        await relay.tell_general(turn.session, say("desk-general-rights-back"), turn.now, desk=turn.desk)
    else:
        log.error("desk.rights_lost", desk=turn.desk.id)
        key = f"rights:{turn.desk.id}"
        await relay.tell_general(turn.session, say("desk-general-rights"), turn.now, key, desk=turn.desk)


def _may_work(member: ChatMember) -> bool:
    """Whether the bot can make and open topics."""
    if isinstance(member, ChatMemberOwner):
        return True
    return isinstance(member, ChatMemberAdministrator) and bool(member.can_manage_topics)
