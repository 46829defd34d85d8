"""Commands about dates: the common calendar, and how a French date phrase is read."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import calendars
from bot.cli.common import AsJson, Batch, entries, now, print_json, run, say, town
from bot.cli.days import day, moment
from bot.cli.french import FrenchCommand, FrenchGroup
from bot.office.calendar_file import calendar_file
from bot.settings import load_settings
from dialogs.french import dates as french_dates
from dialogs.messages import Reply
from dialogs.programme import agenda_texts, answer_texts
from dialogs.programme.agenda import agenda as entries_of
from dialogs.programme.answer import ask as ask_programme
from dialogs.programme.digest import midnight
from dialogs.programme.named import venues_in
from dialogs.programme.search import Found, to_json
from dialogs.programme.showings import Showing, folded, showings
from dialogs.programme.wording import read_question
from storage.database import Database
from storage.records import Occurrence, Refusal, Venue

agenda = typer.Typer(cls=FrenchGroup, help="L’agenda commun de tous les équipements.")
calendars.register(agenda)
Day = Annotated[str, typer.Option(metavar="JOUR", help="Par exemple 2026-11-23.")]


@agenda.callback(cls=FrenchGroup, invoke_without_command=True)
def common(
    context: typer.Context,
    *,
    start: Annotated[str, typer.Option("--from", metavar="JOUR", help="Premier jour.")] = "",
    end: Annotated[
        str, typer.Option("--to", metavar="JOUR", help="Jour d’après le dernier.")
    ] = "",
    venue: Annotated[
        str, typer.Option(metavar="ÉQUIPEMENT", help="Code ou nom d’un équipement.")
    ] = "",
    json_: AsJson = False,
    ics: Annotated[Path | None, typer.Option(metavar="FICHIER", help="Écrire un .ics.")] = None,
) -> None:
    """L’agenda commun de tous les équipements."""
    if context.invoked_subcommand is not None:
        return
    if not start or not end:
        context.fail(f"Missing option '{'--to' if start else '--from'}'.")
    found, venues = run(_between(start, end, venue))
    zone = load_settings().zone
    if ics is not None:
        ics.write_bytes(calendar_file(found, venues, zone=zone))
    if json_:
        print_json({"occurrences": entries_of(found, venues, zone=zone)})
        return
    shown: tuple[Showing, ...] = showings(found, zone)
    say(agenda_texts.table(shown, venues))


@agenda.command("ask", cls=FrenchCommand)
def ask(
    question: Annotated[str, typer.Argument(help="La question, en français.")] = "",
    *,
    at: Annotated[
        str,
        typer.Option(metavar="MOMENT", help="Par exemple 2026-11-30T09:00 ; sinon maintenant."),
    ] = "",
    batch: Batch = None,
    json_: AsJson = False,
) -> None:
    """Pose une question sur le programme, comme dans Teams."""
    asked = entries(question, batch)
    when = moment(at, load_settings().zone) if at else now()

    async def work() -> None:
        async with town() as database:
            for entry in asked:
                found, reply = await _asked(database, entry["text"], when)
                if batch is not None or json_:
                    print_json({"id": entry["id"], **to_json(found, reply.as_text())})
                else:
                    say(reply.as_text())

    run(work())


async def _between(
    start: str, end: str, venue: str
) -> tuple[tuple[Occurrence, ...], tuple[Venue, ...]]:
    zone = load_settings().zone
    first, after = midnight(day(start), zone), midnight(day(end), zone)
    if after <= first:
        raise Refusal("Le jour de fin doit suivre le jour de début.")
    async with town() as database, database.read() as stores:
        venues = await stores.town.venues()
        code = _code(venue, venues) if venue else ""
        return await stores.programme.between(first, after, venue=code), venues


def _code(text: str, venues: tuple[Venue, ...]) -> str:
    if any(venue.code == text for venue in venues):
        return text
    named = venues_in(folded(text), venues).codes
    if len(named) != 1:
        known = ", ".join(venue.code for venue in venues)
        raise Refusal(f"Je ne connais pas l’équipement « {text} ». Il y a : {known}.")
    return named[0]


async def _asked(database: Database, text: str, at: datetime) -> tuple[Found, Reply]:
    async with database.read() as stores:
        venues = (await database.knowledge(stores)).venues
        question = read_question(text, today=at.date(), venues=venues)
        found = await ask_programme(question, stores, venues=venues, now=at)
    return found, answer_texts.answer(found, venues)


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
