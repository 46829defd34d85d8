"""Programming sources: fetched behind a guard, read in a process that can be killed."""
