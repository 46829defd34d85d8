"""The programme of the demo: near dates on any day, nothing on a closed one, something of everything."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events

from bot.content.demo.programme import FOR_CLASSES, PARIS, is_closed, write_programmes
from bot.content.reference import load
from dialogs.programme.families import families
from dialogs.programme.showings import folded

DAYS = [
    date(2026, 11, 24),
    date(2026, 10, 20),
    date(2026, 11, 29),
    date(2026, 12, 22),
    date(2026, 12, 29),
    date(2027, 3, 25),
    date(2027, 5, 3),
    date(2027, 8, 11),
]
OFFICES = {"dac"}


@pytest.fixture(params=DAYS, ids=str)
def today(request: pytest.FixtureRequest) -> date:
    day: date = request.param
    return day


def test_every_venue_but_the_offices_has_a_calendar(tmp_path: Path) -> None:
    written = {code for _, code, _ in write_programmes(tmp_path, DAYS[0])}

    assert written == {venue.code for venue in load("ivry").venues} - OFFICES


def test_each_venue_has_dates_in_this_and_the_coming_weeks(tmp_path: Path, today: date) -> None:
    monday = today - timedelta(days=today.weekday())

    for name, _, path in write_programmes(tmp_path, today):
        weeks = [len(_between(path, monday + timedelta(weeks=week))) for week in range(4)]
        # A mission may well be shut for the two weeks of Christmas.
        assert sum(count >= 1 for count in weeks) >= 2, (name, weeks)
        assert sum(weeks) >= 5, (name, weeks)


def test_nothing_begins_on_a_closed_day(tmp_path: Path, today: date) -> None:
    begun = [
        event
        for _, _, path in write_programmes(tmp_path, today)
        for event in _between(path, today - timedelta(days=14), days=100)
    ]

    on_closed = [
        (str(event["SUMMARY"]), event.start)
        for event in begun
        if is_closed(_day(event.start), _tags(event))
    ]

    assert begun
    assert on_closed == []


@pytest.mark.parametrize(
    "day", [date(2026, 12, 25), date(2027, 1, 1), date(2027, 3, 29), date(2027, 5, 1)]
)
def test_public_holidays_are_closed(day: date) -> None:
    assert is_closed(day, [])


def test_classes_do_not_come_in_the_school_holidays() -> None:
    wednesday = date(2026, 10, 21)

    assert is_closed(wednesday, [FOR_CLASSES])
    assert not is_closed(wednesday, ["cinéma"])


def test_there_is_something_of_every_sort(tmp_path: Path) -> None:
    events = _all(tmp_path)
    timed = [event for event in events if isinstance(event.start, datetime)]
    whole = [event for event in events if not isinstance(event.start, datetime)]
    states = {str(event.get("STATUS", "")) for event in events}

    assert {"TENTATIVE", "CANCELLED"} <= states
    assert any("COMPLET" in str(event["SUMMARY"]) for event in events)
    assert any("EXDATE" in event for event in events)
    assert any("RECURRENCE-ID" in event and event.get("STATUS") != "CANCELLED" for event in events)
    assert {event.duration.days for event in whole} >= {1, 2, 3, 5}
    assert any(_day(event.end) > _day(event.start) for event in timed)


def test_every_family_of_questions_finds_an_announcement(tmp_path: Path) -> None:
    said = [
        folded(f"{event['SUMMARY']} {event['DESCRIPTION']} {' '.join(_tags(event))}")
        for event in _all(tmp_path)
    ]

    silent = [name for name, one in families().items() if not any(map(one.announced.search, said))]

    assert silent == []


def test_a_date_keeps_its_name_from_week_to_week(tmp_path: Path) -> None:
    first = _named(_all(tmp_path / "a"))
    second = _named(_all(tmp_path / "b", day=DAYS[0] + timedelta(days=7)))

    shared = first.keys() & second.keys()

    assert shared
    assert [first[name] for name in shared] == [second[name] for name in shared]


def _named(events: Sequence[icalendar.Event]) -> dict[str, object]:
    alone = [event for event in events if not {"RRULE", "RECURRENCE-ID"} & set(event)]
    return {str(event["UID"]): event.start for event in alone}


def _all(folder: Path, day: date = DAYS[0]) -> list[icalendar.Event]:
    return [
        event
        for _, _, path in write_programmes(folder, day)
        for event in icalendar.Calendar.from_ical(path.read_bytes()).events
    ]


def _between(path: Path, start: date, *, days: int = 7) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    return list(recurring_ical_events.of(calendar).between(start, start + timedelta(days=days)))


def _day(moment: date | datetime) -> date:
    return moment.astimezone(PARIS).date() if isinstance(moment, datetime) else moment


def _tags(event: icalendar.Event) -> list[str]:
    return [str(tag) for tag in event.categories]
