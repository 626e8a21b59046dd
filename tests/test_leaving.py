"""The end of the process: its exit code, whatever thread is still at work."""

from __future__ import annotations

import subprocess
import sys

import pytest

_AT_WORK = """
import atexit, threading, time
from bot.__main__ import leave

atexit.register(lambda: print("прибрано"))
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
print("сказано", end="")
leave({code})
"""


@pytest.mark.parametrize("code", [0, 3])
def test_a_thread_that_nobody_waits_for_does_not_spoil_the_end(code: int) -> None:
    """What was printed is printed, what tidies up has tidied up, and the code is the command's."""
    script = _AT_WORK.format(code=code)
    ended = subprocess.run(  # noqa: S603  (our own words)
        [sys.executable, "-c", script], capture_output=True, timeout=30, check=False
    )
    assert (ended.returncode, ended.stdout.decode()) == (code, "сказаноприбрано\n")
    assert ended.stderr == b""
