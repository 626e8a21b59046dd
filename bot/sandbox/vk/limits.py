"""The numbers that VK documents."""

TEXT = 4096
"""Characters of a message (platforms.md: VK)."""

ATTACHMENTS = 10
"""Attachments of one message (dev.vk.com, messages.send)."""

FORWARDS = 100
"""Messages forwarded in one (dev.vk.com, messages.send)."""

PEERS = 100
"""Recipients of one `messages.send` (platforms.md: VK)."""

PAGE = 200
"""Messages or dialogues in one answer (dev.vk.com, messages.getHistory)."""

IDS = 100
"""Messages named in one request (dev.vk.com, messages.getByConversationMessageId)."""

DEDUPED_SECONDS, DEDUPED_MESSAGES = 3600, 100
"""How far back a `random_id` is remembered in a dialogue (platforms.md: VK)."""

EDIT_SECONDS = 24 * 3600
"""An own message may be edited, or deleted for everybody, for so long (dev.vk.com, messages.edit, messages.delete)."""

MESSAGE_PAYLOAD = 1000
"""Characters of the `payload` of a message that the community sends (dev.vk.com, messages.send)."""

EVENT_DATA = 1000
"""Characters of `event_data` (dev.vk.com, messages.sendMessageEventAnswer)."""

SNACKBAR = 90
"""Characters of a snackbar (dev.vk.com, callback buttons)."""

EVENT_SECONDS = 60
"""How long a callback button waits for its answer: "a minute" (dev.vk.com, callback buttons)."""

REACTIONS = range(1, 17)
"""Ids of reactions (dev.vk.com, messages.sendReaction)."""

REQUESTS_A_SECOND = 20
"""Requests with a community's key (platforms.md: VK)."""

EXECUTE_CALLS = 25
"""API calls in one `execute` (platforms.md: VK)."""

LONGEST_WAIT = 90
"""Seconds of a long poll (platforms.md: VK)."""

PHOTO_BYTES = 50 * 1024 * 1024
"""A photo, JPEG, PNG or GIF (dev.vk.com, upload of photos into messages)."""

DOC_BYTES = 200 * 1024 * 1024
"""A document (dev.vk.com, upload of documents)."""

REFUSED_EXTENSIONS = frozenset({"mp3", "exe", "msi", "bat", "cmd", "com", "scr", "apk", "app", "jar"})
"""Documents may be "any, except MP3 and executable files" (dev.vk.com, upload of documents); which those are is our
list."""
