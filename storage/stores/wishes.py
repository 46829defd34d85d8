"""What people want to learn, and lines that a head of service thinks of for them."""

from datetime import datetime

from sqlalchemy import delete, select

from storage import tables
from storage.sharing import Proposal, Wish
from storage.stores.base import Store, columns, values


class Wishes(Store):
    """Kept until the person takes them back, or publishes what was proposed."""

    async def add(self, wish: Wish) -> None:
        """Keeps a wish."""
        await self._run(tables.wish.insert().values(**values(wish, without=("id",))))

    async def all(self) -> tuple[Wish, ...]:
        """Every wish, oldest first."""
        table = tables.wish
        return await self._all(Wish, select(*columns(table, Wish)).order_by(table.c.id))

    async def of(self, person_id: str) -> tuple[Wish, ...]:
        """What somebody wants to learn, oldest first."""
        table = tables.wish
        mine = select(*columns(table, Wish)).where(table.c.person_id == person_id)
        return await self._all(Wish, mine.order_by(table.c.id))

    async def remove(self, wish_id: int) -> None:
        """Takes a wish back."""
        await self._run(delete(tables.wish).where(tables.wish.c.id == wish_id))

    async def propose(self, proposal: Proposal) -> None:
        """Keeps a line until the person answers."""
        await self._run(tables.proposal.insert().values(**values(proposal, without=("id",))))

    async def proposals(self) -> tuple[Proposal, ...]:
        """All lines that wait for an answer, oldest first."""
        table = tables.proposal
        return await self._all(Proposal, select(*columns(table, Proposal)).order_by(table.c.id))

    async def answered(self, proposal_id: int) -> None:
        """Forgets a proposal, whatever the answer was."""
        await self._run(delete(tables.proposal).where(tables.proposal.c.id == proposal_id))

    async def forget_before(self, moment: datetime) -> None:
        """Drops proposals that nobody answered."""
        table = tables.proposal
        await self._run(delete(table).where(table.c.proposed_at < moment))
