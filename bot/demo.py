"""The demo town: the reference content of Ivry, fictional agents, a register, this month's programme."""

import asyncio
from datetime import date
from pathlib import Path

from bot.clock import town_clock
from bot.content import demo, programme
from bot.content.load import load_reference
from bot.content.reference import load
from bot.feeds.source import FeedSource
from bot.jobs.feeds import refresh
from bot.settings import Settings
from dialogs.experts.answer import import_people
from storage import schema
from storage.database import Database, open_database
from storage.records import Feed, Refusal

EXAMPLE_DAY = date(2026, 11, 24)
PROGRAMME = Path("demo") / "programme"


async def prepare(settings: Settings) -> str:
    """Fills an empty database, or brings the programme of a demo up to date; says which."""
    database = open_database(settings.database_url)
    try:
        await schema.upgrade(database)
        async with database.read() as stores:
            people = await stores.people.all()
        if people and not _is_demo(people_ids={person.id for person in people}):
            raise Refusal(
                "Cette base contient déjà de vraies personnes : donnez-en une autre à la "
                "démonstration, par exemple PASSERELLE_DATABASE_URL=sqlite:///demo.db."
            )
        today = town_clock(settings.zone)().date()
        if people:
            await _refresh_programme(database, today=today, folder=PROGRAMME, settings=settings)
            return "La ville de démonstration est prête, son programme est à jour."
        await fill(database, today=today, folder=PROGRAMME, settings=settings)
        return f"La ville de démonstration est prête : {len(demo.people())} agent·es fictifs."
    finally:
        await database.close()


async def fill(database: Database, *, today: date, folder: Path, settings: Settings) -> None:
    """Reference content, agents, register and programme, into an empty database."""
    await load_reference(database, load("ivry"))
    async with database.begin() as stores:
        await import_people(demo.rows(), stores, await database.knowledge(stores))
        for action in demo.register(today):
            await stores.actions.put(action)
    await _refresh_programme(database, today=today, folder=folder, settings=settings)


async def _refresh_programme(
    database: Database, *, today: date, folder: Path, settings: Settings
) -> None:
    written = await asyncio.to_thread(programme.write_programmes, folder, today)
    async with database.begin() as stores:
        for name, venue, path in written:
            await stores.programme.put_feed(Feed(name=name, url=str(path), venue=venue))
    await refresh(database, FeedSource(settings), town_clock(settings.zone)())


def _is_demo(*, people_ids: set[str]) -> bool:
    return demo.people()[0].id in people_ids
