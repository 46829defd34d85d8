"""aiosqlite with one visit to its thread per statement instead of four.

SQLAlchemy opens a cursor, executes, fetches and closes: through aiosqlite each step waits for the
connection's thread. Statements are small here, so a statement and its rows travel together.
"""

import asyncio
import sqlite3
from collections.abc import Sequence
from typing import Any, Self

from aiosqlite.core import Connection
from typing_extensions import override


class OneHopCursor:
    """What SQLAlchemy wants of a cursor. Everything is known once `execute` is back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.arraysize = 1
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        """Nothing to wait for: the real cursor lives in the thread."""
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Runs a statement and takes all its rows."""
        await self._visit(sqlite3.Cursor.execute, sql, parameters)

    async def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Runs a statement for each row of parameters."""
        await self._visit(sqlite3.Cursor.executemany, sql, rows)

    async def fetchall(self) -> list[Any]:
        """The rows that came with the statement."""
        return self._rows

    async def close(self) -> None:
        """Closed in the thread already."""

    async def _visit(self, run: Any, sql: str, parameters: Any) -> None:  # noqa: ANN401 - sqlite3's own
        # The door that aiosqlite's own cursor goes through as well.
        connection = self._connection

        def visit() -> None:
            cursor = connection._conn.cursor()  # noqa: SLF001 - the thread's own connection
            try:
                run(cursor, sql, parameters)
                self.description = cursor.description
                self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
                self._rows = cursor.fetchall() if cursor.description else []
            finally:
                cursor.close()

        await connection._execute(visit)  # type: ignore[no-untyped-call]  # noqa: SLF001 - idem


class OneHopConnection(Connection):
    """A connection of aiosqlite whose cursors are ours."""

    @override
    def cursor(self) -> OneHopCursor:  # type: ignore[override]  # what SQLAlchemy awaits of it is there
        """A cursor of one visit."""
        return OneHopCursor(self)


async def connect(path: str) -> Connection:
    """Opens a file. Transactions are ours to begin: the driver's would start late and fail late."""
    connection = OneHopConnection(lambda: sqlite3.connect(path, isolation_level=None), 64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does: it never keeps the process
    try:
        return await connection
    except BaseException:
        # The thread tells this loop that it stops: it must not outlive it.
        await asyncio.to_thread(connection._thread.join)  # noqa: SLF001 - idem
        raise
