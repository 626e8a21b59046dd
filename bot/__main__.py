"""The process's entry: `liniya …`, or `python -m bot …`."""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import sys
import threading
from typing import NoReturn

from bot.cli.application import run


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    try:
        code = run(sys.argv[1:])
    except SystemExit as ended:  # a SIGTERM while the command was still being loaded
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    leave(code)


def leave(code: int) -> NoReturn:
    """Ends the process. Where a thread is still at work that nobody waits for (an import that a stop overtook, a call
    to VK), the interpreter is not taken down around it: a thread that is inside a C++ extension then aborts the whole
    process («exception not rethrown»)."""
    if any(thread.daemon for thread in threading.enumerate()):
        atexit._run_exitfuncs()  # noqa: SLF001  (there is no public way)
        logging.shutdown()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(AttributeError, OSError, ValueError):  # nobody may be reading it any more
                stream.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
