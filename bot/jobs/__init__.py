"""What the clock starts: feeds, weekly digests, questions to owners, upkeep."""
