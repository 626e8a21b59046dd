"""What a mail server refuses, in the words of `bot.errors`.

Reasons are keys of ours with the server's codes: what the server says in words may quote the address.
"""

from __future__ import annotations

import re
import ssl

from aiosmtplib import errors

from bot.errors import Alarm, DeliveryError, Rejected, RetryLater, Unreachable

SCOPE = "email:server"
"""All letters leave through one server."""

LOGIN_PAUSE = 300.0
"""Seconds before a login that was refused is tried again: a person has to mend it."""

DEFERRED_PAUSE = 300.0
"""Seconds before a letter that was put off is tried again (RFC 5321 asks for patience; greylisting wants minutes)."""

_BUSY_PAUSE = 60.0
_BUSY = 421
_FULL = 552
_NO_SUCH = frozenset({550, 551, 553, 556})
_LASTING = 500
_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_SIZE = ("5.3.4", "5.2.3")


class TooLarge(Exception):
    """The server takes no letter of this size."""


def translated(error: Exception, *, last: bool) -> DeliveryError | TooLarge:
    """The error as delivery knows it. `last`: it has been put off for days, so what is refused for now is refused."""
    match error:
        case TooLarge():
            return error
        case errors.SMTPRecipientsRefused():
            return _recipient(error.recipients[0], last)
        case errors.SMTPRecipientRefused():
            return _recipient(error, last)
        case errors.SMTPResponseException():
            return _ours(error) or _refused(error, last)
        case _:
            return _unheard(error)


def _ours(error: errors.SMTPResponseException) -> RetryLater | None:
    """What only the centre can mend: all letters wait for it."""
    match error:
        case errors.SMTPAuthenticationError():
            return RetryLater(LOGIN_PAUSE, SCOPE, f"mail_login {_codes(error)}", alarm=Alarm.MAIL_LOGIN)
        case errors.SMTPSenderRefused() if _is_final(error) and not _is_size(error):
            return RetryLater(LOGIN_PAUSE, SCOPE, f"mail_sender {_codes(error)}", alarm=Alarm.MAIL_SENDER)
    return None


def _recipient(error: errors.SMTPResponseException, last: bool) -> DeliveryError | TooLarge:
    if _is_final(error) and error.code in _NO_SUCH and _enhanced(error) not in ("5.2.2", "5.7.1"):
        return Unreachable(f"mail_no_mailbox {_codes(error)}")
    return _refused(error, last)


def _refused(error: errors.SMTPResponseException, last: bool) -> DeliveryError | TooLarge:
    if _is_final(error):
        if _is_size(error):
            return TooLarge()
        full = error.code == _FULL or _enhanced(error) == "5.2.2"
        return Rejected(f"{'mail_full' if full else 'mail_refused'} {_codes(error)}")
    if last:
        return Rejected(f"mail_deferred {_codes(error)}")
    if error.code == _BUSY:
        return RetryLater(_BUSY_PAUSE, SCOPE, f"mail_busy {_codes(error)}")
    return RetryLater(DEFERRED_PAUSE, None, f"mail_deferred {_codes(error)}")


def _unheard(error: Exception) -> DeliveryError:
    """No connection, no TLS, no answer. Once the letter was on its way the server may have it all the same."""
    if _is_tls(error) or isinstance(error, errors.SMTPNotSupported):
        return RetryLater(LOGIN_PAUSE, SCOPE, "mail_tls", alarm=Alarm.MAIL_LOGIN)
    unsent = isinstance(error, errors.SMTPConnectError | ConnectionRefusedError)
    return RetryLater(None, None, type(error).__name__, doubtful=not unsent)


def _is_tls(error: Exception) -> bool:
    """No trusted certificate, or no encryption at all: that comes as the library's root exception."""
    return any(isinstance(one, ssl.SSLError) for one in (error, error.__cause__)) or type(error) is errors.SMTPException


def _is_final(error: errors.SMTPResponseException) -> bool:
    return error.code >= _LASTING


def _is_size(error: errors.SMTPResponseException) -> bool:
    return _enhanced(error) in _SIZE or (error.code == _FULL and not _enhanced(error))


def _enhanced(error: errors.SMTPResponseException) -> str:
    found = _ENHANCED.search(error.message)
    return found[0] if found else ""


def _codes(error: errors.SMTPResponseException) -> str:
    return " ".join(filter(None, (f"({error.code}", _enhanced(error)))) + ")"
