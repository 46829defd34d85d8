"""Keeps what is known of people and the index that finds them together, in one transaction."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dialogs.experts.evidence import lines_about
from dialogs.french.words import fold
from storage.database import Stores
from storage.records import EvidenceKind, Knowledge, Person, Skill, Venue

_ALL = tuple(EvidenceKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did."""

    people: int
    new: int
    skills: int
    venues: int


async def index(person: Person, stores: Stores, knowledge: Knowledge) -> None:
    """Makes the lines of a person anew from what is stored of them."""
    venue = knowledge.venue(person.venue)
    shown = dataclasses.replace(person, service=person.service or (venue.name if venue else ""))
    lines = lines_about(shown, await stores.people.skills(person.id), knowledge=knowledge)
    await stores.experts.replace(person.id, lines, kinds=_ALL)


async def import_people(
    rows: Iterable[tuple[Person, Sequence[Skill]]], stores: Stores, knowledge: Knowledge
) -> Imported:
    """Adds or renews people and adds the skills they lack; the same rows twice change nothing."""
    venues = {venue.code: venue for venue in knowledge.venues}
    people = new = skills = added = 0
    for person, declared in rows:
        if person.venue and person.venue not in venues:
            venues[person.venue] = Venue(code=person.venue, name=person.service or person.venue)
            await stores.town.put_venue(venues[person.venue])
            added += 1
        before = await stores.people.get(person.id)
        await stores.people.put(_renewed(person, before))
        skills += await _add_missing(person, declared, stores)
        known = dataclasses.replace(knowledge, venues=tuple(venues.values()))
        await index(person, stores, known)
        people += 1
        new += before is None
    return Imported(people=people, new=new, skills=skills, venues=added)


def _renewed(person: Person, before: Person | None) -> Person:
    """The directory's news, without taking away a role or the link to a Teams account."""
    if before is None:
        return person
    return dataclasses.replace(
        person, aad_id=person.aad_id or before.aad_id, role=before.role, guest=before.guest
    )


async def _add_missing(person: Person, declared: Sequence[Skill], stores: Stores) -> int:
    known = {fold(skill.text) for skill in await stores.people.skills(person.id)}
    missing = [skill for skill in declared if fold(skill.text) not in known]
    for skill in missing:
        await stores.people.add_skill(skill)
    return len(missing)
