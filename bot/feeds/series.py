"""Entries to series: which entries belong together, and which of them still count."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC

from bot.feeds import values
from bot.feeds.entries import Entry
from bot.feeds.times import Times


@dataclass(slots=True)
class Series:
    """One master, perhaps with entries that stand in for some of its dates."""

    master: Entry
    changes: list[Entry] = field(default_factory=list)

    @property
    def simple(self) -> bool:
        """Whether the master is the only date."""
        return not (self.changes or self.master.repeats or self.master.removed)


def gather(entries: Iterable[Entry], times: Times) -> list[Series]:
    """All series of one calendar. Entries that share a UID by mistake become series of their own."""
    by_uid: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_uid[entry.uid].append(entry)
    return [series for group in by_uid.values() for series in _of_one_uid(group, times)]


def _of_one_uid(group: list[Entry], times: Times) -> list[Series]:
    masters = _current([entry for entry in group if entry.place is None])
    changes = _latest([entry for entry in group if entry.place is not None])
    if not masters:
        # The file holds only what became of some dates of a series.
        return [Series(entry) for entry in changes]
    found = [Series(master) for master in masters]
    for change in changes:
        series = _owner(found, change)
        # A change may point at the day alone, or at an hour of a series of whole days.
        change.place = times.alike(change.place, series.master.start) if change.place else None
        series.changes.append(change)
    return found


def _current(masters: list[Entry]) -> list[Entry]:
    """The masters of the last revision; several showings that share a UID are all kept."""
    last = max((entry.sequence for entry in masters), default=0)
    current = [entry for entry in masters if entry.sequence == last]
    newest: dict[object, str] = {}
    for entry in current:
        newest[entry.start] = max(newest.get(entry.start, ""), entry.modified)
    return [entry for entry in current if entry.modified == newest[entry.start]]


def _latest(changes: list[Entry]) -> list[Entry]:
    """One change for each date: that of the last revision, or the last that was modified."""
    latest: dict[object, Entry] = {}
    for entry in sorted(changes, key=lambda entry: (entry.sequence, entry.modified)):
        latest[entry.place] = entry
    return list(latest.values())


def _owner(found: list[Series], change: Entry) -> Series:
    """The series whose hour the change points at, the latest one that had begun by then."""
    if len(found) == 1 or change.place is None:
        return found[0]
    place = values.aware(change.place, UTC)
    begun = [each for each in found if values.aware(each.master.start, UTC) <= place]
    repeating = [each for each in begun if each.master.repeats] or begun or found
    return max(repeating, key=lambda each: values.aware(each.master.start, UTC))
