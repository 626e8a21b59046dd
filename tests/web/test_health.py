"""The health answer."""

from __future__ import annotations

import httpx

from bot.web.application import web_application


async def _health(reasons: list[str]) -> httpx.Response:
    transport = httpx.ASGITransport(web_application(lambda: reasons))
    async with httpx.AsyncClient(transport=transport, base_url="http://liniya") as client:
        return await client.get("/health")


async def test_a_ready_service_is_ok() -> None:
    """No reasons against it: 200."""
    response = await _health([])
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_a_starting_service_says_why() -> None:
    """503 with every reason, until there is none."""
    response = await _health(["Telegram ещё не читается."])
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "reasons": ["Telegram ещё не читается."]}
