"""When a channel gets its digest, and of which week. Nothing here knows what was sent."""

from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo

from dialogs.french.calendar import Week
from storage.records import Channel

# A digest of Friday, Saturday or Sunday would look back: it tells the week that comes.
_COMING_WEEK_FROM = 4
_NIGHT_HOUR = 2  # may not exist, or be there twice, when the clocks change


def digest_key(conversation: str, week: Week) -> str:
    """What makes a channel's digest of a week unique."""
    return f"digest:{conversation}:{week}"


def week_in(key: str) -> Week:
    """The week of a digest's key."""
    return Week.parse(key.rpartition(":")[2])


def zone_of(now: datetime) -> tzinfo:
    """The town's zone, that every « now » carries."""
    if now.tzinfo is None:
        raise ValueError("the town's time has a zone")
    return now.tzinfo


def is_allowed(at: time) -> bool:
    """Whether a slot may have this hour: from 2:00 to 2:59 the clocks change."""
    return at.hour != _NIGHT_HOUR


def hour_of(channel: Channel) -> time:
    """The hour of a channel's slot."""
    return time.fromisoformat(channel.at)


def tells_coming_week(channel: Channel) -> bool:
    """Whether the digest is sent before its week begins."""
    return channel.weekday >= _COMING_WEEK_FROM


def slot(channel: Channel, week: Week, *, now: datetime) -> datetime:
    """When the digest of a week is sent; `now` gives the town's zone."""
    monday = week.monday - timedelta(weeks=1) if tells_coming_week(channel) else week.monday
    day = monday + timedelta(days=channel.weekday)
    return datetime.combine(day, hour_of(channel), tzinfo=now.tzinfo)


def due_week(channel: Channel, now: datetime) -> Week | None:
    """The week whose digest should have left by now: the latest one that has not ended."""
    this = Week.of(now.date())
    for week in (this.next(), this):
        if slot(channel, week, now=now) <= now:
            return None if _is_silent(channel, week, now) else week
    return None


def next_slot(channel: Channel, now: datetime) -> tuple[datetime, Week]:
    """When the next digest leaves, pauses counted, and the week that it tells."""
    week = Week.of(now.date())
    if channel.paused_until is not None:
        week = max(week, Week.of(channel.paused_until), key=lambda one: one.monday)
    while slot(channel, week, now=now) <= now or _is_silent(channel, week, now):
        week = week.next()
    return slot(channel, week, now=now), week


def from_now_on(channel: Channel, now: datetime) -> Channel:
    """The channel, silent for slots that have passed: nothing is caught up on a change.

    Without this, a channel connected on a Wednesday would at once get the digest of Monday.
    """
    passed = due_week(replace(channel, paused_until=None), now)
    if passed is None:
        return replace(channel, paused_until=None)
    return replace(channel, paused_until=slot(channel, passed, now=now).date())


def _is_silent(channel: Channel, week: Week, now: datetime) -> bool:
    until = channel.paused_until
    return until is not None and slot(channel, week, now=now).date() <= until
