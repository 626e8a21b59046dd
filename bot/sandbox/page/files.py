"""The bytes that were sent in the sandbox, through the page's own origin: pictures, sounds and films to be shown, all
else to be saved, and nothing that could act in the page's name."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from bot.sandbox.stage import Stage
from bot.sandbox.telegram import pictures
from bot.sandbox.telegram.downloads import file_response
from bot.sandbox.vk.files import StoredFile

_GUARDS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}

_LETTER_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'"
)
"""A mail's HTML: its own styles, no scripts, forms or frames, nothing fetched from anywhere."""

_SHOWN = ("audio/", "video/")

_HEAD = 64
"""Bytes that tell a picture."""


def file_routes(stage: Stage) -> list[Route]:
    """The routes under `/sandbox/files`."""
    files = _Files(stage)
    return [
        Route("/sandbox/files/telegram/{file}", files.telegram),
        Route("/sandbox/files/vk/{file}", files.vk),
        Route("/sandbox/files/mail/{letter:int}/html", files.letter),
        Route("/sandbox/files/mail/{letter:int}/{number:int}", files.enclosure),
    ]


class _Files:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def telegram(self, request: Request) -> Response:
        return file_response(self._stage.telegram.world, request.path_params["file"])

    async def vk(self, request: Request) -> Response:
        file = self._stage.vk.world.files.get(request.path_params["file"])
        return Response(status_code=404) if file is None else _vk_response(file)

    async def letter(self, request: Request) -> Response:
        letter = self._stage.mail.letters.get(request.path_params["letter"])
        if letter is None or not letter.html:
            return Response(status_code=404)
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": _LETTER_POLICY}
        return HTMLResponse(letter.html, headers=headers)

    async def enclosure(self, request: Request) -> Response:
        letter = self._stage.mail.letters.get(request.path_params["letter"])
        number = request.path_params["number"]
        if letter is None or number >= len(letter.enclosures):
            return Response(status_code=404)
        headers = {**_GUARDS, "Content-Disposition": "attachment"}
        return Response(letter.enclosures[number].data, media_type="application/octet-stream", headers=headers)


def _vk_response(file: StoredFile) -> Response:
    picture = pictures.mime(file.blob.head(_HEAD))
    mime = picture or file.mime
    way = "inline" if picture or mime.startswith(_SHOWN) else "attachment"
    return FileResponse(
        file.blob.path, media_type=mime, filename=file.name, content_disposition_type=way, headers=_GUARDS
    )
