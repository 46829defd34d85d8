"""A channel's digest, from the stores to the outbox: by the clock, a command or a sentence."""

from datetime import datetime, tzinfo

from dialogs.french.calendar import Week
from dialogs.programme import texts
from dialogs.programme.digest import Digest, bounds, compose
from dialogs.programme.slots import digest_key, zone_of
from storage.database import Stores
from storage.records import Channel, Feed, Group, Knowledge, Outgoing

KIND = "digest"


async def week_of(
    stores: Stores, group: Group, week: Week, *, knowledge: Knowledge, zone: tzinfo
) -> Digest:
    """The digest of a week for a group, as the calendars stand now."""
    start, end = bounds(week, zone)
    return compose(
        await stores.programme.between(start, end),
        week=week,
        venues=knowledge.venues,
        group=group,
        zone=zone,
        feeds=await stores.programme.feeds(),
    )


async def is_taken(stores: Stores, channel: Channel, week: Week) -> bool:
    """Whether a channel's digest of a week was written, sent or not."""
    return await stores.outbox.find(digest_key(channel.conversation, week)) is not None


async def put_digest(
    stores: Stores, channel: Channel, week: Week, *, knowledge: Knowledge, now: datetime
) -> bool:
    """Writes a channel's digest for delivery; False when that week's was written before."""
    # Only spares the composing: what decides is the unique key.
    if await is_taken(stores, channel, week):
        return False
    group = knowledge.group(channel.group) or Group(code=channel.group, name=channel.group)
    digest = await week_of(stores, group, week, knowledge=knowledge, zone=zone_of(now))
    reply = texts.card(digest, today=now.date())
    row = Outgoing(
        key=digest_key(channel.conversation, week),
        conversation=channel.conversation,
        body=reply.to_json(),
        kind=KIND,
        due_at=now,
    )
    return await stores.outbox.put(row)


def never_tried(feeds: tuple[Feed, ...]) -> tuple[str, ...]:
    """Sources that wait for a reading: just added, or asked to be read again."""
    return tuple(feed.name for feed in feeds if feed.tried_at is None)
