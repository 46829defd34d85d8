"""Twice a year people are asked whether their lines still hold, on both databases."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.jobs.confirmations import ask_confirmations, half_year
from dialogs.messages import Reply
from storage.database import Database
from storage.records import OutgoingState, Person, Place, Reference, Skill

PARIS = ZoneInfo("Europe/Paris")
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=PARIS)
ADA = Person(id="p1", name="Ada Morvan", working_days=("mardi",))


async def declare(database: Database, *, months_ago: int, text: str = "reliure") -> None:
    async with database.begin() as stores:
        await stores.people.put(ADA)
        declared = TUESDAY - timedelta(days=31 * months_ago)
        await stores.people.add_skill(Skill(person_id="p1", text=text, declared_at=declared))
        reference = Reference(
            conversation="a:p1", place=Place.PERSONAL, service_url="https://x", person_id="p1"
        )
        await stores.references.put(reference)


async def questions(database: Database) -> list[Reply]:
    async with database.read() as stores:
        rows = await stores.outbox.in_state(OutgoingState.TO_PUBLISH)
    return [Reply.from_json(row.body) for row in rows]


async def test_a_line_of_seven_months_is_asked_about_once(database: Database) -> None:
    await declare(database, months_ago=7)
    await declare(database, months_ago=2, text="vitrail")

    asked = [await ask_confirmations(database, TUESDAY + timedelta(minutes=m)) for m in (0, 15)]

    (question,) = await questions(database)
    told = question.as_text()
    assert asked == [1, 0]
    assert "reliure" in told
    assert "vitrail" not in told
    async with database.read() as stores:
        talk = await stores.talks.get(question.key)
    assert talk
    assert talk.state == {"kind": "experts.confirm"}


@pytest.mark.parametrize(
    "moment",
    [TUESDAY + timedelta(days=1), TUESDAY.replace(hour=7)],
    ids=["a day not worked", "too early"],
)
async def test_nobody_is_asked_outside_their_work(database: Database, moment: datetime) -> None:
    await declare(database, months_ago=7)

    assert await ask_confirmations(database, moment) == 0


async def test_what_was_confirmed_is_left_alone(database: Database) -> None:
    await declare(database, months_ago=7)
    async with database.begin() as stores:
        await stores.people.confirm_skills("p1", at=TUESDAY)

    assert await ask_confirmations(database, TUESDAY) == 0


@pytest.mark.parametrize(
    ("day", "half"),
    [((2026, 6, 30), "2026-1"), ((2026, 7, 1), "2026-2"), ((2027, 1, 1), "2027-1")],
)
def test_halves_of_a_year(day: tuple[int, int, int], half: str) -> None:
    assert half_year(datetime(*day, tzinfo=PARIS).date()) == half
