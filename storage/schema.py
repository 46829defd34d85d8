"""The schema's versions: bring a database up to date, tell whether it is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.records import Refusal


async def upgrade(database: Database) -> None:
    """Brings the schema to the newest version; does nothing when it is there already."""
    async with _connected(database) as connection, connection.begin():
        await connection.run_sync(_upgrade)


async def is_current(database: Database) -> bool:
    """Whether the schema is the one that this release needs."""
    async with _connected(database) as connection:
        found = await connection.run_sync(_found)
    return found == newest()


def newest() -> str | None:
    """The version that this release needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


@asynccontextmanager
async def _connected(database: Database) -> AsyncIterator[AsyncConnection]:
    try:
        connection = await database.engine.connect()
    except (DBAPIError, OSError) as away:
        raise Refusal(
            "La base de données ne peut pas être ouverte : vérifiez PASSERELLE_DATABASE_URL, et que "
            "son serveur ou son dossier est là."
        ) from away
    try:
        yield connection
    finally:
        await connection.close()


def _upgrade(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _found(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    return config
