"""A fictional department in Ivry's venues: agents, a register, this month's programme."""
