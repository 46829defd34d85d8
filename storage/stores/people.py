"""The department's people and the lines that they declared."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from storage import tables
from storage.records import Person, Role, Skill
from storage.stores.base import Store, columns, values


class People(Store):
    """Agents, found by their Entra id, e-mail or our own id, with their skills."""

    async def all(self) -> tuple[Person, ...]:
        """Everybody, by name."""
        table = tables.person
        return await self._all(Person, select(*columns(table, Person)).order_by(table.c.name))

    async def get(self, person_id: str) -> Person | None:
        """By our own id."""
        return await self._one(Person, _select().where(tables.person.c.id == person_id))

    async def by_aad_id(self, aad_id: str) -> Person | None:
        """By Entra object id, which alone identifies somebody who speaks."""
        return await self._one(Person, _select().where(tables.person.c.aad_id == aad_id))

    async def by_email(self, email: str) -> Person | None:
        """By address, whatever its case."""
        same = func.lower(tables.person.c.email) == email.lower()
        return await self._one(Person, _select().where(same))

    async def put(self, person: Person) -> None:
        """Adds somebody, or replaces what is known of the person with the same id."""
        await self._put(tables.person, values(person), key=("id",))
        await self._moved()

    async def set_role(self, person_id: str, role: Role) -> None:
        """Gives a role."""
        table = tables.person
        await self._run(update(table).where(table.c.id == person_id).values(role=role))
        await self._moved()

    async def with_role(self, *roles: Role) -> tuple[Person, ...]:
        """Who holds one of these roles, by name."""
        table = tables.person
        held = _select().where(table.c.role.in_(roles)).order_by(table.c.name)
        return await self._all(Person, held)

    async def erase(self, person_id: str) -> None:
        """Removes a person; skills, evidence, talks and references go with the row (cascade)."""
        await self._withdraw_questions(person_id)
        await self._run(delete(tables.person).where(tables.person.c.id == person_id))
        await self._moved()

    async def _withdraw_questions(self, person_id: str) -> None:
        """Takes back what the bot passes on in somebody's name: its text carries that name."""
        relay, outgoing = tables.relay, tables.outgoing
        asked = await self._run(select(relay.c.id).where(relay.c.asker_id == person_id))
        for number in asked.scalars().all():
            posts = outgoing.c.key.startswith(f"relay:{number}:", autoescape=True)
            await self._run(delete(outgoing).where(posts))

    async def skills(self, person_id: str) -> tuple[Skill, ...]:
        """What somebody declared, oldest first."""
        table = tables.skill
        mine = select(*columns(table, Skill)).where(table.c.person_id == person_id)
        return await self._all(Skill, mine.order_by(table.c.id))

    async def all_skills(self) -> dict[str, tuple[Skill, ...]]:
        """What everybody declared, by person, oldest first."""
        table = tables.skill
        found: dict[str, list[Skill]] = {}
        for skill in await self._all(Skill, select(*columns(table, Skill)).order_by(table.c.id)):
            found.setdefault(skill.person_id, []).append(skill)
        return {person_id: tuple(theirs) for person_id, theirs in found.items()}

    async def declared_before(self, moment: datetime) -> tuple[Skill, ...]:
        """Lines that their authors declared or confirmed before a moment, by person; not imported ones."""
        table = tables.skill
        said = func.coalesce(table.c.confirmed_at, table.c.declared_at)
        old = select(*columns(table, Skill)).where(said < moment)
        return await self._all(Skill, old.order_by(table.c.person_id, table.c.id))

    async def confirm_skills(self, person_id: str, *, at: datetime) -> None:
        """Notes that all that somebody declared still holds."""
        table = tables.skill
        await self._run(
            update(table).where(table.c.person_id == person_id).values(confirmed_at=at)
        )
        await self._moved()

    async def add_skill(self, skill: Skill) -> int:
        """Stores a declared line and gives its id."""
        row = values(skill, without=("id",))
        done = await self._run(tables.skill.insert().values(**row).returning(tables.skill.c.id))
        await self._moved()
        return int(done.scalar_one())

    async def add_skills(self, skills: Sequence[Skill]) -> list[int]:
        """Stores several declared lines at once and gives their ids, in order."""
        if not skills:
            return []
        table = tables.skill
        made = table.insert().returning(table.c.id, sort_by_parameter_order=True)
        done = await self._run(made, [values(skill, without=("id",)) for skill in skills])
        ids = [int(row[0]) for row in done]
        await self._moved()
        return ids

    async def change_skill(self, skill: Skill) -> None:
        """Puts a line in the place of the one with its id, if it is still there."""
        table = tables.skill
        row = values(skill, without=("id", "person_id"))
        await self._run(update(table).where(table.c.id == skill.id).values(**row))
        await self._moved()

    async def remove_skill(self, skill_id: int) -> None:
        """Removes a declared line and the evidence made from it (cascade)."""
        await self._run(delete(tables.skill).where(tables.skill.c.id == skill_id))
        await self._moved()


def _select() -> Select[Any]:
    return select(*columns(tables.person, Person))
