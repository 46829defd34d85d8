"""One VEVENT to an Entry: its times made sound, every doubt said in a warning."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.feeds import texts, values
from bot.feeds.blocks import Block
from bot.feeds.times import Period, Times
from bot.feeds.values import Moment

_YEARS = range(1970, 2101)
_LONGEST_REPEAT = timedelta(days=400)
_LONGEST_RULE = 2000
_MOST_BY_CLOCK = 8
_BY_CLOCK = re.compile(r"BY(?:SECOND|MINUTE|HOUR)=([^;]*)")
_REFUSED = re.compile(r"FREQ=(?:SECONDLY|MINUTELY)")
_STILL = re.compile(r"INTERVAL=(?:0*(?:;|$)|-)")  # would never come to its next date
_FREQUENCY = re.compile(r"(?:^|;)FREQ=(?:HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)")
_DIGITS = re.compile(r"\d{1,9}")


@dataclass(slots=True)
class Entry:
    """What one VEVENT says of time. Hours are aware; days are dates; `end` never precedes `start`.

    `place` is the moment of the series that this entry stands in for, `onward` whether it changes all
    that follow too.
    """

    block: Block
    what: str  # how warnings name it
    uid: str
    start: Moment
    end: Moment
    sequence: int = 0
    modified: str = ""
    rules: list[str] = field(default_factory=list)
    added: list[Moment | Period] = field(default_factory=list)
    removed: list[Moment] = field(default_factory=list)
    place: Moment | None = None
    onward: bool = False

    @property
    def repeats(self) -> bool:
        """Whether it stands for more than its own date."""
        return bool(self.rules or self.added)


class Reader:
    """Reads the entries of one calendar; `warnings` gathers what was odd."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self.warnings: list[str] = []

    def read(self, block: Block) -> Entry | None:
        """The entry, or None when there is nothing to hold on to."""
        what = texts.named(" ".join(values.words(block.value("SUMMARY")).split()), block.number)
        start = self._start(block, what)
        if start is None:
            return None
        entry = Entry(
            block=block,
            what=what,
            uid=block.value("UID") or _made_up_uid(block),
            start=start,
            end=self._end(block, start, what),
            sequence=_number(block.value("SEQUENCE")),
            modified=block.value("LAST-MODIFIED"),
            rules=self._rules(block, what),
        )
        self._dates(entry)
        if start.year not in _YEARS and not entry.repeats:
            self.warnings.append(texts.odd_year(what, start.year))
            return None
        return self._bounded(entry)

    def _start(self, block: Block, what: str) -> Moment | None:
        lines = block.lines.get("DTSTART", [])
        if len(lines) > 1:
            self.warnings.append(texts.twice(what))
        for line in lines:
            try:
                return self._times.read(line, line.value)
            except (ValueError, OverflowError):
                continue
        self.warnings.append(texts.no_start(what))
        return None

    def _end(self, block: Block, start: Moment, what: str) -> Moment:
        """The exclusive end; where none is said, a day lasts one day and an hour no time at all."""
        shortest = start + timedelta(days=1) if values.is_day(start) else start
        try:
            end = self._times.end(block, start)
        except (ValueError, OverflowError):
            self.warnings.append(texts.bad_end(what))
            return shortest
        if end is None:
            return shortest
        if end < start:
            self.warnings.append(texts.reversed_end(what))
        return max(end, shortest)

    def _rules(self, block: Block, what: str) -> list[str]:
        kept = []
        for line in block.lines.get("RRULE", []):
            rule = re.sub(r"\s", "", line.value).upper().strip(";")
            by_clock = (found[1].count(",") + 1 for found in _BY_CLOCK.finditer(rule))
            if _REFUSED.search(rule) or max(by_clock, default=0) > _MOST_BY_CLOCK:
                self.warnings.append(texts.dense_rule(what))
            elif len(rule) > _LONGEST_RULE or not _FREQUENCY.search(rule) or _STILL.search(rule):
                self.warnings.append(texts.bad_rule(what))
            else:
                kept.append(rule)
        return kept

    def _listed(self, entry: Entry, name: str) -> list[Moment | Period]:
        read = [
            each
            for line in entry.block.lines.get(name, [])
            for each in self._times.each(line, like=entry.start)
        ]
        if None in read:
            self.warnings.append(texts.bad_dates(entry.what))
        return [each for each in read if each is not None]

    def _dates(self, entry: Entry) -> None:
        """Dates added to the series, removed from it, or replaced in it."""
        block, like = entry.block, entry.start
        added, removed = self._listed(entry, "RDATE"), self._listed(entry, "EXDATE")
        for each in added:
            entry.added.append(self._times.alike(each, like) if isinstance(each, date) else each)
        for each in removed:
            moment = each if isinstance(each, date) else each[0]
            # A day takes out whatever the series has on it, at any hour.
            entry.removed.append(
                self._times.alike(moment, like) if values.is_day(like) else moment
            )
        line = block.first("RECURRENCE-ID")
        if line is None:
            return
        try:
            entry.place = self._times.read(line, line.value, like=like)
        except (ValueError, OverflowError):
            self.warnings.append(texts.bad_dates(entry.what))
        entry.onward = line.params.get("RANGE", "").upper() == "THISANDFUTURE"

    def _bounded(self, entry: Entry) -> Entry:
        """The entry without repetitions of more than a year each, and in the zone that its hours follow."""
        if not entry.repeats:
            return entry
        if entry.end - entry.start > _LONGEST_REPEAT:  # type: ignore[operator] # both are of one kind
            self.warnings.append(texts.long_repeat(entry.what))
            entry.rules, entry.added = [], []
        elif self._times.keeps_own_hour(entry.start):
            own = self._times.own
            entry.start = values.aware(entry.start, own).astimezone(own)
            entry.end = values.aware(entry.end, own).astimezone(own)
        return entry


def _number(text: str) -> int:
    found = _DIGITS.match(text)
    return int(found[0]) if found else 0


def _made_up_uid(block: Block) -> str:
    """The same from one reading to the next, as long as the entry says the same."""
    said = "\n".join(block.value(name) for name in ("SUMMARY", "DTSTART", "LOCATION"))
    return "sans-uid-" + hashlib.sha256(said.encode()).hexdigest()[:20]
