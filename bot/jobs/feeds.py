"""Programming sources: read outside of any transaction, then stored one by one.

What cannot be read, or is not believed, leaves the last good set in place and is said.
"""

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.feeds.reading import FeedUnreadable, Reading
from bot.jobs import texts
from dialogs.programme.feeds_texts import first_reading
from dialogs.programme.slots import zone_of
from storage.database import Database, Stores
from storage.records import Feed, Occurrence, Outgoing

log = logging.getLogger(__name__)

BEFORE, AFTER = timedelta(days=7), timedelta(days=120)
_PAUSE = timedelta(minutes=30)  # between two readings of a source that nobody asked for
_AT_ONCE = 3


class Source(Protocol):
    """Who reads a calendar: the network or a file, guarded."""

    async def read(self, url: str, start: date, end: date) -> Reading:
        """What the calendar gives in [start, end) of the town's days; raises FeedUnreadable."""
        ...


Verdict = Callable[[tuple[Occurrence, ...], Reading, date], str]
"""Why a new reading is not believed, "" to take it: previous set, new reading, today."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: how many dates it holds, or its trouble."""

    name: str
    events: int = 0
    trouble: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a refresh did."""

    outcomes: tuple[Outcome, ...]

    @property
    def failed(self) -> int:
        """How many sources kept their last good set."""
        return sum(bool(outcome.trouble) for outcome in self.outcomes)

    def as_text(self) -> str:
        """For the operator: a line per source, its oddities below."""
        lines: list[str] = []
        for one in self.outcomes:
            good = texts.read_well(one.name, one.events)
            lines.append(texts.kept(one.name, one.trouble) if one.trouble else good)
            lines += texts.warnings(one.warnings)
        return "\n".join(lines) or texts.NO_FEED


async def refresh(
    database: Database,
    source: Source,
    now: datetime,
    *,
    names: Collection[str] | None = None,
    verdict: Verdict = lambda _previous, _new, _today: "",
) -> Report:
    """Reads the named sources, or all that were not tried in the last half hour."""
    async with database.read() as stores:
        feeds = await stores.programme.feeds()
    wanted = [feed for feed in feeds if _is_wanted(feed, names, now)]
    few = asyncio.Semaphore(_AT_ONCE)

    async def one(feed: Feed) -> Outcome:
        async with few:
            reading = await _read(source, feed, now)
        return await _store(database, feed, reading, now=now, verdict=verdict)

    report = Report(tuple(await asyncio.gather(*(one(feed) for feed in wanted))))
    if wanted:
        log.info("feeds read", extra={"read": len(wanted), "failed": report.failed})
    return report


async def read_new(database: Database, source: Source, now: datetime, *, verdict: Verdict) -> int:
    """Reads what was just added, or asked to be read again, by a sentence; gives how many."""
    async with database.read() as stores:
        feeds = await stores.programme.feeds()
    new = [feed.name for feed in feeds if feed.tried_at is None]
    if new:
        await refresh(database, source, now, names=new, verdict=verdict)
    return len(new)


def _is_wanted(feed: Feed, names: Collection[str] | None, now: datetime) -> bool:
    if names is not None:
        return feed.name in names
    return feed.tried_at is None or now - feed.tried_at >= _PAUSE


async def _read(source: Source, feed: Feed, now: datetime) -> Reading | str:
    """The reading, or the French sentence that says why there is none."""
    today = now.date()
    try:
        return await source.read(feed.url, today - BEFORE, today + AFTER)
    except FeedUnreadable as unreadable:
        return unreadable.reason
    except Exception as unexpected:  # noqa: BLE001 - one calendar must not keep others unread
        # Its message may hold the address, which may be a secret: only its name is logged.
        log.error("feed failed", extra={"feed": feed.name, "error": type(unexpected).__name__})  # noqa: TRY400 - no traceback for the same reason
        return texts.UNEXPECTED


async def _store(
    database: Database, feed: Feed, reading: Reading | str, *, now: datetime, verdict: Verdict
) -> Outcome:
    async with database.begin() as stores:
        current = await stores.programme.feed(feed.name)
        if current is None or current.url != feed.url:
            # Removed or changed while it was read: what was read belongs to nothing.
            return Outcome(feed.name)
        previous = await stores.programme.of_feed(feed.name)
        trouble = reading if isinstance(reading, str) else verdict(previous, reading, now.date())
        if isinstance(reading, str) or trouble:
            await stores.programme.note_trouble(feed.name, trouble=trouble, at=now)
            stored = replace(current, trouble=trouble, tried_at=now)
            kept = previous
        else:
            stored, kept = await _replace(stores, current, reading, now)
        if current.tried_at is None and current.read_at is None:
            await _tell(stores, stored, kept, now)
    return Outcome(feed.name, len(kept), stored.trouble, stored.warnings)


async def _replace(
    stores: Stores, feed: Feed, reading: Reading, now: datetime
) -> tuple[Feed, tuple[Occurrence, ...]]:
    mine = tuple(
        replace(occurrence, feed=feed.name, venue=feed.venue) for occurrence in reading.occurrences
    )
    read = replace(feed, read_at=now, tried_at=now, trouble="", warnings=reading.warnings)
    await stores.programme.put_feed(read)
    await stores.programme.replace(feed.name, mine)
    return read, mine


async def _tell(
    stores: Stores, feed: Feed, occurrences: tuple[Occurrence, ...], now: datetime
) -> None:
    """Shows the first reading to whoever added the source by a sentence."""
    personal = await stores.references.personal(feed.added_by) if feed.added_by else None
    if personal is None:
        return
    reply = first_reading(feed, occurrences, await stores.town.venues(), zone=zone_of(now))
    row = Outgoing(
        key=f"feed-added:{feed.name}:{now.isoformat()}",
        conversation=personal.conversation,
        body=reply.to_json(),
        kind="notice",
        due_at=now,
    )
    await stores.outbox.put(row)
