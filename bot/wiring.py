"""The only place where real things are made: settings in, a running bot out."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bot.clock import Clock, town_clock
from bot.feeds.source import FeedSource
from bot.feeds.trust import verdict
from bot.house import House
from bot.jobs.timetable import Timetable
from bot.metrics import Metrics
from bot.office.makers import makers
from bot.office.shelf import Shelf
from bot.readiness import Readiness
from bot.settings import Settings
from bot.teams.connector import Connector
from bot.teams.consent import Uploads
from bot.teams.delivery import Delivery
from bot.teams.door import Door
from bot.teams.hosts import ServiceHosts
from bot.teams.http import open_session
from bot.teams.inbound import Gate, OpenGate, TokenGate
from bot.teams.keys import BOT_FRAMEWORK_METADATA, KeyRing
from bot.teams.outbound import Credentials, NoCredentials, TokenSource
from bot.teams.outgoing import activity
from bot.topics import topics
from bot.warm import warm_up
from bot.web import application
from dialogs.conversation import Conversation
from dialogs.experts.meaning import meanings
from storage.database import Database, open_database
from storage.records import Knowledge, OutgoingState, Refusal

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Microsoft's addresses; only trials on loopback give others, with `local_services`."""

    metadata: str = BOT_FRAMEWORK_METADATA
    login: str = "https://login.microsoftonline.com"
    local_services: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """The parts of a running bot that others may want to speak to."""

    database: Database
    conversation: Conversation
    delivery: Delivery
    readiness: Readiness
    web: web.Application
    metrics: Metrics
    clock: Clock


@asynccontextmanager
async def running(settings: Settings, *, endpoints: Endpoints | None = None) -> AsyncIterator[Bot]:
    """Makes everything, starts delivery and timetable, and takes all down in order at the end."""
    async with contextlib.AsyncExitStack() as stack:
        database = open_database(settings.database_url)
        stack.push_async_callback(database.close)
        session = await stack.enter_async_context(open_session())
        bot, door = _assemble(settings, endpoints or Endpoints(), database, session)
        stack.push_async_callback(door.finish)
        await _refuse_unready(settings, bot.readiness)
        feeds = FeedSource(settings)
        timetable = Timetable(
            database=database,
            feeds=feeds,
            clock=bot.clock,
            verdict=verdict,
            written=bot.delivery.wake,
            failed=lambda name: bot.metrics.failures.labels(name).inc(),
        )
        await asyncio.to_thread(warm_up, Knowledge(revision=0))
        await stack.enter_async_context(timetable.running())
        await stack.enter_async_context(_background(bot.delivery.run(), name="delivery"))
        # A second's work that few questions need: not worth a later start.
        await stack.enter_async_context(_background(asyncio.to_thread(meanings), name="meanings"))
        yield bot


async def _refuse_unready(settings: Settings, readiness: Readiness) -> None:
    """Somebody watches a bot in local mode: it says at once what is missing, and starts nothing.

    In production it starts all the same and waits, for a database or an issuer that comes back.
    """
    problems = await readiness.problems() if settings.is_local else []
    if problems:
        raise Refusal(problems[0])


def _assemble(
    settings: Settings, endpoints: Endpoints, database: Database, session: aiohttp.ClientSession
) -> tuple[Bot, Door]:
    clock, metrics = town_clock(settings.zone), Metrics()
    hosts = ServiceHosts(
        settings.service_hosts,
        local=settings.is_local or settings.emulator or endpoints.local_services,
    )
    identity = credentials(settings, endpoints)
    keys = None if settings.is_local else KeyRing(session, metadata_url=endpoints.metadata)
    connector = Connector(session, credentials=identity, hosts=hosts)
    conversation = Conversation(
        database=database, topics=topics(), admins=frozenset(settings.admins)
    )
    shelf = Shelf(database=database, base_url=settings.base_url, clock=clock, makers=makers(clock))
    house = House(
        database=database,
        conversation=conversation,
        connector=connector,
        shelf=shelf,
        uploads=Uploads(session, local=endpoints.local_services),
        # The Playground knows no file storage: there, a link to the bot itself.
        consent=not (settings.is_local or settings.emulator),
        metrics=metrics,
        clock=clock,
    )
    door = Door(gate=_gate(settings, keys, hosts, session), house=house, connector=connector)
    readiness = Readiness(database=database, credentials=identity, keys=keys)

    def settled(state: OutgoingState) -> None:
        metrics.deliveries.labels(str(state)).inc()

    delivery = Delivery(
        database=database, connector=connector, clock=clock, render=activity, settled=settled
    )
    app = application(
        door=door, readiness=readiness, metrics=metrics, database=database, clock=clock
    )
    bot = Bot(
        database=database,
        conversation=conversation,
        delivery=delivery,
        readiness=readiness,
        web=app,
        metrics=metrics,
        clock=clock,
    )
    return bot, door


def credentials(settings: Settings, endpoints: Endpoints = Endpoints()) -> TokenSource:
    """The bot's identity towards Microsoft, as the settings say."""
    if settings.is_local:
        return NoCredentials()
    certificate: Path | None = settings.app_certificate
    return Credentials(
        app_id=settings.app_id,
        tenant_id=settings.tenant_id,
        secret=settings.app_secret,
        private_key=certificate.read_text() if certificate else "",
        thumbprint=settings.app_thumbprint,
        authority=endpoints.login,
    )


def _gate(
    settings: Settings, keys: KeyRing | None, hosts: ServiceHosts, session: aiohttp.ClientSession
) -> Gate:
    if keys is None:
        return OpenGate(hosts)
    emulator = KeyRing(session, metadata_url=_tenant_keys(settings)) if settings.emulator else None
    return TokenGate(
        app_id=settings.app_id,
        tenant_id=settings.tenant_id,
        keys=keys,
        hosts=hosts,
        emulator_keys=emulator,
    )


def _tenant_keys(settings: Settings) -> str:
    tenant = settings.tenant_id
    return f"https://login.microsoftonline.com/{tenant}/v2.0/.well-known/openid-configuration"


@asynccontextmanager
async def _background(work: Coroutine[Any, Any, object], *, name: str) -> AsyncIterator[None]:
    task = asyncio.create_task(work, name=name)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
