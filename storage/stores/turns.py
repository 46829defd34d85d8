"""Activities that were answered: a repeated one gets the same answer and has no second effect."""

from datetime import datetime

from sqlalchemy import delete, select, update

from storage import tables
from storage.records import JSON, Turn
from storage.stores.base import Store, columns


class Turns(Store):
    """The memory of answered activities, kept for a week."""

    async def take(self, conversation: str, activity_id: str, *, at: datetime) -> Turn | None:
        """Claims an activity: None when it is new, else the turn that answered it."""
        key = {"conversation": conversation, "activity_id": activity_id}
        if await self._insert_new(tables.turn, {**key, "reply": None, "at": at}):
            return None
        table = tables.turn
        same = (table.c.conversation == conversation, table.c.activity_id == activity_id)
        return await self._one(Turn, select(*columns(table, Turn)).where(*same))

    async def answered(self, conversation: str, activity_id: str, *, reply: JSON) -> None:
        """Keeps the answer for a repetition."""
        table = tables.turn
        same = (table.c.conversation == conversation, table.c.activity_id == activity_id)
        await self._run(update(table).where(*same).values(reply=reply))

    async def forget_before(self, moment: datetime) -> None:
        """Drops turns older than a moment."""
        await self._run(delete(tables.turn).where(tables.turn.c.at < moment))
