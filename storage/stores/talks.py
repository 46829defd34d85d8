"""Open talks: questions that wait for an answer, and the subject that a talk is about."""

from datetime import datetime

from sqlalchemy import and_, delete, select, update

from storage import tables
from storage.records import Talk
from storage.stores.base import Store, columns, values


class Talks(Store):
    """At most one open question and one subject per person and conversation."""

    async def open(self, talk: Talk) -> None:
        """Opens a talk in the place of the open one of the same sort."""
        await self.close_open(
            talk.conversation, talk.person_id, asks=talk.asks, closed="remplacée", at=None
        )
        await self._run(tables.talk.insert().values(**values(talk)))

    async def current(
        self, conversation: str, person_id: str, *, now: datetime
    ) -> tuple[Talk | None, Talk | None]:
        """The open question and the subject, each if it has not lapsed."""
        table = tables.talk
        live = and_(
            table.c.conversation == conversation,
            table.c.person_id == person_id,
            table.c.closed == "",
            table.c.expires_at > now,
        )
        found = await self._all(Talk, select(*columns(table, Talk)).where(live))
        question = next((talk for talk in found if talk.asks), None)
        subject = next((talk for talk in found if not talk.asks), None)
        return question, subject

    async def get(self, key: str) -> Talk | None:
        """The talk that a card's buttons carry, open or not."""
        table = tables.talk
        return await self._one(Talk, select(*columns(table, Talk)).where(table.c.key == key))

    async def close(self, key: str, *, closed: str, at: datetime) -> bool:
        """Ends a talk once; False when it was ended before."""
        table = tables.talk
        live = update(table).where(table.c.key == key, table.c.closed == "")
        return (await self._run(live.values(closed=closed, closed_at=at))).rowcount == 1

    async def close_open(
        self, conversation: str, person_id: str, *, asks: bool, closed: str, at: datetime | None
    ) -> None:
        """Ends what is open of one sort."""
        table = tables.talk
        mine = update(table).where(
            table.c.conversation == conversation,
            table.c.person_id == person_id,
            table.c.asks.is_(asks),
            table.c.closed == "",
        )
        await self._run(mine.values(closed=closed, closed_at=at))

    async def forget_before(self, moment: datetime) -> None:
        """Drops talks that lapsed before a moment."""
        await self._run(delete(tables.talk).where(tables.talk.c.expires_at < moment))
