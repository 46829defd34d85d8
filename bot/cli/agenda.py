"""Commands about dates: the common calendar, and how a French date phrase is read."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import AsJson, Batch, entries, now, print_json, run, say, town
from bot.cli.days import day, moment
from bot.cli.french import FrenchCommand, FrenchGroup
from bot.office.calendar_file import calendar_file
from bot.settings import load_settings
from dialogs.french import dates as french_dates
from dialogs.programme.agenda import agenda as entries_of
from dialogs.programme.answer import ask as ask_programme
from dialogs.programme.digest import midnight
from storage.records import JSON

Day = Annotated[str, typer.Option(metavar="JOUR", help="Par exemple 2026-11-23.")]


agenda = typer.Typer(cls=FrenchGroup, invoke_without_command=True)


@agenda.callback()
def calendar(
    context: typer.Context,
    *,
    start: Annotated[str, typer.Option("--from", metavar="JOUR", help="Premier jour.")] = "",
    end: Annotated[
        str, typer.Option("--to", metavar="JOUR", help="Jour d’après le dernier.")
    ] = "",
    venue: Annotated[str, typer.Option(metavar="CODE", help="Code d’un équipement.")] = "",
    json_: AsJson = False,
    ics: Annotated[Path | None, typer.Option(metavar="FICHIER", help="Écrire un .ics.")] = None,
) -> None:
    """L’agenda commun de tous les équipements."""
    if context.invoked_subcommand is not None:
        return
    if not start or not end:
        context.fail(f"Missing option '{'--to' if start else '--from'}'.")
    zone = load_settings().zone
    first, after = midnight(day(start), zone), midnight(day(end), zone)

    async def work() -> list[JSON]:
        async with town() as database, database.read() as stores:
            found = await stores.programme.between(first, after, venue=venue)
            venues = await stores.town.venues()
        if ics is not None:
            ics.write_bytes(calendar_file(found, venues, zone=zone))
        return entries_of(found, venues, zone=zone)

    found = run(work())
    if json_:
        print_json({"occurrences": found})
        return
    for entry in found:
        say(f"{entry['start']}  {entry['title']}  ({entry['venue']})")


@agenda.command("ask", cls=FrenchCommand)
def ask(
    question: Annotated[str, typer.Argument(help="La question, en français.")] = "",
    *,
    at: Annotated[str, typer.Option(metavar="MOMENT", help="Par exemple 2026-11-30T09:00.")] = "",
    batch: Batch = None,
    json_: AsJson = False,
) -> None:
    """Pose une question sur le programme, comme dans Teams."""
    asked = entries(question, batch)
    when = moment(at, load_settings().zone) if at else now()

    async def work() -> None:
        async with town() as database, database.read() as stores:
            knowledge = await database.knowledge(stores)
            for entry in asked:
                found = await ask_programme(entry["text"], stores, knowledge, now=when)
                if batch is not None or json_:
                    print_json({"id": entry["id"], **found})
                else:
                    say(found["text"])

    run(work())


def dates(
    text: Annotated[str, typer.Argument(help="Une date en français.")] = "",
    *,
    today: Day = "",
    batch: Batch = None,
    json_: AsJson = False,
) -> None:
    """Montre comment une date en français est lue."""
    said = entries(text, batch)
    reference = day(today) if today else now().date()
    for entry in said:
        found = french_dates.read(entry["text"], reference)
        told = {
            "id": entry["id"],
            "kind": found.kind if found else "none",
            "start": found.start.isoformat() if found else None,
            "end": found.end.isoformat() if found and found.end else None,
        }
        if batch is not None or json_:
            print_json(told)
        else:
            say(" ".join(str(told[name]) for name in ("kind", "start", "end") if told[name]))
