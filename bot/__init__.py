"""The outside world and the clock: Teams, HTTP, feeds, files, jobs, the command line."""
