"""A draft becomes the article, or a new one: what a colleague did meanwhile to other parts stays."""

from __future__ import annotations

from dataclasses import replace

from bot.outgoing import Button, ButtonStyle, Keyboard
from bot.richtext import RichText, bold, joined
from bot.texts import say
from knowledge import gaps, naming, store
from knowledge.articles import Article
from knowledge.fields import differing, laid_over
from knowledge.gaps import GapState
from knowledge.store import Act, StoredArticle
from operators.desk.kb import article, cards, drafting
from operators.desk.kb.cards import Press
from operators.desk.kb.past import told
from operators.desk.kb.words import name_of
from operators.desk.turn import Turn
from operators.drafts import Draft, DraftState


async def save(press: Press, draft: Draft, seen: int) -> None:
    """«Сохранить», over the revision `seen` and no other: one that came after it is told first."""
    turn, lacks = press.turn, drafting.missing(draft.article)
    row = await store.by_key(turn.session, draft.article.key) if draft.article_id else None
    if lacks is not None and (row is None or drafting.missing(row.article) is None):
        press.tell("kb-draft-lacks", part=name_of(lacks))
        return
    if row is not None and row.revision != seen:
        await _explain(press, draft, row)
        return
    act = await keep(turn, draft, row)
    press.done("kb-saved" if act is not None else "kb-saved-same")
    saved = await store.get(turn.session, draft.article_id or "")
    if saved is not None:
        await article.put(turn, saved, press.card)


async def keep(turn: Turn, draft: Draft, row: StoredArticle | None) -> Act | None:
    """Writes it into the base, `row` being what it changes; None when that says the same already. The unanswered
    questions that it is about are settled."""
    whole = await _to_keep(turn, draft, row)
    act = await store.save(turn.session, whole, turn.signature, turn.now)
    draft.article_id, draft.state, draft.changed_at = whole.id, DraftState.SAVED, turn.now
    await gaps.settle(turn.session, draft.gaps, GapState.WRITTEN)
    return act


def over(draft: Draft, row: StoredArticle) -> Keyboard:
    """The buttons under what a colleague has changed."""
    save = Button(say("kb-button-over"), data=f"kbd:over:{draft.id}:{row.revision}", style=ButtonStyle.DANGER)
    back = Button(say("kb-button-draft"), data=f"kbd:see:{draft.id}")
    return ((save,), (back, Button(say("kb-button-cancel"), data=f"kbd:drop:{draft.id}")))


async def _to_keep(turn: Turn, draft: Draft, row: StoredArticle | None) -> Article:
    new = draft.article
    if row is None:
        return replace(new, id=await naming.free_id(turn.session, new.title))
    base = await store.revision(turn.session, row.id, draft.base_revision)
    return laid_over(new, base.article, row.article) if base is not None else new


async def _explain(press: Press, draft: Draft, row: StoredArticle) -> None:
    """Whose change came in between, and what of the draft would be laid over it."""
    turn = press.turn
    press.tell("kb-conflict-toast")
    since = await store.history(turn.session, row.id, limit=row.revision - draft.base_revision + 1)
    mine = ", ".join(map(name_of, differing(since[-1].article, draft.article)))
    lines: list[RichText | str] = [bold(say("kb-conflict")), *told(turn, since[:-1], since[1:])]
    lines += ["", say("kb-conflict-mine", parts=mine) if mine else say("kb-conflict-none")]
    text, _ = cards.put_together(RichText(), joined(lines), RichText())
    now = Button(say("kb-button-current"), data=f"kbd:now:{draft.id}")
    await press.show(text, ((now,), *over(draft, row)))
