"""Relayed questions as they are kept, and as they are forgotten, on both databases."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.jobs.upkeep import drop_old
from dialogs.messages import say
from storage.database import Database
from storage.records import Outgoing, OutgoingState, Person
from storage.sharing import Relay

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LASTS = timedelta(days=14)
QUESTION = "Qui saurait restaurer un vitrail ?"


async def relay(database: Database, asker: str = "p1") -> int:
    """A question of somebody that waits, and the post that goes with it."""
    async with database.begin() as stores:
        await stores.people.put(Person(id=asker, name="Ada Morvan"))
        asked = Relay(
            asker_id=asker,
            conversation=f"a:{asker}",
            question=QUESTION,
            subject="vitrail",
            targets=("19:groupe",),
            asked_at=NOW,
            expires_at=NOW + LASTS,
        )
        number = await stores.relays.add(asked)
        post = Outgoing(
            key=f"relay:{number}:0",
            conversation="19:groupe",
            body=say(QUESTION).to_json(),
            kind="relay",
            due_at=NOW,
        )
        await stores.outbox.put(post)
    return number


async def end(database: Database, number: int) -> bool:
    async with database.begin() as stores:
        return await stores.relays.end(number, answered_at=NOW)


async def test_of_two_answers_at_once_one_counts(database: Database) -> None:
    number = await relay(database)

    ended = await asyncio.gather(end(database, number), end(database, number))

    assert sorted(ended) == [False, True]


async def test_a_number_is_never_given_twice(database: Database) -> None:
    first = await relay(database)
    await drop_old(database, NOW + timedelta(days=200))

    second = await relay(database)

    assert second > first


async def test_nothing_is_left_of_the_question_of_an_erased_person(database: Database) -> None:
    theirs, another = await relay(database, "p1"), await relay(database, "p2")

    async with database.begin() as stores:
        await stores.people.erase("p1")

    async with database.read() as stores:
        left = [await stores.relays.get(number) for number in (theirs, another)]
        posts = [await stores.outbox.find(f"relay:{number}:0") for number in (theirs, another)]
    assert [row is not None for row in left] == [False, True]
    assert [row is not None for row in posts] == [False, True]


async def test_a_post_that_was_sent_is_forgotten_after_a_day(database: Database) -> None:
    number = await relay(database)
    async with database.begin() as stores:
        row = await stores.outbox.claim(now=NOW, lease=timedelta(minutes=2))
        assert row is not None
        await stores.outbox.settle(row, state=OutgoingState.PUBLISHED, now=NOW)

    kept = []
    for hours in (23, 25):
        await drop_old(database, NOW + timedelta(hours=hours))
        async with database.read() as stores:
            kept.append(await stores.outbox.find(f"relay:{number}:0") is not None)

    assert kept == [True, False]


async def test_who_waits_for_an_answer_in_a_conversation_is_known(database: Database) -> None:
    number = await relay(database)

    async with database.read() as stores:
        here = await stores.relays.waiting("19:groupe", now=NOW)
        elsewhere = await stores.relays.waiting("19:autre", now=NOW)
        late = await stores.relays.waiting("19:groupe", now=NOW + LASTS)

    assert [one.id for one in here] == [number]
    assert (elsewhere, late) == ((), ())
