"""All commands in one place, by name, and how one is run."""

from importlib import metadata
from typing import Annotated

import typer
from typer.main import get_command

from bot.cli.ending import DONE, NAME, ended
from bot.cli.lazy import group

COMMANDS = {
    "serve": ("bot.cli.service:serve", "Démarre le robot : serveur, horloge, envois."),
    "demo": ("bot.cli.trying:demo", "Prépare une ville de démonstration et ouvre une discussion."),
    "chat": ("bot.cli.trying:chat", "Une conversation dans le terminal, comme dans Teams."),
    "check": ("bot.cli.service:check", "Dit ce qui empêcherait le robot de travailler."),
    "ask": ("bot.cli.experts:ask", "Demande qui connaît un sujet, comme dans Teams."),
    "understand": ("bot.cli.experts:understand", "Montre ce que le robot comprend d’un message."),
    "talk": ("bot.cli.experts:talk", "Joue des dialogues de plusieurs tours."),
    "agenda": ("bot.cli.agenda:agenda", "L’agenda commun de tous les équipements."),
    "dates": ("bot.cli.agenda:dates", "Montre comment une date en français est lue."),
    "db": ("bot.cli.data:db", "La base de données : schéma, sauvegarde, restauration."),
    "reference": ("bot.cli.data:reference", "Le contenu de référence d’une ville."),
    "people": ("bot.cli.people:people", "Les agent·es : importer, exporter, oublier."),
    "feeds": ("bot.cli.feeds:feeds", "Les agendas des équipements."),
    "digest": ("bot.cli.digest:digest", "Le récap de la semaine."),
    "actions": ("bot.cli.actions:actions", "Le registre des actions."),
    "manifest": ("bot.cli.service:manifest", "Le paquet de l’application Teams."),
}

app = typer.Typer(
    cls=group(COMMANDS),
    name=NAME,
    help="Passerelle : un robot Teams pour la direction des affaires culturelles d’une ville.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _tell_version(asked: bool) -> None:  # noqa: FBT001 - the library gives the flag alone
    if asked:
        print(metadata.version(NAME))
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
        code = get_command(app).main(arguments, prog_name=NAME, standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the rim of the command line
        return ended(error)
    return int(code or DONE)
