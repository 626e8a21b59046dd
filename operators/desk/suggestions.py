"""The suggested articles on a card, and the conversation that did not fit there."""

from __future__ import annotations

from sqlalchemy import select
from telegram import CallbackQuery, Update

from bot.describing import without_described
from bot.messages import Address
from bot.outbox import PENDING, OutboxRow
from bot.richtext import RichText, italic, joined
from bot.texts import say
from knowledge import learning
from knowledge.articles import Article, rendered
from knowledge.learning import Origin
from operators import cards
from operators.desk.buttons import stale, ticket_here
from operators.desk.speaking import obstacle, prepare_to_speak, send_article
from operators.desk.turn import DeskContext, Turn
from operators.tickets import Ticket
from operators.topics import CHANNEL


async def show(update: Update, context: DeskContext) -> None:
    """«Показать»: the article for staff to read, in the ticket's topic."""
    turn, query = context.turn, update.callback_query
    found = await _found(turn, *context.numbers)
    if query is None or found is None:
        await stale(update, context)
        return
    ticket, article = found
    text = joined([italic(say("desk-shown")), rendered(article, turn.today)], "\n\n")
    await _post_once(turn, ticket, f"show:{ticket.id}:{article.key}", text)
    turn.toast(query.id)


async def send(update: Update, context: DeskContext) -> None:
    """«Отправить»: the article goes to the client, once; an unclaimed ticket is claimed by it. What the client asked
    may be a wording of the article: whoever goes through the queue decides."""
    turn, query = context.turn, update.callback_query
    found = await _found(turn, *context.numbers)
    if query is None or query.message is None or found is None:
        await stale(update, context)
        return
    ticket, article = found
    if article.key in ticket.sent_suggestions:
        turn.toast(query.id, say("desk-already-sent"))
    elif not ticket.is_open:
        turn.toast(query.id, say("desk-is-over"), alert=True)
    elif (why := await obstacle(turn, ticket)) is not None:
        turn.toast(query.id, why, alert=True)
    else:
        ticket.sent_suggestions = [*ticket.sent_suggestions, article.key]
        await prepare_to_speak(turn, ticket)
        await send_article(turn, article, ticket, turn.key(query.message.message_id))
        await cards.refresh(turn.session, ticket, turn.now)
        await learning.propose(turn.session, article.id, without_described(ticket.question), Origin.SENT, turn.now)
        turn.toast(query.id, say("desk-sent"))


async def whole(turn: Turn, query: CallbackQuery, ticket: Ticket) -> None:
    """«Вся переписка», in as many parts as it needs."""
    text = await cards.whole_conversation(turn.session, ticket)
    await _post_once(turn, ticket, f"all:{ticket.id}", text)
    turn.toast(query.id)


async def _found(turn: Turn, ticket_id: int, number: int) -> tuple[Ticket, Article] | None:
    ticket = await ticket_here(turn, ticket_id)
    if ticket is None or not 1 <= number <= len(ticket.suggestions):
        return None
    article = turn.articles.get(ticket.suggestions[number - 1][0])
    return (ticket, article) if article is not None else None


async def _post_once(turn: Turn, ticket: Ticket, key: str, text: RichText) -> None:
    """Into the ticket's topic; what is on its way there already is not posted twice."""
    waiting = select(OutboxRow.id).where(OutboxRow.merge_key == key, OutboxRow.state.in_(PENDING)).limit(1)
    if await turn.session.scalar(waiting) is None:
        await turn.say(text, to=Address(CHANNEL, f"topic:{ticket.topic_id}"), merge_key=key)
