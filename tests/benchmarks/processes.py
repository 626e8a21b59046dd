"""The processes of a benchmark: an emulated messenger that takes orders, and a bot beside it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil


class Server:
    """An emulated messenger in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.where = self._answer()

    def __call__(self, do: str, **how: Any) -> dict[str, Any]:
        """Gives an order and waits for what came of it."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **how}) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the emulated messenger has ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def server(messenger: str = "telegram", *options: str) -> Iterator[Server]:
    """The emulated Telegram or VK; budgets are off unless `--budgets`."""
    command = [sys.executable, "-m", f"tests.benchmarks.{messenger}_server", *options]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Server(process)
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def running(command: Sequence[str], log: Path) -> Iterator[psutil.Process]:
    """A bot, told to end (SIGTERM) when the block does; what it says goes into `log`."""
    with log.open("w") as output:
        process = subprocess.Popen([sys.executable, *command], stdout=output, stderr=output)
        try:
            yield psutil.Process(process.pid)
        finally:
            if process.poll() is not None:
                print(f"the bot has ended by itself: {log.read_text()[-2000:]}")
            process.terminate()
            process.wait(20)


def service_settings(folder: Path, **sections: dict[str, Any]) -> Path:
    """`liniya.toml` for the service with these channels; nothing waits for further lines of a question."""
    sections |= {"dialogue": {"burst_seconds": 0}, "web": {"listen": "127.0.0.1:0"}}
    lines = [f"data_dir = {json.dumps(str(folder))}"]
    for name, keys in sections.items():
        lines += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in keys.items())]
    file = folder / "liniya.toml"
    file.write_text("\n".join(lines))
    return file


def clients_bot(where: dict[str, Any], *, paced: bool) -> dict[str, Any]:
    """The section `telegram`; without `paced` nothing waits for a budget."""
    paces = {} if paced else {"per_second": 100_000, "per_chat_per_second": 1000}
    return {"token": where["token"], "api_url": where["url"]} | paces


def desk_bot(where: dict[str, Any]) -> dict[str, Any]:
    """The section `desk`."""
    return {"token": where["desk"], "api_url": where["url"], "chat_id": where["group"]}


def community(where: dict[str, Any], *, paced: bool) -> dict[str, Any]:
    """The section `vk`; without `paced` nothing waits for a budget."""
    paces = {} if paced else {"per_second": 100_000}
    return {"token": where["token"], "api_url": where["url"], "group_id": where["group"]} | paces


def cpu_seconds(process: psutil.Process) -> float:
    """What a process has used so far, all its threads, user and system."""
    times = process.cpu_times()
    return float(times.user + times.system)


def median_seconds(command: Sequence[str], times: int = 5) -> float:
    """How long a command takes, from its start to its end."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[len(taken) // 2]
