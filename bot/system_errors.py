"""What the operating system refuses, in Russian words for the end of a sentence."""

from __future__ import annotations

import errno

from bot.texts import say


def reason(error: OSError) -> str:
    """Why a file or a folder could not be used."""
    return say("system-error", error=errno.errorcode.get(error.errno or 0, "?"))
