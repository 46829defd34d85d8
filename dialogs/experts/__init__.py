"""Job A: who is expert in what."""
