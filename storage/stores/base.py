"""What every store shares: one connection, rows to records, the revision of what is named."""

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sqlalchemy import Dialect, Executable, Table, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult

from storage import tables

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")
Parameters = list[dict[str, Any]] | dict[str, Any] | None


class Runs(Protocol):
    """What a store wants of a connection."""

    @property
    def dialect(self) -> Dialect:
        """Which database it is."""
        ...

    async def execute(
        self, statement: Executable, parameters: Parameters = None, /
    ) -> CursorResult[*tuple[Any, ...]]:
        """Runs a statement."""
        ...


class Store:
    """A subject's queries over the connection of one transaction."""

    def __init__(self, connection: Runs) -> None:
        self._connection = connection

    async def _run(
        self, statement: Executable, rows: Parameters = None
    ) -> CursorResult[*tuple[Any, ...]]:
        return await self._connection.execute(statement, rows)

    async def _all(
        self, kind: type[Record], statement: Executable, given: dict[str, Any] | None = None
    ) -> tuple[Record, ...]:
        found = await self._run(statement, given)
        names = tuple(found.keys())
        return tuple(kind(**dict(zip(names, row, strict=True))) for row in found)

    async def _one(self, kind: type[Record], statement: Executable) -> Record | None:
        row = (await self._run(statement)).mappings().first()
        return None if row is None else kind(**row)

    async def _insert_new(self, table: Table, values: dict[str, Any]) -> bool:
        """Inserts unless a row with the same key stands there; tells whether it did."""
        insert = postgresql.insert if self._is_postgresql else sqlite.insert
        done = await self._run(insert(table).values(**values).on_conflict_do_nothing())
        return done.rowcount == 1

    async def _put(self, table: Table, values: dict[str, Any], *, key: Sequence[str]) -> None:
        """Inserts, or overwrites the row that has the same key."""
        insert = postgresql.insert if self._is_postgresql else sqlite.insert
        statement = insert(table).values(**values)
        rest = {name: statement.excluded[name] for name in values if name not in key}
        await self._run(statement.on_conflict_do_update(index_elements=list(key), set_=rest))

    async def _moved(self) -> None:
        """Says that something that sentences may name has changed."""
        value = tables.revision.c.value
        await self._run(update(tables.revision).values(value=value + 1))

    @property
    def _is_postgresql(self) -> bool:
        return self._connection.dialect.name == "postgresql"


def prepared_insert(table: Table) -> dict[str, Executable]:
    """By dialect: an insert that leaves a row with the same key as it is, for `_run` with a row."""
    return {
        "postgresql": postgresql.insert(table).on_conflict_do_nothing(),
        "sqlite": sqlite.insert(table).on_conflict_do_nothing(),
    }


def columns(table: Table, kind: type[Any]) -> list[Any]:
    """The columns of `table` that `kind` has a field for."""
    return [table.c[item.name] for item in dataclasses.fields(kind)]


def values(record: "DataclassInstance", *, without: Sequence[str] = ()) -> dict[str, Any]:
    """The fields of a record, shallow: the column types know tuples and enums."""
    return {
        item.name: getattr(record, item.name)
        for item in dataclasses.fields(record)
        if item.name not in without
    }
