"""Every word of the page: for the template, and as one JSON object for its scripts, which fill in `{name}`."""

from __future__ import annotations

import itertools
from collections import Counter

from bot.sandbox.control import Refusal
from bot.sandbox.page.fault_words import fault_words
from bot.sandbox.page.message_words import message_words
from bot.texts import say


def words() -> dict[str, str]:
    """All texts by the names that template and scripts use."""
    return together(_frame(), _client(), _vk(), _group(), _mail(), message_words(), fault_words())


def together(*parts: dict[str, str]) -> dict[str, str]:
    """The parts as one. Raises `ValueError` for a name that stands in two of them."""
    twice = sorted(name for name, times in Counter(itertools.chain(*parts)).items() if times > 1)
    if twice:
        raise ValueError(f"words defined twice: {', '.join(twice)}")
    return {name: text for part in parts for name, text in part.items()}


def refusal(error: Refusal) -> str:
    """Why an emulated messenger did not let a person do something."""
    reason = str(error)
    for part, sentence in _REASONS.items():
        if part in reason:
            return say(sentence)
    return say("sandbox-refused", reason=reason)


_REASONS = {
    "empty": "sandbox-refused-empty",
    "[914]": "sandbox-refused-long",
    "is too long": "sandbox-refused-long",
    "[909]": "sandbox-refused-old",
    "not found": "sandbox-refused-gone",
}
"""By what the messenger says."""


def _frame() -> dict[str, str]:
    return {
        "title": say("sandbox-title"),
        "name": say("sandbox-name"),
        "subtitle": say("sandbox-subtitle"),
        "about": say("sandbox-about"),
        "noScript": say("sandbox-no-script"),
        "panes": say("sandbox-panes"),
        "tabClient": say("sandbox-tab-client"),
        "tabVk": say("sandbox-tab-vk"),
        "tabOperators": say("sandbox-tab-operators"),
        "tabMail": say("sandbox-tab-mail"),
        "telegramShort": say("sandbox-telegram-short"),
        "vkShort": say("sandbox-vk-short"),
        "lost": say("sandbox-lost"),
        "failed": say("sandbox-failed", reason="{reason}"),
        "unreachable": say("sandbox-unreachable"),
        "dismiss": say("sandbox-dismiss"),
        "ok": say("sandbox-ok"),
        "cancel": say("sandbox-cancel"),
        "unread": say("sandbox-unread", count="{count}"),
    }


def _client() -> dict[str, str]:
    return {
        "clientPane": say("sandbox-client-pane"),
        "whoClient": say("sandbox-who-client"),
        "addClient": say("sandbox-add-client"),
        "addClientLabel": say("sandbox-add-client-label"),
        "bot": say("sandbox-bot"),
        "typing": say("sandbox-typing"),
        "typingWho": say("sandbox-typing-who", name="{name}"),
        "start": say("sandbox-start"),
        "clientEmptyTitle": say("sandbox-client-empty-title"),
        "clientEmpty": say("sandbox-client-empty"),
        "block": say("sandbox-block"),
        "unblock": say("sandbox-unblock"),
        "blocked": say("sandbox-blocked"),
        "wasBlocked": say("sandbox-was-blocked"),
    }


def _group() -> dict[str, str]:
    return {
        "groupPane": say("sandbox-group-pane"),
        "whoOperator": say("sandbox-who-operator"),
        "addOperator": say("sandbox-add-operator"),
        "addOperatorLabel": say("sandbox-add-operator-label"),
        "members": say("sandbox-members", count="{count}"),
        "groups": say("sandbox-groups"),
        "topics": say("sandbox-topics"),
        "general": say("sandbox-general"),
        "topicsEmpty": say("sandbox-topics-empty"),
        "topicsEmptyMore": say("sandbox-topics-empty-more"),
        "topicEmpty": say("sandbox-topic-empty"),
        "generalEmptyTitle": say("sandbox-general-empty-title"),
        "generalEmpty": say("sandbox-general-empty"),
        "topicClosed": say("sandbox-topic-closed"),
        "topicClosedNote": say("sandbox-topic-closed-note"),
        "closeTopic": say("sandbox-close-topic"),
        "reopenTopic": say("sandbox-reopen-topic"),
        "deleteTopic": say("sandbox-delete-topic"),
        "deleteTopicAsk": say("sandbox-delete-topic-ask", name="{name}"),
        "deleteTopicDo": say("sandbox-delete-topic-do"),
        "back": say("sandbox-back"),
        "noMessages": say("sandbox-no-messages"),
    }


def _vk() -> dict[str, str]:
    return {
        "vkPane": say("sandbox-vk-pane"),
        "whoVk": say("sandbox-who-vk"),
        "addVkClient": say("sandbox-add-vk-client"),
        "addVkClientLabel": say("sandbox-add-vk-client-label"),
        "community": say("sandbox-community"),
        "vkStart": say("sandbox-vk-start"),
        "vkEmptyTitle": say("sandbox-vk-empty-title"),
        "vkEmpty": say("sandbox-vk-empty"),
        "vkDeny": say("sandbox-vk-deny"),
        "vkAllow": say("sandbox-vk-allow"),
        "vkDenied": say("sandbox-vk-denied"),
        "vkSomebody": say("sandbox-vk-somebody"),
        "vkOpens": say("sandbox-vk-opens", link="{link}"),
        "wall": say("sandbox-wall"),
        "wallOpen": say("sandbox-wall-open"),
        "wallClose": say("sandbox-wall-close"),
        "comments": say("sandbox-comments"),
        "commentInput": say("sandbox-comment-input"),
        "commentSend": say("sandbox-comment-send"),
    }


def _mail() -> dict[str, str]:
    return {
        "mailPane": say("sandbox-mail-pane"),
        "mailAbout": say("sandbox-mail-about"),
        "mailEmptyTitle": say("sandbox-mail-empty-title"),
        "mailEmpty": say("sandbox-mail-empty"),
        "mailFrom": say("sandbox-mail-from"),
        "mailTo": say("sandbox-mail-to"),
        "mailAnswer": say("sandbox-mail-answer"),
        "mailSend": say("sandbox-mail-send"),
        "mailNoSubject": say("sandbox-mail-no-subject"),
        "mailLetter": say("sandbox-mail-letter"),
        "mailBack": say("sandbox-mail-back"),
    }
