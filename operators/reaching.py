"""Phones and e-mail addresses in the one form in which they are kept and compared."""

from __future__ import annotations

import re

_EXTENSION = re.compile(r"\s*(?:доб(?:авочный)?|ext|вн(?:утр)?|#)[^\d]*\d+\s*$", re.IGNORECASE)
_NO_DIGITS = re.compile(r"[\s\u00a0().\-\u2010-\u2015/]+")
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@(?:[\w-]+\.)+\w{2,}")
_RUSSIAN = re.compile(r"\+7(\d{3})(\d{3})(\d\d)(\d\d)(?!\d)")
_LONGEST_EMAIL = 254
_FOREIGN = range(8, 16)
"""Digits of a number with its country (E.164 allows up to 15)."""

PUBLIC_MAIL = frozenset(
    [
        "mail.ru",
        "bk.ru",
        "inbox.ru",
        "list.ru",
        "internet.ru",
        "yandex.ru",
        "ya.ru",
        "yandex.com",
        "narod.ru",
        "rambler.ru",
        "lenta.ru",
        "autorambler.ru",
        "myrambler.ru",
        "ro.ru",
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "icloud.com",
        "me.com",
        "yahoo.com",
        "vk.com",
        "proton.me",
        "protonmail.com",
        "mail.com",
        "pochta.ru",
        "qip.ru",
        "nm.ru",
    ]
)
"""Domains where anybody may have an address: they say nothing of an organisation."""


def phone(text: str) -> str | None:
    """A phone as «+7…», digits only; an extension is left out. None for what is no phone."""
    bare = _NO_DIGITS.sub("", _EXTENSION.sub("", text.strip()))
    digits = bare.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        return None
    if len(digits) == 10 and bare == digits:
        return f"+7{digits}"
    if len(digits) == 11 and (digits[0] == "7" or (digits[0] == "8" and bare == digits)):
        return f"+7{digits[1:]}"
    return f"+{digits}" if bare != digits and len(digits) in _FOREIGN else None


def email(text: str) -> str | None:
    """An e-mail address in lower case. None for what is none."""
    address = text.strip().lower().removeprefix("mailto:")
    return address if len(address) <= _LONGEST_EMAIL and _EMAIL.fullmatch(address) else None


def own_domain(address: str) -> str | None:
    """The domain of an address, if it is an organisation's own and no public mail service's."""
    domain = address.partition("@")[2]
    return None if not domain or domain in PUBLIC_MAIL else domain


def shown(kept: str) -> str:
    """A phone as people read it, and as messengers make it tappable: «+7 495 000-00-01»; other countries' as it is."""
    found = _RUSSIAN.match(kept)
    return f"+7 {found[1]} {found[2]}-{found[3]}-{found[4]}{kept[found.end() :]}" if found else kept
