"""Intake: raw updates become rows (`accept`), rows become effects (`process`), each in one transaction."""

from bot.intake.process import Processor, Side
from bot.intake.reading import Reader, accept

__all__ = ["Processor", "Reader", "Side", "accept"]
