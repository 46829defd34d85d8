"""Commands about programming sources."""

from datetime import UTC, date, timedelta
from typing import Annotated

import typer

from bot.cli.common import AsJson, now, print_json, progress, run, say, town
from bot.cli.days import day
from bot.feeds.reading import to_json
from bot.feeds.source import FeedSource
from bot.jobs.feeds import refresh as refresh_feeds
from bot.settings import load_settings
from storage.records import Feed, Refusal, Venue

feeds = typer.Typer(help="Les agendas des équipements.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NOM", help="Nom de l’agenda.")]
Address = Annotated[str, typer.Argument(metavar="ADRESSE", help="Adresse ou fichier .ics.")]


@feeds.command("add")
def add(
    name: Name,
    url: Address,
    *,
    venue: Annotated[str, typer.Option(help="Équipement (code ou nom).")],
) -> None:
    """Ajoute un agenda et le lit."""

    async def work() -> str:
        async with town() as database:
            async with database.begin() as stores:
                code = await _venue_code(venue, stores)
                await stores.programme.put_feed(Feed(name=name, url=url, venue=code))
            report = await refresh_feeds(
                database, FeedSource(load_settings()), now(), names=[name]
            )
        return report.as_text()

    say(run(work()))
