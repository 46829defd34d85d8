"""Programming sources and the occurrences that were last read well from them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from storage import tables
from storage.records import Feed, Occurrence
from storage.stores.base import Store, columns, values


class Programme(Store):
    """Feeds and their last good set of occurrences."""

    async def feeds(self) -> tuple[Feed, ...]:
        """All sources, by name."""
        table = tables.feed
        return await self._all(Feed, select(*columns(table, Feed)).order_by(table.c.name))

    async def feed(self, name: str) -> Feed | None:
        """One source."""
        table = tables.feed
        return await self._one(Feed, select(*columns(table, Feed)).where(table.c.name == name))

    async def put_feed(self, feed: Feed) -> None:
        """Adds a source, or changes the one with the same name."""
        await self._put(tables.feed, values(feed), key=("name",))
        await self._moved()

    async def remove_feed(self, name: str) -> bool:
        """Removes a source and its occurrences; False when there is none of that name."""
        done = await self._run(delete(tables.feed).where(tables.feed.c.name == name))
        await self._moved()
        return done.rowcount == 1

    async def note_trouble(self, name: str, *, trouble: str, at: datetime) -> None:
        """Remembers why the last try failed; the last good set stays."""
        table = tables.feed
        tried = update(table).where(table.c.name == name)
        await self._run(tried.values(trouble=trouble, tried_at=at))

    async def replace(self, feed: str, occurrences: Iterable[Occurrence]) -> None:
        """Puts a new good set in the place of the old one."""
        table = tables.occurrence
        await self._run(delete(table).where(table.c.feed == feed))
        rows = [values(occurrence) for occurrence in occurrences]
        if rows:
            await self._run(table.insert(), rows)

    async def of_feed(self, feed: str) -> tuple[Occurrence, ...]:
        """What is kept of one source, in time's order."""
        table = tables.occurrence
        kept = select(*columns(table, Occurrence)).where(table.c.feed == feed)
        return await self._all(Occurrence, kept.order_by(table.c.start, table.c.id))

    async def between(
        self, start: datetime, end: datetime, *, venue: str = ""
    ) -> tuple[Occurrence, ...]:
        """What takes place in the half-open interval [start, end), in time's order."""
        table = tables.occurrence
        # A feed may give an instant event (no end): it counts on its start.
        runs = or_(table.c.end > start, table.c.start >= start)
        found = select(*columns(table, Occurrence)).where(table.c.start < end, runs)
        if venue:
            found = found.where(table.c.venue == venue)
        return await self._all(Occurrence, found.order_by(table.c.start, table.c.id))
