"""What the page may ask for: each action is a checked JSON body and one call to the people of an emulated messenger."""

from bot.sandbox.page.actions import mail, telegram, troubles, vk
from bot.sandbox.page.actions.base import Action

__all__ = ["ACTIONS", "Action"]

ACTIONS: dict[str, type[Action]] = {
    action.name: action for module in (telegram, vk, mail, troubles) for action in module.OFFERED
}
"""By the name in the URL."""
