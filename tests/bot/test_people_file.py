import json

import pytest

from bot.content.demo.agents import rows
from bot.office.people_file import read_people, write_people
from dialogs.experts.profile import import_people
from storage.database import Database
from storage.records import Level, Refusal


@pytest.mark.parametrize("name", ["agents.json", "agents.csv", "agents.xlsx"])
def test_what_is_written_is_read_back(name: str) -> None:
    known = [
        (person.id, person.name, person.languages, [(one.text, one.level) for one in skills])
        for person, skills in rows()
    ]

    read = read_people(name, write_people(name, rows()))

    assert read.problems == ()
    assert [
        (person.id, person.name, person.languages, [(one.text, one.level) for one in skills])
        for person, skills in read.rows
    ] == known


def test_an_old_windows_table_is_read() -> None:
    data = "Nom;Adresse;Compétences\nZoé Été;zoe@example.org;gravure [référent]\n".encode("cp1252")

    read = read_people("agents.csv", data)

    (person, skills) = read.rows[0]
    assert (person.name, skills[0].text, skills[0].level) == (
        "Zoé Été",
        "gravure",
        Level.REFERENCE,
    )


def test_a_table_without_its_columns_is_refused_with_their_names() -> None:
    with pytest.raises(Refusal, match=r"les colonnes : Adresse\. Colonnes trouvées : Nom, Tél"):
        read_people("agents.csv", "Nom;Tél\nZoé;01".encode())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"{"),
        ("a.json", b'{"name": "x"}'),
        ("a.xlsx", b"bonjour"),
        ("a.docx", b""),
    ],
)
def test_any_other_file_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(Refusal):
        read_people(name, data)


def test_a_row_without_a_name_costs_only_itself() -> None:
    data = json.dumps([{"email": "x@example.org"}, {"name": "Zoé Été", "skills": ["LSF"]}])

    read = read_people("a.json", data.encode())

    assert read.problems == ("Ligne 1 : le nom manque, la ligne est laissée de côté.",)
    assert [person.name for person, _ in read.rows] == ["Zoé Été"]


def test_a_formula_is_disarmed_in_csv() -> None:
    read = read_people(
        "a.json", json.dumps([{"name": "=cmd()", "email": "x@example.org"}]).encode()
    )

    assert b"'=cmd()" in write_people("a.csv", read.rows)


async def test_importing_twice_is_importing_once(database: Database) -> None:
    async with database.begin() as stores:
        first = await import_people(rows(), stores, await database.knowledge(stores))

    async with database.begin() as stores:
        second = await import_people(rows(), stores, await database.knowledge(stores))
        lines = await stores.experts.candidates(["lsf"])

    assert first.new == first.people == len(rows())
    assert (second.new, second.skills) == (0, 0)
    assert {line.person_id for line in lines} == {"demo-02", "demo-04"}
