"""Questions that the knowledge base answers: one clear answer, a choice of up to three, or an honest «не нашёл»."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from bot.messages import Pressed, Said
from bot.outgoing import ButtonStyle, Keyboard
from bot.texts import say
from handlers.turn import Turn, button, call_button
from knowledge.articles import Article, rendered
from knowledge.learning import AnswerMark
from knowledge.outcome import MOST_OFFERED, Answered, Hit, Offered, Unknown, outcome
from operators.history import Author, LineKind

log = structlog.get_logger()


class FaqScenario:
    """Answers free text, and takes «Помогло / Не помогло»."""

    name = "faq"

    async def enter(self, turn: Turn) -> None:
        """Answers the last question."""
        services = turn.services
        asked = turn.dialogue.asked(turn.now)
        hits = services.search.search(turn.dialogue.question(turn.now), MOST_OFFERED)
        match outcome(hits, services.thresholds):
            case Answered(hit=hit):
                await self._answer(turn, hit.article)
            case Offered(hits=offered):
                turn.record(Author.BOT, "\n".join(hit.article.title for hit in offered), kind=LineKind.OFFER)
                await turn.reply(say("faq-offer"), _offer(offered), about=asked, formal=True)
            case Unknown():
                await turn.reply(say("faq-unknown"), ((call_button(ButtonStyle.PRIMARY),),), about=asked)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """A choice, or a mark of an answer."""
        article = turn.services.articles.get(arguments[0]) if arguments else None
        if article is None or action not in ("show", "yes", "no"):
            turn.toast(press, say("button-stale"))
            return
        if action == "show":
            await self._show(turn, press, article)
        else:
            await self._mark(turn, press, article, helped=action == "yes")

    async def fill(self, turn: Turn, said: Said) -> bool:
        """It has no form."""
        del turn, said
        return False

    async def _answer(self, turn: Turn, article: Article) -> None:
        asked = turn.dialogue.asked(turn.now)
        await turn.reply(rendered(article), _feedback(article), about=asked, kind=LineKind.ANSWER)

    async def _show(self, turn: Turn, press: Pressed, article: Article) -> None:
        # The other choices stay: the first pick is not always the right one.
        if not await turn.take_buttons(press, keep=lambda keyboard: _without(keyboard, press.data)):
            turn.toast(press, say("button-shown"))
            return
        turn.toast(press)
        await turn.return_to_question(press)
        await self._answer(turn, article)

    async def _mark(self, turn: Turn, press: Pressed, article: Article, *, helped: bool) -> None:
        if not await turn.take_buttons(press):
            turn.toast(press, say("button-pressed"))
            return
        await turn.return_to_question(press)
        turn.session.add(
            AnswerMark(
                address_id=turn.address.id,
                article_id=article.key,
                question=turn.dialogue.question(turn.now),
                helped=helped,
                at=turn.now,
            )
        )
        log.info("answer.marked", article=article.id, helped=helped, address=turn.address.id)
        turn.toast(press, say("faq-helped") if helped else "")
        if helped:
            turn.dialogue.forget_question()
        else:
            asked = turn.dialogue.asked(turn.now)
            await turn.reply(say("faq-not-helped"), ((call_button(ButtonStyle.PRIMARY),),), about=asked)


def _feedback(article: Article) -> Keyboard:
    return (
        (
            button(say("button-helped"), "faq", "yes", article.key),
            button(say("button-not-helped"), "faq", "no", article.key),
        ),
        (call_button(),),
    )


def _offer(hits: Sequence[Hit]) -> Keyboard:
    rows = [(button(hit.article.title, "faq", "show", hit.article.key),) for hit in hits]
    return (*rows, (call_button(),))


def _without(keyboard: Keyboard, data: str) -> Keyboard:
    rows = (tuple(button for button in row if button.data != data) for row in keyboard)
    return tuple(row for row in rows if row)
