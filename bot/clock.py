"""The clock: now, in the town's time zone. Given to whoever needs it."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def town_clock(zone: ZoneInfo) -> Clock:
    """A clock that tells the town's time."""
    return lambda: datetime.now(zone)
