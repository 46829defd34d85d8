"""A relayed question that nobody answers is closed, on both databases."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.jobs.relays import close_relays
from bot.jobs.upkeep import drop_old
from dialogs.messages import Reply
from storage.database import Database
from storage.records import OutgoingState, Person
from storage.sharing import Relay

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))


async def relay(database: Database) -> int:
    async with database.begin() as stores:
        await stores.people.put(Person(id="p1", name="Ada Morvan"))
        asked = Relay(
            asker_id="p1",
            conversation="a:p1",
            question="Qui connaît le vitrail ?",
            subject="vitrail",
            targets=("a:p2",),
            asked_at=NOW,
            expires_at=NOW + timedelta(days=14),
        )
        return await stores.relays.add(asked)


async def told(database: Database) -> list[str]:
    async with database.read() as stores:
        rows = await stores.outbox.in_state(OutgoingState.TO_PUBLISH)
    return [Reply.from_json(row.body).as_text() for row in rows]


async def test_an_open_question_waits(database: Database) -> None:
    await relay(database)

    assert await close_relays(database, NOW + timedelta(days=13)) == 0


async def test_a_lapsed_question_is_told_once_and_forgotten(database: Database) -> None:
    number = await relay(database)

    closed = [await close_relays(database, NOW + timedelta(days=day)) for day in (14, 15)]

    (said,) = await told(database)
    async with database.read() as stores:
        left = await stores.relays.get(number)
    assert closed == [1, 0]
    assert said.startswith("Personne n’a répondu à votre question «\u00a0Qui connaît le vitrail")
    assert left
    assert (left.asker_id, left.question, left.subject, left.conversation) == (None, "", "", "")


async def test_an_erased_asker_leaves_nothing_to_answer(database: Database) -> None:
    number = await relay(database)
    async with database.begin() as stores:
        await stores.people.erase("p1")

    closed = await close_relays(database, NOW + timedelta(days=14))

    async with database.read() as stores:
        left = await stores.relays.get(number)
    assert left is None
    assert (closed, await told(database)) == (0, [])


async def test_old_relays_are_dropped(database: Database) -> None:
    number = await relay(database)

    await drop_old(database, NOW + timedelta(days=120))

    async with database.read() as stores:
        assert await stores.relays.get(number) is None


async def test_concepts_are_counted_without_words(database: Database) -> None:
    async with database.begin() as stores:
        await stores.relays.missed(("vitrail", "reliure"), on=NOW.date())
        await stores.relays.missed(("vitrail",), on=NOW.date())
        await stores.relays.judged(("vitrail",), helpful=True, on=NOW.date())
        await stores.relays.judged(("vitrail",), helpful=False, on=NOW.date())

    async with database.read() as stores:
        rows = await stores.relays.unmet()
        feedback = await stores.relays.feedback()
    assert [(row.concept, row.times) for row in rows] == [("vitrail", 2), ("reliure", 1)]
    assert feedback == {"vitrail": (1, 1)}
