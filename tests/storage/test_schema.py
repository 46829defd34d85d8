from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from storage import schema
from storage.database import Database, open_database
from storage.migrations import run
from storage.tables import metadata
from tests.support.databases import Databases


async def test_migrations_give_the_tables(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with database.engine.connect() as connection:
        found = await connection.run_sync(differences)

    assert found == []


def test_the_newest_version_is_that_of_the_last_migration() -> None:
    assert schema.newest() == run.head()


async def test_upgrade_twice_changes_nothing(database: Database) -> None:
    await schema.upgrade(database)

    assert await schema.is_current(database)


async def test_an_empty_file_is_not_current(maker: Databases) -> None:
    database = open_database(maker.sqlite().replace(".db", "-none.db"))

    current = await schema.is_current(database)

    await database.close()
    assert not current
