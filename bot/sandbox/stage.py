"""Everything that the sandbox emulates around the service: both messengers and the mail server."""

from dataclasses import dataclass, field

from bot.sandbox.mail.box import Mailbox
from bot.sandbox.mail.imap import Inbox
from bot.sandbox.telegram import scene as telegram
from bot.sandbox.vk import scene as vk


@dataclass(frozen=True, slots=True)
class Stage:
    """What the service works with in place of the world outside."""

    telegram: telegram.Scene
    vk: vk.Scene
    mail: Mailbox = field(default_factory=Mailbox)
    inbox: Inbox = field(default_factory=Inbox)
    """What clients have answered by mail."""


def set_stage(*, budgets: bool = True) -> Stage:
    """Both messengers without people, and an empty mailbox."""
    return Stage(telegram.set_scene(budgets=budgets), vk.set_scene(budgets=budgets))
