"""Weekly digests: which are due is decided from the database, never from the clock alone."""

import logging
from datetime import datetime

from dialogs.french.calendar import Week
from dialogs.programme.sending import is_taken, put_digest
from dialogs.programme.slots import due_week
from storage.database import Database, Stores
from storage.records import Channel

log = logging.getLogger(__name__)


async def write_digests(database: Database, now: datetime) -> int:
    """Writes the digest of each channel whose slot has passed, once; gives how many.

    A bot that slept through the slot catches up, as long as the week has not ended. A Monday that
    is a public holiday is a Monday: venues play, and the card waits for whoever comes back.
    """
    async with database.read() as stores:
        due = [
            (channel, week)
            for channel in await stores.groups.channels()
            if (week := due_week(channel, now)) is not None
            and not await is_taken(stores, channel, week)
        ]
    written = sum([await _write(database, channel, now) for channel, _ in due])
    if due:
        log.info("digests written", extra={"due": len(due), "written": written})
    return written


async def send_now(database: Database, *, group: str, week: Week, now: datetime) -> int | None:
    """Writes a week's digest for each channel of a group, in the slot that the clock would take.

    Gives how many were written; 0 when the slot of each is taken, None when no channel follows
    the group.
    """
    async with database.begin() as stores:
        channels = await stores.groups.channels(group)
        knowledge = await database.knowledge(stores)
        written = [
            await put_digest(stores, channel, week, knowledge=knowledge, now=now)
            for channel in channels
        ]
    log.info("digests sent now", extra={"channels": len(channels), "written": sum(written)})
    return sum(written) if channels else None


async def _write(database: Database, channel: Channel, now: datetime) -> bool:
    # One transaction a channel: what is wrong with one keeps nobody else from being served.
    try:
        async with database.begin() as stores:
            return await _write_if_due(database, stores, channel.conversation, now)
    except Exception:
        log.exception("digest failed", extra={"group": channel.group})
        return False


async def _write_if_due(
    database: Database, stores: Stores, conversation: str, now: datetime
) -> bool:
    """Decides again inside the transaction: the channel may have been paused or moved since."""
    channel = await stores.groups.channel(conversation)
    if channel is None or await _is_silent(stores, conversation):
        return False
    week = due_week(channel, now)
    if week is None:
        return False
    knowledge = await database.knowledge(stores)
    return await put_digest(stores, channel, week, knowledge=knowledge, now=now)


async def _is_silent(stores: Stores, conversation: str) -> bool:
    """The bot was removed from the channel; it goes on once installed again."""
    reference = await stores.references.get(conversation)
    return reference is not None and not reference.active
