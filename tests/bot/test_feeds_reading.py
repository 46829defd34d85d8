"""Calendars as they come: without a calendar around, with lines and rules that lead nowhere."""

import time
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.feeds import texts
from bot.feeds.ical import read_calendar
from bot.feeds.reading import FeedUnreadable, Reading

EVENT = "BEGIN:VEVENT\nUID:1\nDTSTART:20261125T193000Z\nSUMMARY:Bal\n{}END:VEVENT\n"


def read(text: str) -> Reading:
    first, after = date(2026, 11, 23), date(2026, 11, 30)
    return read_calendar(text.encode(), first, after, feed="bal", zone=ZoneInfo("Europe/Paris"))


def test_entries_without_a_calendar_around_them_are_read() -> None:
    found = read(EVENT.format("") + EVENT.format("").replace("UID:1", "UID:2"))

    assert [one.summary for one in found.occurrences] == ["Bal", "Bal"]
    assert (found.complete, found.warnings) == (True, ())


def test_a_bare_entry_that_is_cut_is_not_complete() -> None:
    found = read(EVENT.format("") + "BEGIN:VEVENT\nUID:2\n")

    assert (len(found.occurrences), found.complete) == (1, False)


def test_tasks_alone_are_a_calendar_without_events() -> None:
    found = read("BEGIN:VTODO\nUID:1\nSUMMARY:Ranger\nEND:VTODO\n")

    assert (found.occurrences, found.warnings) == ((), (texts.NO_EVENT,))


def test_a_card_is_no_calendar() -> None:
    with pytest.raises(FeedUnreadable):
        read("BEGIN:VCARD\nFN:Ada\nEND:VCARD\n")


@pytest.mark.parametrize(
    "line",
    [
        "DESCRIPTION;" + "une ligne sans deux-points et sans fin " * 20,
        'DESCRIPTION;X="' + "guillemet jamais fermé " * 40 + ":suite",
        "RRULE:FREQ=YEARLY;INTERVAL=0;BYMONTH=2",
        "RRULE:FREQ=DAILY;INTERVAL=-1",
    ],
)
def test_no_line_takes_for_ever(line: str) -> None:
    begun = time.monotonic()

    found = read(f"BEGIN:VCALENDAR\n{EVENT.format(line + chr(10))}END:VCALENDAR\n")

    assert [one.summary for one in found.occurrences] == ["Bal"]
    assert time.monotonic() - begun < 2
