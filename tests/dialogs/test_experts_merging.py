"""An import beside what people said themselves."""

import itertools
from collections.abc import Sequence

import pytest

from dialogs.experts.merging import Directory, Merged, merge
from dialogs.experts.profile import import_people
from storage.database import Database
from storage.records import Person, Skill

ADA = Person(
    id="p1", name="Ada Rossi", email="ada@example.org", job_title="caissière", languages=("arabe",)
)


def test_empty_cells_erase_nothing() -> None:
    row = Person(id="x", name="Ada Rossi", email="ADA@example.org")

    merged = merge(row, (), ADA, ())

    assert merged.changes == (("adresse", "ada@example.org", "ADA@example.org"),)
    assert merged.after.job_title == "caissière"


def test_what_a_person_said_stays() -> None:
    before = Person(
        id="p1",
        name="Ada Rossi",
        working_days=("lundi",),
        own_fields=("working_days",),
        dropped=("reliure", "grec"),
    )
    row = Person(id="p1", name="Ada Rossi", working_days=("mardi",), languages=("grec", "arabe"))
    told = (Skill(person_id="p1", text="Reliure"), Skill(person_id="p1", text="vitrail"))

    merged = merge(row, told, before, ())

    assert (merged.after.working_days, merged.after.languages) == (("lundi",), ("arabe",))
    assert [skill.text for skill in merged.skills] == ["vitrail"]


@pytest.mark.parametrize(
    ("row", "known"),
    [
        (Person(id="new", name="A. Rossi", email="Ada@Example.org"), "p1"),
        (Person(id="p1", name="Ada Rossi-Lind", email="ada.lind@example.org"), "p1"),
        (Person(id="Ada Rossi", name="ada rossi"), "p1"),
        (Person(id="x", name="Ada Rossi", email="other@example.org"), None),
    ],
    ids=["by address", "by id, whose address changed", "by name", "a namesake"],
)
def test_who_is_meant(row: Person, known: str | None) -> None:
    found = Directory([ADA]).meant(row)

    assert (found.id if found else None) == known


def test_a_name_of_several_is_nobody_in_particular() -> None:
    directory = Directory([ADA, Person(id="p2", name="Ada Rossi", email="a2@example.org")])
    row = Person(id="Ada Rossi", name="Ada Rossi")

    assert directory.is_ambiguous(row)


ROWS: Sequence[tuple[Person, tuple[Skill, ...]]] = (
    (Person(id="a", name="Ada Rossi", email="ada@example.org", venue="luxy"), ()),
    (
        Person(id="b", name="Lou Martin", email="lou@example.org"),
        (Skill(person_id="b", text="reliure"), Skill(person_id="b", text="vitrail")),
    ),
    (Person(id="c", name="Mo Kane"), (Skill(person_id="c", text="chorale"),)),
)


async def _import(database: Database, rows: Sequence[tuple[Person, tuple[Skill, ...]]]) -> Merged:
    async with database.begin() as stores:
        knowledge = await database.knowledge(stores)
        done = await import_people(rows, stores, knowledge)
    return Merged(None, Person(id="", name=f"{done.new} {done.changed} {done.skills}"), ())


async def test_twice_is_once(database: Database) -> None:
    first = await _import(database, ROWS)
    second = await _import(database, ROWS)

    assert (first.after.name, second.after.name) == ("3 0 3", "0 0 0")


async def test_the_order_of_rows_does_not_matter(sqlite: Database) -> None:
    found = set()
    for order in itertools.permutations(ROWS):
        async with sqlite.begin() as stores:
            for person in await stores.people.all():
                await stores.people.erase(person.id)
        await _import(sqlite, order)
        async with sqlite.read() as stores:
            everybody = await stores.people.all()
            lines = [await stores.experts.of(person.id) for person in everybody]
        texts = tuple(sorted(line.text for each in lines for line in each))
        found.add((everybody, texts))

    assert len(found) == 1


async def test_a_dry_run_writes_nothing(database: Database) -> None:
    async with database.begin() as stores:
        knowledge = await database.knowledge(stores)
        done = await import_people(ROWS, stores, knowledge, dry_run=True)

    async with database.read() as stores:
        assert await stores.people.all() == ()
    assert (done.people, done.new, done.skills, done.venues) == (3, 3, 3, 1)
