"""What is answered to a browser that follows a rating link."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import structlog
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.clock import Clock
from bot.database import Database
from bot.signing import Signer
from bot.texts import say
from bot.web.bodies import TooLong, form_of
from operators import votes
from operators.rating_links import PATH
from operators.tickets import Ticket
from operators.votes import MOST_COMMENT, Standing

log = structlog.get_logger(__name__)

_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",  # the link is the key
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
_LARGEST_FORM = 64 * 1024
"""Bytes: a comment in Cyrillic takes six for each letter in a form."""

_MARKS = (1, 2, 3, 4, 5)
_STATUS = {Standing.OPEN: 200, Standing.FINAL: 200, Standing.GONE: 404}


class RatingPages:
    """The pages; they say that the service is starting until it hands them its database."""

    def __init__(self, clock: Clock, centre: str) -> None:
        """`centre` is what the centre calls itself."""
        self._clock, self._centre = clock, centre
        self._database: Database | None = None
        self._signer: Signer | None = None
        self._voted: Callable[[], None] | None = None
        loader = FileSystemLoader(Path(__file__).parent / "templates")
        environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=select_autoescape())
        self._template = environment.get_template("rating.html")

    def open(self, database: Database, signer: Signer, voted: Callable[[], None]) -> None:
        """From now on votes are taken; `voted` is called after each."""
        self._database, self._signer, self._voted = database, signer, voted

    async def show(self, request: Request) -> Response:
        """The marks; nothing is changed by looking."""
        chosen = _mark(request.query_params.get("mark"))
        return await self._shown(request, chosen=chosen)

    async def vote(self, request: Request) -> Response:
        """One vote, in one transaction."""
        try:
            form = await form_of(request, _LARGEST_FORM)
        except TooLong:
            return await self._shown(request, error=say("rating-page-long", most=MOST_COMMENT), status=413)
        mark, comment = _mark(form.get("mark")), form.get("comment", "").replace("\r\n", "\n")
        if mark is None:
            return await self._shown(request, comment=comment, error=say("rating-page-choose"), status=422)
        if len(comment.strip()) > MOST_COMMENT:
            error = say("rating-page-long", most=MOST_COMMENT)
            return await self._shown(request, chosen=mark, comment=comment, error=error, status=413)
        if self._database is None:
            return await self._shown(request)
        number = self._number(request)
        async with self._database.write() as session:
            state = await votes.vote(session, number, mark, comment, self._clock.now())
        if self._voted is not None:
            self._voted()
        log.info("ticket.rated_by_link", ticket=number or None, state=state.value)
        return await self._shown(request, chosen=mark, thanks=state is Standing.OPEN)

    def _number(self, request: Request) -> int:
        """The ticket's number; 0, which no ticket has, for a forged link."""
        token = request.path_params["token"]
        return (self._signer.number(token) if self._signer is not None else None) or 0

    async def _shown(
        self,
        request: Request,
        *,
        chosen: int | None = None,
        comment: str | None = None,
        error: str = "",
        thanks: bool = False,
        status: int | None = None,
    ) -> Response:
        if self._database is None:
            headers = {**_HEADERS, "Retry-After": "5"}
            return HTMLResponse(self._rendered("starting", None, chosen, comment, error, thanks), 503, headers)
        async with self._database.read() as session:
            state, ticket = await votes.standing(session, self._number(request), self._clock.now())
        code = status if status is not None and state is Standing.OPEN else _STATUS[state]
        return HTMLResponse(self._rendered(state.value, ticket, chosen, comment, error, thanks), code, _HEADERS)

    def _rendered(
        self, state: str, ticket: Ticket | None, chosen: int | None, comment: str | None, error: str, thanks: bool
    ) -> str:
        rating = ticket.rating if ticket is not None else None
        kept = (ticket.rating_comment if ticket is not None else None) or ""
        return self._template.render(
            say=say,
            centre=self._centre,
            state=state,
            number=ticket.id if ticket is not None else None,
            marks=[(mark, say("rating-page-mark", mark=mark)) for mark in _MARKS],
            rating=rating,
            chosen=chosen or rating,
            comment=kept if comment is None else comment,
            most=MOST_COMMENT,
            error=error,
            thanks=thanks,
            style=f"{PATH}/style.css",
        )


def _mark(said: str | None) -> int | None:
    return int(said) if said in {str(mark) for mark in _MARKS} else None
