"""What an address to follow gives: a month back, a year ahead."""

from datetime import UTC, datetime, timedelta

from bot.office.calendar_file import calendar_file
from dialogs.programme.followed import followed
from storage.database import Database

_BACK, _AHEAD = timedelta(days=31), timedelta(days=400)


async def calendar(token: str, database: Database, *, now: datetime) -> bytes | None:
    """The iCalendar of an address; None when it was never given or was taken back.

    `now` is in the town's zone: its days are those of whole-day events.
    """
    zone = now.tzinfo or UTC
    async with database.read() as stores:
        subscription = await stores.subscriptions.get(token)
        if subscription is None:
            return None
        venues, groups = await stores.town.venues(), await stores.town.groups()
        occurrences = await stores.programme.between(now - _BACK, now + _AHEAD, venue="")
    kept = followed(
        occurrences,
        venues=venues,
        zone=zone,
        venue=subscription.venue,
        group=subscription.group,
    )
    names = {one.code: one.name for one in venues} | {one.code: one.name for one in groups}
    of = names.get(subscription.venue or subscription.group, "")
    name = f"Programme : {of}" if of else "Programme des équipements"
    return calendar_file(kept, venues, zone=zone, name=name)
