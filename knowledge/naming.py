"""The id of an article that people write in the group: its title in Latin letters."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.store import StoredArticle
from knowledge.text import normalise

_LONGEST = 40
"""What buttons have room for (`Article.key`)."""
_FOR_A_NUMBER = 6
_NAMELESS = "article"
_RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_SOUNDS = re.split(" ", "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya")
_LATIN = str.maketrans(dict(zip(_RUSSIAN, _SOUNDS, strict=True)))
_OTHER = re.compile(r"[^a-z0-9]+")


def id_from(title: str) -> str:
    """At most 40 of `a-z0-9-`, cut between words where there is a place to cut; never empty."""
    latin = normalise(title).translate(_LATIN).replace("_", "")
    return _cut(_OTHER.sub("-", latin).strip("-"), _LONGEST) or _NAMELESS


async def free_id(session: AsyncSession, title: str) -> str:
    """The same, with a number behind it when it is taken."""
    first = id_from(title)
    stem = _cut(first, _LONGEST - _FOR_A_NUMBER)
    taken = set(await session.scalars(select(StoredArticle.id).where(StoredArticle.id.startswith(stem))))
    number, name = 1, first
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _cut(name: str, most: int) -> str:
    if len(name) <= most:
        return name
    cut = name[: most + 1].rfind("-")
    return name[: cut if cut > most // 2 else most].strip("-")
