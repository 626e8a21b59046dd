"""A client's messages as one line of their topic: words, what was forwarded, what is answered; put together from the
pieces that it consists of, so that a correction of one of them is exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter

from bot.messages import Edited, Said
from bot.richtext import RichText, SpanKind, joined, rich
from bot.texts import say

_QUOTES = (SpanKind.QUOTE, SpanKind.FOLDED_QUOTE)


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of one message."""

    message_id: str
    text: RichText = field(default_factory=RichText)


_PIECES = TypeAdapter(tuple[Piece, ...])


@dataclass(frozen=True, slots=True)
class Composed:
    """What a line of the topic says: a heading of ours, the words that it answers, and the pieces."""

    pieces: tuple[Piece, ...]
    quote: str | None = None
    heading: str | None = None

    @property
    def text(self) -> RichText:
        """All of it; messages without words leave no gap."""
        before = [rich(self.heading)] if self.heading else []
        if self.quote:
            before.append(rich(self.quote).styled(SpanKind.QUOTE))
        return joined([*before, *(piece.text for piece in self.pieces if piece.text)])

    def corrected(self, message_id: str, text: RichText) -> Composed:
        """The same with another wording of one message."""
        pieces = (replace(piece, text=text) if piece.message_id == message_id else piece for piece in self.pieces)
        return replace(self, pieces=tuple(pieces))

    def to_context(self) -> dict[str, Any]:
        """As an outbox row's context keeps it. A message by itself is replaced as a whole: no need to keep it."""
        pieces = self.pieces if len(self.pieces) > 1 else tuple(Piece(piece.message_id) for piece in self.pieces)
        kept: dict[str, Any] = {"pieces": _PIECES.dump_python(pieces, mode="json")}
        if self.quote:
            kept["quote"] = self.quote
        if self.heading:
            kept["heading"] = self.heading
        return kept

    @classmethod
    def of(cls, context: Mapping[str, Any]) -> Composed | None:
        """What a row's context keeps; None when it carries no client's message."""
        if "pieces" not in context:
            return None
        return cls(_PIECES.validate_python(context["pieces"]), context.get("quote"), context.get("heading"))


def pieces_of(messages: Sequence[Said]) -> tuple[Piece, ...]:
    """Each message with its words."""
    return tuple(Piece(message.message_id, words_of(message)) for message in messages)


def words_of(message: Said | Edited) -> RichText:
    """The text, then each forwarded message as «Переслано: …» above a quote."""
    forwarded = [
        joined([say("topic-forwarded", author=one.author), _unquoted(one.text).styled(SpanKind.QUOTE)])
        if one.text
        else rich(say("topic-forwarded", author=one.author))
        for one in message.forwarded
    ]
    return joined([*([message.text] if message.text else []), *forwarded])


def _unquoted(text: RichText) -> RichText:
    """Without quotes of its own: no messenger nests them."""
    return replace(text, spans=tuple(span for span in text.spans if span.kind not in _QUOTES))
