"""The common calendar as an iCalendar file, for any calendar program."""

from collections.abc import Iterable, Sequence
from datetime import UTC, tzinfo

from icalendar import Calendar, Event

from storage.records import EventStatus, Occurrence, Venue

_STATUS = {EventStatus.CANCELLED: "CANCELLED", EventStatus.ANNOUNCED: "TENTATIVE"}


def calendar_file(
    occurrences: Iterable[Occurrence], venues: Sequence[Venue], *, zone: tzinfo
) -> bytes:
    """One event per occurrence, repeats written out; instants in UTC, whole days as the town's days."""
    names = {venue.code: venue.name for venue in venues}
    calendar = Calendar()
    calendar.add("prodid", "-//Passerelle//Agenda commun//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Agenda commun")
    for occurrence in occurrences:
        calendar.add_component(_event(occurrence, names.get(occurrence.venue, ""), zone))
    return bytes(calendar.to_ical())


def _event(occurrence: Occurrence, venue: str, zone: tzinfo) -> Event:
    start, end = occurrence.start.astimezone(UTC), occurrence.end.astimezone(UTC)
    event = Event()
    event.add("uid", f"{occurrence.uid}-{start:%Y%m%dT%H%M}@{occurrence.feed}")
    event.add("dtstamp", start)
    event.add("summary", occurrence.summary)
    event.add("dtstart", start.astimezone(zone).date() if occurrence.all_day else start)
    event.add("dtend", end.astimezone(zone).date() if occurrence.all_day else end)
    event.add("location", occurrence.location or venue)
    event.add("status", _STATUS.get(occurrence.status, "CONFIRMED"))
    if occurrence.description:
        event.add("description", occurrence.description)
    return event
