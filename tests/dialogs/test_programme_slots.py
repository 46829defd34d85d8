from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dialogs.french.calendar import Week
from dialogs.programme.slots import (
    digest_key,
    due_week,
    from_now_on,
    is_allowed,
    next_slot,
    slot,
)
from storage.records import Channel

PARIS = ZoneInfo("Europe/Paris")
MONDAYS = Channel(conversation="19:c", group="handicap")
FRIDAYS = replace(MONDAYS, weekday=4, at="14:00")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("channel", "now", "week"),
    [
        (MONDAYS, "2026-11-23T08:29", None),
        (MONDAYS, "2026-11-23T08:30", "2026-W48"),
        (MONDAYS, "2026-11-26T12:00", "2026-W48"),  # asleep for three days
        (MONDAYS, "2026-11-29T23:59", "2026-W48"),
        (MONDAYS, "2026-11-30T08:00", None),  # too late for the week that ended
        (MONDAYS, "2027-03-29T08:30", "2027-W13"),  # Easter Monday is a Monday
        (MONDAYS, "2026-12-28T08:30", "2026-W53"),
        (FRIDAYS, "2026-11-27T13:59", "2026-W48"),  # of the Friday before
        (FRIDAYS, "2026-11-27T14:00", "2026-W49"),  # tells the week that comes
        (replace(MONDAYS, paused_until=date(2026, 11, 23)), "2026-11-26T12:00", None),
        (replace(MONDAYS, paused_until=date(2026, 11, 22)), "2026-11-26T12:00", "2026-W48"),
    ],
)
def test_which_week_is_due(channel: Channel, now: str, week: str | None) -> None:
    due = due_week(channel, local(now))

    assert (due and str(due)) == week


@pytest.mark.parametrize("week", ["2026-W43", "2026-W44", "2027-W12", "2027-W13"])
def test_the_hour_is_the_town_s_on_both_sides_of_a_change_of_clocks(week: str) -> None:
    now = local("2026-11-23T12:00")

    at = slot(MONDAYS, Week.parse(week), now=now)

    assert (at.weekday(), at.time()) == (0, time(8, 30))


def test_a_channel_connected_after_the_slot_waits_for_the_next_week() -> None:
    now = local("2026-11-25T10:00")

    channel = from_now_on(MONDAYS, now)

    assert due_week(channel, now) is None
    assert next_slot(channel, now)[0] == local("2026-11-30T08:30")


def test_a_channel_connected_before_the_slot_gets_it_the_same_day() -> None:
    now = local("2026-11-23T08:00")

    channel = from_now_on(MONDAYS, now)

    assert due_week(channel, local("2026-11-23T08:30")) == Week.parse("2026-W48")


def test_the_next_sending_comes_after_the_pause() -> None:
    channel = replace(MONDAYS, paused_until=date(2027, 1, 4))

    at, week = next_slot(channel, local("2026-11-25T10:00"))

    assert (at, str(week)) == (local("2027-01-11T08:30"), "2027-W02")


def test_the_key_names_the_channel_and_the_iso_week() -> None:
    assert digest_key("19:c", Week.parse("2026-W53")) == "digest:19:c:2026-W53"


@pytest.mark.parametrize(
    ("at", "allowed"), [("01:59", True), ("02:00", False), ("02:59", False), ("03:00", True)]
)
def test_an_hour_that_the_clocks_skip_is_refused(at: str, *, allowed: bool) -> None:
    assert is_allowed(time.fromisoformat(at)) is allowed


@given(
    some.integers(0, 6),
    some.times(max_value=time(1, 59)) | some.times(min_value=time(3)),
    some.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001 - given a zone below
)
def test_the_next_slot_is_within_eight_days_and_then_due(
    weekday: int, at: time, now: datetime
) -> None:
    now = now.replace(tzinfo=PARIS)
    channel = replace(MONDAYS, weekday=weekday, at=at.isoformat("minutes"))

    upcoming, week = next_slot(channel, now)

    assert now < upcoming <= now + timedelta(days=8)
    assert due_week(channel, upcoming) == week
    assert due_week(channel, upcoming - timedelta(minutes=1)) != week
