"""All commands in one place, and how one ends: 0 done, 1 refused or failed, 2 wrong usage."""

import errno
import sys
from collections.abc import Callable
from importlib import metadata
from typing import Annotated, Any

import typer
from typer.main import get_command

from bot.cli import actions, agenda, data, digest, experts, feeds, people, service
from bot.cli.french import FrenchCommand, FrenchGroup, usage_error
from bot.settings import SettingsWrong
from storage.records import Refusal

_NAME = "passerelle"  # however it was started

app = typer.Typer(
    cls=FrenchGroup,
    name=_NAME,
    help="Passerelle : un robot Teams pour la direction des affaires culturelles d’une ville.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_GROUPS = {
    "agenda": agenda.agenda,
    "db": data.db,
    "reference": data.reference,
    "people": people.people,
    "feeds": feeds.feeds,
    "digest": digest.digest,
    "actions": actions.actions,
    "manifest": service.manifest,
}
_USAGE = 2
_REFUSALS = {
    errno.ENOENT: "ce fichier ou ce dossier n’existe pas",
    errno.EISDIR: "c’est un dossier, pas un fichier",
    errno.ENOTDIR: "ce chemin passe par un fichier",
    errno.EACCES: "il n’en donne pas le droit",
    errno.EPERM: "il n’en donne pas le droit",
    errno.ENOSPC: "il n’y a plus de place sur le disque",
    errno.EADDRINUSE: "un autre programme écoute déjà à cette adresse",
    errno.ECONNREFUSED: "rien ne répond à cette adresse",
}
_COMMANDS: dict[str, Callable[..., Any]] = {
    "serve": service.serve,
    "demo": service.demo,
    "chat": service.chat,
    "check": service.check,
    "ask": experts.ask,
    "understand": experts.understand,
    "talk": experts.talk,
    "dates": agenda.dates,
}

for _name, _command in _COMMANDS.items():
    app.command(_name, cls=FrenchCommand)(_command)
for _name, _group in _GROUPS.items():
    app.add_typer(_group, name=_name)


def _tell_version(asked: bool) -> None:  # noqa: FBT001 - the library gives the flag alone
    if asked:
        print(metadata.version(_NAME))
        raise typer.Exit


@app.callback()
def passerelle(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Montre la version.", is_eager=True, callback=_tell_version
        ),
    ] = False,
) -> None:
    """Passerelle : un robot Teams pour la direction des affaires culturelles d’une ville."""


def run(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    try:
        ended = get_command(app).main(arguments, prog_name=_NAME, standalone_mode=False)
    except SettingsWrong as wrong:
        print("\n".join(wrong.problems), file=sys.stderr)
    except Refusal as refusal:
        print(refusal.reason, file=sys.stderr)
    except OSError as failed:
        print(_of_the_system(failed), file=sys.stderr)
    except (KeyboardInterrupt, EOFError):
        print("Interrompu.", file=sys.stderr)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        return _wrong_usage(error)
    else:
        return int(ended or 0)
    return 1


def _wrong_usage(error: Any) -> int:  # noqa: ANN401 - an error of the library's vendored parser
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.format_message())
        return _USAGE
    told = usage_error(error.format_message())
    path = context.command_path if context is not None else _NAME
    ended = told if told.endswith("?") else told.rstrip(".") + "."
    print(f"{ended[:1].upper()}{ended[1:]} « {path} --help » montre l’aide.", file=sys.stderr)
    return _USAGE


def _of_the_system(failed: OSError) -> str:
    """A file that cannot be read or written, a database that does not answer, a port in use."""
    thing = f" ({failed.filename})" if failed.filename else ""
    why = _REFUSALS.get(failed.errno or 0) or failed.strerror or failed
    return f"Le système refuse{thing} : {why}."
