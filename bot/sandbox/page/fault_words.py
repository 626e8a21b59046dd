"""The page's words about troubles: each says what to watch for."""

from __future__ import annotations

from bot.texts import say


def fault_words() -> dict[str, str]:
    """By the names that the scripts use."""
    return _panel() | _kinds() | _told("") | _told("About") | _told("Done") | _other()


_TROUBLES = {
    "faultLimit": "limit",
    "faultDrop": "drop",
    "faultOutage": "outage",
    "faultFile": "file",
    "faultBlock": "block",
    "faultDelete": "delete",
    "faultRights": "rights",
    "faultRightsBack": "rights-back",
    "faultUpgrade": "upgrade",
    "faultVkLimit": "vk-limit",
    "faultVkFlood": "vk-flood",
    "faultVkOutage": "vk-outage",
    "faultVkHistory": "vk-history",
    "faultVkDeny": "vk-deny",
}
"""What can be ordered: each has a name, a line about it, and a line for when it has been ordered."""


def _told(what: str) -> dict[str, str]:
    key = f"-{what.lower()}" if what else ""
    return {name + what: say(f"sandbox-fault-{trouble}{key}", name="{name}") for name, trouble in _TROUBLES.items()}


def _other() -> dict[str, str]:
    return {
        "faultBlockedAbout": say("sandbox-fault-blocked-about", name="{name}"),
        "faultVkDeniedAbout": say("sandbox-fault-vk-denied-about", name="{name}"),
        "faultDeleteNone": say("sandbox-fault-delete-none"),
    }


def _panel() -> dict[str, str]:
    return {
        "faults": say("sandbox-faults"),
        "faultsTitle": say("sandbox-faults-title"),
        "faultsAbout": say("sandbox-faults-about"),
        "faultsNow": say("sandbox-faults-now"),
        "faultsNone": say("sandbox-faults-none"),
        "faultsClear": say("sandbox-faults-clear"),
        "faultTimes": say("sandbox-fault-times", count="{count}"),
        "faultUntil": say("sandbox-fault-until"),
    }


def _kinds() -> dict[str, str]:
    """What is ordered now: by the kind, with the code or method where that says more."""
    return {
        "kind_retry_after": say("sandbox-fault-kind-retry-after"),
        "kind_server_error": say("sandbox-fault-kind-server-error"),
        "kind_drop_before": say("sandbox-fault-kind-drop"),
        "kind_drop_after": say("sandbox-fault-kind-drop"),
        "kind_delay": say("sandbox-fault-kind-delay"),
        "kind_trickle": say("sandbox-fault-kind-trickle"),
        "kind_drop_before_getUpdates": say("sandbox-fault-kind-deaf"),
        "kind_refusal": say("sandbox-fault-kind-refusal"),
        "kind_file_refused": say("sandbox-fault-file"),
        "kind_half_album": say("sandbox-fault-kind-half-album"),
        "kind_error": say("sandbox-fault-kind-error"),
        "kind_error_6": say("sandbox-fault-vk-limit"),
        "kind_error_9": say("sandbox-fault-vk-flood"),
        "kind_failed": say("sandbox-fault-vk-history"),
        "kind_outage": say("sandbox-fault-vk-outage"),
    }
