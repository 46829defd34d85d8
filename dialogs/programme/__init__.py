"""Job B: the week of all venues."""
