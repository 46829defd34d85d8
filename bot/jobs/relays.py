"""Relayed questions that nobody answered in time: the asker is told, and they are forgotten."""

import logging
from datetime import datetime

from dialogs.experts import relay_texts
from storage.database import Database
from storage.records import Outgoing

log = logging.getLogger(__name__)


async def close_relays(database: Database, now: datetime) -> int:
    """Ends what lapsed; gives how many were ended."""
    async with database.begin() as stores:
        late = await stores.relays.lapsed(now)
        channels = {one.conversation for one in await stores.groups.channels()} if late else set()
        for relay in late:
            reply = relay_texts.lapsed(relay, group=not channels.isdisjoint(relay.targets))
            row = Outgoing(
                key=f"relay:{relay.id}:lapsed",
                conversation=relay.conversation,
                body=reply.to_json(),
                kind="relay",
                due_at=now,
            )
            await stores.outbox.put(row)
            await stores.relays.end(relay.id, answered_at=None)
    if late:
        log.info("relays lapsed", extra={"relays": len(late)})
    return len(late)
