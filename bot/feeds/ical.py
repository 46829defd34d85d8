"""An iCalendar file to the occurrences of a window: bytes in, a Reading out, nothing else touched.

The order of the guard matters: what the bytes are, how large, which entries, whose series, what dates.
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.feeds import blocks, normalise, plain, series, sniff, texts, titles, values
from bot.feeds.blocks import Block, CalendarBlock
from bot.feeds.entries import Reader
from bot.feeds.expand import Date, Expander
from bot.feeds.reading import FeedUnreadable, Reading, sort_key
from bot.feeds.times import Times
from bot.feeds.zones import Zones
from storage.records import EventStatus, Occurrence

MOST_BYTES = 5_000_000
MOST_EVENTS = 20_000
_MOST_WARNINGS = 40
_LONGEST_LINE = 500
_LONGEST_TEXT = 20_000

_STATUSES = {"CANCELLED": EventStatus.CANCELLED, "TENTATIVE": EventStatus.ANNOUNCED}


def read_calendar(data: bytes, start: date, end: date, *, feed: str, zone: ZoneInfo) -> Reading:
    """Occurrences that touch the local days [start, end). Raises FeedUnreadable, and nothing else."""
    if len(data) > MOST_BYTES:
        raise FeedUnreadable(texts.too_big(MOST_BYTES))
    data = normalise.to_utf8(data)
    sniff.check(data)
    tree = blocks.read(normalise.logical_lines(data))
    if sum(len(calendar.entries) for calendar in tree.calendars) > MOST_EVENTS:
        raise FeedUnreadable(texts.too_many_events(MOST_EVENTS))
    window = _Window(start, end, feed=feed, zone=zone)
    for calendar in tree.calendars:
        window.read(calendar)
    return window.reading(complete=tree.complete)


class _Window:
    """What the calendars of one file give between two days of the town."""

    def __init__(self, start: date, end: date, *, feed: str, zone: ZoneInfo) -> None:
        self._start, self._end = values.utc(start, zone), values.utc(end, zone)
        self._feed, self._zone = feed, zone
        self._expander = Expander(self._start, self._end)
        self._found: list[Occurrence] = []
        self._warnings: list[str] = []
        self._empty = True

    def read(self, calendar: CalendarBlock) -> None:
        """Adds one calendar."""
        zones = Zones(calendar.zones, town=self._zone)
        times = Times(zones, own=calendar.lines.get("X-WR-TIMEZONE", ""))
        reader = Reader(times)
        entries = [entry for block in calendar.entries if (entry := reader.read(block))]
        cancelled = calendar.lines.get("METHOD", "").upper() == "CANCEL"
        for each in series.gather(entries, times):
            self._keep(self._expander.dates(each), cancelled=cancelled)
        self._warnings += zones.warnings + reader.warnings
        self._empty = self._empty and not calendar.entries

    def reading(self, *, complete: bool) -> Reading:
        """All that was found, sorted, with the remarks that matter most first."""
        remarks = [] if complete else [texts.CUT]
        if self._empty:
            remarks.append(texts.NO_EVENT)
        remarks += dict.fromkeys(self._expander.warnings + self._warnings)
        if len(remarks) > _MOST_WARNINGS:
            remarks[_MOST_WARNINGS:] = [texts.more(len(remarks) - _MOST_WARNINGS)]
        return Reading(tuple(sorted(self._found, key=sort_key)), tuple(remarks), complete)

    def _keep(self, dates: Iterable[Date], *, cancelled: bool) -> None:
        for each in dates:
            try:
                start, end = values.utc(each.start, self._zone), values.utc(each.end, self._zone)
            except OverflowError:
                continue  # at the ends of the calendar, far from any window
            if self._touches(start, end):
                self._found.append(self._occurrence(each, start, end, cancelled=cancelled))

    def _touches(self, start: datetime, end: datetime) -> bool:
        if start >= self._end:
            return False
        return (
            end > self._start
            or start == end == self._start
            or (start == end and start >= self._start)
        )

    def _occurrence(
        self, each: Date, start: datetime, end: datetime, *, cancelled: bool
    ) -> Occurrence:
        block = each.entry.block
        title = _one_line(block.value("SUMMARY"))
        return Occurrence(
            feed=self._feed,
            uid=each.entry.uid,
            start=start,
            end=end,
            all_day=values.is_day(each.start),
            summary=title,
            status=EventStatus.CANCELLED if cancelled else _status(block, title),
            location=_one_line(block.value("LOCATION")),
            description=_description(block),
            categories=_categories(block),
            url=block.value("URL")[:_LONGEST_TEXT],
        )


def _status(block: Block, title: str) -> EventStatus:
    """What the title announces counts for more than the field, except that cancelled stays cancelled."""
    said = _STATUSES.get(block.value("STATUS").upper())
    if said is EventStatus.CANCELLED:
        return said
    return titles.status(title) or said or EventStatus.CONFIRMED


def _one_line(value: str) -> str:
    return " ".join(values.words(value).split())[:_LONGEST_LINE]


def _description(block: Block) -> str:
    said = block.value("DESCRIPTION") or block.value("X-ALT-DESC")
    return plain.text(values.words(said[:_LONGEST_TEXT]))


def _categories(block: Block) -> tuple[str, ...]:
    said = ",".join(line.value for line in block.lines.get("CATEGORIES", []))
    # A comma that is written « \, » belongs to the name.
    parts = (
        values.words(part.replace("\0", "\\,")) for part in said.replace("\\,", "\0").split(",")
    )
    return tuple(dict.fromkeys(part[:_LONGEST_LINE] for part in parts if part))
