"""Questions that the knowledge base answers: one clear answer, a choice of up to three, or an honest «не нашёл»."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

import structlog

from bot.messages import Pressed, Said
from bot.outgoing import ButtonStyle, Keyboard
from bot.texts import say
from handlers.choosing import chosen_number
from handlers.conversations import LookedUp
from handlers.turn import Turn, button, call_button
from handlers.understanding import looking, parted, understood
from knowledge import gaps, learning
from knowledge.articles import Article, rendered
from knowledge.gaps import Why
from knowledge.outcome import Answered, Hit, Offered, Outcome, Unknown
from operators.history import Author, LineKind

log = structlog.get_logger()

_ORDER = (Answered, Offered, Unknown)
"""Of several questions what is answered comes first."""
_MOST_QUOTED = 80
"""Characters of a question that are repeated to the client."""


class FaqScenario:
    """Answers free text, and takes «Помогло / Не помогло»."""

    name = "faq"
    fills_first = False

    async def enter(self, turn: Turn) -> None:
        """Answers the last question, or each of several."""
        question = turn.dialogue.question(turn.now)
        turn.dialogue.offered_question = None
        look = await looking(turn, question)
        parts = parted(turn, question, look)
        for part in sorted(parts, key=lambda part: _ORDER.index(type(part.outcome))):
            await self._tell(turn, LookedUp(part.question), part.outcome, _quoted(part.question))
        if not parts:
            words, made = understood(turn, question, look)
            await self._tell(turn, LookedUp(words), made)

    async def _tell(self, turn: Turn, looked_up: LookedUp, made: Outcome, quoted: str = "") -> None:
        """What was found for the question, or for a part of it: that is `quoted` where no title shows what is meant."""
        asked = turn.dialogue.asked(turn.now)
        match made:
            case Answered(hit=hit):
                await self._answer(turn, hit.article, looked_up)
            case Offered(hits=offered):
                turn.dialogue.offer([hit.article.key for hit in offered], looked_up.words)
                turn.record(Author.BOT, "\n".join(hit.article.title for hit in offered), kind=LineKind.OFFER)
                words = say("faq-offer-part", question=quoted) if quoted else say("faq-offer")
                await turn.reply(words, _offer(offered), about=asked, formal=True, looked_up=looked_up)
            case Unknown():
                await gaps.note(turn.session, looked_up.words, Why.NOTHING_FOUND, turn.now, turn.address.id)
                words = say("faq-unknown-part", question=quoted) if quoted else say("faq-unknown")
                await turn.reply(words, ((call_button(ButtonStyle.PRIMARY),),), about=asked)

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

    async def choose(self, turn: Turn, text: str) -> bool:
        """«2», «второе»: an article of the offer that stands, by its number. False for anything else."""
        number, keys = chosen_number(text), turn.dialogue.offered(turn.now)
        if number is None or not keys:
            return False
        article = turn.services.articles.get(keys[number - 1]) if number <= len(keys) else None
        if article is None:
            asked = turn.dialogue.asked(turn.now)
            await turn.reply(say("faq-no-such-number", count=len(keys)), about=asked, formal=True)
        else:
            await self._answer(turn, article, LookedUp(turn.dialogue.offered_question or "", chosen=True))
        return True

    async def _answer(self, turn: Turn, article: Article, looked_up: LookedUp) -> None:
        turn.dialogue.answer(article.key, looked_up.words, turn.now)
        asked, keyboard = turn.dialogue.asked(turn.now), _feedback(article)
        text = rendered(article, turn.services.promises.working_time.today(turn.now))
        await turn.reply(text, keyboard, about=asked, kind=LineKind.ANSWER, looked_up=looked_up)

    async def _show(self, turn: Turn, press: Pressed, article: Article) -> None:
        # The other choices stay: the first pick is not always the right one.
        if not await turn.take_buttons(press, keep=lambda keyboard: _without(keyboard, press.data)):
            turn.toast(press, say("button-shown"))
            return
        turn.toast(press)
        await turn.return_to_question(press)
        looked_up = await turn.looked_up(press)
        await self._answer(turn, article, looked_up._replace(chosen=True))

    async def _mark(self, turn: Turn, press: Pressed, article: Article, *, helped: bool) -> None:
        if not await turn.take_buttons(press):
            turn.toast(press, say("button-pressed"))
            return
        await turn.return_to_question(press)
        await _keep_mark(turn, article, await turn.looked_up(press), helped=helped)
        turn.toast(press, say("faq-helped") if helped else "")
        if helped:
            turn.dialogue.forget_question()
        else:
            asked = turn.dialogue.asked(turn.now)
            await turn.reply(say("faq-not-helped"), ((call_button(ButtonStyle.PRIMARY),),), about=asked)


async def _keep_mark(turn: Turn, article: Article, looked_up: LookedUp, *, helped: bool) -> None:
    """For the base to learn from: the mark, the client's words where they chose the article by hand, a gap."""
    question = looked_up.words
    await learning.mark(turn.session, turn.address.id, article.key, question, turn.now, helped=helped)
    log.info("answer.marked", article=article.id, helped=helped, address=turn.address.id)
    if not helped:
        await gaps.note(turn.session, question, Why.NOT_HELPED, turn.now, turn.address.id)
    elif looked_up.chosen:
        await learning.propose(turn.session, article.id, question, learning.Origin.HELPED, turn.now)


def _quoted(question: str) -> str:
    """A part of the client's message on one line, short enough to be read over."""
    return shorten(question, _MOST_QUOTED, placeholder="…").rstrip(" .?!,;:")


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
