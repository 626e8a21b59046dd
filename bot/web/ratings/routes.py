"""`/rate/<token>`: shows the marks to whoever follows a letter's link, and takes a vote by POST alone."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.web.ratings.pages import RatingPages
from operators.rating_links import PATH

_STYLE = Path(__file__).parent / "templates" / "style.css"


def rating_routes(pages: RatingPages) -> list[BaseRoute]:
    """The page and its style."""
    return [
        Route(f"{PATH}/style.css", _style, methods=["GET"]),
        Route(f"{PATH}/{{token}}", pages.show, methods=["GET"]),
        Route(f"{PATH}/{{token}}", pages.vote, methods=["POST"]),
    ]


async def _style(_request: Request) -> Response:
    css = _STYLE.read_text(encoding="utf-8")
    return Response(css, media_type="text/css", headers={"Cache-Control": "max-age=86400"})
