"""The buttons under a draft: what is to be changed, saved (also over a colleague's change), or dropped."""

from __future__ import annotations

from dataclasses import replace

from bot.outgoing import Button, ButtonStyle, Keyboard
from bot.richtext import RichText, bold, italic, joined
from bot.texts import say
from knowledge import gaps, naming, store
from knowledge.articles import Article, rendered
from knowledge.fields import Field, differing, laid_over
from knowledge.gaps import GapState
from knowledge.store import StoredArticle
from operators import drafts
from operators.desk.kb import article, cards, drafting
from operators.desk.kb.cards import Press
from operators.desk.kb.past import told
from operators.desk.kb.words import name_of
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
    draft.asking = Field(press.named[1])
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
        await press.turn.say(rendered(draft.article))


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
        await _save(press, draft, draft.base_revision)


async def save_over(press: Press) -> None:
    """«Сохранить поверх»: over the revision that was told, and no other."""
    draft = await _draft(press)
    if draft is not None:
        await _save(press, draft, int(press.named[1]))


async def show_current(press: Press) -> None:
    """«Показать текущую»: what a colleague has made of it."""
    draft = await _draft(press)
    row = await store.get(press.turn.session, draft.article_id) if draft is not None and draft.article_id else None
    if draft is None or row is None:
        return
    press.done()
    text, _ = cards.put_together(italic(say("kb-current")), rendered(row.article), RichText())
    await press.show(text, _over(draft, row))


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


async def _save(press: Press, draft: Draft, seen: int) -> None:
    turn, lacks = press.turn, drafting.missing(draft.article)
    row = await store.by_key(turn.session, draft.article.key) if draft.article_id else None
    if lacks is not None and (row is None or drafting.missing(row.article) is None):
        press.tell("kb-draft-lacks", part=name_of(lacks))
        return
    if row is not None and row.revision != seen:
        await _explain(press, draft, row)
        return
    whole = await _to_save(press, draft, row)
    act = await store.save(turn.session, whole, turn.signature, turn.now)
    draft.article_id, draft.state, draft.changed_at = whole.id, DraftState.SAVED, turn.now
    await gaps.settle(turn.session, draft.gaps, GapState.WRITTEN)
    press.done("kb-saved" if act is not None else "kb-saved-same")
    saved = await store.get(turn.session, whole.id)
    if saved is not None:
        await article.put(turn, saved, press.card)


async def _to_save(press: Press, draft: Draft, row: StoredArticle | None) -> Article:
    """A new article with an id, or what there is with the draft's changes laid over it: what a colleague did to other
    parts stays."""
    session, new = press.turn.session, draft.article
    if row is None:
        return replace(new, id=await naming.free_id(session, new.title))
    base = await store.revision(session, row.id, draft.base_revision)
    return laid_over(new, base.article, row.article) if base is not None else new


async def _explain(press: Press, draft: Draft, row: StoredArticle) -> None:
    """Whose change came in between, and what of the draft would be laid over it."""
    turn = press.turn
    press.tell("kb-conflict-toast")
    since = await store.history(turn.session, row.id, limit=row.revision - draft.base_revision + 1)
    base = since[-1].article
    mine = ", ".join(map(name_of, differing(base, draft.article)))
    lines: list[RichText | str] = [bold(say("kb-conflict")), *told(turn, since[:-1], since[1:])]
    lines += ["", say("kb-conflict-mine", parts=mine) if mine else say("kb-conflict-none")]
    text, _ = cards.put_together(RichText(), joined(lines), RichText())
    now = Button(say("kb-button-current"), data=f"kbd:now:{draft.id}")
    await press.show(text, ((now,), *_over(draft, row)))


def _over(draft: Draft, row: StoredArticle) -> Keyboard:
    save = Button(say("kb-button-over"), data=f"kbd:over:{draft.id}:{row.revision}", style=ButtonStyle.DANGER)
    back = Button(say("kb-button-draft"), data=f"kbd:see:{draft.id}")
    return ((save,), (back, Button(say("kb-button-cancel"), data=f"kbd:drop:{draft.id}")))
