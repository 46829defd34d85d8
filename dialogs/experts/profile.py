"""Keeps what is known of people and the index that finds them together, in one transaction."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dialogs.experts.evidence import lines_about
from dialogs.experts.merging import Directory, Merged, merge
from dialogs.french.words import fold
from storage.database import Stores
from storage.records import EvidenceKind, Knowledge, Person, Skill, Venue

_ALL = tuple(EvidenceKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did, or would do."""

    people: int = 0
    new: int = 0
    changed: int = 0
    skills: int = 0
    venues: int = 0
    merged: tuple[Merged, ...] = ()
    ambiguous: tuple[int, ...] = ()  # places of rows that may be about several people


async def index(person: Person, stores: Stores, knowledge: Knowledge) -> None:
    """Makes the lines of a person anew from what is stored of them."""
    await _index(person, await stores.people.skills(person.id), stores, knowledge)


async def _index(
    person: Person, skills: Sequence[Skill], stores: Stores, knowledge: Knowledge
) -> None:
    venue = knowledge.venue(person.venue)
    shown = dataclasses.replace(person, service=person.service or (venue.name if venue else ""))
    lines = lines_about(shown, skills, knowledge=knowledge)
    await stores.experts.replace(person.id, lines, kinds=_ALL)


async def import_people(
    rows: Iterable[tuple[Person, Sequence[Skill]]],
    stores: Stores,
    knowledge: Knowledge,
    *,
    dry_run: bool = False,
) -> Imported:
    """Adds or renews people and adds the lines they lack; the same rows twice change nothing.

    People are recognised by address, then id; what they said themselves stays.
    """
    directory = Directory(knowledge.people)
    declared = await stores.people.all_skills()
    venues = {venue.code: venue for venue in knowledge.venues}
    merged: list[Merged] = []
    ambiguous: list[int] = []
    for place, (person, skills) in enumerate(rows):
        if directory.is_ambiguous(person):
            ambiguous.append(place)
            continue
        before = directory.meant(person)
        own = declared.get(before.id, ()) if before else ()
        one = merge(person, skills, before, own)
        directory.take(one)
        merged.append(one)
        new_venue = one.after.venue and one.after.venue not in venues
        if new_venue:
            name = one.after.service or one.after.venue
            venues[one.after.venue] = Venue(code=one.after.venue, name=name)
        if dry_run or not one.changes_something:
            continue
        if new_venue:
            await stores.town.put_venue(venues[one.after.venue])
        await _write(
            one, own, stores, dataclasses.replace(knowledge, venues=tuple(venues.values()))
        )
    return Imported(
        people=len(merged),
        new=sum(one.is_new for one in merged),
        changed=sum(not one.is_new and one.changes_something for one in merged),
        skills=sum(len(one.skills) for one in merged),
        venues=len(venues) - len(knowledge.venues),
        merged=tuple(merged),
        ambiguous=tuple(ambiguous),
    )


def without(person: Person, texts: Iterable[str], *, stored: Person | None) -> Person:
    """The person with lines noted as taken away, so that no import brings them back.

    A role lent by a setting is not written down.
    """
    gone = (fold(text) for text in texts)
    dropped = tuple(dict.fromkeys((*person.dropped, *gone)))
    role = stored.role if stored else person.role
    return dataclasses.replace(person, role=role, dropped=dropped)


async def _write(one: Merged, own: Sequence[Skill], stores: Stores, knowledge: Knowledge) -> None:
    """Stores a row of an import, and makes the lines that find the person."""
    await stores.people.put(one.after)
    ids = await stores.people.add_skills(one.skills)
    stored = [
        dataclasses.replace(skill, id=number)
        for skill, number in zip(one.skills, ids, strict=True)
    ]
    await _index(one.after, (*own, *stored), stores, knowledge)
