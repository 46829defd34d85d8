"""An import beside what is known: who is who, what changes, what a person said that stays. Pure."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dialogs.french.words import fold
from storage.records import Person, Skill

# What an import may renew, and how it is called.
FIELDS = {
    "name": "nom",
    "email": "adresse",
    "venue": "équipement",
    "service": "service",
    "job_title": "fonction",
    "disciplines": "disciplines",
    "languages": "langues",
    "groups": "groupes",
    "working_days": "jours",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """A row of an import: the person as they become, and the lines to add."""

    before: Person | None
    after: Person
    skills: tuple[Skill, ...]

    @property
    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """For somebody known: each field that moves, as it was and as it becomes."""
        if self.before is None:
            return ()
        pairs = (
            (called, _said(getattr(self.before, name)), _said(getattr(self.after, name)))
            for name, called in FIELDS.items()
        )
        return tuple(pair for pair in pairs if pair[1] != pair[2])

    @property
    def is_new(self) -> bool:
        """Whether nobody known is meant."""
        return self.before is None

    @property
    def changes_something(self) -> bool:
        """Whether the row brings anything."""
        return self.is_new or bool(self.changes or self.skills)


class Directory:
    """People known, found by address, then by id, then by a name that one person bears in a service."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_email: dict[str, Person] = {}
        self._by_id: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = {}
        for person in people:
            self._add(person)

    def meant(self, row: Person) -> Person | None:
        """Who a row is about, or None for somebody new."""
        if row.email and (known := self._by_email.get(row.email.lower())):
            return known
        if known := self._by_id.get(row.id):
            return known
        if row.email:
            return None
        named = [
            one
            for one in self._by_name.get(fold(row.name), ())
            if not row.service or fold(one.service) == fold(row.service)
        ]
        return named[0] if len(named) == 1 else None

    def is_ambiguous(self, row: Person) -> bool:
        """Whether a row without an address bears the name of several."""
        return (
            not row.email
            and row.id not in self._by_id
            and self.meant(row) is None
            and len(self._by_name.get(fold(row.name), ())) > 1
        )

    def take(self, merged: Merged) -> None:
        """Knows a row from now on."""
        self._add(merged.after)

    def _add(self, person: Person) -> None:
        self._by_id[person.id] = person
        if person.email:
            self._by_email[person.email.lower()] = person
        same = self._by_name.setdefault(fold(person.name), [])
        same[:] = [one for one in same if one.id != person.id] + [person]


def merge(
    row: Person, skills: Sequence[Skill], before: Person | None, own: Sequence[Skill]
) -> Merged:
    """The row put onto what is known: empty cells erase nothing, what the person said stays."""
    if before is None:
        return Merged(None, row, tuple(skills))
    told = {
        name: value
        for name in FIELDS
        if (value := getattr(row, name)) and name not in before.own_fields
    }
    if "languages" in told:
        told["languages"] = tuple(
            one for one in told["languages"] if fold(one) not in before.dropped
        )
    known = {fold(skill.text) for skill in own} | set(before.dropped)
    missing = tuple(
        dataclasses.replace(skill, person_id=before.id)
        for skill in skills
        if fold(skill.text) not in known
    )
    return Merged(before, dataclasses.replace(before, **told), missing)


def _said(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")
