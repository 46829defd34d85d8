"""One door to the database: `open_database(url)`, then `async with database.begin() as stores`.

One turn or one job is one transaction: the block commits, an exception rolls back, nobody else
commits. What differs between SQLite and PostgreSQL is here.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, CursorResult, Executable, event, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import one_hop
from storage.records import Knowledge
from storage.stores.actions import Actions
from storage.stores.base import Parameters, Runs
from storage.stores.experts import Experts
from storage.stores.files import Files
from storage.stores.groups import Groups
from storage.stores.outbox import Outbox
from storage.stores.people import People
from storage.stores.programme import Programme
from storage.stores.references import References
from storage.stores.relays import Relays
from storage.stores.subscriptions import Subscriptions
from storage.stores.talks import Talks
from storage.stores.town import Town
from storage.stores.turns import Turns
from storage.stores.wishes import Wishes

T = TypeVar("T")
_MOST_TOGETHER = 32  # works in one transaction


@dataclass(frozen=True, slots=True)
class Stores:
    """The stores of one transaction."""

    people: People
    experts: Experts
    actions: Actions
    programme: Programme
    groups: Groups
    references: References
    talks: Talks
    turns: Turns
    outbox: Outbox
    files: Files
    town: Town
    subscriptions: Subscriptions
    wishes: Wishes
    relays: Relays


class Database:
    """An open database. Made by `open_database`; closed by `close`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._knowledge: Knowledge | None = None
        # SQLite has one writer: waiting here is fair and free, its busy handler sleeps and polls.
        self._has_one_writer = engine.dialect.name == "sqlite"
        self._writer = asyncio.Lock() if self._has_one_writer else contextlib.nullcontext()
        self._works: deque[_Work] = deque()
        self._working: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Stores]:
        """A transaction that may write; it commits when the block ends well."""
        async with self._begun() as connection:
            yield _stores(connection)

    async def transact(self, work: Callable[[Stores], Awaitable[T]]) -> T:
        """What `work` gives; it may write, and is committed when this returns.

        Where there is one writer, works that wait for it share a transaction, and so one wait for
        the disk; each still succeeds or fails alone. `work` awaits nothing but its stores, and has
        no effect elsewhere: it may run twice.
        """
        if not self._has_one_writer:
            async with self.begin() as stores:
                return await work(stores)
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._works.append(_Work(work, done))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work_off(), name="transactions")
        return await done

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Stores]:
        """A snapshot for reading: it never waits for a writer."""
        options = {"passerelle_reads": True}
        async with self.engine.connect() as plain:
            connection = await plain.execution_options(**options)
            async with connection.begin():
                yield _stores(connection)

    async def knowledge(self, stores: Stores, *, revision: int | None = None) -> Knowledge:
        """What sentences may name, read again only when its revision moved.

        `revision` is the one that this transaction has read already.
        """
        if revision is None:
            revision = await stores.town.revision()
        if self._knowledge is None or self._knowledge.revision != revision:
            self._knowledge = await _read_knowledge(stores, revision)
        return self._knowledge

    async def close(self) -> None:
        """Finishes what is under way and gives the connections back."""
        if self._working is not None:
            await asyncio.wait({self._working})
        await self.engine.dispose()

    @asynccontextmanager
    async def _begun(self) -> AsyncIterator[AsyncConnection]:
        try:
            async with self._writer, self.engine.begin() as connection:
                yield connection
        except BaseException:
            # It may have been read with changes that did not last, under a number to come again.
            self._knowledge = None
            raise

    async def _work_off(self) -> None:
        while self._works:
            works = [self._works.popleft() for _ in range(min(len(self._works), _MOST_TOGETHER))]
            if len(works) == 1 or not await self._commit(works):
                # One spoilt it for all, and nothing lasted: each again, alone.
                for work in works:
                    await self._commit([work])
            for work in works:
                work.settle()

    async def _commit(self, works: Sequence["_Work"]) -> bool:
        """Runs works in one transaction; False when one failed, and then nothing lasts."""
        try:
            async with self._begun() as connection:
                stores = _stores(connection if len(works) == 1 else _OneAtATime(connection))
                # While one waits for its rows, another thinks. All end before anything is decided.
                ended = await asyncio.gather(
                    *(work.do(stores) for work in works), return_exceptions=True
                )
                _raise_first(ended)
        except Exception as error:  # noqa: BLE001 - told to whoever waits for it
            for work in works:
                work.error = error
            return False
        return True


def _raise_first(ended: Sequence[BaseException | None]) -> None:
    for error in ended:
        if error is not None:
            raise error


class _OneAtATime:
    """A connection that several works share: each statement waits for the one before."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.dialect = connection.dialect
        self._connection = connection
        self._free = asyncio.Lock()

    async def execute(
        self, statement: Executable, parameters: Parameters = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Runs a statement when it is free."""
        async with self._free:
            return await self._connection.execute(statement, parameters)


class _Work:
    """Something to do in a transaction, and somebody who waits for it."""

    def __init__(self, run: Callable[[Stores], Awaitable[Any]], done: asyncio.Future[Any]) -> None:
        self.error: Exception | None = None
        self._run = run
        self._result: Any = None
        self._done = done

    async def do(self, stores: Stores) -> None:
        """Does it, perhaps again."""
        self.error = None
        self._result = await self._run(stores)

    def settle(self) -> None:
        """Tells the one who waits, if they still do."""
        if self._done.done():
            return
        if self.error is not None:
            self._done.set_exception(self.error)
        else:
            self._done.set_result(self._result)


def open_database(url: str) -> Database:
    """Opens `sqlite:///file` or `postgresql://user@host/db` (other drivers' names are kept)."""
    address = _with_async_driver(make_url(url))
    if address.get_backend_name() != "sqlite":
        return Database(create_async_engine(address, pool_pre_ping=True))
    engine = create_async_engine(
        address, async_creator=lambda: one_hop.connect(address.database or ":memory:")
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return Database(engine)


def is_address(url: str) -> bool:
    """Whether `open_database` could open it: a form and a driver that are known."""
    try:
        address = _with_async_driver(make_url(url))
        return bool(address.get_dialect().is_async)
    except (SQLAlchemyError, ValueError, ImportError):
        return False


def file_of(url: str) -> Path | None:
    """The file of an SQLite database; None for PostgreSQL, and in memory."""
    address = make_url(url)
    path = address.database or ":memory:"
    return None if address.get_backend_name() != "sqlite" or path == ":memory:" else Path(path)


def _with_async_driver(address: URL) -> URL:
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
    return address.set(drivername=drivers.get(address.drivername, address.drivername))


def _prepare_sqlite(dbapi_connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
    cursor = dbapi_connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=20000",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get("passerelle_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _stores(connection: Runs) -> Stores:
    return Stores(
        people=People(connection),
        experts=Experts(connection),
        actions=Actions(connection),
        programme=Programme(connection),
        groups=Groups(connection),
        references=References(connection),
        talks=Talks(connection),
        turns=Turns(connection),
        outbox=Outbox(connection),
        files=Files(connection),
        town=Town(connection),
        subscriptions=Subscriptions(connection),
        wishes=Wishes(connection),
        relays=Relays(connection),
    )


async def _read_knowledge(stores: Stores, revision: int) -> Knowledge:
    return Knowledge(
        revision=revision,
        people=await stores.people.all(),
        venues=await stores.town.venues(),
        partners=await stores.town.partners(),
        groups=await stores.town.groups(),
        axes=await stores.town.axes(),
        actions=await stores.actions.register(),
        feeds=tuple(feed.name for feed in await stores.programme.feeds()),
    )
