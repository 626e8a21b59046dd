"""A draft in its message: begun, shown as the client would see it, and asked about part by part."""

from __future__ import annotations

from collections.abc import Sequence

from bot.bot_api import TEXT_LENGTH
from bot.outgoing import Button, ButtonStyle, Keyboard
from bot.richtext import RichText, SpanKind, bold, italic, joined, rich, utf16_length
from bot.texts import say
from knowledge.articles import Article, rendered
from knowledge.fields import Field
from knowledge.store import StoredArticle
from operators import drafts, personal, tickets
from operators.card_text import one_line
from operators.desk.kb import cards
from operators.desk.kb.words import asked_for, facts, is_list, label_of, shown_value
from operators.desk.turn import Turn
from operators.drafts import Draft
from operators.staff import Staff

LONGEST_TITLE = 200
_ALIKE = 0.5
"""From this likelihood on another article may already say the same."""
_MOST_ALIKE = 3
_NAME = 60
_ASKED = 120
_ROWS = (
    (Field.ANSWER, Field.TITLE),
    (Field.WORDINGS, Field.SOURCES),
    (Field.UNTIL, Field.OWNER, Field.CENTRE),
)


async def begin(
    turn: Turn,
    *,
    title: str,
    answer: RichText | str,
    wordings: Sequence[str] = (),
    gaps: Sequence[int] = (),
    ticket_id: int | None = None,
    reply_to: int | None = None,
    remark: str = "",
) -> Draft:
    """Begins a draft of a new article and shows it where the turn takes place, as one message. Title and answer may be
    empty; staff then add them. On «Сохранить» the unanswered questions `gaps` (their ids) count as written about.
    `ticket_id` is where the words come from: its client's name is looked for in them. `remark` is told at first."""
    heading = one_line(title, LONGEST_TITLE)
    article = Article("", heading, rich(answer).strip(), questions=tuple(dict.fromkeys(wordings)))
    draft = await drafts.begin(turn.session, turn.person, turn.chat, article, turn.now, gaps=gaps, ticket_id=ticket_id)
    draft.asking = missing(article)
    await turn.session.flush()
    text, keyboard = await drawn(turn, draft, remark)
    draft.card_id = (await cards.post(turn, text, keyboard, reply_to=reply_to)).id
    return draft


async def begin_edit(turn: Turn, row: StoredArticle, card_id: int, asking: Field | None = None) -> Draft:
    """Begins a draft of an article that there is, in the card where it was looked at."""
    draft = await drafts.begin(turn.session, turn.person, turn.chat, row.article, turn.now, base_revision=row.revision)
    draft.card_id, draft.asking = card_id, asking
    await redraw(turn, draft)
    return draft


async def redraw(turn: Turn, draft: Draft) -> None:
    """The draft's message as the draft is now."""
    if draft.card_id is not None:
        text, keyboard = await drawn(turn, draft)
        await cards.show(turn, draft.card_id, text, keyboard)


async def drawn(turn: Turn, draft: Draft, remark: str = "") -> tuple[RichText, Keyboard]:
    """What the draft's message says, and its buttons: a question, or all of it."""
    heading = joined([await _heading(turn, draft), *await _answered_in(turn, draft), *([remark] if remark else [])])
    if draft.asking is not None:
        return _question(heading, draft, draft.asking), _while_asking(draft)
    article = draft.article
    warnings = [*await _personal(turn, draft), *_alike(turn, draft)]
    before = joined([heading, *warnings, italic(say("kb-draft-seen"))])
    text, cut = cards.put_together(before, rendered(article, turn.today), joined(facts(turn, article)))
    return text, _keyboard(draft, cut=cut)


def missing(article: Article) -> Field | None:
    """What an article cannot be without, and this one has not."""
    if not article.title:
        return Field.TITLE
    return None if article.answer else Field.ANSWER


async def _heading(turn: Turn, draft: Draft) -> RichText:
    author = await turn.session.get_one(Staff, draft.staff_id)
    name = one_line(author.name, _NAME)
    return bold(say("kb-draft-edit" if draft.article_id else "kb-draft-new", name=name))


async def _answered_in(turn: Turn, draft: Draft) -> list[str]:
    """Of a draft about questions that nothing answered: whose ticket its answer was first said in."""
    ticket = await tickets.get(turn.session, draft.ticket_id) if draft.gaps and draft.ticket_id is not None else None
    if ticket is None:
        return []
    return [say("kb-draft-answered-in", number=ticket.id, question=one_line(ticket.question, _ASKED))]


def _question(heading: RichText, draft: Draft, part: Field) -> RichText:
    """What is asked for; what there is now stands below, to be copied by a tap where it is a list."""
    now = shown_value(draft.article, part)
    too_long = part is Field.ANSWER and utf16_length(now.text) > TEXT_LENGTH
    asked = [heading, rich(asked_for(part))]
    asked += [rich(say("kb-ask-too-long"))] if too_long else []
    if not now:
        return joined(asked)
    body = now.styled(SpanKind.PRE) if is_list(part) else now
    text, _ = cards.put_together(joined([*asked, italic(say("kb-ask-now"))]), body, RichText())
    return text


async def _personal(turn: Turn, draft: Draft) -> list[str]:
    ticket = await tickets.get(turn.session, draft.ticket_id) if draft.ticket_id is not None else None
    article = draft.article
    text = "\n".join([article.title, *article.questions, article.answer.text])
    found = personal.found_in(text, [ticket.client.name] if ticket is not None else ())
    return [say("kb-draft-personal", found=one_line(", ".join(found), LONGEST_TITLE))] if found else []


def _alike(turn: Turn, draft: Draft) -> list[str]:
    """Of a new article, those that may already answer its question."""
    if draft.article_id is not None or not draft.article.title:
        return []
    hits = turn.search.search(draft.article.title, _MOST_ALIKE)
    titles = [one_line(hit.article.title, LONGEST_TITLE) for hit in hits if hit.score >= _ALIKE]
    return [say("kb-draft-alike", titles="», «".join(titles))] if titles else []


def _while_asking(draft: Draft) -> Keyboard:
    return ((Button(say("kb-button-no-answer"), data=f"kbd:see:{draft.id}"),),)


def _keyboard(draft: Draft, *, cut: bool) -> Keyboard:
    rows = [tuple(Button(label_of(part), data=f"kbd:ask:{draft.id}:{part.value}") for part in row) for row in _ROWS]
    if cut:
        rows.append((Button(say("kb-button-whole"), data=f"kbd:whole:{draft.id}"),))
    save = Button(say("kb-button-save"), data=f"kbd:save:{draft.id}", style=ButtonStyle.SUCCESS)
    return (*rows, (save, Button(say("kb-button-cancel"), data=f"kbd:drop:{draft.id}")))
