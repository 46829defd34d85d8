"""Job C: where the actions of the plan stand."""
