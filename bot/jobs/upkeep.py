"""What is kept for a time is dropped after it."""

import logging
from datetime import datetime, timedelta

from storage.database import Database

log = logging.getLogger(__name__)

TURNS = timedelta(days=7)
TALKS = timedelta(days=30)
OUTBOX = timedelta(days=90)


async def drop_old(database: Database, now: datetime) -> None:
    """Answered activities after a week, lapsed talks after a month, sent messages after three."""
    async with database.begin() as stores:
        await stores.turns.forget_before(now - TURNS)
        await stores.talks.forget_before(now - TALKS)
        await stores.files.forget_before(now)
        await stores.outbox.forget_before(now - OUTBOX)
        rows = await stores.outbox.counts()
    log.info("upkeep done", extra={"outbox": rows})
