"""Commands that run the bot: serve, demo, chat, check, and the Teams package."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer
from aiohttp import web

from bot import demo as demonstration
from bot import package, playground
from bot.cli.check import findings
from bot.cli.common import AsJson, AsPerson, print_json, run, say, somebody, town
from bot.cli.french import FrenchCommand, FrenchGroup
from bot.cli.terminal import converse
from bot.clock import town_clock
from bot.content.demo.agents import people as fictional_people
from bot.logs import set_up_logs
from bot.settings import Settings, load_settings
from bot.topics import topics
from bot.wiring import Bot, running
from dialogs.conversation import Conversation
from storage.records import Refusal

manifest = typer.Typer(
    cls=FrenchGroup, help="Le paquet de l’application Teams.", no_args_is_help=True
)

_PLAYGROUND = Path(".playground")


def serve() -> None:
    """Démarre le robot : serveur, horloge, envois."""
    settings = load_settings()
    set_up_logs(level=settings.log_level, form=settings.log_format)

    async def work() -> None:
        async with _serving(settings):
            say(f"Passerelle écoute sur http://{settings.host}:{settings.port}")
            await _until_stopped()

    run(work())


def demo(
    *,
    prepare: Annotated[
        bool, typer.Option("--prepare", help="Préparer la base sans démarrer le robot.")
    ] = False,
    terminal: Annotated[
        bool, typer.Option("--terminal", help="Essayer dans le terminal, sans navigateur.")
    ] = False,
    browser: Annotated[bool, typer.Option(help="Ouvrir le navigateur.")] = True,
) -> None:
    """Prépare une ville de démonstration et ouvre une discussion pour l’essayer."""
    settings = load_settings(log_level="warning")
    set_up_logs(level=settings.log_level, form=settings.log_format)

    async def work() -> None:
        say(await demonstration.prepare(settings))
        if prepare:
            return
        in_terminal = terminal or not playground.is_available()
        async with _serving(settings) as bot:
            say(f"Passerelle écoute sur http://{settings.host}:{settings.port}")
            if in_terminal:
                persona = fictional_people()[0]
                await converse(bot.conversation, persona, clock=bot.clock)
            else:
                await _in_the_browser(settings, browser=browser)

    run(work())


def chat(*, as_: AsPerson = "") -> None:
    """Une conversation dans le terminal, par le même chemin que Teams."""
    settings = load_settings()

    async def work() -> None:
        async with town(settings) as database:
            async with database.read() as stores:
                person = somebody(as_, await database.knowledge(stores))
            conversation = Conversation(
                database=database, topics=topics(), admins=frozenset(settings.admins)
            )
            await converse(conversation, person, clock=town_clock(settings.zone))

    run(work())


def check(*, json_: AsJson = False) -> None:
    """Dit ce qui empêcherait le robot de travailler : réglages, base, identifiants, agendas."""
    found = run(findings(load_settings()))
    if json_:
        print_json([{"ok": item.ok, "about": item.about, "text": item.text} for item in found])
    else:
        for item in found:
            say(f"{'bon   ' if item.ok else 'À VOIR'}  {item.about} : {item.text}")
    if any(item.blocks for item in found):
        raise typer.Exit(1)


@manifest.command("build", cls=FrenchCommand)
def build(
    *, out: Annotated[Path, typer.Option(metavar="FICHIER", help="Fichier .zip à écrire.")]
) -> None:
    """Fabrique le paquet à déposer dans le centre d’administration Teams."""
    settings = load_settings()
    package.build(out, app_id=settings.app_id, public_url=settings.public_url)
    say(f"Paquet écrit : {out}")


@asynccontextmanager
async def _serving(settings: Settings) -> AsyncIterator[Bot]:
    async with running(settings) as bot:
        problems = await bot.readiness.problems()
        if settings.is_local and problems:
            raise Refusal(problems[0])
        runner = web.AppRunner(bot.web, access_log=None, shutdown_timeout=10)
        await runner.setup()
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
            yield bot
        finally:
            await runner.cleanup()


async def _in_the_browser(settings: Settings, *, browser: bool) -> None:
    say("J’installe l’Agents Playground de Microsoft (la première fois seulement)…")
    address = f"http://127.0.0.1:{settings.port}"
    people = fictional_people()
    async with playground.open_playground(
        _PLAYGROUND, bot=address, people=people, browser=browser
    ) as url:
        say(f"Ouvrez {url} : vous y êtes {people[0].name}. Ctrl+C arrête tout.")
        await _until_stopped()


async def _until_stopped() -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no handlers on its loop
            loop.add_signal_handler(name, stopped.set)
    await stopped.wait()
