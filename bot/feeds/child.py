"""Reads a calendar in a process of its own, which can be killed: a bomb costs nothing but its time.

The child gets the bytes on its standard input and answers with JSON; it imports little.
"""

import asyncio
import json
import resource
import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.feeds import texts
from bot.feeds.ical import read_calendar
from bot.feeds.reading import FeedUnreadable, Reading
from storage.records import JSON, EventStatus, Occurrence

WALL_SECONDS = 30
_CPU_SECONDS = 25
_MEMORY = 512 * 1024 * 1024


async def read_in_child(
    data: bytes, start: date, end: date, *, feed: str, zone: ZoneInfo, wall: float = WALL_SECONDS
) -> Reading:
    """The reading; raises FeedUnreadable, for a child that was killed too."""
    process = await asyncio.create_subprocess_exec(
        *(
            sys.executable,
            "-m",
            "bot.feeds.child",
            start.isoformat(),
            end.isoformat(),
            feed,
            zone.key,
        ),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        answer, _ = await asyncio.wait_for(process.communicate(data), wall)
    except TimeoutError as late:
        raise FeedUnreadable(texts.TOO_SLOW) from late
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise FeedUnreadable(
            texts.TOO_HEAVY if (process.returncode or 0) < 0 else texts.READER_FAILED
        )
    return _reading(json.loads(answer))


def _reading(told: JSON) -> Reading:
    if "unreadable" in told:
        raise FeedUnreadable(told["unreadable"])
    return Reading(
        occurrences=tuple(_occurrence(row) for row in told["occurrences"]),
        warnings=tuple(told["warnings"]),
        complete=told["complete"],
    )


def _occurrence(row: JSON) -> Occurrence:
    return Occurrence(
        **{
            **row,
            "start": datetime.fromisoformat(row["start"]),
            "end": datetime.fromisoformat(row["end"]),
            "status": EventStatus(row["status"]),
            "categories": tuple(row["categories"]),
        }
    )


def _row(occurrence: Occurrence) -> JSON:
    return {
        "feed": occurrence.feed,
        "uid": occurrence.uid,
        "start": occurrence.start.isoformat(),
        "end": occurrence.end.isoformat(),
        "summary": occurrence.summary,
        "all_day": occurrence.all_day,
        "status": occurrence.status,
        "location": occurrence.location,
        "description": occurrence.description,
        "categories": occurrence.categories,
        "url": occurrence.url,
    }


def _main() -> None:
    for kind, most in ((resource.RLIMIT_CPU, _CPU_SECONDS), (resource.RLIMIT_AS, _MEMORY)):
        resource.setrlimit(kind, (most, most))
    start, end, feed, zone = sys.argv[1:]
    try:
        found = read_calendar(
            sys.stdin.buffer.read(),
            date.fromisoformat(start),
            date.fromisoformat(end),
            feed=feed,
            zone=ZoneInfo(zone),
        )
        answer: JSON = {
            "occurrences": [_row(occurrence) for occurrence in found.occurrences],
            "warnings": found.warnings,
            "complete": found.complete,
        }
    except FeedUnreadable as unreadable:
        answer = {"unreadable": unreadable.reason}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
