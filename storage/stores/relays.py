"""Questions relayed to colleagues, what was asked in vain, what was helpful."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Table, delete, select, update

from storage import tables
from storage.sharing import Relay, Unmet
from storage.stores.base import Store, columns, values


class Relays(Store):
    """A relay keeps asker and question until it is answered or lapses; then only the fact stays."""

    async def add(self, relay: Relay) -> int:
        """Keeps a relayed question and gives its number."""
        row = values(relay, without=("id",))
        done = await self._run(tables.relay.insert().values(**row).returning(tables.relay.c.id))
        return int(done.scalar_one())

    async def get(self, number: int) -> Relay | None:
        """The relay with this number."""
        table = tables.relay
        return await self._one(Relay, select(*columns(table, Relay)).where(table.c.id == number))

    async def open_of(self, asker_id: str, *, now: datetime) -> tuple[Relay, ...]:
        """What somebody asked and nobody answered yet."""
        table = tables.relay
        mine = select(*columns(table, Relay)).where(
            table.c.asker_id == asker_id, table.c.answered_at.is_(None), table.c.expires_at > now
        )
        return await self._all(Relay, mine.order_by(table.c.id))

    async def waiting(self, conversation: str, *, now: datetime) -> tuple[Relay, ...]:
        """What was asked in a conversation and nobody answered yet."""
        table = tables.relay
        unanswered = select(*columns(table, Relay)).where(
            table.c.answered_at.is_(None), table.c.expires_at > now, table.c.question != ""
        )
        asked = await self._all(Relay, unanswered.order_by(table.c.id))
        return tuple(relay for relay in asked if conversation in relay.targets)

    async def lapsed(self, now: datetime) -> tuple[Relay, ...]:
        """What nobody answered in time, and whose asker has not been told."""
        table = tables.relay
        late = select(*columns(table, Relay)).where(
            table.c.answered_at.is_(None), table.c.expires_at <= now, table.c.question != ""
        )
        return await self._all(Relay, late.order_by(table.c.id))

    async def end(self, number: int, *, answered_at: datetime | None) -> bool:
        """Ends a relay once, and forgets who asked what; False when it had ended before."""
        table = tables.relay
        still = update(table).where(table.c.id == number, table.c.question != "")
        bare = {"asker_id": None, "question": "", "subject": "", "conversation": ""}
        done = await self._run(still.values(**bare, answered_at=answered_at))
        return done.rowcount == 1

    async def forget_before(self, moment: datetime) -> None:
        """Drops relays that ended before a moment."""
        await self._run(delete(tables.relay).where(tables.relay.c.expires_at < moment))

    async def missed(self, concepts: Iterable[str], *, on: date) -> None:
        """Counts concepts that were asked in vain."""
        table = tables.unmet
        for concept in sorted(set(concepts)):
            first = {"concept": concept, "times": 0, "last_asked": on}
            await self._count(table, first, {"times": table.c.times + 1, "last_asked": on})

    async def unmet(self) -> tuple[Unmet, ...]:
        """What was asked in vain, most often first."""
        table = tables.unmet
        order = table.c.times.desc(), table.c.concept
        return await self._all(Unmet, select(*columns(table, Unmet)).order_by(*order))

    async def judged(self, concepts: Iterable[str], *, helpful: bool, on: date) -> None:
        """Counts an answer as helpful or not, by month and concept."""
        table = tables.feedback
        column = table.c.helpful if helpful else table.c.unhelpful
        for concept in sorted(set(concepts)):
            first = {"month": f"{on:%Y-%m}", "concept": concept, "helpful": 0, "unhelpful": 0}
            await self._count(table, first, {column.name: column + 1})

    async def feedback(self) -> dict[str, tuple[int, int]]:
        """By concept, over all months: how often an answer helped, and how often not."""
        table = tables.feedback
        told: dict[str, tuple[int, int]] = {}
        rows = select(table.c.concept, table.c.helpful, table.c.unhelpful)
        for concept, helpful, unhelpful in await self._run(rows):
            before = told.get(concept, (0, 0))
            told[concept] = (before[0] + helpful, before[1] + unhelpful)
        return told

    async def _count(
        self, table: Table, first: dict[str, object], change: dict[str, object]
    ) -> None:
        """Adds to a counter, which starts at nothing."""
        await self._insert_new(table, first)
        keys = [column == first[column.name] for column in table.primary_key]
        await self._run(update(table).where(*keys).values(**change))
