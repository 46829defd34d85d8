"""Backup and restore: every table as JSON lines in one zip, the same from SQLite and PostgreSQL.

A backup is one snapshot, taken while the bot runs. A restore fills an empty database of the same
schema version, on either engine: it is also the way from SQLite to PostgreSQL.
"""

import base64
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import schema
from storage.columns import Instant
from storage.database import Database
from storage.records import Refusal
from storage.tables import metadata, revision

_ABOUT = "passerelle.json"
_ROWS_AT_A_TIME = 500
_TABLES = metadata.sorted_tables


class ArchiveRefused(Refusal):
    """The file or the database is not what a restore needs."""


async def backup(database: Database, target: Path) -> int:
    """Writes a snapshot to `target`, whole or not at all; gives the number of rows."""
    with (
        _whole_or_nothing(target) as partial,
        zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        archive.writestr(_ABOUT, json.dumps({"schema": schema.newest()}))
        async with database.engine.connect() as plain:
            connection = await _snapshot(plain)
            return sum([await _write(connection, table, archive) for table in _TABLES])


def refuse_unfit(source: Path) -> None:
    """Refuses a file that `restore` could not read, before anything is made."""
    try:
        with zipfile.ZipFile(source) as archive:
            about = json.loads(archive.read(_ABOUT))
            version = about["schema"]
            for table in _TABLES:
                archive.getinfo(f"{table.name}.jsonl")
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as unreadable:
        raise ArchiveRefused(f"{source.name} n’est pas une sauvegarde de Passerelle.") from (
            unreadable
        )
    if version != schema.newest():
        raise ArchiveRefused(
            f"Cette sauvegarde est de la version {version} du schéma, et cette Passerelle de la "
            f"version {schema.newest()} : restaurez-la avec la version de Passerelle qui l’a faite."
        )


async def restore(database: Database, source: Path) -> int:
    """Fills an empty database from a backup, whole or not at all; gives the number of rows."""
    refuse_unfit(source)
    try:
        with zipfile.ZipFile(source) as archive:
            async with database.engine.begin() as connection:
                await _refuse_if_filled(connection)
                return sum([await _read(connection, table, archive) for table in _TABLES])
    except (zipfile.BadZipFile, ValueError, KeyError) as damaged:
        raise ArchiveRefused(
            f"{source.name} est abîmé : rien n’a été restauré. Prenez une autre sauvegarde."
        ) from damaged


@contextmanager
def _whole_or_nothing(target: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".passerelle-")
    os.close(handle)
    partial = Path(name)
    try:
        yield partial
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


async def _snapshot(plain: AsyncConnection) -> AsyncConnection:
    if plain.dialect.name == "postgresql":
        return await plain.execution_options(isolation_level="REPEATABLE READ")
    # A deferred transaction of SQLite's WAL mode is a snapshot, and lets writers go on.
    return await plain.execution_options(passerelle_reads=True)


async def _write(connection: AsyncConnection, table: Table, archive: zipfile.ZipFile) -> int:
    rows = 0
    with archive.open(f"{table.name}.jsonl", "w") as target:
        for row in (await connection.execute(select(table))).mappings():
            line = {name: _plain(value) for name, value in row.items()}
            target.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            rows += 1
    return rows


async def _refuse_if_filled(connection: AsyncConnection) -> None:
    for table in _TABLES:
        if table is revision:
            continue
        if (await connection.execute(select(func.count()).select_from(table))).scalar_one():
            raise ArchiveRefused(
                "La base n’est pas vide : donnez-en une neuve, par exemple "
                "PASSERELLE_DATABASE_URL=sqlite:///neuve.db, puis relancez « db restore »."
            )
    await connection.execute(delete(revision))


async def _read(connection: AsyncConnection, table: Table, archive: zipfile.ZipFile) -> int:
    count = 0
    for rows in _batches(table, archive):
        await connection.execute(insert(table), rows)
        count += len(rows)
    if connection.dialect.name == "postgresql" and "id" in table.c and table is not revision:
        await _continue_numbers(connection, table)
    return count


async def _continue_numbers(connection: AsyncConnection, table: Table) -> None:
    """PostgreSQL's sequences do not notice rows that bring their own number."""
    if table.c.id.type.python_type is not int:
        return
    highest = (await connection.execute(select(func.max(table.c.id)))).scalar_one()
    if highest:
        named = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :highest)")
        await connection.execute(named, {"table": table.name, "highest": highest})


def _batches(table: Table, archive: zipfile.ZipFile) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    with archive.open(f"{table.name}.jsonl") as source:
        for line in io.TextIOWrapper(source, encoding="utf-8"):
            stored = json.loads(line)
            rows.append({name: _typed(table.c[name], value) for name, value in stored.items()})
            if len(rows) == _ROWS_AT_A_TIME:
                yield rows
                rows = []
    if rows:
        yield rows


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def _typed(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - JSON in, the column's type out
    if value is None:
        return None
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value)
    if isinstance(column.type, Instant):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if column.type.python_type is date else value
