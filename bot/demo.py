"""The demo town: Ivry's reference content, fictional agents, a register, a programme."""

import asyncio
from datetime import datetime
from pathlib import Path

from bot.clock import town_clock
from bot.content.demo.agents import people, rows
from bot.content.demo.programme import write_programmes
from bot.content.demo.register import register
from bot.content.load import load_reference
from bot.content.reference import load
from bot.feeds.source import FeedSource
from bot.feeds.trust import verdict
from bot.jobs.feeds import refresh
from bot.settings import Settings
from dialogs.experts.profile import import_people
from storage import schema
from storage.database import Database, open_database
from storage.records import Feed, Refusal

PROGRAMME = Path("demo") / "programme"


async def prepare(settings: Settings) -> str:
    """Fills an empty database, or brings the programme of a demo up to date; says which."""
    database = open_database(settings.database_url)
    try:
        await schema.upgrade(database)
        async with database.read() as stores:
            known = await stores.people.all()
        if known and not _is_demo({person.id for person in known}):
            raise Refusal(
                "Cette base contient déjà de vraies personnes : donnez-en une autre à la "
                "démonstration, par exemple PASSERELLE_DATABASE_URL=sqlite:///demo.db."
            )
        now = town_clock(settings.zone)()
        if known:
            await _refresh_programme(database, now=now, folder=PROGRAMME, settings=settings)
            return "La ville de démonstration est prête, son programme est à jour."
        await fill(database, now=now, folder=PROGRAMME, settings=settings)
        return f"La ville de démonstration est prête : {len(people())} agent·es fictifs."
    finally:
        await database.close()


async def fill(database: Database, *, now: datetime, folder: Path, settings: Settings) -> None:
    """Reference content, agents, register and programme, into an empty database."""
    await load_reference(database, load("ivry"))
    async with database.begin() as stores:
        await import_people(rows(), stores, await database.knowledge(stores))
        for action in register(now.date()):
            await stores.actions.put(action)
    await _refresh_programme(database, now=now, folder=folder, settings=settings)


async def _refresh_programme(
    database: Database, *, now: datetime, folder: Path, settings: Settings
) -> None:
    written = await asyncio.to_thread(write_programmes, folder, now.date())
    async with database.begin() as stores:
        for name, venue, path in written:
            await stores.programme.put_feed(Feed(name=name, url=str(path), venue=venue))
    names = [name for name, _, _ in written]
    await refresh(database, FeedSource(settings), now, names=names, verdict=verdict)


def _is_demo(people_ids: set[str]) -> bool:
    return people()[0].id in people_ids
