"""The common calendar as an iCalendar file, for any calendar program."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, timedelta, tzinfo

from icalendar import Calendar, Event

from dialogs.programme.lines import mark
from dialogs.programme.status import read_status
from storage.records import EventStatus, Occurrence, Venue

_STATUS = {EventStatus.CANCELLED: "CANCELLED", EventStatus.ANNOUNCED: "TENTATIVE"}
_DAY = timedelta(days=1)


def calendar_file(
    occurrences: Iterable[Occurrence],
    venues: Sequence[Venue],
    *,
    zone: tzinfo,
    name: str = "Agenda commun",
) -> bytes:
    """One event per occurrence, repeats written out; instants in UTC, whole days as days of `zone`."""
    names = {venue.code: venue.name for venue in venues}
    calendar = Calendar()
    calendar.add("prodid", "-//Passerelle//Agenda commun//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for occurrence in occurrences:
        calendar.add_component(_event(occurrence, names.get(occurrence.venue, ""), zone))
    return bytes(calendar.to_ical())


def _event(occurrence: Occurrence, venue: str, zone: tzinfo) -> Event:
    status, title = read_status(occurrence)
    event = Event()
    event.add("uid", _uid(occurrence))
    event.add("dtstamp", occurrence.start.astimezone(UTC))
    event.add("summary", f"{mark(status)}{title}")
    _add_times(event, occurrence, zone)
    event.add("location", occurrence.location or venue)
    event.add("status", _STATUS.get(status, "CONFIRMED"))
    if occurrence.description:
        event.add("description", occurrence.description)
    return event


def _add_times(event: Event, occurrence: Occurrence, zone: tzinfo) -> None:
    if occurrence.all_day:
        first = occurrence.start.astimezone(zone).date()
        after = occurrence.end.astimezone(zone).date()
        event.add("dtstart", first)
        event.add("dtend", max(after, first + _DAY))
        return
    event.add("dtstart", occurrence.start.astimezone(UTC))
    event.add("dtend", max(occurrence.start, occurrence.end).astimezone(UTC))


def _uid(occurrence: Occurrence) -> str:
    """The same from one export to the next; names and foreign UIDs may hold any sign, a digest none."""
    named = "\n".join(
        (occurrence.feed, occurrence.uid, occurrence.start.astimezone(UTC).isoformat())
    )
    return f"{hashlib.sha256(named.encode()).hexdigest()[:32]}@passerelle"
