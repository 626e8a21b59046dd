"""Memory that building an index took for a while, given back to the system."""

import ctypes
import gc
import sys


def give_back(*, collect: bool = True) -> None:
    """Large arrays that were freed would stay with the process, for glibc keeps them for later. Elsewhere: nothing.

    Without `collect` nobody is held up by a look through every object: for what was freed when it was let go."""
    if collect:
        gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
