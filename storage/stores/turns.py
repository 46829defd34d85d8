"""Activities that were answered: a repeated one gets the same answer and has no second effect."""

from datetime import datetime

from sqlalchemy import delete, select

from storage import tables
from storage.records import JSON, Turn
from storage.stores.base import Store, columns


class Turns(Store):
    """The memory of answered activities, kept for a week."""

    async def put(
        self, conversation: str, activity_id: str, *, reply: JSON | None, at: datetime
    ) -> bool:
        """Keeps the answer to an activity; False when it was answered before."""
        row = {"conversation": conversation, "activity_id": activity_id, "reply": reply, "at": at}
        return await self._insert_new(tables.turn, row)

    async def get(self, conversation: str, activity_id: str) -> Turn | None:
        """The turn that answered an activity."""
        table = tables.turn
        same = (table.c.conversation == conversation, table.c.activity_id == activity_id)
        return await self._one(Turn, select(*columns(table, Turn)).where(*same))

    async def forget_before(self, moment: datetime) -> None:
        """Drops turns older than a moment."""
        await self._run(delete(tables.turn).where(tables.turn.c.at < moment))
