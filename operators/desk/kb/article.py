"""An article in its message: as a client sees it, with what staff should know of it and what they may do."""

from __future__ import annotations

from dataclasses import replace

from bot.outbox import OutboxRow
from bot.outgoing import Button, Keyboard
from bot.richtext import RichText, bold, italic, joined
from bot.texts import say
from knowledge import learning, store
from knowledge.articles import Article, rendered
from knowledge.store import StoredArticle
from operators.desk.kb import cards
from operators.desk.kb.cards import Press
from operators.desk.kb.words import author_of, facts, moment
from operators.desk.turn import Turn


async def show(press: Press) -> None:
    """A title was chosen, or one comes back from elsewhere."""
    row = await found(press)
    if row is not None:
        press.done()
        await put(press.turn, row, press.card)


async def whole(press: Press) -> None:
    """All of a long article, in as many messages as it needs."""
    row = await found(press)
    if row is not None:
        press.done()
        await cards.post(press.turn, rendered(row.article, press.turn.today))


async def switch_on(press: Press) -> None:
    """«Включить»."""
    await _switch(press, enabled=True)


async def switch_off(press: Press) -> None:
    """«Выключить»."""
    await _switch(press, enabled=False)


async def wordings(press: Press) -> None:
    """Every way in which the question may be put: staff's, and what was learned from clients."""
    row = await found(press)
    if row is None:
        return
    press.done()
    article = await _with_learned(press.turn, row)
    lines: list[RichText | str] = [bold(say("kb-wordings", title=article.title)), ""]
    lines += [f"• {one}" for one in article.questions] or [say("kb-wordings-none")]
    if article.learned:
        lines += ["", italic(say("kb-wordings-learned")), *(f"• {one}" for one in article.learned)]
    text, _ = cards.put_together(RichText(), joined(lines), RichText())
    change = Button(say("kb-button-change-wordings"), data=f"kb:words:{article.key}")
    await press.show(text, ((change,), (_to_article(article.key),)))


async def found(press: Press) -> StoredArticle | None:
    """The article that a button names, locked; what is not there is told."""
    row = await store.by_key(press.turn.session, press.named[0])
    if row is None:
        press.tell("kb-no-such")
    elif row.readable is None:
        press.tell("kb-row-broken", id=row.id)
        return None
    return row


async def put(turn: Turn, row: StoredArticle, card: OutboxRow) -> None:
    """Shows an article in a card."""
    article = await _with_learned(turn, row)
    last = await store.revision(turn.session, row.id, row.revision)
    state = say("kb-fact-on" if row.enabled else "kb-fact-off")
    before: list[RichText | str] = [italic(joined([f"{row.id} · {state}", *facts(turn, article)]))]
    if last is not None:
        changed = say("kb-fact-changed", at=moment(turn, last.at), name=author_of(last.author))
        before.append(italic(changed))
    text, cut = cards.put_together(joined(before), rendered(article, turn.today), RichText())
    await cards.show(turn, card.id, text, _keyboard(row, card, cut=cut))


async def _switch(press: Press, *, enabled: bool) -> None:
    turn, row = press.turn, await found(press)
    if row is None:
        return
    done = await store.switch(turn.session, row, turn.signature, turn.now, enabled=enabled)
    if done is not None:
        press.done("kb-on" if enabled else "kb-off")
    else:
        press.done("kb-on-already" if enabled else "kb-off-already")
    await put(turn, row, press.card)


async def _with_learned(turn: Turn, row: StoredArticle) -> Article:
    known = await learning.learned(turn.session, row.id)
    return replace(row.article, learned=tuple(one.text for one in known.get(row.id, ())))


def _to_article(key: str) -> Button:
    return Button(say("kb-button-article"), data=f"kb:show:{key}")


def _keyboard(row: StoredArticle, card: OutboxRow, *, cut: bool) -> Keyboard:
    key = row.article.key
    switch = ("kb-button-off", "off") if row.enabled else ("kb-button-on", "on")
    rows = [
        (_button("kb-button-edit", "edit", key), _button(*switch, key)),
        (_button("kb-button-history", "past", key), _button("kb-button-wordings", "said", key)),
        (_button("kb-button-terms", "terms", key),),
    ]
    if cut:
        rows.append((_button("kb-button-whole", "whole", key),))
    if cards.looked_for(card):
        rows.append((Button(say("kb-button-list"), data="kb:list"),))
    return tuple(rows)


def _button(words: str, act: str, key: str) -> Button:
    return Button(say(words), data=f"kb:{act}:{key}")
