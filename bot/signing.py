"""Links that only the service can make: a ticket's number with a signature, and nothing else in them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

_NUMBER_BYTES = 8
_SIGNATURE_BYTES = 16
"""128 bits: nobody guesses one."""


class Signer:
    """Signs numbers for one purpose by HMAC-SHA256; a token of another purpose means nothing here."""

    def __init__(self, secret: bytes, purpose: str) -> None:
        self._secret, self._purpose = secret, purpose.encode()

    def token(self, number: int) -> str:
        """The number as it stands in a link: 32 letters, digits, «-» and «_»."""
        body = number.to_bytes(_NUMBER_BYTES, "big")
        return base64.urlsafe_b64encode(body + self._signature(body)).decode()

    def number(self, token: str) -> int | None:
        """The number that a token was made for; None for whatever was not made here."""
        try:
            raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
        except (UnicodeEncodeError, binascii.Error, ValueError):
            return None
        body, signature = raw[:_NUMBER_BYTES], raw[_NUMBER_BYTES:]
        if not hmac.compare_digest(signature, self._signature(body)):
            return None
        return int.from_bytes(body, "big")

    def _signature(self, body: bytes) -> bytes:
        return hmac.digest(self._secret, self._purpose + b"\0" + body, hashlib.sha256)[:_SIGNATURE_BYTES]
