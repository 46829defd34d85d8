"""Owners asked for news by the clock, on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.jobs.questions import ask_owners, asking_week
from bot.jobs.upkeep import drop_old
from dialogs.messages import Reply
from storage.database import Database, open_database
from storage.records import (
    Action,
    ActionStatus,
    Outgoing,
    OutgoingState,
    Person,
    Place,
    Reference,
    Talk,
    Turn,
)

PARIS = ZoneInfo("Europe/Paris")
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=PARIS)
ADA = Person(id="p1", name="Ada Morvan")
ACTION = Action(number=12, title="Carte", axis="Outils", owner_id="p1", status=ActionStatus.DOING)


async def employ(database: Database, person: Person = ADA, *, chat: bool = True) -> None:
    async with database.begin() as stores:
        await stores.people.put(person)
        await stores.actions.put(replace(ACTION, owner_id=person.id))
        if chat:
            reference = Reference(
                conversation=f"a:{person.id}",
                place=Place.PERSONAL,
                service_url="https://x",
                person_id=person.id,
            )
            await stores.references.put(reference)


async def rows(database: Database) -> tuple[Outgoing, ...]:
    async with database.read() as stores:
        return await stores.outbox.in_state(OutgoingState.TO_PUBLISH)


async def test_an_owner_is_asked_once_and_the_talk_is_open(database: Database) -> None:
    await employ(database)

    asked = [await ask_owners(database, TUESDAY + timedelta(minutes=m)) for m in (0, 15)]

    (row,) = await rows(database)
    async with database.read() as stores:
        talk = await stores.talks.get(Reply.from_json(row.body).key)
    assert (asked, row.key, row.conversation) == ([1, 0], "question:p1:2026-W48", "a:p1")
    assert talk and (talk.state["kind"], talk.expires_at) == (
        "actions.asked",
        (TUESDAY + timedelta(days=14)).astimezone(UTC),
    )


async def test_two_bots_at_once_ask_once(database: Database, database_url: str) -> None:
    await employ(database)
    second = open_database(database_url)

    asked = await asyncio.gather(*(ask_owners(bot, TUESDAY) for bot in (database, second)))
    await second.close()

    assert (sum(asked), len(await rows(database))) == (1, 1)


@pytest.mark.parametrize(
    ("days", "now", "asked"),
    [
        ((), "2026-11-24T08:59", 0),
        ((), "2026-11-24T18:00", 0),
        ((), "2026-11-25T11:00", 1),  # the bot slept on Tuesday
        (("jeudi",), "2026-11-24T09:00", 0),
        (("jeudi",), "2026-11-26T09:00", 1),
        (("lundi",), "2026-11-30T09:00", 1),  # the Monday after the Tuesday
        (("vendredi",), "2026-12-25T09:00", 0),  # a public holiday
        ((), "2026-11-28T10:00", 0),  # Saturday
    ],
)
async def test_a_question_waits_for_a_worked_day(
    database: Database, days: tuple[str, ...], now: str, asked: int
) -> None:
    await employ(database, replace(ADA, working_days=days))

    moment = datetime.fromisoformat(now).replace(tzinfo=PARIS)

    assert await ask_owners(database, moment) == asked


async def test_somebody_without_a_chat_is_left_out(database: Database) -> None:
    await employ(database, chat=False)

    assert (await ask_owners(database, TUESDAY), await rows(database)) == (0, ())


async def test_an_open_question_of_the_person_s_own_is_not_replaced(database: Database) -> None:
    await employ(database)
    mine = Talk(
        key="k",
        conversation="a:p1",
        person_id="p1",
        state={"kind": "experts.confirm_skill"},
        expires_at=TUESDAY + timedelta(minutes=20),
    )
    async with database.begin() as stores:
        await stores.talks.open(mine)

    asked = [await ask_owners(database, TUESDAY + timedelta(minutes=m)) for m in (0, 15, 30)]

    assert asked == [0, 0, 1]


async def test_nobody_gets_more_than_two_questions_a_week(database: Database) -> None:
    await employ(database)
    async with database.begin() as stores:
        for number in range(2):
            row = Outgoing(
                key=str(number),
                conversation="a:p1",
                body={},
                kind="question",
                due_at=TUESDAY - timedelta(hours=number),
            )
            await stores.outbox.put(row)

    assert await ask_owners(database, TUESDAY) == 0


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 23), "2026-W47"),
        (date(2026, 11, 24), "2026-W48"),
        (date(2027, 1, 4), "2026-W53"),
        (date(2027, 1, 5), "2027-W01"),
    ],
)
def test_a_week_of_asking_is_named_after_its_tuesday(day: date, week: str) -> None:
    assert str(asking_week(day)) == week


async def test_upkeep_drops_what_is_old_and_keeps_the_rest(database: Database) -> None:
    await employ(database)
    async with database.begin() as stores:
        for days, key in ((8, "old"), (6, "new")):
            at = TUESDAY - timedelta(days=days)
            await stores.turns.put(Turn(conversation="a:p1", activity_id=key, at=at))
        for days, key in ((31, "old"), (29, "new")):
            talk = Talk(
                key=key,
                conversation=key,
                person_id="p1",
                state={},
                expires_at=TUESDAY - timedelta(days=days),
            )
            await stores.talks.open(talk)
        for days, key in ((91, "old"), (89, "new")):
            row = Outgoing(key=key, conversation="a:p1", body={}, due_at=TUESDAY)
            await stores.outbox.put(row)
            claimed = await stores.outbox.claim(now=TUESDAY, lease=timedelta(minutes=1))
            assert claimed is not None
            await stores.outbox.settle(
                claimed, state=OutgoingState.PUBLISHED, now=TUESDAY - timedelta(days=days)
            )

    await drop_old(database, TUESDAY)

    async with database.read() as stores:
        left = {
            key: (
                await stores.turns.get("a:p1", key) is not None,
                await stores.talks.get(key) is not None,
                await stores.outbox.find(key) is not None,
            )
            for key in ("old", "new")
        }
    assert left == {"old": (False, False, False), "new": (True, True, True)}
