"""Commands to try the bot: the demo town, and a chat in the terminal."""

from pathlib import Path
from typing import Annotated

import typer

from bot import demo as demonstration
from bot import playground
from bot.cli.common import AsPerson, run, say, somebody, town
from bot.cli.serving import serving, stop_signal, warned_of_names
from bot.cli.terminal import Desk, converse
from bot.clock import Clock, town_clock
from bot.content.demo.agents import people as fictional_people
from bot.logs import set_up_logs
from bot.office.makers import makers
from bot.settings import Settings, load_settings
from bot.topics import topics
from bot.wiring import Bot
from dialogs.conversation import Conversation
from storage.database import Database
from storage.records import Refusal

_PLAYGROUND = Path(".playground")


def demo(
    *,
    prepare: Annotated[
        bool, typer.Option("--prepare", help="Préparer la base sans démarrer le robot.")
    ] = False,
    terminal: Annotated[
        bool, typer.Option("--terminal", help="Essayer dans le terminal, sans navigateur.")
    ] = False,
    browser: Annotated[
        bool, typer.Option(help="Ouvrir le navigateur, ou non.", show_default=False)
    ] = True,
) -> None:
    """Prépare une ville de démonstration et ouvre une discussion pour l’essayer."""
    settings = load_settings(log_level="warning")
    set_up_logs(level=settings.log_level, form=settings.log_format)

    async def work() -> None:
        for warning in warned_of_names():
            say(warning)
        say(await demonstration.prepare(settings))
        if prepare:
            return
        in_browser = not terminal and await _has_playground()
        async with serving(settings) as bot:
            if in_browser:
                await _in_the_browser(settings, browser=browser)
            else:
                await _in_the_terminal(bot, settings)

    run(work())


def chat(*, as_: AsPerson = "") -> None:
    """Une conversation dans le terminal, par le même chemin que Teams."""
    settings = load_settings()
    clock = town_clock(settings.zone)

    async def work() -> None:
        async with town(settings) as database:
            async with database.read() as stores:
                person = somebody(as_, await database.knowledge(stores))
            conversation = Conversation(
                database=database, topics=topics(), admins=frozenset(settings.admins)
            )
            desk = _desk(database, clock, settings)
            await converse(conversation, person, clock=clock, desk=desk)

    run(work())


async def _has_playground() -> bool:
    """Whether Microsoft's client is there, installed now if need be; says why when it is not."""
    if not playground.is_available():
        return False
    if not playground.is_installed(_PLAYGROUND):
        say(
            "J’installe l’Agents Playground de Microsoft (la première fois seulement, 2 min au plus)…"
        )
    try:
        await playground.install(_PLAYGROUND)
    except (Refusal, OSError) as failed:
        why = failed.reason if isinstance(failed, Refusal) else "Il n’a pas pu être installé."
        say(f"{why} Voici la même conversation dans le terminal.")
        return False
    return True


async def _in_the_browser(settings: Settings, *, browser: bool) -> None:
    address = f"http://127.0.0.1:{settings.port}"
    people = fictional_people()
    async with playground.open_playground(
        _PLAYGROUND, bot=address, people=people, browser=browser
    ) as url:
        say(f"Ouvrez {url} : vous y êtes {people[0].name}. Ctrl+C arrête tout.")
        await stop_signal().wait()


def _desk(database: Database, clock: Clock, settings: Settings) -> Desk:
    return Desk(
        database=database,
        makers=makers(clock),
        folder=Path.cwd(),
        base_url=settings.base_url,
    )


async def _in_the_terminal(bot: Bot, settings: Settings) -> None:
    desk = _desk(bot.database, bot.clock, settings)
    await converse(bot.conversation, fictional_people()[0], clock=bot.clock, desk=desk)
