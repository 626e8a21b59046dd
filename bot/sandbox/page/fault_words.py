"""The page's words about troubles: each says what to watch for."""

from __future__ import annotations

from bot.texts import say


def fault_words() -> dict[str, str]:
    """By the names that the scripts use."""
    return (
        _panel()
        | _kinds()
        | {
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
            "faultOutage": say("sandbox-fault-outage"),
            "faultOutageAbout": say("sandbox-fault-outage-about"),
            "faultFile": say("sandbox-fault-file"),
            "faultFileAbout": say("sandbox-fault-file-about"),
            "faultVkLimit": say("sandbox-fault-vk-limit"),
            "faultVkLimitAbout": say("sandbox-fault-vk-limit-about"),
            "faultVkFlood": say("sandbox-fault-vk-flood"),
            "faultVkFloodAbout": say("sandbox-fault-vk-flood-about"),
            "faultVkOutage": say("sandbox-fault-vk-outage"),
            "faultVkOutageAbout": say("sandbox-fault-vk-outage-about"),
            "faultVkHistory": say("sandbox-fault-vk-history"),
            "faultVkHistoryAbout": say("sandbox-fault-vk-history-about"),
            "faultVkDeny": say("sandbox-fault-vk-deny"),
            "faultVkDenyAbout": say("sandbox-fault-vk-deny-about", name="{name}"),
            "faultVkDeniedAbout": say("sandbox-fault-vk-denied-about", name="{name}"),
        }
    )


def _panel() -> dict[str, str]:
    return {
        "faults": say("sandbox-faults"),
        "faultsTitle": say("sandbox-faults-title"),
        "faultsAbout": say("sandbox-faults-about"),
        "faultsNow": say("sandbox-faults-now"),
        "faultsNone": say("sandbox-faults-none"),
        "faultsClear": say("sandbox-faults-clear"),
        "faultOrdered": say("sandbox-fault-ordered", fault="{fault}"),
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
