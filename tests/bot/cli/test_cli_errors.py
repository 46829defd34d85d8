"""Whatever a command meets, an operator reads one French sentence, and nothing else is left."""

import errno
import io
import json
import re
import socket
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from bot import playground
from bot.cli import app, ending
from bot.cli.app import COMMANDS
from storage.records import Refusal
from tests.support.shell import Shell

NO_TEXT = "Il manque le texte : donnez-le entre guillemets, ou utilisez --batch."
ENGLISH = re.compile(
    r"<[a-z|]+>|\{\w+\}|\[(?!obligatoire)[a-z]+\]|(?i:\b(?:path|text|str|int|the|is|not|value|error|"
    r"missing|such|option is|invalid|directory|failed|could|parse|statement|show|exit)\b)"
)
# Words of commands, of options and of their values are not English sentences.
OURS = re.compile(r"--[a-z-]+|text\|card\|json|text, card ou json|par défaut : text")
DATABASES = ("sqlite:////nonexist/x.db", "sqlite:////dev/null", "postgresql://u@127.0.0.1:1/x")
BATCHES = {
    "broken.jsonl": b'{"id": "1", "text": "bonjour"}\n{"id": ',
    "number.jsonl": b'{"id": "1", "text": 5}',
    "object.json": b'{"x": 1}',
    "say.json": b'[{"say": "x"}]',
    "turn.json": b'[{"turns": [{"say": 5}]}]',
    "id.json": b'[{"id": "1"}]',
    "deep.json": b"[" * 100_000,
    "latin.jsonl": "été".encode("latin-1"),
}
ASKING = ("ask", "understand", "dates", "agenda ask", "actions interpret", "talk")


