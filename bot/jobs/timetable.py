"""The clock: which job is looked at when. What is due, each job decides from the database.

So every copy of the bot may run the timetable, and a copy that slept misses nothing.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock
from bot.jobs.confirmations import ask_confirmations
from bot.jobs.digests import write_digests
from bot.jobs.feeds import Source, Verdict, read_new, refresh
from bot.jobs.proposals import ask_proposed
from bot.jobs.questions import ask_owners
from bot.jobs.relays import close_relays
from bot.jobs.upkeep import drop_old
from storage.database import Database

log = logging.getLogger(__name__)

Job = Callable[[datetime], Awaitable[int]]
"""Gives how much it did; 0 when there was nothing to do."""


class Timetable:
    """`written` is called when rows may have come into the outbox, `failed` with a job's name."""

    def __init__(
        self,
        *,
        database: Database,
        feeds: Source,
        clock: Clock,
        verdict: Verdict,
        written: Callable[[], None] = lambda: None,
        failed: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self._database = database
        self._feeds = feeds
        self._clock = clock
        self._verdict = verdict
        self._written = written
        self._failed = failed
        self._under_way: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[AsyncIOScheduler]:
        """Ticks until the block ends. A job under way is cancelled: the next start goes on."""
        scheduler = self.scheduler()
        scheduler.start()
        try:
            yield scheduler
        finally:
            under_way = tuple(self._under_way)
            scheduler.shutdown(wait=False)
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    def scheduler(self) -> AsyncIOScheduler:
        """All jobs on a clock that remembers nothing: late ticks are merged, never dropped."""
        zone = self._clock().tzinfo
        scheduler = AsyncIOScheduler(
            timezone=zone,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        for name, (job, trigger) in self._jobs().items():
            # The first look is at the start: whatever came due meanwhile has waited enough.
            scheduler.add_job(
                self.tick, trigger, args=(name, job), id=name, next_run_time=self._clock()
            )
        return scheduler

    async def tick(self, name: str, job: Job) -> None:
        """Runs a job once; what goes wrong is logged here and keeps no other tick from coming."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine that runs is in a task
        self._under_way.add(task)
        try:
            if await job(self._clock()):
                self._written()
        except asyncio.CancelledError:
            # The process ends: the scheduler would log it as a failure.
            log.info("job cut", extra={"job": name})
        except Exception:
            log.exception("job failed", extra={"job": name})
            self._failed(name)
        finally:
            self._under_way.discard(task)

    def _jobs(self) -> dict[str, tuple[Job, BaseTrigger]]:
        zone = self._clock().tzinfo
        return {
            "digests": (self._digests, IntervalTrigger(seconds=30)),
            "new_feeds": (self._new_feeds, IntervalTrigger(seconds=15)),
            "feeds": (self._refresh, CronTrigger(hour="5,11,17,23", minute=30, timezone=zone)),
            "questions": (self._questions, IntervalTrigger(minutes=15)),
            "confirmations": (self._confirmations, IntervalTrigger(minutes=15)),
            "proposals": (self._proposals, IntervalTrigger(minutes=15)),
            "relays": (self._relays, IntervalTrigger(minutes=30)),
            "upkeep": (self._upkeep, CronTrigger(hour=3, minute=40, timezone=zone)),
        }

    async def _digests(self, now: datetime) -> int:
        return await write_digests(self._database, now)

    async def _new_feeds(self, now: datetime) -> int:
        return await read_new(self._database, self._feeds, now, verdict=self._verdict)

    async def _refresh(self, now: datetime) -> int:
        report = await refresh(self._database, self._feeds, now, verdict=self._verdict)
        return len(report.outcomes)

    async def _questions(self, now: datetime) -> int:
        return await ask_owners(self._database, now)

    async def _confirmations(self, now: datetime) -> int:
        return await ask_confirmations(self._database, now)

    async def _proposals(self, now: datetime) -> int:
        return await ask_proposed(self._database, now)

    async def _relays(self, now: datetime) -> int:
        return await close_relays(self._database, now)

    async def _upkeep(self, now: datetime) -> int:
        await drop_old(self._database, now)
        return 0
