"""What is kept for a time is dropped after it."""

import logging
from datetime import datetime, timedelta

from storage.database import Database

log = logging.getLogger(__name__)

TURNS = timedelta(days=7)
TALKS = timedelta(days=30)
OUTBOX = timedelta(days=90)
RELAYED = timedelta(days=1)  # the words of an asker leave the outbox once they were sent
PROPOSALS = timedelta(days=60)


async def drop_old(database: Database, now: datetime) -> None:
    """Activities after a week, talks after a month, proposals after two, messages and relays after three."""
    async with database.begin() as stores:
        await stores.turns.forget_before(now - TURNS)
        await stores.talks.forget_before(now - TALKS)
        await stores.files.forget_before(now)
        await stores.outbox.forget_before(now - OUTBOX)
        await stores.outbox.forget_kind("relay", before=now - RELAYED)
        await stores.relays.forget_before(now - OUTBOX)
        await stores.wishes.forget_before(now - PROPOSALS)
        rows = await stores.outbox.counts()
    log.info("upkeep done", extra={"outbox": rows})
