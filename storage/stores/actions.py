"""The register of actions and its journal."""

import dataclasses
from datetime import date, datetime

from sqlalchemy import delete, func, select, update

from storage import tables
from storage.records import JSON, Action, ActionChange, JournalEntry
from storage.stores.base import Store, columns, values

_CHANGING = ("status", "progress", "due", "blocker", "owner_id", "title")


class ActionMoved(Exception):
    """Somebody changed the action since it was shown; `current` is what stands now."""

    def __init__(self, current: Action) -> None:
        super().__init__(f"action {current.number} moved")
        self.current = current


class Actions(Store):
    """Lines of the register; every change goes through `record` and leaves a journal entry."""

    async def register(self) -> tuple[Action, ...]:
        """All actions, by number."""
        table = tables.action
        return await self._all(Action, select(*columns(table, Action)).order_by(table.c.number))

    async def get(self, number: int) -> Action | None:
        """One action."""
        table = tables.action
        return await self._one(
            Action, select(*columns(table, Action)).where(table.c.number == number)
        )

    async def next_number(self) -> int:
        """The number that a new action would get."""
        highest = (await self._run(select(func.max(tables.action.c.number)))).scalar_one()
        return int(highest or 0) + 1

    async def put(self, action: Action) -> None:
        """Loads a line as it is (reference content, an imported table): no journal entry."""
        await self._put(tables.action, values(action), key=("number",))
        await self._moved()

    async def clear(self) -> None:
        """Empties the register, journal apart: trials put another one in its place."""
        await self._run(delete(tables.action))
        await self._moved()

    async def create(self, action: Action, *, at: datetime, author_id: str | None) -> None:
        """Adds a new action, with its first journal entry."""
        await self._run(tables.action.insert().values(**values(action)))
        await self._note(
            action.number, at=at, author_id=author_id, before={}, after=as_json(action)
        )
        await self._moved()

    async def record(
        self,
        change: ActionChange,
        *,
        version: int,
        at: datetime,
        day: date,
        author_id: str | None,
    ) -> Action:
        """Writes one report made on `version` of an action, else raises ActionMoved."""
        before = await self.get(change.number)
        if before is None:
            raise LookupError(change.number)
        new = {name: getattr(change, name) for name in _CHANGING}
        new = {name: value for name, value in new.items() if value is not None}
        after = dataclasses.replace(before, **new, last_news=day, version=version + 1)
        table = tables.action
        same = (table.c.number == change.number, table.c.version == version)
        done = await self._run(update(table).where(*same).values(**values(after)))
        if done.rowcount != 1:
            raise ActionMoved(before)
        await self._note(
            change.number,
            at=at,
            author_id=author_id,
            before=as_json(before),
            after=as_json(after),
            note=change.note,
        )
        await self._moved()
        return after

    async def journal(self, number: int | None = None) -> tuple[JournalEntry, ...]:
        """What was reported, oldest first."""
        table = tables.journal
        entries = select(*columns(table, JournalEntry)).order_by(table.c.id)
        if number is not None:
            entries = entries.where(table.c.number == number)
        return await self._all(JournalEntry, entries)

    async def _note(
        self,
        number: int,
        *,
        at: datetime,
        author_id: str | None,
        before: JSON,
        after: JSON,
        note: str = "",
    ) -> None:
        entry = JournalEntry(
            number=number, at=at, author_id=author_id, before=before, after=after, note=note
        )
        await self._run(tables.journal.insert().values(**values(entry)))


def as_json(action: Action) -> JSON:
    """An action in the journal's words: days in ISO, statuses as their values."""
    data = values(action)
    for name in ("due", "last_news"):
        day = data[name]
        data[name] = day.isoformat() if day else None
    data["status"] = str(action.status)
    return data
