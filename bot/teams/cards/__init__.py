"""Reply -> Adaptive Card 1.5: this package alone knows Adaptive Cards."""

from bot.teams.cards.fit import card

__all__ = ["card"]
