"""One calendar file per venue of the demo, whose dates fall in this week and the coming ones."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from dialogs.french.calendar import is_public_holiday, next_school_holiday

PARIS = ZoneInfo("Europe/Paris")
FOR_CLASSES = "scolaires"
_STAMP = datetime(2026, 9, 1, tzinfo=ZoneInfo("UTC"))
_SERIES_WEEKS = 12
_EVES = {(12, 24), (12, 31)}


def write_programmes(folder: Path, today: date) -> tuple[tuple[str, str, Path], ...]:
    """Writes the calendars; gives for each its feed's name, its venue's code and its path."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for venue in _told():
        path = folder / f"{venue['code']}.ics"
        path.write_bytes(_calendar(venue, today).to_ical())
        written.append((venue["feed"], venue["code"], path))
    return tuple(written)


def is_closed(day: date, tags: list[str]) -> bool:
    """Whether nothing with these tags begins on a day."""
    if is_public_holiday(day) or (day.month, day.day) in _EVES:
        return True
    holiday = next_school_holiday(day) if FOR_CLASSES in tags else None
    return holiday is not None and holiday[0] <= day <= holiday[1]


def _told() -> list[dict[str, Any]]:
    text = files("bot.content.demo").joinpath("programme.toml").read_text("utf-8")
    venues: list[dict[str, Any]] = tomllib.loads(text)["venue"]
    return venues


def _calendar(venue: dict[str, Any], today: date) -> Calendar:
    monday = today - timedelta(days=today.weekday())
    calendar = Calendar()
    calendar.add("prodid", "-//Passerelle//Demo//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", venue["feed"])
    for number, told in enumerate(venue["events"], start=1):
        for event in _events(told, monday):
            event.add("uid", f"{venue['code']}-{number}{event.pop('uid', '')}@demo.example.org")
            event.add("dtstamp", _STAMP)
            event.add("location", told.get("place", venue["place"]))
            event.add("description", told["text"])
            event.add("categories", told["tags"])
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar


def _events(told: dict[str, Any], monday: date) -> Iterator[Event]:
    if "every" in told:
        return _series(told, monday)
    return _own_dates(told, monday)


def _own_dates(told: dict[str, Any], monday: date) -> Iterator[Event]:
    for week in told["weeks"]:
        for weekday in told["days"]:
            day = monday + timedelta(weeks=week, days=weekday)
            if is_closed(day, told["tags"]):
                continue
            event = _whole_days(told, day) if "lasts" in told else _timed(told, day)
            # By its day: next week's reading knows the same date again.
            event["uid"] = f"-{day:%Y%m%d}"
            if "status" in told:
                event.add("status", told["status"].upper())
            yield event


def _series(told: dict[str, Any], monday: date) -> Iterator[Event]:
    """The rule, then the weeks that differ from it."""
    # From last week on: a series is always under way.
    days = [
        monday + timedelta(weeks=week, days=told["every"]) for week in range(-1, _SERIES_WEEKS)
    ]
    event = _timed(told, days[0])
    event.add("rrule", {"freq": "weekly", "count": len(days)})
    closed = [_start(told, day) for day in days if is_closed(day, told["tags"])]
    if closed:
        event.add("exdate", closed)
    yield event
    if "moved" in told:
        day = monday + timedelta(weeks=told["moved"]["week"], days=told["every"])
        yield from _instead(told, day, at=told["moved"]["at"])
    if "off" in told:
        day = monday + timedelta(weeks=told["off"], days=told["every"])
        yield from _instead(told, day, status="CANCELLED")


def _instead(
    told: dict[str, Any], day: date, *, at: str | None = None, status: str = "CONFIRMED"
) -> Iterator[Event]:
    if is_closed(day, told["tags"]):
        return
    event = _timed({**told, "at": at or told["at"]}, day)
    event.add("recurrence-id", _start(told, day))
    event.add("status", status)
    yield event


def _timed(told: dict[str, Any], day: date) -> Event:
    start = _start(told, day)
    event = Event()
    event.add("summary", told["title"])
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=told["minutes"]))
    return event


def _whole_days(told: dict[str, Any], day: date) -> Event:
    event = Event()
    event.add("summary", told["title"])
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=told["lasts"]))
    return event


def _start(told: dict[str, Any], day: date) -> datetime:
    return datetime.combine(day, time.fromisoformat(told["at"]), tzinfo=PARIS)
