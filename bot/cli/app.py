"""All commands in one place, and how one ends: 0 done, 1 refused or failed, 2 wrong usage."""

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

app = typer.Typer(
    cls=FrenchGroup,
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
    "agenda": agenda.agenda,
    "digest": digest.digest,
    "actions": actions.actions,
    "manifest": service.manifest,
}
_USAGE = 2
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


def run(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    try:
        ended = get_command(app).main(arguments, standalone_mode=False)
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
    path = context.command_path if context is not None else "passerelle"
    print(
        f"{told[:1].upper()}{told[1:].rstrip('.')}. « {path} --help » montre l’aide.",
        file=sys.stderr,
    )
    return _USAGE


def _of_the_system(failed: OSError) -> str:
    """A file that cannot be read or written, a database that does not answer, a port in use."""
    thing = f" ({failed.filename})" if failed.filename else ""
    return f"Le système refuse{thing} : {failed.strerror or failed}."
