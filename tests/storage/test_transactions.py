import asyncio

import pytest

from storage.database import Database, Stores, open_database
from storage.records import Person, Venue
from tests.support.databases import Databases


def venue(code: str) -> Venue:
    return Venue(code=code, name=code.title())


async def codes(database: Database) -> list[str]:
    async with database.read() as stores:
        return sorted(each.code for each in await stores.town.venues())


async def test_works_that_wait_together_are_all_committed(database: Database) -> None:
    async def work(stores: Stores, number: int) -> int:
        await stores.town.put_venue(venue(f"v{number:02}"))
        return number

    def starts(number: int) -> "asyncio.Future[int]":
        return asyncio.ensure_future(database.transact(lambda stores: work(stores, number)))

    results = await asyncio.gather(*map(starts, range(40)))

    assert results == list(range(40))
    assert await codes(database) == [f"v{number:02}" for number in range(40)]


async def test_a_work_that_fails_takes_nothing_from_the_others(database: Database) -> None:
    async def good(stores: Stores) -> str:
        await stores.town.put_venue(venue("good"))
        return "done"

    async def bad(stores: Stores) -> str:
        await stores.town.put_venue(venue("bad"))
        raise ValueError("spoilt")

    results = await asyncio.gather(
        database.transact(good), database.transact(bad), return_exceptions=True
    )

    assert [str(result) for result in results] == ["done", "spoilt"]
    assert await codes(database) == ["good"]


async def test_somebody_who_no_longer_waits_stops_nobody(database: Database) -> None:
    async def work(stores: Stores) -> None:
        await stores.town.put_venue(venue("kept"))

    impatient = asyncio.create_task(database.transact(work))
    patient = asyncio.create_task(database.transact(work))
    await asyncio.sleep(0)

    impatient.cancel()

    await patient
    assert await codes(database) == ["kept"]


async def test_what_was_read_in_a_transaction_that_failed_is_forgotten(
    database: Database,
) -> None:
    """Its revision comes again with other content: it may not pass for that."""

    async def undone(stores: Stores) -> None:
        await stores.people.put(Person(id="p0", name="Nobody Yet"))
        await database.knowledge(stores)
        raise ValueError("undone")

    with pytest.raises(ValueError, match="undone"):
        await database.transact(undone)

    async with database.begin() as stores:
        await stores.town.put_venue(venue("luxy"))
        known = await database.knowledge(stores)

    assert (known.people, [each.code for each in known.venues]) == ((), ["luxy"])


async def test_a_result_without_rows_and_one_with_many(database: Database) -> None:
    async with database.begin() as stores:
        before = await stores.town.venues()
        for number in range(3):
            await stores.town.put_venue(venue(f"v{number}"))
        after = await stores.town.venues()

    assert (before, len(after)) == ((), 3)


async def test_close_waits_for_what_is_under_way(maker: Databases) -> None:
    database = open_database(maker.sqlite())

    async def work(stores: Stores) -> None:
        await stores.town.put_venue(venue("late"))

    under_way = asyncio.create_task(database.transact(work))
    await asyncio.sleep(0)
    await database.close()

    await under_way
    again = open_database(str(database.engine.url))
    assert await codes(again) == ["late"]
    await again.close()
