"""The channels that follow a working group."""

from datetime import date

from sqlalchemy import delete, select, update

from storage import tables
from storage.records import Channel
from storage.stores.base import Store, columns, values


class Groups(Store):
    """Which channel follows which group, and when it gets its digest."""

    async def channels(self, group: str = "") -> tuple[Channel, ...]:
        """All connected channels, or those of one group."""
        table = tables.channel
        connected = select(*columns(table, Channel)).order_by(table.c.conversation)
        if group:
            connected = connected.where(table.c.group == group)
        return await self._all(Channel, connected)

    async def reachable(self, group: str = "") -> tuple[Channel, ...]:
        """Connected channels, or those of one group, that the bot may still write to."""
        table, place = tables.channel, tables.reference
        there = table.join(place, place.c.conversation == table.c.conversation)
        active = select(*columns(table, Channel)).select_from(there)
        active = active.where(place.c.active.is_(True)).order_by(table.c.conversation)
        if group:
            active = active.where(table.c.group == group)
        return await self._all(Channel, active)

    async def channel(self, conversation: str) -> Channel | None:
        """The channel with this id, if it is connected."""
        table = tables.channel
        one = select(*columns(table, Channel)).where(table.c.conversation == conversation)
        return await self._one(Channel, one)

    async def connect(self, channel: Channel) -> None:
        """Connects a channel to a group, or moves it to another."""
        await self._put(tables.channel, values(channel), key=("conversation",))

    async def pause(self, conversation: str, *, until: date | None) -> None:
        """Keeps a channel silent up to and including a day; None wakes it."""
        table = tables.channel
        paused = update(table).where(table.c.conversation == conversation)
        await self._run(paused.values(paused_until=until))

    async def disconnect(self, conversation: str) -> bool:
        """Takes a channel off; False when it was not connected."""
        table = tables.channel
        done = await self._run(delete(table).where(table.c.conversation == conversation))
        return done.rowcount == 1
