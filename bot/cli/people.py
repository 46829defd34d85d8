"""Commands about agents: import, export, forget."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import progress, run, say, town
from bot.cli.french import FrenchCommand, FrenchGroup
from bot.office.people_file import People, read_people, write_people
from dialogs.experts.profile import Imported, import_people
from dialogs.french import say as french
from storage.records import Person, Refusal, Skill

people = typer.Typer(
    cls=FrenchGroup, help="Les agent·es : importer, exporter, oublier.", no_args_is_help=True
)


@people.command("import", cls=FrenchCommand)
def import_file(
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, metavar="FICHIER", help="JSON, CSV ou Excel."),
    ],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Montrer sans écrire.")] = False,
) -> None:
    """Ajoute ou met à jour des agent·es depuis un fichier JSON, CSV ou Excel."""
    read = read_people(file.name, file.read_bytes())
    for problem in read.problems:
        typer.echo(problem, err=True)
    if not read.rows:
        raise Refusal(f"Aucune personne n’a pu être lue dans {file.name} : rien n’a été changé.")
    if dry_run:
        would = french.count(
            len(read.rows), "personne serait importée", "personnes seraient importées"
        )
        say(f"{would} ; rien n’a été écrit.")
        return
    done = run(_import(read))
    say(_told(done))


def _told(done: Imported) -> str:
    imported = french.count(done.people, "personne importée", "personnes importées")
    new = french.count(done.new, "nouvelle")
    skills = french.count(done.skills, "compétence")
    venues = french.count(done.venues, "équipement")
    return f"{imported}, dont {new} ; de plus : {skills}, {venues}."


async def _import(read: People) -> Imported:
    async with town() as database, database.begin() as stores:
        knowledge = await database.knowledge(stores)
        _tell_new_venues(read, {venue.code for venue in knowledge.venues})
        return await import_people(
            progress(read.rows, label="Import", total=len(read.rows)), stores, knowledge
        )


def _tell_new_venues(read: People, known: set[str]) -> None:
    """A code that is misspelt would become a venue of its own, and nobody would notice."""
    for number, (person, _) in zip(read.numbers, read.rows, strict=True):
        if person.venue and person.venue not in known:
            known.add(person.venue)
            typer.echo(
                f"Ligne {number} : l’équipement « {person.venue} » est nouveau, il est ajouté.",
                err=True,
            )


@people.command("export", cls=FrenchCommand)
def export_file(
    file: Annotated[
        Path, typer.Argument(metavar="FICHIER", help="Fichier .json, .csv ou .xlsx à écrire.")
    ],
) -> None:
    """Écrit tous les agent·es et leurs compétences dans un fichier."""

    async def work() -> list[tuple[Person, tuple[Skill, ...]]]:
        async with town() as database, database.read() as stores:
            everybody = await stores.people.all()
            return [(person, await stores.people.skills(person.id)) for person in everybody]

    rows = run(work())
    file.write_bytes(write_people(file.name, rows))
    say(f"{french.count(len(rows), 'personne écrite', 'personnes écrites')} dans {file}.")


@people.command("forget", cls=FrenchCommand)
def forget(
    email: Annotated[str, typer.Argument(metavar="ADRESSE", help="Adresse de la personne.")],
) -> None:
    """Efface une personne et tout ce qu’elle a déclaré."""

    async def work() -> None:
        async with town() as database, database.begin() as stores:
            person = await stores.people.by_email(email)
            if person is None:
                raise Refusal(f"Personne n’a l’adresse « {email} ».")
            await stores.people.erase(person.id)

    run(work())
    say("Cette personne est effacée.")
