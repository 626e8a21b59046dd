"""The bytes of a file for whoever looks at the emulated Telegram in a browser."""

from __future__ import annotations

from starlette.responses import FileResponse, Response

from bot.sandbox.telegram.world import World

_SHOWN = ("image/", "audio/", "video/")
_SCRIPTED = "image/svg+xml"
_HEADERS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
"""What somebody sent must not act in the page's name."""


def file_response(world: World, unique_id: str) -> Response:
    """The file with this unique id, in ranges where a browser asks for them; pictures, sounds and films to be shown,
    all else to be saved. 404 when there is none."""
    file = world.files.get(unique_id)
    if file is None:
        return Response(status_code=404)
    mime = file.mime or "application/octet-stream"
    shown = mime.startswith(_SHOWN) and mime != _SCRIPTED
    return FileResponse(
        file.path,
        media_type=mime,
        filename=file.name,
        content_disposition_type="inline" if shown else "attachment",
        headers=_HEADERS,
    )
