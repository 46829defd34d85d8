"""The schema's versions: bring a database up to date, tell whether it is."""

import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.records import Refusal


async def upgrade(database: Database) -> None:
    """Brings the schema to the newest version; does nothing when it is there already."""
    async with _connected(database) as connection, connection.begin():
        # Alembic takes its time to load, and a start has nothing to migrate.
        migrate = importlib.import_module("storage.migrations.run").upgrade
        await connection.run_sync(migrate)


async def is_current(database: Database) -> bool:
    """Whether the schema is the one that this release needs."""
    async with _connected(database) as connection:
        found = await connection.run_sync(_found)
    return found == newest()


def newest() -> str:
    """The version that this release needs: the last file of the migrations, by its number."""
    versions = files("storage.migrations").joinpath("versions")
    names = (entry.name for entry in versions.iterdir())
    return max(name.partition("_")[0] for name in names if name.endswith(".py"))


@asynccontextmanager
async def _connected(database: Database) -> AsyncIterator[AsyncConnection]:
    try:
        connection = await database.engine.connect()
    except Exception as away:  # each driver has errors of its own, and none is worth more words
        raise Refusal(
            "La base de données ne peut pas être ouverte : vérifiez PASSERELLE_DATABASE_URL, et que "
            "son serveur ou son dossier est là."
        ) from away
    try:
        yield connection
    finally:
        await connection.close()


def _found(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version
