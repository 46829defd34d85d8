"""Sources read by the clock, on both databases; the reader is a hand-written stand-in."""

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from typing_extensions import override

from bot.feeds.reading import FeedUnreadable, Reading
from bot.jobs.feeds import read_new, refresh
from dialogs.messages import Reply
from storage.database import Database
from storage.records import (
    Feed,
    Occurrence,
    Outgoing,
    OutgoingState,
    Person,
    Place,
    Reference,
    Venue,
)

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 5, 30, tzinfo=PARIS)
SECRET = "https://agenda.example/private-abc/basic.ics"
FEED = Feed(name="luxy", url=SECRET, venue="luxy")
START = datetime(2026, 11, 27, 19, 30, tzinfo=UTC)
EVENT = Occurrence(
    feed="", uid="1", start=START, end=START + timedelta(hours=2), summary="Antigone"
)
STORED = replace(EVENT, feed="luxy", venue="luxy")


class Calendars:
    """What each address gives: a reading, or an exception."""

    def __init__(self, **given: Reading | Exception) -> None:
        self.given = given
        self.asked: list[tuple[str, date, date]] = []
        self.meanwhile = asyncio.Event()

    async def read(self, url: str, start: date, end: date) -> Reading:
        self.asked.append((url, start, end))
        await asyncio.sleep(0)
        answer = self.given["any"]
        if isinstance(answer, Exception):
            raise answer
        return answer


def believe(_previous: tuple[Occurrence, ...], _new: Reading, _today: date) -> str:
    return ""


async def put(database: Database, *feeds: Feed) -> None:
    async with database.begin() as stores:
        for feed in feeds:
            await stores.programme.put_feed(feed)


async def stored(database: Database, name: str = "luxy") -> tuple[Feed, tuple[Occurrence, ...]]:
    async with database.read() as stores:
        feed = await stores.programme.feed(name)
        assert feed is not None
        return feed, await stores.programme.of_feed(name)


async def test_a_source_is_read_and_stored_for_its_venue(database: Database) -> None:
    await put(database, FEED)
    calendars = Calendars(any=Reading((EVENT,), ("Un événement sans date.",)))

    report = await refresh(database, calendars, NOW, verdict=believe)

    feed, occurrences = await stored(database)
    assert calendars.asked == [(SECRET, date(2026, 11, 17), date(2027, 3, 24))]
    assert occurrences == (STORED,)
    assert (feed.read_at, feed.tried_at, feed.warnings) == (
        NOW,
        NOW,
        ("Un événement sans date.",),
    )
    assert report.as_text() == "luxy\u00a0: 1 date lue.\n  Un événement sans date."


@pytest.mark.parametrize(
    ("failure", "trouble"),
    [
        (FeedUnreadable("Le site ne répond pas."), "Le site ne répond pas."),
        (ValueError(SECRET), "La lecture s’est arrêtée sur une erreur inattendue."),
    ],
)
async def test_what_cannot_be_read_leaves_the_last_good_set(
    database: Database, failure: Exception, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    await put(database, FEED)
    await refresh(database, Calendars(any=Reading((EVENT,))), NOW, verdict=believe)
    later = NOW + timedelta(hours=6)

    with caplog.at_level(logging.INFO):
        report = await refresh(database, Calendars(any=failure), later, verdict=believe)

    feed, occurrences = await stored(database)
    assert (occurrences, feed.trouble, feed.read_at, feed.tried_at) == (
        (STORED,),
        trouble,
        NOW,
        later,
    )
    assert report.failed == 1
    assert "private" not in caplog.text


async def test_a_reading_that_is_not_believed_leaves_the_last_good_set(
    database: Database,
) -> None:
    await put(database, FEED)
    await refresh(database, Calendars(any=Reading((EVENT,))), NOW, verdict=believe)

    def doubt(previous: tuple[Occurrence, ...], new: Reading, today: date) -> str:
        return f"{len(previous)} puis {len(new.occurrences)} le {today}."

    later = NOW + timedelta(hours=6)
    await refresh(database, Calendars(any=Reading(())), later, verdict=doubt)

    feed, occurrences = await stored(database)
    assert (occurrences, feed.trouble) == ((STORED,), "1 puis 0 le 2026-11-24.")


async def test_a_source_is_left_alone_for_half_an_hour_unless_named(database: Database) -> None:
    await put(database, replace(FEED, tried_at=NOW - timedelta(minutes=10)))
    calendars = Calendars(any=Reading((EVENT,)))

    await refresh(database, calendars, NOW, verdict=believe)
    unasked = len(calendars.asked)
    await refresh(database, calendars, NOW, names=["luxy"], verdict=believe)

    assert (unasked, len(calendars.asked)) == (0, 1)


async def test_a_source_removed_while_it_is_read_stays_removed(database: Database) -> None:
    await put(database, FEED)

    class Slow(Calendars):
        @override
        async def read(self, url: str, start: date, end: date) -> Reading:
            async with database.begin() as stores:
                await stores.programme.remove_feed("luxy")
            return await super().read(url, start, end)

    await refresh(database, Slow(any=Reading((EVENT,))), NOW, verdict=believe)

    async with database.read() as stores:
        assert (await stores.programme.feeds(), await stores.programme.of_feed("luxy")) == ((), ())


async def test_several_sources_fail_one_by_one(database: Database) -> None:
    await put(database, *(replace(FEED, name=f"f{number}") for number in range(5)))

    report = await refresh(database, Calendars(any=FeedUnreadable("Non.")), NOW, verdict=believe)

    assert (len(report.outcomes), report.failed) == (5, 5)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Reading((EVENT,)), "J’ai lu l’agenda du Luxy\u00a0: 1 événement"),
        (FeedUnreadable("Le lien est privé."), "Le lien est privé."),
    ],
)
async def test_whoever_added_a_source_hears_of_its_first_reading_once(
    database: Database, answer: Reading | Exception, said: str
) -> None:
    async with database.begin() as stores:
        await stores.people.put(Person(id="p1", name="Ada Morvan"))
        await stores.town.put_venue(Venue(code="luxy", name="Le Luxy"))
        await stores.references.put(
            Reference(
                conversation="a:1", place=Place.PERSONAL, service_url="https://x", person_id="p1"
            )
        )
    await put(database, replace(FEED, added_by="p1"))
    calendars = Calendars(any=answer)

    counts = [
        await read_new(database, calendars, NOW, verdict=believe),
        await read_new(database, calendars, NOW, verdict=believe),
    ]
    await refresh(database, calendars, NOW + timedelta(hours=6), verdict=believe)

    (row,) = await _rows(database)
    assert (counts, row.conversation) == ([1, 0], "a:1")
    assert said in Reply.from_json(row.body).as_text()


async def _rows(database: Database) -> tuple[Outgoing, ...]:
    async with database.read() as stores:
        return await stores.outbox.in_state(OutgoingState.TO_PUBLISH)


async def test_nothing_to_read_is_said(database: Database) -> None:
    report = await refresh(database, Calendars(), NOW, verdict=believe)

    assert report.as_text() == "Aucun agenda à lire."
