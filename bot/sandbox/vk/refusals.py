"""What the emulated VK says when it does not do what it was asked: its codes with its own words.

A comment marks what is not documented; platforms.md says which codes a client has to tell apart.
"""

from typing import Any

from bot.sandbox.control import Refusal

TEXTS = {
    1: "Unknown error occurred",
    3: "Unknown method passed",
    5: "User authorization failed",
    6: "Too many requests per second",
    7: "Permission to perform this action is denied",
    8: "Invalid request",
    9: "Flood control",
    10: "Internal server error",
    12: "Unable to compile code",
    13: "Runtime error occurred during code invocation",
    14: "Captcha needed",
    15: "Access denied",
    18: "User was deleted or banned",
    27: "Group authorization failed",
    28: "Application authorization failed",
    29: "Rate limit reached",
    100: "One of the parameters specified was missing or invalid",
    104: "Not found",
    105: "Couldn't save file",
    113: "Invalid user id",
    210: "Access to wall's post denied",
    213: "Access to status replies denied",
    900: "Can't send messages for users from blacklist",
    901: "Can't send messages for users without permission",
    902: "Can't send messages to this user due to their privacy settings",
    909: "Can't edit this message, because it's too old",
    911: "Keyboard format is invalid",
    912: "This is a chat bot feature, change this status in settings",
    913: "Too many forwarded messages",
    914: "Message is too long",
    917: "You don't have access to this chat",
    920: "Can't edit this kind of message",
    921: "Can't forward these messages",
    924: "Can't delete this message for everybody",
    936: "Contact not found",
    1009: "Unknown reaction passed",
}
"""VK's descriptions of its errors (its API schema, `errors.json`)."""


class ApiError(Refusal):
    """An answer with `error`; `more` are fields beside code and text, such as those of a captcha."""

    def __init__(self, code: int, text: str, **more: Any) -> None:
        self.code = code
        self.text = text
        self.more = more
        super().__init__(f"[{code}] {text}")

    def to_json(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        """The body of the answer, which repeats the request without its token."""
        asked = {"oauth": "1", "method": method} | given
        params = [{"key": key, "value": str(value)} for key, value in asked.items()]
        return {"error": {"error_code": self.code, "error_msg": self.text, **self.more, "request_params": params}}


def refused(code: int, why: str = "", *, text: str | None = None) -> ApiError:
    """VK's words for a code, with `why` after a colon; `text` stands in for them."""
    words = text or TEXTS.get(code, "Unknown error occurred")
    more = {"captcha_sid": "1", "captcha_img": "https://api.vk.ru/captcha.php?sid=1"} if code == 14 else {}
    return ApiError(code, f"{words}: {why}" if why else words, **more)


def invalid(why: str) -> ApiError:
    """100, the answer to every mistake in a parameter."""
    return refused(100, why)
