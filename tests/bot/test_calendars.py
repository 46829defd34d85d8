"""The common calendar at an address that anybody who knows it may follow."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from bot.calendars import calendar
from storage.database import Database
from storage.records import Feed, Group, Occurrence, Venue
from storage.sharing import Subscription

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 12, 1, 9, tzinfo=PARIS)


def occurrence(
    title: str, venue: str, *, told: str = "", days: int = 1, place: str = ""
) -> Occurrence:
    start = (NOW + timedelta(days=days)).astimezone(UTC)
    return Occurrence(
        feed=venue,
        uid=f"{venue}{title}",
        start=start,
        end=start + timedelta(hours=2),
        summary=title,
        description=told,
        location=place,
        venue=venue,
    )


@pytest.fixture
async def town(database: Database) -> Database:
    async with database.begin() as stores:
        await stores.town.put_group(Group(code="handicap", name="Handicap"))
        for code, name in (("luxy", "Le Luxy"), ("ville", "Agenda de la ville")):
            await stores.town.put_venue(Venue(code=code, name=name))
            await stores.programme.put_feed(Feed(name=code, url=f"{code}.ics", venue=code))
        film = occurrence("Antigone", "luxy", told="Audiodescription")
        far = occurrence("Trop tard", "luxy", days=500)
        again = occurrence("Antigone au Luxy", "ville", place="Le Luxy")
        await stores.programme.replace("luxy", (film, far, occurrence("Le bal", "luxy", days=2)))
        await stores.programme.replace("ville", (again, occurrence("Marché", "ville")))
    return database


async def followed(town: Database, **of: str) -> list[str]:
    async with town.begin() as stores:
        await stores.subscriptions.add(Subscription(token="token", made_at=NOW, **of))
    content = await calendar("token", town, now=NOW)
    assert content is not None
    return [
        str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(content).walk("VEVENT")
    ]


async def test_all_of_it_a_year_ahead(town: Database) -> None:
    assert sorted(await followed(town)) == ["Antigone", "Le bal", "Marché"]


async def test_one_venue(town: Database) -> None:
    assert sorted(await followed(town, venue="luxy")) == ["Antigone", "Le bal"]


async def test_what_belongs_to_a_group(town: Database) -> None:
    assert await followed(town, group="handicap") == ["Antigone"]


async def test_an_address_that_was_never_given_gives_nothing(town: Database) -> None:
    assert await calendar("other", town, now=NOW) is None
