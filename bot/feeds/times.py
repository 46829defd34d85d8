"""Dates and hours of an entry, each put in the zone in which it was meant."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from bot.feeds import values
from bot.feeds.blocks import Block, Line
from bot.feeds.values import Moment
from bot.feeds.zones import Zones

Period = tuple[Moment, Moment | timedelta]


class Times:
    """Reads moments of one calendar. Hours without a zone are meant in `own`: the calendar's, or the town's."""

    def __init__(self, zones: Zones, *, own: str) -> None:
        self._zones = zones
        self.own: tzinfo = zones.find(own)
        self._says_own = bool(own)

    def read(self, line: Line, value: str, *, like: Moment | None = None) -> Moment:
        """A day, or an aware hour. Without a zone it is meant in that of `like`. ValueError when it is none."""
        read = values.moment(value, as_day=line.params.get("VALUE", "").upper() == "DATE")
        if not isinstance(read, datetime) or read.tzinfo:
            return read
        if line.params.get("TZID"):
            return read.replace(tzinfo=self._zones.find(line.params["TZID"]))
        zone = like.tzinfo if isinstance(like, datetime) and like.tzinfo is not UTC else None
        return read.replace(tzinfo=zone or self.own)

    def end(self, block: Block, start: Moment) -> Moment | None:
        """The end that is said, of the kind of the start. ValueError when it cannot be read."""
        line = block.first("DTEND")
        if line is not None:
            said = self.read(line, line.value, like=start)
            if isinstance(start, datetime) and not isinstance(said, datetime):
                return values.aware(said, start.tzinfo or self.own)
            return self.alike(said, start)
        if not block.value("DURATION"):
            return None
        length = values.duration(block.value("DURATION"))
        # Hours added to a whole day still leave whole days.
        return start + (timedelta(days=length.days) if values.is_day(start) else length)

    def each(self, line: Line, *, like: Moment) -> Iterator[Moment | Period | None]:
        """The values of an RDATE or an EXDATE; None for each that cannot be read."""
        for part in filter(None, (part.strip() for part in line.value.split(","))):
            try:
                yield self._one(line, part, like=like)
            except (ValueError, OverflowError):
                yield None

    def alike(self, moment: Moment, like: Moment) -> Moment:
        """The moment as a day if `like` is one, else at the hour of `like` if it says none itself."""
        if values.is_day(like):
            return moment.astimezone(self.own).date() if isinstance(moment, datetime) else moment
        if isinstance(moment, datetime) or not isinstance(like, datetime):
            return moment
        return datetime.combine(moment, like.timetz())

    def keeps_own_hour(self, start: Moment) -> bool:
        """Whether a series from `start`, in UTC, follows the hour of the zone that the calendar names."""
        return self._says_own and isinstance(start, datetime) and start.tzinfo is UTC

    def _one(self, line: Line, value: str, *, like: Moment) -> Moment | Period:
        begin, slash, end = value.partition("/")
        start = self.read(line, begin, like=like)
        if not slash or values.is_day(start):
            return start
        if end.strip().upper().lstrip("+-").startswith("P"):
            return start, values.duration(end)
        return start, self.read(line, end, like=like)
