"""Every word of the page: for the template, and as one JSON object for its scripts, which fill in `{name}`."""

from __future__ import annotations

from bot.sandbox.telegram.refusals import ApiError
from bot.texts import say


def words() -> dict[str, str]:
    """All texts by the names that template and scripts use."""
    return _frame() | _client() | _group() | _message() | _content() | _service() | _writing() | _faults()


def refusal(error: ApiError) -> str:
    """Why the emulated Telegram did not let a person do something."""
    reason = error.description
    if "text is empty" in reason:
        return say("sandbox-refused-empty")
    if "is too long" in reason:
        return say("sandbox-refused-long")
    if "not found" in reason:
        return say("sandbox-refused-gone")
    return say("sandbox-refused", reason=reason)


def _frame() -> dict[str, str]:
    return {
        "title": say("sandbox-title"),
        "name": say("sandbox-name"),
        "subtitle": say("sandbox-subtitle"),
        "about": say("sandbox-about"),
        "noScript": say("sandbox-no-script"),
        "panes": say("sandbox-panes"),
        "tabClient": say("sandbox-tab-client"),
        "tabOperators": say("sandbox-tab-operators"),
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


def _message() -> dict[str, str]:
    return {
        "messages": say("sandbox-messages"),
        "edited": say("sandbox-edited"),
        "pinned": say("sandbox-pinned"),
        "reply": say("sandbox-reply"),
        "react": say("sandbox-react"),
        "edit": say("sandbox-edit"),
        "delete": say("sandbox-delete"),
        "messageActions": say("sandbox-message-actions"),
        "replying": say("sandbox-replying", name="{name}"),
        "editing": say("sandbox-editing"),
        "quoteGone": say("sandbox-quote-gone"),
        "quoteGo": say("sandbox-quote-go", name="{name}"),
        "spoiler": say("sandbox-spoiler"),
        "quoteMore": say("sandbox-quote-more"),
        "quoteLess": say("sandbox-quote-less"),
        "copied": say("sandbox-copied"),
        "toEnd": say("sandbox-to-end"),
        "reaction": say("sandbox-reaction", emoji="{emoji}", count="{count}"),
    }


def _content() -> dict[str, str]:
    return {
        "photo": say("sandbox-photo"),
        "document": say("sandbox-document"),
        "voice": say("sandbox-voice"),
        "audio": say("sandbox-audio"),
        "video": say("sandbox-video"),
        "videoNote": say("sandbox-video-note"),
        "sticker": say("sandbox-sticker"),
        "content": say("sandbox-content"),
        "megabytes": say("sandbox-megabytes", size="{size}"),
        "kilobytes": say("sandbox-kilobytes", size="{size}"),
        "bytes": say("sandbox-bytes", size="{size}"),
    }


def _service() -> dict[str, str]:
    return {
        "forum_topic_created": say("sandbox-service-topic-created", name="{name}", topic="{topic}"),
        "forum_topic_edited": say("sandbox-service-topic-renamed", name="{name}", topic="{topic}"),
        "topicChanged": say("sandbox-service-topic-changed", name="{name}"),
        "forum_topic_closed": say("sandbox-service-topic-closed", name="{name}"),
        "forum_topic_reopened": say("sandbox-service-topic-reopened", name="{name}"),
        "pinned_message": say("sandbox-service-pinned", name="{name}"),
        "new_chat_members": say("sandbox-service-joined", name="{name}"),
        "left_chat_member": say("sandbox-service-left", name="{name}"),
        "migrate_to_chat_id": say("sandbox-service-migrated"),
        "migrate_from_chat_id": say("sandbox-service-migrated"),
        "serviceOther": say("sandbox-service-other"),
    }


def _writing() -> dict[str, str]:
    return {
        "inputClient": say("sandbox-input-client"),
        "inputGroup": say("sandbox-input-group"),
        "send": say("sandbox-send"),
        "save": say("sandbox-save"),
        "attach": say("sandbox-attach"),
        "samplePhoto": say("sandbox-sample-photo"),
        "sampleDocument": say("sandbox-sample-document"),
        "sampleLarge": say("sandbox-sample-large"),
        "sampleVoice": say("sandbox-sample-voice"),
        "sampleSticker": say("sandbox-sample-sticker"),
        "sampleDocumentName": say("sandbox-sample-document-name"),
        "sampleLargeName": say("sandbox-sample-large-name"),
        "keyboardShow": say("sandbox-keyboard-show"),
        "keyboardHide": say("sandbox-keyboard-hide"),
    }


def _faults() -> dict[str, str]:
    return {
        "faults": say("sandbox-faults"),
        "faultsTitle": say("sandbox-faults-title"),
        "faultsAbout": say("sandbox-faults-about"),
        "faultsNow": say("sandbox-faults-now"),
        "faultsNone": say("sandbox-faults-none"),
        "faultsClear": say("sandbox-faults-clear"),
        "faultOrdered": say("sandbox-fault-ordered", fault="{fault}"),
        "faultLimit": say("sandbox-fault-limit"),
        "faultLimitAbout": say("sandbox-fault-limit-about"),
        "faultDrop": say("sandbox-fault-drop"),
        "faultDropAbout": say("sandbox-fault-drop-about"),
        "faultBlock": say("sandbox-fault-block"),
        "faultBlockAbout": say("sandbox-fault-block-about", name="{name}"),
        "faultBlockedAbout": say("sandbox-fault-blocked-about", name="{name}"),
        "faultDelete": say("sandbox-fault-delete"),
        "faultDeleteAbout": say("sandbox-fault-delete-about", name="{name}"),
        "faultDeleteNone": say("sandbox-fault-delete-none"),
        "faultRights": say("sandbox-fault-rights"),
        "faultRightsAbout": say("sandbox-fault-rights-about"),
        "faultRightsBack": say("sandbox-fault-rights-back"),
        "faultRightsBackAbout": say("sandbox-fault-rights-back-about"),
        "faultUpgrade": say("sandbox-fault-upgrade"),
        "faultUpgradeAbout": say("sandbox-fault-upgrade-about"),
        "retry_after": say("sandbox-fault-kind-retry-after"),
        "server_error": say("sandbox-fault-kind-server-error"),
        "drop_before": say("sandbox-fault-kind-drop"),
        "drop_after": say("sandbox-fault-kind-drop"),
        "delay": say("sandbox-fault-kind-delay"),
        "faultTimes": say("sandbox-fault-times", count="{count}"),
    }
