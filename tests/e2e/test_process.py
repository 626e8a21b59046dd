"""The service as a process: `/health` and an orderly end."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from bot.sandbox.telegram.faults import FaultKind
from tests.e2e.line import QUESTION, Line, telegram_for_line
from tests.e2e.waiting import until


async def _becomes(line: Line, status: int, words: str = "") -> None:
    """Waits for `/health` to answer so, with these words in it."""
    said = "nothing"
    async with httpx.AsyncClient(trust_env=False) as http:
        for _ in range(600):
            try:
                answer = await http.get(f"http://127.0.0.1:{line.port}/health")
            except httpx.ConnectError:
                pass
            else:
                said = answer.text
                if answer.status_code == status and words in said:
                    return
            await asyncio.sleep(0.1)
    pytest.fail(f"/health never answered {status}, but {said}")


async def test_health_follows_the_platform(tmp_path: Path) -> None:
    """503 with the reasons while the updates cannot be read, 200 once they are, 503 again when the platform is away."""
    async with telegram_for_line(tmp_path) as line:
        line.world.faults.order(FaultKind.SERVER_ERROR, method="getUpdates", times=None)
        service = line.child()
        try:
            await _becomes(line, 503, "не читается")
            line.world.faults.clear()
            await _becomes(line, 200)
            line.world.faults.order(FaultKind.DROP_BEFORE, method="getUpdates", bot=line.scene.desk_bot.id, times=None)
            line.scene.desk_bot.updates.close()
            await _becomes(line, 503, "не читается")
        finally:
            service.kill()
            service.wait()


async def test_sigterm_ends_in_order_though_requests_hang(tmp_path: Path) -> None:
    """A message hangs at the platform: the process ends with 0 within 10 s, and what hung arrives after the next
    start."""
    async with telegram_for_line(tmp_path) as line:
        service = line.child()
        try:
            await line.is_read()
            client = line.client()
            line.world.faults.order(FaultKind.DELAY, method="sendMessage", seconds=60, times=None)
            client.says(QUESTION)
            hangs = [call.method for call in line.world.calls.since()]
            await until(lambda: "sendMessage" in {call.method for call in line.world.calls.since()}, f"{hangs}")
            service.terminate()
            assert await asyncio.to_thread(service.wait, 10) == 0
            line.world.faults.clear()
            service = line.child()
            await client.hears("парол", 60)
            service.terminate()
            assert await asyncio.to_thread(service.wait, 10) == 0
        finally:
            service.kill()
            service.wait()
