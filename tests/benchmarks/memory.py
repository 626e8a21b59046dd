"""What the service holds and how long its commands take: `uv run python -m tests.benchmarks.memory`.

Resident memory of `liniya run` with both bots, ten seconds after it has begun to read, and again after a thousand
questions; `liniya --help` and `liniya kb ask` from start to end, the median of five.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.benchmarks.processes import clients_bot, desk_bot, median_seconds, running, server, service_settings

_IDLE_SECONDS = 10
_QUESTIONS = 1000


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory(prefix="liniya-") as name, server() as ask:
        folder = Path(name)
        file = service_settings(folder, telegram=clients_bot(ask.where, paced=False), desk=desk_bot(ask.where))
        begun = time.perf_counter()
        with running(["-m", "bot", "--config", str(file), "run"], folder / "log.txt") as service:
            ask("ready")
            ready = time.perf_counter() - begun
            time.sleep(_IDLE_SECONDS)
            idle = service.memory_info().rss
            ask("backlog", count=_QUESTIONS)
            busy = service.memory_info().rss
    print(f"liniya run: reads after {ready:.1f} s, {idle / 2**20:.0f} MB idle (contract: below 300)")
    print(f"            {busy / 2**20:.0f} MB after {_QUESTIONS} questions")
    print(f"liniya --help: {median_seconds(['-m', 'bot', '--help']):.2f} s (contract: below 0.5)")
    print(f"liniya kb ask: {median_seconds(['-m', 'bot', 'kb', 'ask', 'забыла пароль']):.2f} s (contract: below 1.5)")


if __name__ == "__main__":
    main()
