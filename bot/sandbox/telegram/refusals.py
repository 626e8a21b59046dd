"""What the emulated Bot API says when it does not do what it was asked, in Telegram's own words."""

from typing import Any

from bot.sandbox.control import Refusal

_PREFIXES = {
    400: "Bad Request: ",
    403: "Forbidden: ",
    404: "Not Found: ",
    409: "Conflict: ",
    429: "Too Many Requests: ",
}


_STATUSES = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


class ApiError(Refusal):
    """An answer with `ok: false`; `parameters` are the Bot API's `ResponseParameters`."""

    def __init__(self, code: int, reason: str, **parameters: int) -> None:
        self.code = code
        self.description = _PREFIXES.get(code, "") + reason
        self.parameters = parameters
        super().__init__(self.description)

    def to_json(self) -> dict[str, Any]:
        """The body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


def bad_request(reason: str, **parameters: int) -> ApiError:
    """400: the request cannot be done as it is."""
    return ApiError(400, reason, **parameters)


def forbidden(reason: str) -> ApiError:
    """403: the person or the group does not want this bot."""
    return ApiError(403, reason)


def too_many_requests(seconds: int) -> ApiError:
    """429 with `retry_after`, the only thing that Telegram promises about its budgets (platforms.md: limits)."""
    return ApiError(429, f"retry after {seconds}", retry_after=seconds)


def dead_server(status: int) -> ApiError:
    """5xx, as what stands before Telegram's servers answers."""
    return ApiError(status, _STATUSES.get(status, "Internal Server Error"))


def too_large() -> ApiError:
    """413, from what stands before Telegram's servers: more than a bot may upload."""
    return ApiError(413, "Request Entity Too Large")
