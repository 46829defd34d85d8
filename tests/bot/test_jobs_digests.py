"""Digests by the clock, on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.jobs.digests import send_now, write_digests
from dialogs.french.calendar import Week
from dialogs.messages import Reply
from storage.database import Database, open_database
from storage.records import (
    Channel,
    Feed,
    Group,
    Occurrence,
    Outgoing,
    OutgoingState,
    Place,
    Reference,
    Venue,
)

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=PARIS)
CHANNEL = Channel(conversation="19:a@thread.tacv2", group="handicap")
OTHER = Channel(conversation="19:b@thread.tacv2", group="adultes")


async def connect(database: Database, *channels: Channel) -> None:
    async with database.begin() as stores:
        await stores.town.put_venue(Venue(code="luxy", name="Le Luxy"))
        await stores.town.put_group(Group(code="handicap", name="Handicap"))
        for channel in channels:
            await stores.groups.connect(channel)


async def announce(database: Database, summary: str, start: datetime) -> None:
    async with database.begin() as stores:
        await stores.programme.put_feed(Feed(name="luxy", url="x", venue="luxy"))
        occurrence = Occurrence(
            feed="luxy",
            uid="1",
            start=start,
            end=start + timedelta(hours=2),
            summary=summary,
            venue="luxy",
        )
        await stores.programme.replace("luxy", [occurrence])


async def rows(database: Database) -> list[Outgoing]:
    async with database.read() as stores:
        return list(await stores.outbox.in_state(OutgoingState.TO_PUBLISH))


async def test_a_digest_is_written_once_at_its_slot(database: Database) -> None:
    await connect(database, CHANNEL)
    await announce(database, "Antigone", datetime(2026, 11, 27, 19, 30, tzinfo=UTC))

    written = [
        await write_digests(database, MONDAY - timedelta(seconds=1)),
        await write_digests(database, MONDAY),
        await write_digests(database, MONDAY + timedelta(seconds=30)),
    ]

    (row,) = await rows(database)
    assert written == [0, 1, 0]
    assert (row.key, row.conversation, row.kind) == (
        "digest:19:a@thread.tacv2:2026-W48",
        CHANNEL.conversation,
        "digest",
    )
    assert "Antigone · Le Luxy" in Reply.from_json(row.body).as_text()


async def test_two_bots_at_once_write_one_row(database: Database, database_url: str) -> None:
    await connect(database, CHANNEL, OTHER)
    second = open_database(database_url)

    counts = await asyncio.gather(
        *(write_digests(bot, MONDAY) for bot in (database, second, database, second))
    )
    await second.close()

    assert (sum(counts), len(await rows(database))) == (2, 2)


async def test_a_bot_that_slept_three_days_catches_up_once(database: Database) -> None:
    await connect(database, CHANNEL)

    written = [
        await write_digests(database, MONDAY + timedelta(days=3)),
        await write_digests(database, MONDAY + timedelta(days=4)),
    ]

    assert (written, len(await rows(database))) == ([1, 0], 1)


async def test_a_week_that_ended_is_not_caught_up(database: Database) -> None:
    await connect(database, CHANNEL)

    assert await write_digests(database, datetime(2026, 11, 30, 8, 0, tzinfo=PARIS)) == 0


async def test_a_paused_channel_gets_nothing(database: Database) -> None:
    paused = replace(CHANNEL, paused_until=date(2026, 11, 29))
    await connect(database, paused)

    written = [
        await write_digests(database, MONDAY),
        await write_digests(database, MONDAY + timedelta(days=7)),
    ]

    assert written == [0, 1]


async def test_a_channel_that_the_bot_was_removed_from_gets_nothing(database: Database) -> None:
    await connect(database, CHANNEL)
    gone = Reference(
        conversation=CHANNEL.conversation,
        place=Place.CHANNEL,
        service_url="https://x",
        active=False,
    )
    async with database.begin() as stores:
        await stores.references.put(gone)

    removed = await write_digests(database, MONDAY)
    async with database.begin() as stores:
        await stores.references.put(replace(gone, active=True))
    again = await write_digests(database, MONDAY + timedelta(days=1))

    assert (removed, again) == (0, 1)


@pytest.mark.parametrize(
    ("now", "key"),
    [
        (datetime(2026, 10, 26, 8, 30, tzinfo=PARIS), "2026-W44"),  # clocks changed the day before
        (datetime(2027, 3, 29, 8, 30, tzinfo=PARIS), "2027-W13"),  # idem, and Easter Monday
        (datetime(2026, 12, 28, 8, 30, tzinfo=PARIS), "2026-W53"),
        (datetime(2027, 1, 4, 8, 30, tzinfo=PARIS), "2027-W01"),
    ],
)
async def test_particular_mondays_are_mondays(database: Database, now: datetime, key: str) -> None:
    await connect(database, CHANNEL)

    before = await write_digests(database, now - timedelta(minutes=1))
    await write_digests(database, now)

    (row,) = await rows(database)
    assert (before, row.key.rpartition(":")[2]) == (0, key)


@pytest.mark.parametrize(
    ("week", "inside", "outside"),
    [
        ("2026-W43", "2026-10-25T22:59", "2026-10-25T23:00"),
        ("2027-W12", "2027-03-28T21:59", "2027-03-28T22:00"),
    ],
)
async def test_a_week_ends_on_the_town_s_midnight(
    database: Database, week: str, inside: str, outside: str
) -> None:
    await connect(database, CHANNEL)
    told = []
    for start in (inside, outside):
        await announce(database, "Minuit", datetime.fromisoformat(start).replace(tzinfo=UTC))
        async with database.begin() as stores:
            await stores.outbox.forget_before(datetime.max.replace(tzinfo=UTC))
        monday = Week.parse(week).monday
        conversation = f"19:{start}"
        await connect(database, replace(CHANNEL, conversation=conversation, group="g"))
        now = datetime(monday.year, monday.month, monday.day, 8, 30, tzinfo=PARIS)
        await write_digests(database, now)
        async with database.read() as stores:
            row = await stores.outbox.find(f"digest:{conversation}:{week}")
        assert row is not None
        told.append("Minuit" in Reply.from_json(row.body).as_text())

    assert told == [True, False]


async def test_one_broken_channel_keeps_nobody_from_being_served(database: Database) -> None:
    await connect(database, replace(CHANNEL, at="08:00"), replace(OTHER, at="08:15"))
    async with database.begin() as stores:
        await stores.groups.connect(replace(CHANNEL, conversation="19:0", group=""))

    assert await write_digests(database, MONDAY) == 3


async def test_send_now_takes_the_slot_of_the_clock(database: Database) -> None:
    await connect(database, CHANNEL)
    week = Week.parse("2026-W48")
    early = MONDAY - timedelta(hours=1)

    first = await send_now(database, group="handicap", week=week, now=early)
    again = await send_now(database, group="handicap", week=week, now=early)
    nobody = await send_now(database, group="adultes", week=week, now=early)
    by_clock = await write_digests(database, MONDAY)

    assert (first, again, nobody, by_clock) == (1, 0, None, 0)
