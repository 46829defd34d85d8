"""Occurrences in the town's time, each shown once however many calendars announce it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from dialogs.programme.status import read_status, worst
from storage.records import JSON, EventStatus, Occurrence

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """How one calendar names an occurrence: local start (a day if all-day), its own title."""

    feed: str
    start: str
    summary: str

    def to_json(self) -> JSON:
        """The form in which an occurrence is named everywhere."""
        return {"feed": self.feed, "start": self.start, "summary": self.summary}


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """One thing on the programme at one time; `start` and `end` are in the town's zone."""

    title: str
    start: datetime
    end: datetime
    all_day: bool
    status: EventStatus
    venue: str
    location: str
    description: str
    categories: tuple[str, ...]
    url: str
    sources: tuple[Source, ...]
    also: str = ""  # what other calendars say of it

    @property
    def first_day(self) -> date:
        """The town's day on which it begins."""
        return self.start.date()

    @property
    def last_day(self) -> date:
        """The last day on which it may still be seen (an end at midnight excludes that day)."""
        last = (self.end - timedelta(microseconds=1)).date()
        return max(last, self.first_day)

    @property
    def is_long(self) -> bool:
        """An exhibition or anything else that runs for days, unlike a night that ends late."""
        if self.all_day:
            return self.last_day > self.first_day
        return self.end - self.start >= _DAY and self.last_day > self.first_day

    def runs_on(self, day: date) -> bool:
        """Whether it is to be seen on a day; a night counts on the evening it begins."""
        if self.is_long:
            return self.first_day <= day <= self.last_day
        return self.first_day == day


def showings(occurrences: Iterable[Occurrence], zone: tzinfo) -> tuple[Showing, ...]:
    """All occurrences in time's order; those that are surely the same are one, with all sources.

    Sure means: same venue, same start, same title (case, accents and marks aside), and no two
    different places.
    """
    merged: dict[tuple[str, datetime, bool, str], list[Showing]] = {}
    for occurrence in occurrences:
        showing = _showing(occurrence, zone)
        # In UTC: on the night of October the town has 2:30 twice, and calls both the same.
        key = (showing.venue, occurrence.start, showing.all_day, folded(showing.title))
        _merge_into(merged.setdefault(key, []), showing)
    everything = (showing for same in merged.values() for showing in same)
    return tuple(sorted(everything, key=_order))


def told_by(showing: Showing) -> str:
    """What the announcement says of the thing itself, sentences apart."""
    said = (showing.title, " ".join(showing.categories), showing.description, showing.also)
    return ". ".join(part for part in said if part)


def folded(text: str) -> str:
    """Lower case, without accents or punctuation: for comparing titles and names."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = (c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def _showing(occurrence: Occurrence, zone: tzinfo) -> Showing:
    status, title = read_status(occurrence)
    start = occurrence.start.astimezone(zone)
    named = start.date().isoformat() if occurrence.all_day else _minutes(start)
    source = Source(feed=occurrence.feed, start=named, summary=occurrence.summary)
    return Showing(
        title=title,
        start=start,
        end=max(occurrence.start, occurrence.end).astimezone(zone),
        all_day=occurrence.all_day,
        status=status,
        venue=occurrence.venue,
        location=" ".join(occurrence.location.split()),
        description=occurrence.description,
        categories=occurrence.categories,
        url=occurrence.url,
        sources=(source,),
    )


def _minutes(moment: datetime) -> str:
    local = moment.replace(tzinfo=None)
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def _merge_into(same: list[Showing], new: Showing) -> None:
    for position, known in enumerate(same):
        places = {folded(known.location), folded(new.location)} - {""}
        if len(places) <= 1:
            same[position] = _merged(known, new)
            return
    same.append(new)


def _merged(known: Showing, new: Showing) -> Showing:
    return replace(
        known,
        end=max(known.end, new.end),
        status=worst(known.status, new.status),
        location=known.location or new.location,
        description=max(known.description, new.description, key=len),
        categories=tuple(dict.fromkeys((*known.categories, *new.categories))),
        url=known.url or new.url,
        sources=(*known.sources, *new.sources),
    )


def _order(showing: Showing) -> tuple[date, bool, datetime, str, str, str]:
    # Whole days open the day: they have no hour to be sorted by.
    return (
        showing.first_day,
        not showing.all_day,
        showing.start,
        folded(showing.title),
        showing.venue,
        showing.location,
    )
