"""Short replies to what asks nothing: a goodbye, «ты бот?», «вы тут?», swearing, laughter."""

from __future__ import annotations

from bot.outgoing import ButtonStyle
from bot.texts import say
from handlers.turn import Turn, call_button
from knowledge.small_talk import small_talk
from knowledge.small_talk_words import SmallTalk

_REPLIES = {
    SmallTalk.SWEARING: "talk-swearing",
    SmallTalk.NOT_HELPED: "talk-not-helped",
    SmallTalk.BOT: "talk-bot",
    SmallTalk.ABOUT_TO_ASK: "talk-about-to-ask",
    SmallTalk.HOLIDAY: "talk-holiday",
    SmallTalk.THERE: "talk-there",
    SmallTalk.HOW_ARE_YOU: "talk-how-are-you",
    SmallTalk.GOODBYE: "talk-goodbye",
    SmallTalk.THANKS: "dialogue-welcome",
    SmallTalk.PRAISE: "dialogue-praised",
    SmallTalk.TEST: "talk-test",
    SmallTalk.OK: "dialogue-welcome",
    SmallTalk.LAUGHTER: "talk-laughter",
}
_WITH_CALL = {SmallTalk.SWEARING, SmallTalk.NOT_HELPED, SmallTalk.BOT, SmallTalk.THERE}
"""Who says this may want a person."""


def only_chats(text: str) -> bool:
    """Whether nothing is asked and nothing told."""
    return small_talk(text) is not None


def says_goodbye(text: str) -> bool:
    """«до свидания», «спасибо, всего доброго»."""
    return small_talk(text) is SmallTalk.GOODBYE


async def reply(turn: Turn, text: str) -> bool:
    """Says one thing, whatever the kinds of talk in it. False for a question, and for what this base has worded just so
    and answers therefore."""
    kind = small_talk(text)
    if kind is None or turn.services.search.search(text, 1):
        return False
    if kind is SmallTalk.GREETING:
        await turn.go("greeting", turn)
        return True
    keyboard = ((call_button(ButtonStyle.PRIMARY),),) if kind in _WITH_CALL else ()
    asked = turn.dialogue.asked(turn.now) if keyboard else ()
    await turn.reply(say(_REPLIES[kind]), keyboard, about=asked, formal=True)
    return True
