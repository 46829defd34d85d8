"""What the bot sends of its own accord: written with the decision, settled row by row."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from storage import tables
from storage.records import Outgoing, OutgoingState
from storage.stores.base import Store, columns, values


class Outbox(Store):
    """Moves: a_publier → en_cours → publie | incertain | abandonne | a_publier again."""

    async def put(self, outgoing: Outgoing) -> bool:
        """Adds a row unless its key was used before; tells whether it did."""
        return await self._insert_new(tables.outgoing, values(outgoing, without=("id",)))

    async def find(self, key: str) -> Outgoing | None:
        """The row with this key."""
        table = tables.outgoing
        return await self._one(
            Outgoing, select(*columns(table, Outgoing)).where(table.c.key == key)
        )

    async def claim(self, *, now: datetime, lease: timedelta) -> Outgoing | None:
        """Takes the next due row for `lease`; other senders skip it. None when nothing is due."""
        table = tables.outgoing
        due = (
            select(table.c.id)
            .where(table.c.state == OutgoingState.TO_PUBLISH, table.c.due_at <= now)
            .order_by(table.c.due_at, table.c.id)
            .limit(1)
        )
        # SQLite's writer is alone anyway and knows no row locks.
        if self._is_postgresql:
            due = due.with_for_update(skip_locked=True)
        row_id = (await self._run(due)).scalar_one_or_none()
        if row_id is None:
            return None
        taken = (
            update(table)
            .where(table.c.id == row_id)
            .values(
                state=OutgoingState.SENDING,
                lease_until=now + lease,
                epoch=table.c.epoch + 1,
                attempts=table.c.attempts + 1,
            )
            .returning(*columns(table, Outgoing))
        )
        return await self._one(Outgoing, taken)

    async def settle(
        self,
        row: Outgoing,
        *,
        state: OutgoingState,
        now: datetime,
        reason: str = "",
        activity_id: str = "",
        due_at: datetime | None = None,
    ) -> bool:
        """Ends a claim; False when another sender has taken the row since (its epoch moved)."""
        table = tables.outgoing
        mine = (
            table.c.id == row.id,
            table.c.epoch == row.epoch,
            table.c.state == OutgoingState.SENDING,
        )
        new = {
            "state": state,
            "reason": reason,
            "activity_id": activity_id,
            "due_at": due_at or row.due_at,
            "lease_until": None,
            "settled_at": now,
        }
        return (await self._run(update(table).where(*mine).values(**new))).rowcount == 1

    async def withdraw(self, conversation: str, *, kind: str, reason: str, now: datetime) -> int:
        """Gives up what still waits for a conversation; what is being sent goes its way."""
        table = tables.outgoing
        waiting = (
            table.c.conversation == conversation,
            table.c.kind == kind,
            table.c.state == OutgoingState.TO_PUBLISH,
        )
        given_up = {
            "state": OutgoingState.GIVEN_UP,
            "reason": reason,
            "settled_at": now,
        }
        return (await self._run(update(table).where(*waiting).values(**given_up))).rowcount

    async def written(self, conversation: str, *, kind: str, since: datetime) -> int:
        """How many messages of a kind were meant for a conversation since a moment."""
        table = tables.outgoing
        mine = (
            table.c.conversation == conversation,
            table.c.kind == kind,
            table.c.due_at >= since,
        )
        counted = select(func.count()).select_from(table).where(*mine)
        return int((await self._run(counted)).scalar_one())

    async def lapse(self, *, now: datetime, reason: str) -> int:
        """Marks as uncertain what a sender took and never settled: it may have been delivered."""
        table = tables.outgoing
        lost = update(table).where(
            table.c.state == OutgoingState.SENDING, table.c.lease_until < now
        )
        moved = lost.values(
            state=OutgoingState.UNCERTAIN,
            reason=reason,
            epoch=table.c.epoch + 1,
            lease_until=None,
            settled_at=now,
        )
        return (await self._run(moved)).rowcount

    async def in_state(self, state: OutgoingState, *, limit: int = 50) -> tuple[Outgoing, ...]:
        """Rows in a state, oldest first."""
        table = tables.outgoing
        rows = select(*columns(table, Outgoing)).where(table.c.state == state)
        return await self._all(Outgoing, rows.order_by(table.c.id).limit(limit))

    async def counts(self) -> dict[str, int]:
        """How many rows stand in each state."""
        table = tables.outgoing
        counted = select(table.c.state, func.count(table.c.id)).group_by(table.c.state)
        return {str(row[0]): int(row[1]) for row in await self._run(counted)}

    async def forget_before(self, moment: datetime) -> None:
        """Drops rows settled before a moment, except those that still wait for somebody."""
        table = tables.outgoing
        ended = (OutgoingState.PUBLISHED, OutgoingState.GIVEN_UP)
        old = delete(table).where(table.c.settled_at < moment, table.c.state.in_(ended))
        await self._run(old)

    async def forget_kind(self, kind: str, *, before: datetime) -> None:
        """Drops what was settled of a kind that holds people's words, whatever became of it."""
        table = tables.outgoing
        settled = (OutgoingState.PUBLISHED, OutgoingState.GIVEN_UP, OutgoingState.UNCERTAIN)
        old = delete(table).where(
            table.c.kind == kind, table.c.settled_at < before, table.c.state.in_(settled)
        )
        await self._run(old)
