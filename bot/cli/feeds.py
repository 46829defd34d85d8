"""Commands about programming sources."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import AsJson, now, print_json, run, say, town
from bot.cli.days import day
from bot.cli.french import FrenchCommand, FrenchGroup
from bot.feeds.reading import Reading, to_json
from bot.feeds.source import FeedSource
from bot.feeds.trust import verdict
from bot.jobs.feeds import AFTER, BEFORE, Report, refresh
from bot.settings import load_settings
from dialogs.programme.named import kind_said, venues_in
from dialogs.programme.showings import folded
from storage.database import Stores
from storage.records import Feed, Refusal, Venue

feeds = typer.Typer(cls=FrenchGroup, help="Les agendas des équipements.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NOM", help="Nom de l’agenda.")]
Address = Annotated[str, typer.Argument(metavar="ADRESSE", help="Adresse ou fichier .ics.")]


@feeds.command("add", cls=FrenchCommand)
def add(
    name: Name,
    url: Address,
    *,
    venue: Annotated[
        str,
        typer.Option(metavar="ÉQUIPEMENT", help="Code ou nom, créé s’il est inconnu."),
    ],
) -> None:
    """Ajoute un agenda et le lit ; ce qui ne se lit pas n’est pas gardé."""
    address = _address(url)
    moment = now()

    async def work() -> Report:
        async with town() as database:
            start, end = moment.date() - BEFORE, moment.date() + AFTER
            reading = await FeedSource(load_settings()).read(address, start, end)
            async with database.begin() as stores:
                code = await _venue_code(venue, stores)
                await stores.programme.put_feed(Feed(name=name, url=address, venue=code))
            return await refresh(database, _Read(reading), moment, names=[name], verdict=verdict)

    _end(run(work()))


@feeds.command("list", cls=FrenchCommand)
def list_all(*, json_: AsJson = False) -> None:
    """Montre les agendas et leur dernière lecture."""

    async def work() -> tuple[Feed, ...]:
        async with town() as database, database.read() as stores:
            return await stores.programme.feeds()

    for feed in run(work()):
        read = feed.read_at.isoformat() if feed.read_at else None
        if json_:
            told = {"name": feed.name, "venue": feed.venue, "read_at": read}
            print_json({**told, "trouble": feed.trouble, "warnings": list(feed.warnings)})
        else:
            state = feed.trouble or (f"lu le {read[:10]}" if read else "jamais lu")
            say(f"{feed.name} ({feed.venue}) : {state}")


@feeds.command("refresh", cls=FrenchCommand)
def refresh_all() -> None:
    """Relit tous les agendas."""

    async def work() -> Report:
        async with town() as database:
            async with database.read() as stores:
                names = [feed.name for feed in await stores.programme.feeds()]
            source = FeedSource(load_settings())
            return await refresh(database, source, now(), names=names, verdict=verdict)

    _end(run(work()))


@feeds.command("remove", cls=FrenchCommand)
def remove(name: Name) -> None:
    """Retire un agenda et ses dates."""

    async def work() -> None:
        async with town() as database, database.begin() as stores:
            if not await stores.programme.remove_feed(name):
                raise Refusal(f"Il n’y a pas d’agenda « {name} ».")

    run(work())
    say(f"L’agenda « {name} » est retiré.")


@feeds.command("read", cls=FrenchCommand)
def read(
    url: Address,
    *,
    start: Annotated[str, typer.Option("--from", metavar="JOUR", help="Premier jour.")],
    end: Annotated[str, typer.Option("--to", metavar="JOUR", help="Jour d’après le dernier.")],
    json_: AsJson = False,
) -> None:
    """Montre ce que le robot lirait d’un agenda, sans rien garder."""
    first, after = day(start), day(end)
    if after <= first:
        raise Refusal("Le jour de fin doit suivre le jour de début.")
    found = run(FeedSource(load_settings()).read(url, first, after))
    if json_:
        print_json(to_json(found))
        return
    zone = load_settings().zone
    for occurrence in found.occurrences:
        local = occurrence.start.astimezone(zone)
        when = f"{local:%Y-%m-%d}" if occurrence.all_day else f"{local:%Y-%m-%d %H:%M}"
        say(f"{when}  {occurrence.summary}  ({occurrence.status})")
    for warning in found.warnings:
        say(f"À voir : {warning}")


@dataclass(frozen=True, slots=True)
class _Read:
    """A source that was read already."""

    reading: Reading

    async def read(self, url: str, start: date, end: date) -> Reading:
        """The reading."""
        del url, start, end
        return self.reading


def _address(text: str) -> str:
    """An address as it is; a path absolute, so that the service finds it from its own folder."""
    if "://" in text and not text.startswith("file://"):
        return text
    return str(Path(text.removeprefix("file://")).expanduser().resolve())


async def _venue_code(text: str, stores: Stores) -> str:
    """The code of a venue given by code or name; a venue that nobody knows yet is added."""
    venues = await stores.town.venues()
    if any(venue.code == text for venue in venues):
        return text
    found = venues_in(folded(text), venues)
    # « Cinéma Le Lumen » is not whatever the town calls its cinema.
    named: Collection[str] = () if found.rest else found.codes
    if len(named) == 1:
        return next(iter(named))
    code = "-".join(folded(text).split())
    if code not in {venue.code for venue in venues}:
        await stores.town.put_venue(Venue(code=code, name=text, kind=kind_said(text)))
    return code


def _end(report: Report) -> None:
    say(report.as_text())
    if report.failed:
        raise typer.Exit(1)
