"""Where a ticket is marked, as a letter names it: links that only the service can make."""

from __future__ import annotations

from dataclasses import dataclass

from bot.signing import Signer

PURPOSE = "rating"
"""What the signature is for."""

PATH = "/rate"


@dataclass(frozen=True, slots=True)
class RatingLinks:
    """Makes the links; `public_url` is how the world sees the service's web side."""

    public_url: str
    signer: Signer

    def to(self, ticket_id: int, mark: int | None = None) -> str:
        """The page of a ticket; with a `mark` that one is chosen there already. To follow a link is no vote: programs
        that look through mail follow them all."""
        chosen = f"?mark={mark}" if mark is not None else ""
        return f"{self.public_url}{PATH}/{self.signer.token(ticket_id)}{chosen}"
