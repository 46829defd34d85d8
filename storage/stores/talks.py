"""Open talks: questions of the bot that wait for an answer."""

from datetime import datetime

from sqlalchemy import delete, select, update

from storage import tables
from storage.records import Talk
from storage.stores.base import Store, columns, values


class Talks(Store):
    """At most one open question per person and conversation."""

    async def open(self, talk: Talk) -> None:
        """Asks a question in the place of the one that was open."""
        table = tables.talk
        mine = update(table).where(
            table.c.conversation == talk.conversation,
            table.c.person_id == talk.person_id,
            table.c.closed == "",
        )
        await self._run(mine.values(closed="remplacée", closed_at=None))
        await self._run(table.insert().values(**values(talk)))

    async def current(self, conversation: str, person_id: str, *, now: datetime) -> Talk | None:
        """The open question, if it has not lapsed."""
        table = tables.talk
        live = select(*columns(table, Talk)).where(
            table.c.conversation == conversation,
            table.c.person_id == person_id,
            table.c.closed == "",
            table.c.expires_at > now,
        )
        return await self._one(Talk, live)

    async def get(self, key: str) -> Talk | None:
        """The talk that a card's buttons carry, open or not."""
        table = tables.talk
        return await self._one(Talk, select(*columns(table, Talk)).where(table.c.key == key))

    async def close(self, key: str, *, closed: str, at: datetime) -> bool:
        """Ends a talk once; False when it was ended before."""
        table = tables.talk
        live = update(table).where(table.c.key == key, table.c.closed == "")
        return (await self._run(live.values(closed=closed, closed_at=at))).rowcount == 1

    async def forget_before(self, moment: datetime) -> None:
        """Drops talks that lapsed before a moment."""
        await self._run(delete(tables.talk).where(tables.talk.c.expires_at < moment))
