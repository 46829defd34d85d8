"""The town's own words: venues, partners, working groups, axes, and their revision."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from storage import tables
from storage.records import Group, Partner, Venue
from storage.stores.base import Store, columns, values


class Town(Store):
    """Reads and replaces the reference content."""

    async def revision(self) -> int:
        """Grows with every change to what sentences may name."""
        return int((await self._run(select(tables.revision.c.value))).scalar_one())

    async def venues(self) -> tuple[Venue, ...]:
        """By name."""
        table = tables.venue
        return await self._all(Venue, select(*columns(table, Venue)).order_by(table.c.name))

    async def partners(self) -> tuple[Partner, ...]:
        """From the near circle to the far one."""
        table = tables.partner
        order = (table.c.circle, table.c.name)
        return await self._all(Partner, select(*columns(table, Partner)).order_by(*order))

    async def groups(self) -> tuple[Group, ...]:
        """By name."""
        table = tables.working_group
        return await self._all(Group, select(*columns(table, Group)).order_by(table.c.name))

    async def axes(self) -> tuple[str, ...]:
        """In the order of the plan."""
        table = tables.axis
        statement = select(table.c.name).order_by(table.c.position)
        return tuple((await self._run(statement)).scalars())

    async def put_venue(self, venue: Venue) -> None:
        """Adds a venue, or changes the one with the same code."""
        await self._put(tables.venue, values(venue), key=("code",))
        await self._moved()

    async def put_partner(self, partner: Partner) -> None:
        """Adds a partner, or changes the one with the same name."""
        await self._put(tables.partner, values(partner), key=("name",))
        await self._moved()

    async def put_group(self, group: Group) -> None:
        """Adds a working group, or changes the one with the same code."""
        await self._put(tables.working_group, values(group), key=("code",))
        await self._moved()

    async def set_axes(self, names: Iterable[str]) -> None:
        """Replaces the axes, in the order of the plan."""
        await self._run(delete(tables.axis))
        rows = [{"name": name, "position": place} for place, name in enumerate(names)]
        if rows:
            await self._run(tables.axis.insert(), rows)
        await self._moved()
