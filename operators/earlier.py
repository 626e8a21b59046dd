"""The requests of one client, over all their accounts: for the client, and for whoever serves them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import tzinfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot.clients import ClientAddress
from bot.richtext import RichText, bold, joined, link, rich
from bot.texts import say
from operators import complaints, topics
from operators.card_text import one_line
from operators.history import Author, Line, LineKind
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.tickets import Ticket, TicketState
from operators.topics import Desk, Topic

_MOST_TOLD = 20
"""Earlier tickets in one message for staff; the newest."""

_MOST_READ = 200
"""Of them that are looked at; some may be nothing to whoever asks."""

_FIRST_WORDS = 80


async def count(session: AsyncSession, client_id: int) -> int:
    """How many requests a client has made."""
    query = select(func.count()).select_from(Ticket).join(ClientAddress, ClientAddress.id == Ticket.address_id)
    return await session.scalar(query.where(ClientAddress.client_id == client_id)) or 0


async def page(session: AsyncSession, client_id: int, start: int, most: int) -> Sequence[Ticket]:
    """Requests of a client, newest first. By the accounts that are theirs now."""
    query = select(Ticket).join(ClientAddress, ClientAddress.id == Ticket.address_id)
    query = query.where(ClientAddress.client_id == client_id).order_by(Ticket.id.desc())
    return (await session.scalars(query.offset(start).limit(most))).all()


async def own(session: AsyncSession, client_id: int, number: int) -> Ticket | None:
    """A request of this client by its number; another client's is not there."""
    query = select(Ticket).join(ClientAddress, ClientAddress.id == Ticket.address_id)
    query = query.where(ClientAddress.client_id == client_id, Ticket.id == number)
    return await session.scalar(query.options(joinedload(Ticket.assignee)))


async def answers(session: AsyncSession, ticket: Ticket, most: int) -> Sequence[Line]:
    """What staff have said to the client in a request, oldest first; of a long one the last `most` lines."""
    query = select(Line).where(Line.ticket_id == ticket.id, Line.author == Author.STAFF, Line.kind != LineKind.FORM)
    lines = (await session.scalars(query.order_by(Line.id.desc()).limit(most))).all()
    return list(reversed(lines))


def kind_name(kind: TicketKind) -> str:
    """«вопрос», «жалоба»."""
    return say(f"requests-kind-{kind}")


async def told(
    session: AsyncSession,
    ticket: Ticket,
    here: Topic | None,
    zone: tzinfo,
    staff_id: int,
    serves: Collection[Purpose],
) -> RichText:
    """The client's other requests as somebody of the staff reads them in a group that serves so, in one message."""
    query = select(Ticket).join(ClientAddress, ClientAddress.id == Ticket.address_id)
    query = query.where(ClientAddress.client_id == ticket.client_id, Ticket.id != ticket.id)
    newest = await session.scalars(query.order_by(Ticket.id.desc()).limit(_MOST_READ))
    found = [one for one in newest if await complaints.may_see(session, one, staff_id, serves)]
    if not found:
        return rich(say("earlier-none"))
    lines: list[RichText | str] = [bold(say("earlier-heading"))]
    lines += [await _line(session, one, here, zone) for one in found[:_MOST_TOLD]]
    if len(found) > _MOST_TOLD:
        lines.append(say("earlier-more"))
    return joined(lines)


async def _line(session: AsyncSession, ticket: Ticket, here: Topic | None, zone: tzinfo) -> RichText:
    """«№ 12 · 03.02.2026 · вопрос · закрыто · 5 из 5 · первые слова», the number with a link to another topic."""
    facts = [f"{ticket.opened_at.astimezone(zone):%d.%m.%Y}", kind_name(ticket.kind), state_name(ticket.state)]
    if ticket.rating is not None:
        facts.append(say("earlier-mark", mark=ticket.rating))
    if ticket.question.strip():
        facts.append(one_line(ticket.question, _FIRST_WORDS))
    number = say("desk-card-number", number=ticket.id)
    url = await _url(session, ticket, here)
    return (link(number, url) if url else rich(number)) + " · " + " · ".join(facts)


async def _url(session: AsyncSession, ticket: Ticket, here: Topic | None) -> str | None:
    topic = await session.get(Topic, ticket.topic_id) if ticket.topic_id is not None else None
    if topic is None or (here is not None and topic.id == here.id):
        return None
    return topics.url(await session.get_one(Desk, topic.desk_id), topic)


def state_name(state: TicketState) -> str:
    """«в работе», «закрыто»."""
    return say(f"requests-state-{TicketState(state).value}")
