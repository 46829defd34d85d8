"""Greetings, help, and what to say when nothing else fits: never a dead end."""
