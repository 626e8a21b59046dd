"""Intake: raw updates become rows (`accept`), rows become effects (`process`), each in one transaction."""

from bot.intake.process import Handled, Processor, Side
from bot.intake.reading import Reader

__all__ = ["Handled", "Processor", "Reader", "Side"]
