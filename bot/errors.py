"""What can go wrong at the edge of the process, in the words the rest of the code acts on.

Adapters (channels, the desk's sender, the database) translate their library's exceptions into these; nobody above an
adapter knows a library's exception by name.
"""

from dataclasses import dataclass
from enum import StrEnum


class LiniyaError(Exception):
    """The root of every error of this service."""


class SettingsError(LiniyaError):
    """The configuration cannot be used; the message is one Russian sentence saying what to mend."""


class Alarm(StrEnum):
    """A trouble of a whole channel that a person of the centre has to know of."""

    VK_BUTTONS = "vk-buttons"
    """The community may not show buttons."""
    VK_CAPTCHA = "vk-captcha"
    """VK wants to be told that no robot writes."""
    MAIL_LOGIN = "mail-login"
    """The mail server does not let us in."""
    MAIL_SENDER = "mail-sender"
    """The mail server does not let us write in the centre's name."""


@dataclass(eq=False)
class NotUnderstood(LiniyaError):
    """A person has said something, and what came of it is of a shape that nobody has documented: no second try would
    read it, and it must not vanish. It is parked at once, with the reason."""

    reason: str


class DeliveryError(LiniyaError):
    """A platform did not do what it was asked."""


@dataclass(eq=False)
class Unreachable(DeliveryError):
    """The person cannot be written to (blocked the bot, deactivated, never wrote) until they write again."""

    reason: str


@dataclass(eq=False)
class RetryLater(DeliveryError):
    """The platform asked to wait, or could not be reached.

    `seconds` is the platform's own word, or None when it said nothing (a 5xx, a time-out, a dropped connection): then
    delivery chooses a growing pause. `scope` is what was refused, as named by `Channel.scopes`, or None for this
    message alone. `doubtful` says that the platform may have done the work all the same. `alarm` is what staff have
    to know.
    """

    seconds: float | None
    scope: str | None = None
    reason: str = ""
    doubtful: bool = False
    alarm: Alarm | None = None


@dataclass(eq=False)
class Rejected(DeliveryError):
    """The platform will never take this message as it is (our own bug, a missing right, a vanished message)."""

    reason: str


@dataclass(eq=False)
class TopicLost(DeliveryError):
    """The forum topic is gone: a new one has to be made, and the message goes there."""

    reason: str


@dataclass(eq=False)
class TopicClosed(DeliveryError):
    """The forum topic is closed: it has to be opened again before the message."""

    reason: str


@dataclass(eq=False)
class RightsLost(DeliveryError):
    """The desk's bot may not do this in the group any more (kicked, demoted, the group is no forum)."""

    reason: str


@dataclass(eq=False)
class ChatMoved(DeliveryError):
    """The group became a supergroup with another id (`migrate_to_chat_id`)."""

    chat: str


@dataclass(eq=False)
class TooOld(Rejected):
    """The platform lets a message be changed or taken back only for a while, and that has passed."""


AS_DOCUMENT = "as_document"
"""The reason of a `FileRefused` that says: not as this kind, but as a document it may go."""


@dataclass(eq=False)
class FileRefused(DeliveryError):
    """The platform will not take this file (row `file` of `bot.files`) in this form: words have to take its place.

    `reason` is `AS_DOCUMENT` or a key of `bot.carriage.REFUSALS`, for people; `said` is what the platform said, for the
    log.
    """

    file: int | None
    reason: str
    said: str = ""


@dataclass(eq=False)
class FileDelayed(DeliveryError):
    """The platform did not take this file just now, though it is there: to be tried a few times, and not for ever, for
    other words wait behind it."""

    file: int | None
    reason: str


@dataclass(eq=False)
class FileForgotten(DeliveryError):
    """The platform does not know the uploaded files of this call any more: they have to be uploaded anew."""

    reason: str


@dataclass(eq=False)
class TooLarge(DeliveryError):
    """A file is larger than may be fetched."""

    reason: str = "too_large"
