"""What a scenario is, and which there are. Scenarios know nothing of each other: they hand the turn on by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.messages import Pressed, Said
from handlers.advertising import AdvertisingScenario
from handlers.call_back import CallBackScenario
from handlers.complaint import ComplaintReplyScenario, ComplaintScenario
from handlers.consent import ConsentScenario
from handlers.contact_card import ContactCardScenario
from handlers.entitlement import EntitlementScenario
from handlers.expert_line import ExpertLineScenario
from handlers.faq import FaqScenario
from handlers.greeting import GreetingScenario
from handlers.hotline import HotlineScenario
from handlers.leave import LeaveScenario
from handlers.linking import LinkingScenario
from handlers.manager import ManagerScenario
from handlers.my_data import MyDataScenario
from handlers.my_requests import MyRequestsScenario
from handlers.phone import PhoneScenario
from handlers.privacy import PrivacyScenario
from handlers.rating import RatingScenario
from handlers.region import RegionScenario
from handlers.selection import SelectionScenario
from handlers.suggestion import SuggestionScenario
from handlers.turn import Turn


class Scenario(Protocol):
    """One piece of the conversation. Its buttons carry `name:action:arguments…`; all of that may be forged."""

    name: str
    fills_first: bool
    """Whether its open form takes free text before the people at an open ticket do: a form that asks for fields, which
    are not for them."""

    async def enter(self, turn: Turn) -> None:
        """Another scenario hands the turn over."""

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """One of its buttons was pressed."""

    async def fill(self, turn: Turn, said: Said) -> bool:
        """Free text while its form is open. False: this was no answer to the form, let others have it."""


def forms() -> Sequence[str]:
    """The names of the forms that ask for fields."""
    return [name for name, scenario in all_scenarios().items() if scenario.fills_first]


def all_scenarios() -> Mapping[str, Scenario]:
    """Every scenario by its name."""
    scenarios: tuple[Scenario, ...] = (
        GreetingScenario(),
        ConsentScenario(),
        FaqScenario(),
        HotlineScenario(),
        LinkingScenario(),
        RatingScenario(),
        ContactCardScenario(),
        MyDataScenario(),
        RegionScenario(),
        PhoneScenario(),
        CallBackScenario(),
        PrivacyScenario(),
        AdvertisingScenario(),
        ExpertLineScenario(),
        ManagerScenario(),
        ComplaintScenario(),
        ComplaintReplyScenario(),
        EntitlementScenario(),
        LeaveScenario(),
        MyRequestsScenario(),
        SelectionScenario(),
        SuggestionScenario(),
    )
    return {scenario.name: scenario for scenario in scenarios}
