"""A centre's own file of words beside the shipped lexicon: looked at again and again, and read when it has changed."""

from __future__ import annotations

from pathlib import Path

import structlog

from knowledge.lexicon_file import Group, LexiconError, read_groups

log = structlog.get_logger()

_ABSENT: tuple[int, ...] = ()


class OwnLexicon:
    """The groups of the file as it was read last without a fault; none while it is not there."""

    def __init__(self, path: Path | None) -> None:
        """Nothing is read before the first `look`."""
        self.groups: tuple[Group, ...] = ()
        self._path, self._seen = path, _ABSENT

    def look(self) -> None:
        """Reads the file if it has changed since the last look. With a fault the old groups stay, and the log says
        so, once for each change. Blocks: for a thread."""
        stamp = _ABSENT if self._path is None else _stamp(self._path)
        if self._path is None or stamp == self._seen:
            return
        # First the stamp: what is written after this has another one, and is read again.
        self._seen = stamp
        try:
            self.groups = own_groups(self._path)
        except LexiconError as error:
            log.warning("knowledge.lexicon_faulty", file=str(self._path), why=str(error))
        else:
            log.info("knowledge.lexicon_read", file=str(self._path), groups=len(self.groups))


def own_groups(path: Path) -> tuple[Group, ...]:
    """The groups of the file; none where there is no such file. Raises `LexiconError`."""
    return () if is_absent(path) else read_groups(path)


def is_absent(path: Path) -> bool:
    """Whether there is no such file; one that cannot be looked at is there."""
    return _stamp(path) == _ABSENT


def mark(groups: tuple[Group, ...]) -> bytes:
    """What an index is made of: comments and the places of the lines have no part in it. Empty without groups."""
    words = [(one.section, one.line) for one in groups]
    return repr(words).encode("utf-8", "surrogatepass") if words else b""


def _stamp(path: Path) -> tuple[int, ...]:
    """When it was changed and how long it is; what makes it unreadable counts as a state too."""
    try:
        about = path.stat()
    except FileNotFoundError:
        return _ABSENT
    except OSError as error:
        return (error.errno or 0,)
    return about.st_mtime_ns, about.st_ctime_ns, about.st_size
