"""The French language: words, dates, and how the bot writes them."""
