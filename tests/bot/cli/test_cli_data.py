import json
import zipfile
from pathlib import Path

import pytest

from bot.content.reference import load
from tests.support.databases import Databases
from tests.support.shell import Shell

APP_ID = "6f1c0c1e-0000-4000-8000-00000000b001"


def test_a_new_town_is_ready_in_two_commands(shell: Shell) -> None:
    upgraded = shell("db", "upgrade").out
    again = shell("db", "upgrade").out
    loaded = shell("reference", "load", "ivry").out

    assert upgraded == again == "Le schéma est à jour.\n"
    content = load("ivry")
    assert loaded == (
        f"{len(content.venues)} équipements et services, {len(content.partners)} partenaires, "
        f"{len(content.groups)} groupes de travail, {len(content.actions)} actions ajoutées.\n"
    )
    assert shell("feeds", "list").out == ""


def test_a_content_that_is_unknown_is_refused(empty: Shell) -> None:
    assert empty.refuses("reference", "load", "paris") == (
        "Je n’ai pas de contenu « paris ». Il y a : ivry."
    )


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_backup_fills_an_empty_database_of_either_engine(
    demo: Shell, maker: Databases, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    saved = demo("db", "backup", "base.zip").out
    demo("people", "export", "avant.csv")
    full = demo.refuses("db", "restore", "base.zip")
    target = maker.sqlite() if engine == "sqlite" else maker.postgresql()

    monkeypatch.setenv("PASSERELLE_DATABASE_URL", target)
    restored = demo("db", "restore", "base.zip").out
    demo("people", "export", "apres.csv")

    rows = saved.removesuffix(" lignes sauvegardées dans base.zip.\n")
    assert restored == f"{rows} lignes restaurées depuis base.zip.\n"
    assert Path("apres.csv").read_bytes() == Path("avant.csv").read_bytes()
    assert (
        full == "La base n’est pas vide : donnez-en une neuve, par exemple "
        "PASSERELLE_DATABASE_URL=sqlite:///neuve.db, puis relancez « db restore »."
    )


def test_another_file_is_no_backup(empty: Shell) -> None:
    Path("base.zip").write_bytes(b"bonjour")

    assert empty.refuses("db", "restore", "base.zip") == (
        "base.zip n’est pas une sauvegarde de Passerelle."
    )


@pytest.mark.parametrize("name", ["agents.json", "agents.csv", "agents.xlsx"])
def test_people_come_back_as_they_left(demo: Shell, name: str) -> None:
    written = demo("people", "export", name).out

    imported = demo("people", "import", name).out

    assert written == f"48 personnes écrites dans {name}.\n"
    assert imported == (
        "48 personnes lues, dont 0 nouvelle et 0 modifiée ; de plus : 0 compétence, 0 équipement.\n"
    )


def test_people_are_shown_before_they_are_imported(empty: Shell) -> None:
    people = [
        {"name": "Zoé Été", "email": "zoe@example.org", "skills": ["gravure sur bois"]},
        {"email": "sans-nom@example.org"},
    ]
    Path("agents.json").write_text(json.dumps(people), "utf-8")
    odd = "Ligne 2 : le nom manque, la ligne est laissée de côté.\n"

    shown = empty.runs("people", "import", "agents.json", "--dry-run")
    before = empty("ask", "qui fait de la gravure ?").out
    done = empty.runs("people", "import", "agents.json")

    assert (shown.code, shown.err) == (done.code, done.err) == (0, odd)
    assert shown.out.splitlines() == [
        "Zoé Été (nouvelle fiche)",
        "  compétences : + gravure sur bois",
        (
            "1 personne lue, dont 1 nouvelle et 0 modifiée ; de plus : 1 compétence, 0 équipement. "
            "Rien n’a été écrit."
        ),
    ]
    assert before == "Personne ne l’a déclaré.\n"
    assert done.out == (
        "1 personne lue, dont 1 nouvelle et 0 modifiée ; de plus : 1 compétence, 0 équipement.\n"
    )
    assert empty("ask", "qui fait de la gravure ?").out == "Zoé Été : « gravure sur bois »\n"


def test_somebody_is_forgotten_with_all_they_declared(demo: Shell) -> None:
    knows = ("ask", "qui sait faire de la régie son ?", "--json")
    known = [person["name"] for person in demo(*knows).json["people"]]

    said = demo("people", "forget", "IDRISS.montclar@example.org").out

    assert "Idriss Montclar" in known
    assert said == "Cette personne est effacée.\n"
    assert "Idriss Montclar" not in demo(*knows).out
    assert demo.refuses("people", "forget", "idriss.montclar@example.org") == (
        "Personne n’a l’adresse « idriss.montclar@example.org »."
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("people export agents.txt", "« .txt » : donnez un nom en .json, .csv ou .xlsx."),
        ("people import agents.json", "agents.json n’est pas un fichier JSON lisible."),
    ],
)
def test_people_in_another_form_are_refused(demo: Shell, arguments: str, said: str) -> None:
    Path("agents.json").write_bytes(b"{")

    assert demo.refuses(*arguments.split()) == said


def test_a_package_for_teams_is_built(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "APP_ID": APP_ID,
        "APP_SECRET": "secret",
        "TENANT_ID": "ville",
        "PUBLIC_URL": "https://robot.ville.example/",
    }.items():
        monkeypatch.setenv(f"PASSERELLE_{name}", value)

    said = shell("manifest", "build", "--out", "paquet.zip").out

    with zipfile.ZipFile("paquet.zip") as package:
        names = package.namelist()
        manifest = json.loads(package.read("manifest.json"))
        pictures = [package.read(name)[:4] for name in ("color.png", "outline.png")]
    assert said == "Paquet écrit : paquet.zip\n"
    assert names == ["manifest.json", "color.png", "outline.png"]
    assert manifest["bots"][0]["botId"] == APP_ID
    assert "https://robot.ville.example" in json.dumps(manifest)
    assert "$" not in json.dumps(manifest).replace("$schema", "")
    assert pictures == [b"\x89PNG"] * 2


def test_a_package_lacks_nothing_that_teams_needs(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = ("manifest", "build", "--out", "paquet.zip")
    unknown = shell.refuses(*build)
    for name, value in {"APP_ID": APP_ID, "APP_SECRET": "s", "TENANT_ID": "ville"}.items():
        monkeypatch.setenv(f"PASSERELLE_{name}", value)

    homeless = shell.refuses(*build)

    assert unknown == "Il manque PASSERELLE_APP_ID, l’identifiant de l’application Azure Bot."
    assert homeless == "Il manque PASSERELLE_PUBLIC_URL, l’adresse publique en https du robot."
    assert not Path("paquet.zip").exists()
