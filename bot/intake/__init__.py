"""Intake: raw updates become rows (`accept`), rows become effects (`process`), each in one transaction."""

from bot.intake.preparing import Preparation
from bot.intake.process import Processor, Side
from bot.intake.reading import NOT_YET, Reader, accept

__all__ = ["NOT_YET", "Preparation", "Processor", "Reader", "Side", "accept"]
