"""How to reach conversations again."""

from collections.abc import Sequence

from sqlalchemy import select, update

from storage import tables
from storage.records import Place, Reference
from storage.stores.base import Store, columns, values


class References(Store):
    """Conversation references in our own format."""

    async def put(self, reference: Reference) -> None:
        """Remembers or refreshes a conversation."""
        await self._put(tables.reference, values(reference), key=("conversation",))

    async def get(self, conversation: str) -> Reference | None:
        """How to reach a conversation."""
        table = tables.reference
        one = select(*columns(table, Reference)).where(table.c.conversation == conversation)
        return await self._one(Reference, one)

    async def personal(self, person_id: str) -> Reference | None:
        """A person's own chat with the bot, if it may be written to."""
        table = tables.reference
        own = (
            table.c.person_id == person_id,
            table.c.place == Place.PERSONAL,
            table.c.active.is_(True),
        )
        return await self._one(Reference, select(*columns(table, Reference)).where(*own).limit(1))

    async def personal_of(self, person_ids: Sequence[str]) -> tuple[Reference, ...]:
        """The own chats of several people, those that may be written to."""
        table = tables.reference
        own = (
            table.c.person_id.in_(person_ids),
            table.c.place == Place.PERSONAL,
            table.c.active.is_(True),
        )
        found = select(*columns(table, Reference)).where(*own).order_by(table.c.conversation)
        chats = {one.person_id: one for one in await self._all(Reference, found)}
        return tuple(chats[person_id] for person_id in person_ids if person_id in chats)

    async def silence(self, conversation: str, *, because: str) -> None:
        """Stops writing there until it is installed again."""
        table = tables.reference
        off = update(table).where(table.c.conversation == conversation)
        await self._run(off.values(active=False, silent_because=because))

    async def silence_team(self, team_id: str, *, because: str) -> None:
        """Stops writing in all channels of a team."""
        table = tables.reference
        off = update(table).where(table.c.team_id == team_id)
        await self._run(off.values(active=False, silent_because=because))

    async def wake_team(self, team_id: str) -> None:
        """Writes again in all channels of a team that the bot came back to."""
        table = tables.reference
        on = update(table).where(table.c.team_id == team_id)
        await self._run(on.values(active=True, silent_because=""))
