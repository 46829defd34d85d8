"""Commands about what is stored: schema, backup, reference content, people."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import run, say, town
from bot.cli.french import FrenchCommand, FrenchGroup
from bot.content.load import load_reference
from bot.content.reference import load
from bot.settings import load_settings
from storage import archive, schema
from storage.database import open_database

db = typer.Typer(
    cls=FrenchGroup,
    help="La base de données : schéma, sauvegarde, restauration.",
    no_args_is_help=True,
)
reference = typer.Typer(
    cls=FrenchGroup, help="Le contenu de référence d’une ville.", no_args_is_help=True
)


@db.command("upgrade", cls=FrenchCommand)
def upgrade() -> None:
    """Crée le schéma, ou le met à jour."""

    async def work() -> None:
        database = open_database(load_settings().database_url)
        try:
            await schema.upgrade(database)
        finally:
            await database.close()

    run(work())
    say("Le schéma est à jour.")


@db.command("backup", cls=FrenchCommand)
def backup(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Fichier à écrire.")],
) -> None:
    """Sauvegarde toute la base dans un fichier, sans arrêter le robot."""

    async def work() -> int:
        async with town() as database:
            return await archive.backup(database, file)

    say(f"{run(work())} lignes sauvegardées dans {file}.")


@db.command("restore", cls=FrenchCommand)
def restore(
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, metavar="FICHIER", help="Sauvegarde à lire."),
    ],
) -> None:
    """Remplit une base vide depuis une sauvegarde (SQLite ou PostgreSQL)."""

    async def work() -> int:
        async with town() as database:
            return await archive.restore(database, file)

    say(f"{run(work())} lignes restaurées depuis {file}.")


@reference.command("load", cls=FrenchCommand)
def load_content(
    name: Annotated[str, typer.Argument(metavar="NOM", help="Nom du contenu : ivry.")],
) -> None:
    """Ajoute équipements, partenaires, groupes, axes et actions."""

    async def work() -> str:
        content = load(name)
        async with town() as database:
            return await load_reference(database, content)

    say(run(work()))