def commands(group: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


@pytest.mark.parametrize("path", list(commands(get_command(app.app))), ids=" ".join)
def test_no_help_speaks_english(shell: Shell, path: tuple[str, ...]) -> None:
    told = OURS.sub("", shell(*path, "--help").out)

    assert ENGLISH.findall(told) == []


def test_what_the_list_of_commands_says_is_what_they_say(shell: Shell) -> None:
    for name, (_, said) in COMMANDS.items():
        told = " ".join(shell(name, "--help").out.split())
        assert said.rstrip(".").split(" : ")[0].split(",")[0] in told, name


@pytest.mark.parametrize("url", DATABASES)
@pytest.mark.parametrize(
    "command",
    [
        *("ask question", "understand bonjour", "demo --prepare", "demo --terminal", "serve"),
        *("chat", "feeds list", "feeds refresh", "db upgrade", "db backup a.zip"),
        *("people export a.csv", "people forget a@example.org", "people import agents.json"),
        *("actions export a.xlsx", "digest send --group a --week 2026-W48", "talk --batch t.json"),
        *("reference load ivry", "agenda --from 2026-11-23 --to 2026-11-24"),
    ],
)
def test_a_database_that_is_away_is_one_sentence(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, url: str, command: str
) -> None:
    monkeypatch.setenv("PASSERELLE_DATABASE_URL", url)
    Path("agents.json").write_text('[{"name": "Zoé Été"}]', "utf-8")
    Path("t.json").write_text('[{"turns": []}]', "utf-8")

    said = shell.refuses(*command.split())

    assert "PASSERELLE_DATABASE_URL" in said
    assert ENGLISH.findall(said) == []


@pytest.mark.parametrize("url", [*DATABASES, "sqlite:///new.db"])
def test_check_names_a_database_that_is_away(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("PASSERELLE_DATABASE_URL", url)

    told = shell.fails("check")

    assert told.err == ""
    assert told.lines[-1].startswith("À VOIR  prêt : La base") or "dossier" in told.lines[-1]
    assert not Path("new.db").exists()


@pytest.mark.parametrize("name", BATCHES)
@pytest.mark.parametrize("command", ASKING)
def test_a_batch_of_another_form_is_one_sentence(demo: Shell, command: str, name: str) -> None:
    Path(name).write_bytes(BATCHES[name])

    said = demo.refuses(*command.split(), "--batch", name)

    assert name in said or said.startswith("Dialogue 1 : ")


@pytest.mark.parametrize("command", ASKING)
def test_a_batch_that_is_not_there_is_wrong_usage(demo: Shell, command: str) -> None:
    said = demo.misused(*command.split(), "--batch", "absent.jsonl")

    assert said.startswith("Le fichier absent.jsonl n’existe pas.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask",), NO_TEXT),
        (("understand", " "), NO_TEXT),
        (("dates",), NO_TEXT),
        (("agenda", "ask"), NO_TEXT),
        (("actions", "interpret"), NO_TEXT),
        (("dates", "demain", "--today", "hier"), "« hier » n’est pas un jour"),
        (("actions", "interpret", "fini", "--today", "hier"), "« hier » n’est pas un jour"),
        (("agenda", "--from", "hier", "--to", "2026-11-24"), "« hier » n’est pas un jour"),
        (("agenda", "ask", "ce soir ?", "--at", "hier"), "« hier » n’est pas un moment"),
        (("feeds", "read", "a.ics", "--from", "x", "--to", "y"), "« x » n’est pas un jour"),
        (("digest", "send", "--group", "a", "--week", "W"), "« W » n’est pas une semaine"),
        (("talk", "--batch", "t.json", "--today", "hier"), "« hier » n’est pas un jour"),
        (("ask", "--as"), "L’option --as attend une valeur."),
        (("ask", "--json=oui", "x"), "L’option --json n’attend pas de valeur."),
    ],
)
def test_what_can_never_work_is_wrong_usage(
    demo: Shell, arguments: tuple[str, ...], said: str
) -> None:
    Path("t.json").write_text('[{"turns": []}]', "utf-8")

    assert demo.misused(*arguments).startswith(said)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("Boom"), "Une erreur inattendue a tout arrêté (ValueError) : relancez"),
        (Refusal("Non."), "Non."),
        (KeyboardInterrupt(), "Interrompu."),
        (FileNotFoundError(errno.ENOENT, "No such file", "a"), "Le système refuse (a) : ce fich"),
        (OSError("Connect call failed"), "Le système refuse : erreur 0."),
        (TimeoutError(), "Le système refuse : la réponse n’est pas venue à temps."),
    ],
)
def test_any_error_has_a_sentence(
    error: BaseException, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PASSERELLE_LOG_LEVEL", raising=False)

    told = ending.sentence(error)

    assert told.startswith(said)
    assert "\n" not in told


def test_the_details_of_an_error_are_for_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_LOG_LEVEL", "debug")

    assert "ValueError: Boom" in ending.sentence(ValueError("Boom"))
    assert ending.sentence(Refusal("Non.")) == "Non."


def test_a_port_that_is_taken_stops_before_any_work(
    demo: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("PASSERELLE_PORT", str(port))

        served = demo.refuses("serve")
        tried = demo.fails("demo", "--terminal").err.strip()

    assert served == tried
    assert served.startswith(f"Le port {port} est déjà pris")
    assert "PASSERELLE_PORT" in served


def test_a_host_that_is_not_ours_is_told(demo: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"APP_ID": "a", "APP_SECRET": "s", "TENANT_ID": "t"}.items():
        monkeypatch.setenv(f"PASSERELLE_{name}", value)
    monkeypatch.setenv("PASSERELLE_HOST", "192.0.2.1")

    assert demo.refuses("serve").startswith("Cette machine n’a pas l’adresse « 192.0.2.1 »")


def test_an_npm_that_cannot_install_leaves_the_terminal(
    demo: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("npm", "node"):
        fake = tmp_path / name
        fake.write_text("#!/bin/sh\nexit 1\n", "utf-8")
        fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("PASSERELLE_PORT", "0")
    monkeypatch.setattr(sys, "stdin", io.StringIO("bonjour\n"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        monkeypatch.setenv("PASSERELLE_PORT", str(free.getsockname()[1]))

    told = demo("demo")

    assert playground.is_available()
    assert told.lines[2] == (
        "L’Agents Playground n’a pas pu être installé avec npm. "
        "Voici la même conversation dans le terminal."
    )
    assert "Bonjour Camille. Que puis-je faire pour vous\u00a0?" in told.lines


def test_a_new_database_is_restored_in_one_command(
    demo: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo("db", "backup", "a.zip")
    monkeypatch.setenv("PASSERELLE_DATABASE_URL", "sqlite:///new.db")

    assert "lignes restaurées" in demo("db", "restore", "a.zip").out
    assert "n’est pas vide" in demo.refuses("db", "restore", "a.zip")
    assert Path("new.db").exists()


@pytest.mark.parametrize("content", [b"bonjour", b"PK\x05\x06" + bytes(18)])
def test_what_is_refused_leaves_no_database(shell: Shell, content: bytes) -> None:
    Path("a.zip").write_bytes(content)

    shell.refuses("db", "restore", "a.zip")
    shell.refuses("feeds", "list")
    shell.refuses("serve")

    assert list(Path().glob("*.db*")) == []


def test_a_database_of_a_newer_release_is_told(shell: Shell) -> None:
    shell("db", "upgrade")
    with sqlite3.connect("passerelle.db") as base:
        base.execute("UPDATE alembic_version SET version_num = '9999'")
    base.close()

    assert "La base de données n’a pas pu" in shell.refuses("db", "upgrade")


def test_doubtful_people_are_told_and_the_others_imported(empty: Shell) -> None:
    people = [
        {"name": "Zoé Été", "email": "zoe@example.org", "working_days": ["Mardi", "mardredi"]},
        {"name": "Ali Ba", "email": "pas-une-adresse"},
        {"name": "Noé", "email": "noe@example.org", "service_code": "Lune"},
        {"name": "Zoé bis", "email": "zoe@example.org"},
        7,
    ]
    Path("a.json").write_text(json.dumps(people), "utf-8")

    told = empty.runs("people", "import", "a.json")

    assert told.err.splitlines() == [
        "Ligne 1 : « mardredi » n’est pas un jour, il est oublié.",
        "Ligne 2 : « pas-une-adresse » n’est pas une adresse, la ligne est laissée de côté.",
        "Ligne 4 : c’est la personne de la ligne 1, la ligne est laissée de côté.",
        "Ligne 5 : le nom manque, la ligne est laissée de côté.",
        "Ligne 3 : l’équipement « Lune » est nouveau, il est ajouté.",
    ]
    assert told.out.startswith("2 personnes lues, dont 2 nouvelles")


@pytest.mark.parametrize("content", ["[1, 2]", "[]", '[{"email": "a@example.org"}]'])
def test_a_file_without_anybody_is_refused(empty: Shell, content: str) -> None:
    Path("a.json").write_text(content, "utf-8")

    told = empty.runs("people", "import", "a.json")

    assert (told.code, told.out) == (1, "")
    assert "a.json" in told.err


def test_the_table_is_an_excel_file(demo: Shell) -> None:
    assert demo.refuses("actions", "export", "a.csv") == "« .csv » : donnez un nom en .xlsx."
    assert demo.refuses("actions", "interpret", "fini", "--as", "Personne Inconnue") == (
        "Je ne connais personne du nom ou de l’adresse « Personne Inconnue »."
    )


def test_the_table_is_written_beside_a_chat(
    demo: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    typed = "envoie-moi le tableau\nenvoie-moi le tableau\nliste des actions\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))

    told = demo("chat").out

    assert f"Fichier écrit\u00a0: {tmp_path / 'actions.xlsx'}" in told
    assert f"Fichier écrit\u00a0: {tmp_path / 'actions-2.xlsx'}" in told
    assert (tmp_path / "actions.xlsx").read_bytes().startswith(b"PK")
    assert "passerelle:" not in told
    assert "Voir " not in told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("A=1\nPASSERELLE_PORT 4000\n", "Le fichier .env ne se lit pas à la ligne 2 : "),
        ('PASSERELLE_HOST="127.0.0.1\n', "Le fichier .env ne se lit pas à la ligne 1 : "),
        ("PASSERELLE_PORT\n", "Le fichier .env ne se lit pas à la ligne 1 : "),
    ],
)
def test_an_env_file_that_cannot_be_read_stops_the_start(
    shell: Shell, content: str, said: str
) -> None:
    Path(".env").write_text(content, "utf-8")

    assert shell.refuses("check").startswith(said)
    assert shell.refuses("serve").startswith(said)


def test_names_that_nobody_reads_are_told(demo: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_PROT", "4000")
    Path(".env").write_text("PASSERELLE_INCONNU=1\n", "utf-8")
    started = demo("demo", "--prepare").out
    told = {item["text"] for item in demo("check", "--json").json if not item["ok"]}

    near = "le réglage PASSERELLE_PROT n’existe pas ; vouliez-vous dire PASSERELLE_PORT ?"
    alone = "le réglage PASSERELLE_INCONNU n’existe pas (dans .env)."
    assert {near, alone} <= told
    assert f"Attention : {near}" in started
