"""Delivery drains the outbox: plans what a row asks into calls, makes them within the budgets, writes every result."""

from bot.delivery.loop import Delivery
from bot.delivery.outlets import AddressBook, Listener, Outlet

__all__ = ["AddressBook", "Delivery", "Listener", "Outlet"]
