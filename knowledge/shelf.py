"""Indexes kept in files, so that a service starts warm: each under the name of what it was made of.

The name is a hash of the articles' words, of the lexicons and of this package's own code, so a file fits or is not
there; one that is damaged is as good as none.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import structlog

from knowledge import saved
from knowledge.articles import Article
from knowledge.index import Index

log = structlog.get_logger()

_DIGEST = 16
"""Bytes."""
_KEPT = 2
"""The index in use, and the one before: taking an edit back is common."""
_ABANDONED = 3600
"""Seconds after which what a process was writing, or has been handed, is taken for left behind."""


def digest(article: Article) -> bytes:
    """Of all that the index is made of: what else an article has may change without a new one."""
    words = (article.title, article.questions, article.learned, article.tags, article.answer.text)
    return blake2b(repr(words).encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def signature(digests: Iterable[bytes], lexicon: bytes) -> str:
    """The name of the index of these articles, in their order, with a centre's own `lexicon` (`own_lexicon.mark`)."""
    whole = blake2b(code(), digest_size=_DIGEST)
    whole.update(blake2b(lexicon, digest_size=_DIGEST).digest())
    for one in digests:
        whole.update(one)
    return whole.hexdigest()


@cache
def code() -> bytes:
    """The mark of this package as it was when it was asked for first: another release may count otherwise."""
    return mark_of(files("knowledge"))


def mark_of(package: Traversable) -> bytes:
    """Of every module of the package, and of the lexicon that comes with it."""
    whole = blake2b(digest_size=_DIGEST)
    modules = sorted((file for file in package.iterdir() if file.name.endswith(".py")), key=lambda file: file.name)
    for file in (*modules, package / "content" / "ru" / "lexicon.toml"):
        whole.update(file.read_bytes())
    return whole.digest()


class Shelf:
    """The folder of the files. Its methods block: they are for threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        """Where the index of that name is, if there is one."""
        return self.folder / f"{name}.npz"

    def load(self, name: str, size: int) -> Index | None:
        """The index of `size` articles; None when there is none that can be used."""
        try:
            index = saved.load(self.path(name), name)
        except FileNotFoundError:
            return None
        except saved.Damaged as error:
            log.warning("knowledge.index_damaged", file=str(self.path(name)), why=str(error))
            return None
        return index if isinstance(index, Index) and index.size == size else None

    def save(self, name: str, index: Index) -> None:
        """Keeps it; a disk that takes nothing only means a cold start."""
        try:
            saved.save(self.path(name), index, name)
        except OSError as error:
            log.warning("knowledge.index_not_saved", folder=str(self.folder), why=error.strerror)

    def sweep(self) -> None:
        """Takes away all but the newest indexes, and what was left behind half written."""
        with suppress(OSError):
            newest_first = sorted(self.folder.glob("*.npz"), key=lambda file: -file.stat().st_mtime)
            abandoned = time.time() - _ABANDONED
            left = [file for file in self.folder.glob("*.tmp") if file.stat().st_mtime < abandoned]
            for file in [*newest_first[_KEPT:], *left]:
                file.unlink(missing_ok=True)
