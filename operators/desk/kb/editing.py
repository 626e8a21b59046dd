"""The buttons under a draft: what is to be changed, saved (also over a colleague's change), or dropped."""

from __future__ import annotations

from bot.richtext import RichText, italic, joined
from bot.texts import say
from knowledge import store
from knowledge.articles import rendered
from knowledge.fields import Field
from operators import drafts
from operators.desk.kb import article, cards, drafting, saving
from operators.desk.kb.cards import Press
from operators.drafts import Draft, DraftState


async def begin(press: Press) -> None:
    """«Изменить»."""
    await _begin(press, None)


async def begin_terms(press: Press) -> None:
    """«Срок и ответственный»."""
    await _begin(press, Field.UNTIL)


async def begin_wordings(press: Press) -> None:
    """«Изменить формулировки»."""
    await _begin(press, Field.WORDINGS)


async def ask(press: Press) -> None:
    """A part is chosen: the card becomes a question."""
    draft = await _draft(press)
    if draft is None:
        return
    if press.named[1] not in set(Field):
        press.tell("desk-stale")
        return
    press.done()
    draft.asking, draft.changed_at = Field(press.named[1]), press.turn.now
    await drafting.redraw(press.turn, draft)


async def see(press: Press) -> None:
    """Back to the draft."""
    draft = await _draft(press)
    if draft is not None:
        press.done()
        draft.asking = None
        await drafting.redraw(press.turn, draft)


async def whole(press: Press) -> None:
    """All of a long draft, in as many messages as it needs."""
    draft = await _draft(press)
    if draft is not None:
        press.done()
        await cards.post(press.turn, rendered(draft.article, press.turn.today))


async def drop(press: Press) -> None:
    """«Отменить»: the base stays as it is."""
    turn, draft = press.turn, await _draft(press)
    if draft is None:
        return
    draft.state, draft.changed_at = DraftState.CANCELLED, turn.now
    press.done("kb-dropped")
    row = await store.get(turn.session, draft.article_id) if draft.article_id else None
    if row is not None:
        await article.put(turn, row, press.card)
    else:
        await press.show(joined([say("kb-draft-dropped", title=draft.article.title)]), ())


async def save(press: Press) -> None:
    """«Сохранить»: refused with an explanation while a colleague has changed the article meanwhile."""
    draft = await _draft(press)
    if draft is not None:
        await saving.save(press, draft, draft.base_revision)


async def save_over(press: Press) -> None:
    """«Сохранить поверх»: over the revision that was told, and no other."""
    draft = await _draft(press)
    if draft is not None:
        await saving.save(press, draft, int(press.named[1]))


async def show_current(press: Press) -> None:
    """«Показать текущую»: what a colleague has made of it."""
    draft = await _draft(press)
    row = await store.get(press.turn.session, draft.article_id) if draft is not None and draft.article_id else None
    if draft is None or row is None:
        return
    press.done()
    text, _ = cards.put_together(italic(say("kb-current")), rendered(row.article, press.turn.today), RichText())
    await press.show(text, saving.over(draft, row))


async def _begin(press: Press, asking: Field | None) -> None:
    turn, row = press.turn, await article.found(press)
    if row is None:
        return
    other = await drafts.open_on(turn.session, press.card.id)
    if other is not None:
        press.done("kb-draft-goes-on")
        await drafting.redraw(turn, other)
        return
    press.done()
    await drafting.begin_edit(turn, row, press.card.id, asking)


async def _draft(press: Press) -> Draft | None:
    """The draft that a button names, if it is being written in this very message; else a sentence."""
    draft = await drafts.get(press.turn.session, int(press.named[0]))
    if draft is None or draft.card_id != press.card.id:
        press.tell("desk-stale")
        return None
    if draft.state is not DraftState.OPEN:
        press.tell("kb-draft-saved" if draft.state is DraftState.SAVED else "kb-draft-was-dropped")
        return None
    return draft
