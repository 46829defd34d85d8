"""Addresses at which the common calendar may be followed."""

from sqlalchemy import delete, select

from storage import tables
from storage.sharing import Subscription
from storage.stores.base import Store, columns, values


class Subscriptions(Store):
    """Kept until somebody takes them back."""

    async def add(self, subscription: Subscription) -> None:
        """Opens an address."""
        await self._run(tables.subscription.insert().values(**values(subscription)))

    async def get(self, token: str) -> Subscription | None:
        """What is followed at an address."""
        table = tables.subscription
        held = select(*columns(table, Subscription)).where(table.c.token == token)
        return await self._one(Subscription, held)

    async def like(self, *, venue: str, group: str) -> Subscription | None:
        """The address that is open already for the same calendar."""
        table = tables.subscription
        same = (table.c.venue == venue, table.c.group == group)
        held = (
            select(*columns(table, Subscription)).where(*same).order_by(table.c.made_at).limit(1)
        )
        return await self._one(Subscription, held)

    async def all(self) -> tuple[Subscription, ...]:
        """The oldest first."""
        table = tables.subscription
        every = select(*columns(table, Subscription)).order_by(table.c.made_at, table.c.token)
        return await self._all(Subscription, every)

    async def close(self, token: str) -> bool:
        """Takes an address back; tells whether it was open."""
        done = await self._run(
            delete(tables.subscription).where(tables.subscription.c.token == token)
        )
        return bool(done.rowcount)
