"""Where the description of VK's API does not know what the real VK does: each exception by name, with its reason."""

UNDESCRIBED = ("wall.", "video.")
"""Families of methods whose description is not among the files."""

COMMON = {"v", "lang", "test_mode", "captcha_sid", "captcha_key"}
"""Parameters that every method takes and none lists."""

REQUESTS = {
    "messages.send": {
        "format_data": "younger than the description (platforms.md; dev.vk.com, message)",
    },
    "messages.edit": {
        "format_data": "as in messages.send",
        "conversation_message_id": "the name of cmid before 5.199, still taken",
    },
    "execute": {"code": "the description gives it no parameters at all"},
    "messages.getHistory": {"start_cmid": "in the documentation of the method"},
}
"""Parameters that the description does not have, with the reason."""

ANSWERS = {
    "messages_base_message": {"format_data": "as in messages.send"},
    "messages_message_attachment": {
        "video": "the type is in messages_message_attachment_type, its object is forgotten",
        "link": "as video",
        "wall": "as video",
    },
    "wall_wall_comment": {"post_owner_id": "wall_reply_new has had it since 5.50"},
    "video_video_image": {"with_padding": "a flag of some sizes"},
}
"""Fields that the description does not have, with the reason."""

ARTEFACTS = {"inner_type"}
"""Required by the description, absent from most real answers: it tells generated code the class."""

EVENTS = {
    "message_new": "callback_message_new",
    "message_reply": "callback_message",
    "message_edit": "callback_message",
    "message_allow": "callback_message_allow",
    "message_deny": "callback_message_deny",
    "message_read": "callback_message_read",
    "message_event": "callback_message_event",
    "message_typing_state": "callback_message_typing_state",
    "message_reaction_event": "callback_message_reaction_event",
    "wall_post_new": "callback_wall_post_new",
    "wall_reply_new": "callback_wall_reply_new",
    "user_block": "callback_user_block",
    "user_unblock": "callback_user_unblock",
}

ODD_VALUES = {
    ("callback_base", "type"): "the list lacks message_event, which has an object of its own: see EVENTS",
    ("callback_message_event", "payload"): "real events carry the JSON value itself, not a string",
    ("callback_message_typing_state", "state"): "real events say `typing`",
    ("wall_wallpost", "inner_type"): "the post stands in classes with other names",
    ("messages_keyboard_button", "color"): "clients say `secondary`, the documentation too; VK returns it as `default`",
    ("messages_keyboard_button_action_open_link", "payload"): "vk_api sends null when it was given none",
    ("messages_keyboard", "one_time"): "required by the description, left out by clients of inline keyboards",
}
"""Fields whose values are not what the description says, with the reason."""
