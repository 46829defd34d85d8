"""Counters for Prometheus. No label ever holds a person, a word of theirs, or a conversation."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0)


class Metrics:
    """The bot's counters, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter(
            "passerelle_turns_total",
            "Turns answered, by intent and effect",
            ["intent", "effect"],
            registry=self.registry,
        )
        self.turn_seconds = Histogram(
            "passerelle_turn_seconds",
            "Seconds from a message's arrival to its answer's departure",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.refused = Counter(
            "passerelle_refused_total",
            "Requests refused at the door, by HTTP status",
            ["status"],
            registry=self.registry,
        )
        self.failures = Counter(
            "passerelle_failures_total",
            "Turns and jobs that ended in an unexpected error",
            ["where"],
            registry=self.registry,
        )
        self.deliveries = Counter(
            "passerelle_deliveries_total",
            "Outbox rows settled, by state",
            ["state"],
            registry=self.registry,
        )
        self.outbox = Gauge(
            "passerelle_outbox_rows", "Outbox rows, by state", ["state"], registry=self.registry
        )

    def text(self) -> bytes:
        """What GET /metrics answers."""
        return generate_latest(self.registry)
