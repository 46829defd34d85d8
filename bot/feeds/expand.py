"""Series to dates: repetitions unfolded within a window, each series within bounds of number and time."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from types import FrameType

from icalendar import Calendar, Event
from icalendar.prop import vDDDLists, vDDDTypes, vRecur
from recurring_ical_events import of

from bot.feeds import texts, values
from bot.feeds.entries import Entry
from bot.feeds.series import Series
from bot.feeds.values import Moment

MOST_OF_A_SERIES = 500
MOST_OF_A_FEED = 5_000
_SECONDS_OF_A_SERIES = 4.0
_SECONDS_OF_A_FEED = 16.0
# Series are asked for a little more than the window: whole days of other zones begin earlier or later.
_MARGIN = timedelta(days=2)
_MARK = "X-PASSERELLE-ENTRY"


@dataclass(frozen=True, slots=True)
class Date:
    """One date of an entry."""

    entry: Entry
    start: Moment
    end: Moment


class Expander:
    """Unfolds the series of one feed between two instants; `warnings` gathers what was cut short."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self._start = start - _MARGIN
        self._end = end + _MARGIN
        self._left = MOST_OF_A_FEED
        self._seconds = _SECONDS_OF_A_FEED
        self.warnings: list[str] = []

    def dates(self, series: Series) -> list[Date]:
        """Dates that may lie in the window; those that certainly do are all there."""
        if series.simple:
            return [_own_date(series.master)]
        begun = time.monotonic()
        what = series.master.what
        try:
            with _at_most(min(_SECONDS_OF_A_SERIES, max(self._seconds, 0.05))):
                return self._bounded(_unfolded(series, self._start, self._end), what)
        except _TooSlowError:
            self.warnings.append(texts.slow_series(what))
        except Exception:  # noqa: BLE001 - whatever a bad rule raises in the library, the written dates remain
            self.warnings.append(texts.bad_series(what))
        finally:
            self._seconds -= time.monotonic() - begun
        return [_own_date(entry) for entry in (series.master, *series.changes)]

    def _bounded(self, dates: list[Date], what: str) -> list[Date]:
        kept = list(islice(dates, MOST_OF_A_SERIES))
        if len(dates) > MOST_OF_A_SERIES:
            self.warnings.append(texts.many_dates(what, MOST_OF_A_SERIES))
        if len(kept) > self._left:
            self.warnings.append(texts.many_repeats(MOST_OF_A_FEED))
            kept = kept[: self._left]
        self._left -= len(kept)
        return kept


def _own_date(entry: Entry) -> Date:
    return Date(entry, entry.start, entry.end)


def _unfolded(series: Series, start: datetime, end: datetime) -> list[Date]:
    entries = [series.master, *series.changes]
    calendar = Calendar()
    for index, entry in enumerate(entries):
        calendar.add_component(_component(entry, index, in_place=entry is not series.master))
    found = [_date(event, entries) for event in of(calendar).between(start, end)]
    own = start.tzinfo or UTC
    return sorted(found, key=lambda date: values.aware(date.start, own))


def _date(event: Event, entries: list[Entry]) -> Date:
    return Date(entries[int(str(event[_MARK]))], event.start, event.end)


def _component(entry: Entry, index: int, *, in_place: bool) -> Event:
    """Only what counts for the repetitions, from values that are sound already."""
    event = Event()
    event["UID"] = "series"
    event["SEQUENCE"] = entry.sequence
    event[_MARK] = str(index)
    event["DTSTART"] = vDDDTypes(entry.start)
    event["DTEND"] = vDDDTypes(entry.end)
    if entry.rules:
        event["RRULE"] = [vRecur.from_ical(rule) for rule in entry.rules]
    if entry.added:
        event["RDATE"] = vDDDLists(entry.added)
    if entry.removed:
        event["EXDATE"] = [vDDDLists([moment]) for moment in entry.removed]
    if in_place and entry.place is not None:
        event["RECURRENCE-ID"] = vDDDTypes(entry.place)
        if entry.onward:
            event["RECURRENCE-ID"].params["RANGE"] = "THISANDFUTURE"
    return event


class _TooSlowError(BaseException):
    """The time that one series is granted is over. No library's `except Exception` may swallow it."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raises in the block when it lasts longer, where the system can (main thread, not Windows).

    Elsewhere the process that reads is killed as a whole when its time is over.
    """
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
