"""What is said to a client's conversation by the operators' side, or by another conversation of the same client: the
payloads of internal inbox rows.

Each is written in the transaction that did it and processed in the order of the client's conversation, so no two
conversations are ever locked at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from bot import inbox
from bot.clients import ClientAddress
from bot.content import Attachment
from bot.links import MessageKey
from bot.messages import Raw
from bot.richtext import RichText


@dataclass(frozen=True, slots=True)
class StaffSaid:
    """A line for the client. `source` is the operator's message, `topic_peer` the topic it stands in (`topic:7`):
    what became of the line is marked there (`operators.marks.StaffMark`). `reply_to` is the message in the topic that
    it answers. `staff_id` is who sends it, not always the one who wrote it. An `article` (its id) was sent from the
    card, which then is the `source`. `attachments` name their files as rows of `bot.files`; `pieces` are all messages
    of an album, the first of which is the `source`. `preview`: what a link in it leads to may show."""

    ticket_id: int
    staff_id: int
    text: RichText
    source: MessageKey
    topic_peer: str
    reply_to: MessageKey | None = None
    article: str | None = None
    attachments: tuple[Attachment, ...] = ()
    pieces: tuple[MessageKey, ...] = ()
    preview: bool = False
    kind: Literal["staff_said"] = "staff_said"

    @property
    def sources(self) -> tuple[MessageKey, ...]:
        """Every message of staff that it consists of."""
        return self.pieces or (self.source,)


@dataclass(frozen=True, slots=True)
class StaffEdited:
    """A correction of a line that went (or is on its way) to the client."""

    source: MessageKey
    text: RichText
    kind: Literal["staff_edited"] = "staff_edited"


@dataclass(frozen=True, slots=True)
class StaffReacted:
    """Somebody of the staff set a reaction on `message`, which stands in the topic of `ticket_id` (None: took theirs
    away)."""

    message: MessageKey
    emoji: str | None
    staff_id: int
    ticket_id: int
    kind: Literal["staff_reacted"] = "staff_reacted"


@dataclass(frozen=True, slots=True)
class StaffTookBack:
    """`/del`: the line `source` shall vanish at the client's; `command` is the message that asked for it."""

    source: MessageKey
    command: MessageKey
    topic_peer: str
    kind: Literal["staff_took_back"] = "staff_took_back"


@dataclass(frozen=True, slots=True)
class ArticleTakenBack:
    """`/del` on a card: the `article` that was sent from it shall vanish at the client's."""

    ticket_id: int
    article: str
    card: MessageKey
    command: MessageKey
    topic_peer: str
    kind: Literal["article_taken_back"] = "article_taken_back"


@dataclass(frozen=True, slots=True)
class TicketClaimed:
    """Somebody has taken the client's ticket: it is assigned already, the client is told who answers."""

    ticket_id: int
    staff_id: int
    kind: Literal["ticket_claimed"] = "ticket_claimed"


@dataclass(frozen=True, slots=True)
class TicketResolved:
    """The operator has finished: the ticket is resolved already, the client is asked whether the question is solved."""

    ticket_id: int
    staff_id: int
    kind: Literal["ticket_resolved"] = "ticket_resolved"


@dataclass(frozen=True, slots=True)
class TicketExpired:
    """Nobody answered «Вопрос решён?» in time: the ticket is closed already, without a mark."""

    ticket_id: int
    kind: Literal["ticket_expired"] = "ticket_expired"


PermissionNews = Literal["needed", "confirmed", "refused", "soon", "lapsed", "over"]


@dataclass(frozen=True, slots=True)
class PermissionChanged:
    """Something came of the client's permission for the time of their leave: they are told what."""

    permission_id: int
    what: PermissionNews
    kind: Literal["permission_changed"] = "permission_changed"


@dataclass(frozen=True, slots=True)
class OrganisationConfirmed:
    """An operator has confirmed the organisation of a client who was refused for want of that."""

    kind: Literal["organisation_confirmed"] = "organisation_confirmed"


@dataclass(frozen=True, slots=True)
class AccountsJoined:
    """The client of this address has others now (`bot.joins`): what the address owns follows, and the two ends of the
    join are told."""

    join_id: int
    kind: Literal["accounts_joined"] = "accounts_joined"


@dataclass(frozen=True, slots=True)
class AccountsParted:
    """A join was undone: what the address owns follows, and the two ends are told."""

    join_id: int
    kind: Literal["accounts_parted"] = "accounts_parted"


@dataclass(frozen=True, slots=True)
class FormExpired:
    """Nobody filled in the open `form` until `due`: it is folded, unless something was said meanwhile."""

    form: str
    due: datetime
    kind: Literal["form_expired"] = "form_expired"


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """The client of this address has withdrawn their consent (`operators.destructions`), here or elsewhere: what people
    are at ends, and the client is told until when their data will be destroyed."""

    destruction_id: int
    kind: Literal["consent_withdrawn"] = "consent_withdrawn"


@dataclass(frozen=True, slots=True)
class DataKept:
    """The client of this address has agreed again, here or elsewhere: what was to be destroyed stays."""

    destruction_id: int
    kind: Literal["data_kept"] = "data_kept"


@dataclass(frozen=True, slots=True)
class HandedToExperts:
    """The ticket is in the experts' queue: the client is told what comes next, and when."""

    ticket_id: int
    kind: Literal["handed_to_experts"] = "handed_to_experts"


@dataclass(frozen=True, slots=True)
class ExpertAnswered:
    """An expert has sent the extended answer, in these `lines`; the ticket is resolved already."""

    ticket_id: int
    staff_id: int
    lines: tuple[StaffSaid, ...]
    kind: Literal["expert_answered"] = "expert_answered"


@dataclass(frozen=True, slots=True)
class ExpertRefused:
    """The expert line does not take the question, for a `reason` of the centre's list; the ticket is closed already."""

    ticket_id: int
    staff_id: int
    reason: str
    kind: Literal["expert_refused"] = "expert_refused"


@dataclass(frozen=True, slots=True)
class ManagerNote:
    """A personal manager (`name`) writes to all of their clients, of whom this is one; `advertising` needs a consent of
    its own."""

    staff_id: int
    name: str
    text: RichText
    advertising: bool
    kind: Literal["manager_note"] = "manager_note"


@dataclass(frozen=True, slots=True)
class LetterCame:
    """The client has answered a letter of the ticket, from `address` (`other_address`: not the one it went to)."""

    ticket_id: int
    address: str
    message_id: str
    text: str
    attachments: tuple[Attachment, ...] = ()
    other_address: bool = False
    kind: Literal["letter_came"] = "letter_came"


Event = (
    StaffSaid
    | StaffEdited
    | StaffReacted
    | StaffTookBack
    | ArticleTakenBack
    | TicketClaimed
    | TicketResolved
    | TicketExpired
    | PermissionChanged
    | OrganisationConfirmed
    | ManagerNote
    | AccountsJoined
    | AccountsParted
    | FormExpired
    | ConsentWithdrawn
    | DataKept
    | HandedToExperts
    | ExpertAnswered
    | ExpertRefused
    | LetterCame
)

_EVENTS: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])


async def tell(
    session: AsyncSession, to: ClientAddress, event: Event, now: datetime, *, once: str | None = None
) -> None:
    """Posts an event to the conversation of an address; with a name (`once`) no second time."""
    await inbox.post(session, str(to.address), _EVENTS.dump_python(event, mode="json"), now, once=once)


def read(payload: Raw) -> Event:
    """The event in an internal row."""
    return _EVENTS.validate_python(dict(payload))
