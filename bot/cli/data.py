"""Commands about what is stored: schema, backup, reference content, people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import no_folder, run, say, town
from bot.cli.french import FrenchCommand, FrenchGroup
from bot.content.load import load_reference
from bot.content.reference import load
from bot.settings import load_settings
from dialogs.french import say as french
from storage import archive, schema
from storage.database import Database, file_of, open_database
from storage.records import Refusal

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
        async with _brought_up():
            pass

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

    lines = french.count(run(work()), "ligne sauvegardée", "lignes sauvegardées")
    say(f"{lines} dans {file}.")


@db.command("restore", cls=FrenchCommand)
def restore(
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, metavar="FICHIER", help="Sauvegarde à lire."),
    ],
) -> None:
    """Remplit une base neuve ou vide depuis une sauvegarde (SQLite ou PostgreSQL)."""
    archive.refuse_unfit(file)

    async def work() -> int:
        async with _brought_up() as database:
            return await archive.restore(database, file)

    lines = french.count(run(work()), "ligne restaurée", "lignes restaurées")
    say(f"{lines} depuis {file}.")


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


@asynccontextmanager
async def _brought_up() -> AsyncIterator[Database]:
    """The database with the newest schema; what is refused leaves no file that was not there."""
    url = load_settings().database_url
    file = file_of(url)
    if file is not None and not file.parent.is_dir():
        raise Refusal(no_folder(file.parent))
    is_new = file is not None and not file.exists()
    database = open_database(url)
    try:
        await schema.upgrade(database)
        yield database
    except BaseException:
        await database.close()
        if file is not None and is_new:
            file.unlink(missing_ok=True)
        raise
    await database.close()
