"""Commands about dates: the common calendar, and how a French date phrase is read."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import AsJson, Batch, json_lines, now, print_json, run, say, town
from bot.cli.days import day
from bot.office.calendar_file import calendar_file
from bot.settings import load_settings
from dialogs.french import dates as french_dates
from dialogs.programme.agenda import agenda as entries_of
from dialogs.programme.digest import midnight
from storage.records import JSON, Refusal

Day = Annotated[str, typer.Option(metavar="JOUR", help="Par exemple 2026-11-23.")]


def agenda(
    *,
    start: Annotated[str, typer.Option("--from", metavar="JOUR", help="Premier jour.")],
    end: Annotated[str, typer.Option("--to", metavar="JOUR", help="Jour d’après le dernier.")],
    venue: Annotated[str, typer.Option(help="Code d’un équipement.")] = "",
    json_: AsJson = False,
    ics: Annotated[Path | None, typer.Option(metavar="FICHIER", help="Écrire un .ics.")] = None,
) -> None:
    """L’agenda commun de tous les équipements."""
    zone = load_settings().zone
    first, after = midnight(day(start), zone), midnight(day(end), zone)

    async def work() -> list[JSON]:
        async with town() as database, database.read() as stores:
            found = await stores.programme.between(first, after, venue=venue)
            venues = await stores.town.venues()
        if ics is not None:
            ics.write_bytes(calendar_file(found, venues))
        return entries_of(found, venues, zone=zone)

    entries = run(work())
    if json_:
        print_json({"occurrences": entries})
        return
    for entry in entries:
        say(f"{entry['start']}  {entry['title']}  ({entry['venue']})")


def dates(
    text: Annotated[str, typer.Argument(help="Une date en français.")] = "",
    *,
    today: Day = "",
    batch: Batch = None,
    json_: AsJson = False,
) -> None:
    """Montre comment une date en français est lue."""
    if batch is None and not text.strip():
        raise Refusal("Il manque le texte : donnez-le entre guillemets, ou utilisez --batch.")
    reference = day(today) if today else now().date()
    entries = json_lines(batch) if batch is not None else [{"id": "1", "text": text}]
    for entry in entries:
        found = french_dates.read(entry["text"], reference)
        told = {
            "id": entry.get("id"),
            "kind": found.kind if found else "none",
            "start": found.start.isoformat() if found else None,
            "end": found.end.isoformat() if found and found.end else None,
        }
        if batch is not None or json_:
            print_json(told)
        else:
            say(" ".join(str(told[name]) for name in ("kind", "start", "end") if told[name]))
