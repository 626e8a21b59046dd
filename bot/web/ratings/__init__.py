"""The page behind the rating links of a letter: a mark of 1–5 and a comment for one ticket."""

from bot.web.ratings.pages import RatingPages
from bot.web.ratings.routes import rating_routes

__all__ = ["RatingPages", "rating_routes"]
