"""`/kb пробелы` and the buttons of the message that tells what the base lacks. Each press changes the message once, or
begins a draft; what a colleague did before is said, and by whom."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

import structlog
from telegram import Message, Update

from bot import links, outbox
from bot.outbox import OutboxRow
from bot.texts import say
from knowledge import confirming, learning, missing, store
from knowledge import gaps as asked_in_vain
from knowledge.gaps import GapState
from knowledge.learning import Origin, WordingState
from operators import answered, drafts, gap_report, private_words
from operators.desk.buttons import stale
from operators.desk.kb import drafting
from operators.desk.turn import DeskContext, Turn
from operators.drafts import DraftState
from operators.gap_list import Done, GapList, ListedGroup, drawn

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Press:
    turn: Turn
    query_id: str
    message_id: int
    row: OutboxRow
    listed: GapList
    place: int
    group: ListedGroup
    choice: int

    def tell(self, words: str, *, alert: bool = False) -> None:
        self.turn.toast(self.query_id, words, alert=alert)

    async def put(self, group: ListedGroup) -> None:
        """The group as it is now."""
        await _show(self.turn, self.row, self.listed.with_group(self.place, group))

    async def settle(self, done: Done, **more: Any) -> None:
        """Something was done about it by whoever pressed."""
        log.info("knowledge.gaps_settled", done=done, questions=len(self.group.ids), staff=self.turn.person.id)
        await self.put(replace(self.group, done=done, by=self.turn.signature, **more))


async def show(turn: Turn, message: Message) -> None:
    """`/kb пробелы`: told in General within seconds, or at once that there is nothing."""
    articles = await missing.standing(turn.session)
    if await missing.last_asked(turn.session) is None and not missing.ageing(articles, turn.today):
        await turn.say(say("gaps-none"), reply_to=message.message_id)
        return
    await gap_report.ask_for(turn.session)
    await turn.nod(message.message_id)


def on_group(act: Callable[[_Press], Awaitable[None]]) -> Callable[[Update, DeskContext], Coroutine[Any, Any, None]]:
    """A handler for buttons that name a group of the message that they stand under."""

    async def press(update: Update, context: DeskContext) -> None:
        found = await _pressed(update, context)
        if found is None:
            await stale(update, context)
        else:
            await act(found)

    return press


async def back(update: Update, context: DeskContext) -> None:
    """«Назад»: no article was the right one."""
    turn, query = context.turn, update.callback_query
    row = await _row(turn, str(query.message.message_id)) if query and query.message else None
    listed = GapList.of(row) if row is not None else None
    if query is None or row is None or listed is None:
        await stale(update, context)
        return
    turn.toast(query.id)
    await _show(turn, row, replace(listed, choosing=None))


async def dismiss(press: _Press) -> None:
    """«Не нужно»."""
    if not await _is_over(press):
        await asked_in_vain.settle(press.turn.session, press.group.ids, GapState.DISMISSED)
        press.tell(say("gaps-toast-dismissed"))
        await press.settle(Done.DISMISSED)


async def choose(press: _Press) -> None:
    """«Это уже есть»: in which article?"""
    if await _is_over(press):
        return
    if not press.group.nearest:
        press.tell(say("gaps-nothing-near"), alert=True)
        return
    press.tell(say("gaps-toast-choose"))
    await _show(press.turn, press.row, replace(press.listed, choosing=press.place))


async def merge(press: _Press) -> None:
    """An article was chosen: it learns what clients asked; what looks like personal data waits in the queue instead."""
    if await _is_over(press):
        return
    if not 1 <= press.choice <= len(press.group.nearest):
        press.tell(say("desk-stale"))
        return
    article_id, title = press.group.nearest[press.choice - 1]
    if await store.get(press.turn.session, article_id) is None:
        press.tell(say("kb-no-such"), alert=True)
        return
    questions = await missing.open_among(press.turn.session, press.group.ids)
    learned = [
        number for gap in questions if (number := await _learn(press.turn, article_id, gap.question)) is not None
    ]
    await asked_in_vain.settle(press.turn.session, press.group.ids, GapState.MERGED)
    press.tell(say("gaps-toast-merged", count=len(learned)))
    await press.settle(Done.MERGED, article=title, learned=tuple(dict.fromkeys(learned)))


async def undo(press: _Press) -> None:
    """«Вернуть»: the questions are open again, and the article forgets what it learned by them."""
    group, turn = press.group, press.turn
    if group.done not in (Done.MERGED, Done.DISMISSED):
        press.tell(say("desk-stale"))
        return
    await missing.reopen(turn.session, group.ids)
    for number in group.learned:
        wording = await confirming.get(turn.session, number)
        if wording is not None:
            await learning.decide(turn.session, wording, WordingState.TAKEN_BACK, turn.signature, turn.now)
    press.tell(say("gaps-toast-undone"))
    await press.put(replace(group, done=None, by="", article="", learned=()))


async def write(press: _Press) -> None:
    """«Написать статью»: a draft with what staff answered to it, the most frequent question as the title, the others as
    wordings."""
    turn, group = press.turn, press.group
    if await _is_over(press):
        return
    begun = await drafts.get(turn.session, group.draft) if group.draft is not None else None
    if begun is not None and begun.state is DraftState.OPEN:
        press.tell(say("gaps-drafted-already", name=group.by), alert=True)
        return
    answer = await answered.answer_to(turn.session, await missing.open_among(turn.session, group.ids))
    clean = [one for one in group.wordings if not private_words.found_in(one)]
    title, *wordings = clean or [""]
    draft = await drafting.begin(
        turn,
        title=title,
        answer=answer.text if answer is not None else "",
        wordings=[" ".join(one.split()) for one in wordings if len(one) <= learning.LONGEST_WORDING],
        gaps=group.ids,
        ticket_id=answer.ticket_id if answer is not None else None,
        reply_to=press.message_id,
    )
    # The list shows it with its next change: the draft is this press's message.
    listed = press.listed.with_group(press.place, replace(group, done=Done.DRAFTED, by=turn.signature, draft=draft.id))
    press.row.context = {**press.row.context, **listed.to_context()}
    press.tell(say("gaps-toast-drafted" if answer is not None else "gaps-toast-drafted-empty"))


async def _learn(turn: Turn, article_id: str, text: str) -> int | None:
    """The row of a wording that is learned now by it; None for what was learned before, waits, or can be none."""
    wording = await learning.propose(turn.session, article_id, text, Origin.MERGED, turn.now)
    if wording is None or private_words.found_in(text) or wording.state is WordingState.LEARNED:
        return None
    await learning.decide(turn.session, wording, WordingState.LEARNED, turn.signature, turn.now)
    return wording.id


async def _is_over(press: _Press) -> bool:
    """Somebody has done something about it: whoever presses is told, and the message shows it."""
    if press.group.is_over:
        press.tell(say(f"gaps-{press.group.done}", name=press.group.by, title=press.group.article), alert=True)
        return True
    if await missing.open_among(press.turn.session, press.group.ids):
        return False
    press.tell(say("gaps-settled"), alert=True)
    await press.put(replace(press.group, done=Done.SETTLED))
    return True


async def _pressed(update: Update, context: DeskContext) -> _Press | None:
    turn, query = context.turn, update.callback_query
    row = await _row(turn, str(query.message.message_id)) if query and query.message else None
    listed = GapList.of(row) if row is not None else None
    number, *rest = context.numbers
    if query is None or query.message is None or row is None or listed is None or not 1 <= number <= len(listed.groups):
        return None
    group, choice = listed.groups[number - 1], rest[0] if rest else 0
    return _Press(turn, query.id, query.message.message_id, row, listed, number - 1, group, choice)


async def _row(turn: Turn, message_id: str) -> OutboxRow | None:
    """The list that a message in the group is, locked; None for any other message."""
    for row_id in await links.rows_shown_as(turn.session, turn.key(message_id)):
        row = await turn.session.get(OutboxRow, row_id, with_for_update=True, populate_existing=True)
        if row is not None and GapList.of(row) is not None:
            return row
    return None


async def _show(turn: Turn, row: OutboxRow, listed: GapList) -> None:
    row.context = {**row.context, **listed.to_context()}
    text, keyboard = drawn(listed)
    await outbox.change(turn.session, row.id, text, turn.now, keyboard=keyboard)
