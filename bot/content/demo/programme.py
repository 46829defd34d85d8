"""One calendar file per venue of the demo, whose dates fall in this week and the coming ones."""

import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

PARIS = ZoneInfo("Europe/Paris")
_STAMP = datetime(2026, 9, 1, tzinfo=ZoneInfo("UTC"))
_SERIES_WEEKS = 12


def write_programmes(folder: Path, today: date) -> tuple[tuple[str, str, Path], ...]:
    """Writes the calendars; gives for each its feed's name, its venue's code and its path."""
    folder.mkdir(parents=True, exist_ok=True)
    told = tomllib.loads(files("bot.content.demo").joinpath("programme.toml").read_text("utf-8"))
    written = []
    for venue in told["venue"]:
        path = folder / f"{venue['code']}.ics"
        path.write_bytes(_calendar(venue, today).to_ical())
        written.append((venue["feed"], venue["code"], path))
    return tuple(written)


def _calendar(venue: dict[str, Any], today: date) -> Calendar:
    monday = today - timedelta(days=today.weekday())
    calendar = Calendar()
    calendar.add("prodid", "-//Passerelle//Demo//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", venue["feed"])
    number = 0
    for told in venue["events"]:
        for event in _events(told, monday, today):
            number += 1
            event.add("uid", f"{_plain(venue['code'])}-{number}@demo.example.org")
            event.add("dtstamp", _STAMP)
            event.add("location", told.get("place", venue["place"]))
            event.add("description", told["text"])
            event.add("categories", told["tags"])
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar


def _events(told: dict[str, Any], monday: date, today: date) -> Iterator[Event]:
    if "until" in told:
        start = today + timedelta(days=told["from"])
        yield _all_day(told["title"], start, start + timedelta(days=told["until"]))
    elif "every" in told:
        # From last week on: a series is always under way.
        event = _timed(told, monday + timedelta(days=told["every"] - 7))
        event.add("rrule", {"freq": "weekly", "count": _SERIES_WEEKS})
        yield event
    else:
        for week in told["weeks"]:
            for day in told["days"]:
                yield _timed(told, monday + timedelta(days=7 * week + day))


def _timed(told: dict[str, Any], day: date) -> Event:
    start = datetime.combine(day, time.fromisoformat(told["at"]), tzinfo=PARIS)
    event = Event()
    event.add("summary", told["title"])
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=told["minutes"]))
    return event


def _all_day(title: str, start: date, end: date) -> Event:
    event = Event()
    event.add("summary", title)
    event.add("dtstart", start)
    event.add("dtend", end)
    return event


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
