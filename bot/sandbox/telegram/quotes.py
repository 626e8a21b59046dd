"""Quotes: the part of an answered message that an answer is about."""

from bot.richtext import utf16_length
from bot.sandbox.telegram.accounts import JSON
from bot.sandbox.telegram.refusals import bad_request


def find(text: str, words: str, *, by_hand: bool) -> JSON:
    """The Bot API's `TextQuote`; refuses words that are not in the text."""
    place = text.find(words)
    if place < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    quote: JSON = {"text": words, "position": utf16_length(text[:place])}
    return quote | {"is_manual": True} if by_hand else quote
