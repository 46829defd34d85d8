import json

import pytest

from bot.content.demo.agents import rows
from bot.office.people_columns import days_of
from bot.office.people_file import read_people
from bot.office.people_writing import write_people
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
    with pytest.raises(Refusal, match=r"Colonnes trouvées : Nom, Tél\."):
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


HAND_MADE = """Annuaire de la direction;;;;;;;;
;;;;;;;;
Nom;Prénom;Mél;Site;Intitulé du poste;Savoir-faire;Lun;Mar;Remarque
MARTIN;Lou;lou@example.org;Le Luxy;projectionniste;DCP | 35 mm (référent);x;;
ROSSI;Ada;ada@example;Le Luxy;caissière;;;;
;;vide@example.org;;;;;;
MARTIN;Lou;LOU@example.org;;;;;;
"""


def test_a_table_made_by_hand_is_understood_and_refuses_by_line() -> None:
    read = read_people("annuaire.csv", HAND_MADE.encode("cp1252"))

    ((person, skills),) = read.rows
    assert (person.name, person.service, person.job_title, person.working_days) == (
        "Lou MARTIN",
        "Le Luxy",
        "projectionniste",
        ("lundi",),
    )
    assert [(skill.text, skill.level) for skill in skills] == [
        ("DCP", None),
        ("35 mm", Level.REFERENCE),
    ]
    assert read.problems == (
        "Ligne 5 : « ada@example » n’est pas une adresse, la ligne est laissée de côté.",
        "Ligne 6 : le nom manque, la ligne est laissée de côté.",
        "Ligne 7 : c’est la personne de la ligne 4, la ligne est laissée de côté.",
    )
    assert read.ignored == ("Remarque",)


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("lun mar jeu", ["lundi", "mardi", "jeudi"]),
        ("L, Ma, J", ["lundi", "mardi", "jeudi"]),
        ("du lundi au jeudi", ["lundi", "mardi", "mercredi", "jeudi"]),
        ("lundi-mercredi", ["lundi", "mardi", "mercredi"]),
        ("Mardi et samedi", ["mardi", "samedi"]),
        ("temps plein", ["lundi", "mardi", "mercredi", "jeudi", "vendredi"]),
        ("un jour sur deux", ["un", "jour", "sur", "deux"]),
    ],
)
def test_days_are_read_as_people_write_them(told: str, days: list[str]) -> None:
    assert days_of(told) == days


def test_a_line_that_is_too_long_and_lines_that_are_too_many_are_told() -> None:
    skills = " ; ".join([*(f"sujet {number}" for number in range(70)), "x" * 3_000])

    read = read_people("a.csv", f"Nom,Mail,Compétences\nZoé,z@example.org,{skills}".encode())

    assert len(read.rows[0][1]) == 60
    assert read.problems == (
        "Ligne 2 : une compétence de 3000 caractères est trop longue (300 au plus).",
        "Ligne 2 : 70 compétences, les 60 premières sont gardées.",
    )


@pytest.mark.parametrize("rows", [20_001, 200_000])
def test_too_many_rows_are_refused_with_the_limit(rows: int) -> None:
    data = ("Nom;Mail\n" + "Zoé;z@example.org\n" * rows).encode()

    with pytest.raises(Refusal, match="20000 lignes"):
        read_people("a.csv", data)


def test_invisible_characters_do_not_get_in() -> None:
    read = read_people("a.csv", "Nom;Mail\nZ\x00o\u200bé\x07;z@example.org\n".encode())

    assert read.rows[0][0].name == "Zoé"
