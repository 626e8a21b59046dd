"""The page's words about messages: what one does with them, what they carry, and how one writes them."""

from __future__ import annotations

from bot.texts import say


def message_words() -> dict[str, str]:
    """By the names that the scripts use."""
    return _message() | _content() | _service() | _writing()


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
        "forwarded": say("sandbox-forwarded", name="{name}"),
        "forwardedShort": say("sandbox-forwarded-short"),
        "wasRead": say("sandbox-was-read"),
        "wasSent": say("sandbox-was-sent"),
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
        "animation": say("sandbox-animation"),
        "place": say("sandbox-place"),
        "placeLive": say("sandbox-place-live"),
        "contact": say("sandbox-contact"),
        "poll": say("sandbox-poll"),
        "linkTo": say("sandbox-link"),
        "vk_wall": say("sandbox-vk-kind-wall"),
        "vk_wall_reply": say("sandbox-vk-kind-comment"),
        "vk_gift": say("sandbox-vk-kind-gift"),
        "vk_market": say("sandbox-vk-kind-goods"),
        "vk_article": say("sandbox-vk-kind-article"),
        "vk_story": say("sandbox-vk-kind-story"),
        "content": say("sandbox-content"),
        "photos": say("sandbox-photos", count="{count}"),
        "contentsCount": say("sandbox-contents-count", name="{name}", count="{count}"),
        "saveFile": say("sandbox-save-file", name="{name}"),
        "play": say("sandbox-play", name="{name}"),
        "silent": say("sandbox-silent"),
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
        "inputVk": say("sandbox-input-vk"),
        "inputGroup": say("sandbox-input-group"),
        "send": say("sandbox-send"),
        "save": say("sandbox-save"),
        "attach": say("sandbox-attach"),
        "attachFiles": say("sandbox-attach-files"),
        "samples": say("sandbox-samples"),
        "uploading": say("sandbox-uploading"),
        "tooLarge": say("sandbox-too-large", size="{size}"),
        "dropTitle": say("sandbox-drop-title"),
        "dropAbout": say("sandbox-drop-about"),
        "samplePhoto": say("sandbox-sample-photo"),
        "sampleDocument": say("sandbox-sample-document"),
        "sampleLarge": say("sandbox-sample-large"),
        "sampleVoice": say("sandbox-sample-voice"),
        "sampleSticker": say("sandbox-sample-sticker"),
        "sampleLocation": say("sandbox-sample-location"),
        "sampleContact": say("sandbox-sample-contact"),
        "samplePoll": say("sandbox-sample-poll"),
        "sampleForward": say("sandbox-sample-forward"),
        "sampleLink": say("sandbox-sample-link"),
        "sampleDocumentName": say("sandbox-sample-document-name"),
        "sampleLargeName": say("sandbox-sample-large-name"),
        "keyboardShow": say("sandbox-keyboard-show"),
        "keyboardHide": say("sandbox-keyboard-hide"),
    }
