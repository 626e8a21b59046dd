"""`GET /health`: 200 once every configured channel is read and delivered, 503 with the reasons before."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

Health = Callable[[], list[str]]
"""Why the service is not ready yet, in Russian sentences; empty when it is."""


def health_route(health: Health) -> Route:
    """The route for whoever watches the service."""

    async def answer(_request: Request) -> JSONResponse:
        reasons = health()
        if not reasons:
            return JSONResponse({"status": "ok"})
        return JSONResponse({"status": "unavailable", "reasons": reasons}, status_code=503)

    return Route("/health", answer, methods=["GET"])
