"""All commands in one place, and how one ends: 0 done, 1 refused or failed, 2 wrong usage."""

import sys
from collections.abc import Callable
from importlib import metadata
from typing import Annotated, Any

import typer

from bot.cli import actions, agenda, data, digest, experts, feeds, people, service
from bot.settings import SettingsWrong
from storage.records import Refusal

app = typer.Typer(
    name="passerelle",
    help="Passerelle : un robot Teams pour la direction des affaires culturelles d’une ville.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_GROUPS = {
    "db": data.db,
    "reference": data.reference,
    "people": people.people,
    "feeds": feeds.feeds,
    "digest": digest.digest,
    "actions": actions.actions,
    "manifest": service.manifest,
}
_COMMANDS: dict[str, Callable[..., Any]] = {
    "serve": service.serve,
    "demo": service.demo,
    "chat": service.chat,
    "check": service.check,
    "ask": experts.ask,
    "understand": experts.understand,
    "talk": experts.talk,
    "agenda": agenda.agenda,
    "dates": agenda.dates,
}

for _name, _command in _COMMANDS.items():
    app.command(_name)(_command)
for _name, _group in _GROUPS.items():
    app.add_typer(_group, name=_name)


@app.callback()
def passerelle(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Montre la version.", is_eager=True)
    ] = False,
) -> None:
    """Passerelle : un robot Teams pour la direction des affaires culturelles d’une ville."""
    if version:
        print(metadata.version("passerelle"))
        raise typer.Exit


def run() -> int:
    """Runs the command of the command line and gives its exit code."""
    try:
        app()
    except SettingsWrong as wrong:
        print("\n".join(wrong.problems), file=sys.stderr)
    except Refusal as refusal:
        print(refusal.reason, file=sys.stderr)
    except OSError as failed:
        print(_of_the_system(failed), file=sys.stderr)
    except SystemExit as ended:
        return int(ended.code or 0)
    else:
        return 0
    return 1


def _of_the_system(failed: OSError) -> str:
    """A file that cannot be read or written, a database that does not answer, a port in use."""
    thing = f" ({failed.filename})" if failed.filename else ""
    return f"Le système refuse{thing} : {failed.strerror or failed}."
