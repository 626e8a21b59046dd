"""`/unlink`: which accounts are one client here, and a button that parts them, however long ago they were linked."""

from __future__ import annotations

import structlog
from telegram import Update

from bot import clients, joins
from bot.clients import ClientAddress
from bot.joins import ClientJoin
from bot.outgoing import Button
from bot.richtext import RichText, bold, joined
from bot.texts import say
from operators import joining, topics
from operators.card_text import account_line, channel_name
from operators.desk.buttons import stale
from operators.desk.turn import DeskContext, Turn

log = structlog.get_logger(__name__)


async def show(update: Update, context: DeskContext) -> None:
    """Tells the accounts of the topic's client; each link between two of them has a button."""
    turn, message = context.turn, update.effective_message
    if message is None or (topic := await turn.topic_for(message)) is None:
        return
    client_id = await joins.client_now(turn.session, topic.client_id)
    links = await joins.in_force(turn.session, client_id)
    if not links:
        await turn.say(say("desk-unlink-none"), reply_to=message.message_id)
        return
    accounts = {one.id: one for one in await clients.addresses_of(turn.session, client_id)}
    lines: list[RichText | str] = [bold(say("desk-unlink")), *map(account_line, accounts.values())]
    lines += ["", say("desk-unlink-what-follows")]
    buttons = tuple((_button(made, accounts, alone=len(links) == 1),) for made in links)
    await turn.say(joined(lines), buttons, reply_to=message.message_id)


async def part(update: Update, context: DeskContext) -> None:
    """«Разделить»: by whoever presses, once."""
    turn, query = context.turn, update.callback_query
    made = await joins.get(turn.session, context.numbers[0])
    if query is None or made is None or not await _is_here(turn, made):
        await stale(update, context)
        return
    if query.message is not None:
        await turn.take_away(query.message.message_id)
    if made.undone_at is not None:
        turn.toast(query.id, say("desk-unlinked-already"))
        return
    await joining.part(turn.session, made, turn.now)
    log.info("clients.parted_by_staff", join=made.id, staff=turn.person.id)
    turn.toast(query.id, say("desk-unlinked"))


def _button(made: ClientJoin, accounts: dict[int, ClientAddress], *, alone: bool) -> Button:
    """Where there are several links, which one it is."""
    words = say("desk-button-unlink")
    if not alone:
        ends = (accounts[number] for number in made.ends)
        words = f"{words}: {' — '.join(f'{one.name} ({channel_name(one.channel)})' for one in ends)}"
    return Button(words, data=f"part:{made.id}")


async def _is_here(turn: Turn, made: ClientJoin) -> bool:
    """Whether the client has a topic at this desk."""
    issuer = await turn.session.get_one(ClientAddress, made.issuer_id)
    return await topics.topic_of(turn.session, issuer.client_id, turn.desk.id) is not None
