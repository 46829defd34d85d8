import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata

import pytest
from typer.main import get_command

from bot.cli import app, main
from bot.cli.french import usage_error
from tests.support.shell import Shell

ENGLISH = re.compile(
    r"\b(?:the|show|this|exit|usage:|options? are|required|default)\b",
    re.IGNORECASE,
)


def commands(group: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


COMMANDS = list(commands(get_command(app.app)))
GROUPS = ((), ("db",), ("reference",), ("people",), ("feeds",), ("digest",), ("manifest",))


def test_every_command_of_the_interface_is_there() -> None:
    assert {" ".join(path) for path in COMMANDS} == {
        "",
        "serve",
        "demo",
        "chat",
        "check",
        "db",
        "db upgrade",
        "db backup",
        "db restore",
        "reference",
        "reference load",
        "people",
        "people import",
        "people export",
        "people forget",
        "ask",
        "understand",
        "talk",
        "feeds",
        "feeds add",
        "feeds list",
        "feeds refresh",
        "feeds remove",
        "feeds read",
        "agenda",
        "agenda ask",
        "agenda follow",
        "agenda followed",
        "agenda unfollow",
        "digest",
        "digest preview",
        "digest send",
        "actions",
        "actions import",
        "actions export",
        "actions interpret",
        "dates",
        "manifest",
        "manifest build",
    }


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_is_in_french(shell: Shell, path: tuple[str, ...]) -> None:
    told = shell(*path, "--help")

    assert told.lines[0].strip() == "" or told.out.startswith("Usage : ")
    assert "Montre cette aide." in told.out
    assert ENGLISH.findall(told.out) == []


@pytest.mark.parametrize("path", GROUPS, ids=" ".join)
def test_a_group_alone_shows_its_help(
    shell: Shell, path: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    told = shell(*path, "--help")

    code = app.run(list(path))

    assert (code, capsys.readouterr().out.strip()) == (2, told.out.strip())


def test_the_version_is_told(shell: Shell) -> None:
    assert shell("--version").out == f"{metadata.version('passerelle')}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("inconnue", "Il n’y a pas de commande 'inconnue'. « passerelle --help »"),
        (
            "feeds liste",
            "Il n’y a pas de commande 'liste' ; vouliez-vous dire 'list' ? « passerelle feeds --help »",
        ),
        ("ask --inconnue", "Il n’y a pas d’option --inconnue. « passerelle ask --help »"),
        ("ask a b", "Argument en trop : b. « passerelle ask --help »"),
        ("talk", "Il manque l’option --batch. « passerelle talk --help »"),
        ("agenda", "Il manque l’option --from. « passerelle agenda --help »"),
        ("agenda --from 2026-11-23", "Il manque l’option --to. « passerelle agenda --help »"),
        ("feeds add Luxy", "Il manque l’argument ADRESSE. « passerelle feeds add --help »"),
        ("people export", "Il manque l’argument FICHIER. « passerelle people export --help »"),
        (
            "people import absent.csv",
            "Le fichier absent.csv n’existe pas. « passerelle people import",
        ),
        (
            "actions import .",
            ". est un dossier, pas un fichier. « passerelle actions import --help »",
        ),
        (
            "digest preview --group g --week w --format xml",
            "« xml » n’est pas une valeur de --format : 'text', 'card', 'json'. « passerelle digest",
        ),
    ],
)
def test_wrong_usage_is_told_in_french(shell: Shell, arguments: str, said: str) -> None:
    told = shell.misused(*arguments.split())

    assert told.startswith(said)
    assert told.endswith("montre l’aide.")


def test_a_usage_error_of_an_unknown_form_is_told_in_french() -> None:
    assert usage_error("Something new.") == "cette ligne de commande n’est pas comprise"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "abc", "Réglage PASSERELLE_PORT incorrect : un nombre entier de 1 à 65535 "),
        ("HOST", "0.0.0.0", "Sans identifiants Microsoft, le robot n’écoute que cette machine "),  # noqa: S104 - what is refused
        ("DATABASE_URL", "mysql://x", "Réglage PASSERELLE_DATABASE_URL incorrect : l’adresse "),
    ],
)
def test_a_wrong_setting_stops_every_command(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"PASSERELLE_{name}", value)

    told = [
        shell.refuses(*line.split()) for line in ("check", "serve", "feeds list", "db upgrade")
    ]

    assert all(sentence.startswith(said) for sentence in told)


@pytest.mark.parametrize(
    "command",
    [
        "ask question",
        "understand question",
        "chat",
        "feeds list",
        "feeds refresh",
        "feeds add Luxy agenda.ics --venue luxy",
        "feeds remove Luxy",
        "agenda --from 2026-11-23 --to 2026-11-24",
        "agenda ask question",
        "digest preview --group handicap --week 2026-W48",
        "digest send --group handicap --week 2026-W48",
        "actions export a.xlsx",
        "people export a.csv",
        "people forget a@example.org",
        "db backup a.zip",
        "reference load ivry",
    ],
)
def test_a_database_that_is_not_ready_is_told(shell: Shell, command: str) -> None:
    assert shell.refuses(*command.split()) == (
        "La base n’est pas prête : lancez « passerelle db upgrade », "
        "puis « passerelle reference load ivry », "
        "ou « passerelle db restore » avec une sauvegarde."
    )


@pytest.mark.parametrize("url", ["sqlite:////dev/null", "postgresql://u:secret@127.0.0.1:1/x"])
@pytest.mark.parametrize("command", ["db upgrade", "feeds list"])
def test_a_database_that_is_away_is_told(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, url: str, command: str
) -> None:
    monkeypatch.setenv("PASSERELLE_DATABASE_URL", url)

    assert shell.refuses(*command.split()) == (
        "La base de données ne peut pas être ouverte : vérifiez PASSERELLE_DATABASE_URL, "
        "et que son serveur ou son dossier est là."
    )


def test_a_file_that_cannot_be_written_is_told(demo: Shell) -> None:
    assert demo.refuses("people", "export", "absent/a.csv") == (
        "Le système refuse (absent/a.csv) : ce fichier ou ce dossier n’existe pas."
    )


def test_the_entry_point_gives_the_exit_code(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["passerelle", "dates"])

    with pytest.raises(SystemExit) as ended:
        main()

    assert (shell.misused("rien")[:6], ended.value.code) == ("Il n’y", 2)


def test_python_m_bot_is_the_same_command() -> None:
    command = [sys.executable, "-m", "bot", "dates", "le 5 mars", "--today", "2026-11-24"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours

    assert (done.returncode, done.stdout, done.stderr) == (0, "date 2027-03-05\n", "")
