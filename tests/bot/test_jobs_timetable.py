"""The clock itself: what it looks at, and that one bad tick stops nothing."""

import asyncio
import logging
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.feeds.reading import Reading
from bot.jobs.timetable import Timetable
from storage.database import Database
from storage.records import Channel, Occurrence, OutgoingState

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=PARIS)


class Nothing:
    async def read(self, url: str, start: date, end: date) -> Reading:  # noqa: ARG002 - its shape
        return Reading(())


def believe(_previous: tuple[Occurrence, ...], _new: Reading, _today: date) -> str:
    return ""


class Heard(list[str]):
    """What the timetable called out, in order; `written` is set at the first message written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = asyncio.Event()

    def note_written(self) -> None:
        self.append("written")
        self.written.set()


def timetable(database: Database, heard: Heard) -> Timetable:
    return Timetable(
        database=database,
        feeds=Nothing(),
        clock=lambda: MONDAY,
        verdict=believe,
        written=heard.note_written,
        failed=heard.append,
    )


async def test_every_job_is_looked_at_on_a_clock_that_forgives(sqlite: Database) -> None:
    scheduler = timetable(sqlite, Heard()).scheduler()
    scheduler.start(paused=True)

    jobs = {job.id: str(job.trigger) for job in scheduler.get_jobs()}
    forgiving = {
        (job.misfire_grace_time, job.coalesce, job.max_instances) for job in scheduler.get_jobs()
    }
    scheduler.shutdown()

    assert jobs == {
        "digests": "interval[0:00:30]",
        "new_feeds": "interval[0:00:15]",
        "feeds": "cron[hour='5,11,17,23', minute='30']",
        "questions": "interval[0:15:00]",
        "confirmations": "interval[0:15:00]",
        "proposals": "interval[0:15:00]",
        "relays": "interval[0:30:00]",
        "upkeep": "cron[hour='3', minute='40']",
    }
    assert forgiving == {(None, True, 1)}


async def test_a_running_timetable_writes_what_is_due_at_its_start(sqlite: Database) -> None:
    heard = Heard()
    async with sqlite.begin() as stores:
        await stores.groups.connect(Channel(conversation="19:a", group="handicap"))

    async with timetable(sqlite, heard).running(), asyncio.timeout(10):
        await heard.written.wait()

    async with sqlite.read() as stores:
        assert len(await stores.outbox.in_state(OutgoingState.TO_PUBLISH)) == 1


async def test_a_job_that_fails_is_logged_counted_and_forgotten(
    sqlite: Database, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    clock = timetable(sqlite, heard)

    async def broken(_now: datetime) -> int:
        raise ValueError("no luck")

    with caplog.at_level(logging.ERROR):
        await clock.tick("digests", broken)

    assert (heard, [record.message for record in caplog.records]) == (["digests"], ["job failed"])


async def test_a_job_under_way_is_cancelled_at_the_end(sqlite: Database) -> None:
    clock = timetable(sqlite, Heard())
    begun, ended = asyncio.Event(), asyncio.Event()

    async def endless(_now: datetime) -> int:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return 0

    async with clock.running() as scheduler:
        scheduler.add_job(clock.tick, args=("endless", endless))
        await asyncio.wait_for(begun.wait(), 10)

    assert ended.is_set()
