"""A person and the bot: roles, my data, pauses, leaving."""
