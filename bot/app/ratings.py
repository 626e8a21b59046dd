"""The links by which letters ask for a mark, signed by the settings' secret or the service's own."""

from __future__ import annotations

from bot import kept_secrets
from bot.database import Database
from bot.settings import Settings
from bot.signing import Signer
from operators.rating_links import PURPOSE, RatingLinks


async def signer(settings: Settings, database: Database) -> Signer:
    """Signs and knows the links; the secret of the service's own is made at the first start."""
    if settings.web.secret is not None:
        return Signer(settings.web.secret.get_secret_value().encode(), PURPOSE)
    async with database.write() as session:
        return Signer(await kept_secrets.secret(session, "links"), PURPOSE)


def links(settings: Settings, signer: Signer) -> RatingLinks | None:
    """What letters name; None while nobody knows how the world sees the web side."""
    url = settings.web.public_url
    return RatingLinks(url, signer) if url is not None else None
