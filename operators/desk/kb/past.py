"""The history of an article: who changed what and when, and the way back to any version."""

from __future__ import annotations

from collections.abc import Sequence

from bot.outgoing import Button, ButtonStyle, Keyboard
from bot.richtext import RichText, bold, italic, joined
from bot.texts import say
from knowledge import store
from knowledge.articles import rendered
from knowledge.store import Act, Revision, StoredArticle, Unreadable
from operators.desk.kb import article, cards
from operators.desk.kb.cards import Press
from operators.desk.kb.differences import told_difference
from operators.desk.kb.words import author_of, moment
from operators.desk.turn import Turn

_PAGE = 10
_IN_A_ROW = 5


async def show(press: Press) -> None:
    """A page of ten, the newest first."""
    row = await article.found(press)
    if row is None:
        return
    press.done()
    skipped = int(press.named[1] or 0) * _PAGE
    known = await store.history(press.turn.session, row.id, limit=skipped + _PAGE + 1)
    shown = known[skipped : skipped + _PAGE]
    lines: list[RichText | str] = [bold(say("kb-past", title=row.article.title)), ""]
    lines += told(press.turn, shown, known[skipped + 1 :]) or [say("kb-past-none")]
    text, _ = cards.put_together(RichText(), joined(lines), RichText())
    older = skipped + _PAGE if len(known) > skipped + _PAGE else None
    await press.show(text, _keyboard(row, shown, skipped, older))


def told(turn: Turn, revisions: Sequence[Revision], before: Sequence[Revision]) -> list[RichText | str]:
    """Revisions in words; `before[n]` is the one that `revisions[n]` came after, where there is one."""
    lines: list[RichText | str] = []
    for place, one in enumerate(revisions):
        head = say("kb-past-revision", number=one.number, at=moment(turn, one.at), name=author_of(one.author))
        lines.append(bold(f"{head}: {say(f'kb-act-{Act(one.act).value}')}"))
        if place < len(before):
            lines += [f"  {line}" for line in _changes(before[place], one)]
    return lines


async def then(press: Press) -> None:
    """A version as it was, with the way back to it."""
    found = await _revision(press)
    if found is None:
        return
    row, revision = found
    press.done()
    head = say(
        "kb-version", number=revision.number, at=moment(press.turn, revision.at), name=author_of(revision.author)
    )
    state = say("kb-fact-on" if revision.enabled else "kb-fact-off")
    text, _ = cards.put_together(italic(f"{head} · {state}"), rendered(revision.article), RichText())
    back = (Button(say("kb-button-back"), data=f"kb:back:{row.article.key}:{revision.number}"),)
    rows = (back,) if revision.number != row.revision else ()
    await press.show(text, (*rows, (_to_history(row),)))


async def back(press: Press) -> None:
    """«Вернуть эту версию»: asked once more, with what would change by it."""
    found = await _revision(press)
    if found is None:
        return
    row, revision = found
    now = await store.revision(press.turn.session, row.id, row.revision)
    changes = _changes(now, revision) if now is not None else []
    if not changes:
        press.tell("kb-back-same")
        return
    press.done()
    lines: list[RichText | str] = [bold(say("kb-back-sure", number=revision.number, title=row.article.title)), *changes]
    text, _ = cards.put_together(RichText(), joined(lines), joined([say("kb-back-kept")]))
    yes = Button(
        say("kb-button-back-yes"), data=f"kb:undo:{row.article.key}:{revision.number}", style=ButtonStyle.DANGER
    )
    await press.show(text, ((yes, _to_history(row)),))


async def undo(press: Press) -> None:
    """«Да, вернуть»: itself a revision."""
    turn, found = press.turn, await _revision(press)
    if found is None:
        return
    row, revision = found
    act = await store.restore(turn.session, row, revision.number, turn.signature, turn.now)
    press.done("kb-past-restored" if act is not None else "kb-back-same")
    await article.put(turn, row, press.card)


async def _revision(press: Press) -> tuple[StoredArticle, Revision] | None:
    row = await article.found(press)
    if row is None:
        return None
    revision = await store.revision(press.turn.session, row.id, int(press.named[1]))
    if revision is None or not _is_readable(revision):
        press.tell("kb-no-version")
        return None
    return row, revision


def _is_readable(revision: Revision) -> bool:
    try:
        return bool(revision.article.id)
    except Unreadable:
        return False


def _changes(before: Revision, after: Revision) -> list[str]:
    if not (_is_readable(before) and _is_readable(after)):
        return []
    changes = told_difference(before.article, after.article)
    if before.enabled != after.enabled and after.act not in (Act.ON, Act.OFF):
        changes.append(say("kb-diff-on" if after.enabled else "kb-diff-off"))
    return changes


def _keyboard(row: StoredArticle, shown: Sequence[Revision], skipped: int, older: int | None) -> Keyboard:
    key = row.article.key
    numbers = [Button(f"№ {one.number}", data=f"kb:then:{key}:{one.number}") for one in shown]
    rows = [tuple(numbers[place : place + _IN_A_ROW]) for place in range(0, len(numbers), _IN_A_ROW)]
    turning = []
    if older is not None:
        turning.append(Button(say("kb-button-older"), data=f"kb:past:{key}:{older // _PAGE}"))
    if skipped:
        turning.append(Button(say("kb-button-newer"), data=f"kb:past:{key}:{skipped // _PAGE - 1}"))
    return (*rows, tuple(turning), (Button(say("kb-button-article"), data=f"kb:show:{key}"),))


def _to_history(row: StoredArticle) -> Button:
    return Button(say("kb-button-to-history"), data=f"kb:past:{row.article.key}")
