"""Commands about agents: import, export, forget."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import progress, run, say, town
from bot.office.people_file import People, read_people, write_people
from dialogs.experts.answer import import_people
from storage.records import Person, Refusal, Skill

people = typer.Typer(help="Les agent·es : importer, exporter, oublier.", no_args_is_help=True)


@people.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="JSON, CSV ou Excel.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Montrer sans écrire.")] = False,
) -> None:
    """Ajoute ou met à jour des agent·es depuis un fichier JSON, CSV ou Excel."""
    read = read_people(file.name, file.read_bytes())
    for problem in read.problems:
        typer.echo(problem, err=True)
    if dry_run:
        say(f"{len(read.rows)} personnes seraient importées ; rien n’a été écrit.")
        return
    say(run(_import(read)))


async def _import(read: People) -> str:
    async with town() as database, database.begin() as stores:
        counts = await import_people(
            progress(read.rows, label="Import", total=len(read.rows)),
            stores,
            await database.knowledge(stores),
        )
    return str(counts)


@people.command("export")
def export_file(
    file: Annotated[Path, typer.Argument(help="Fichier .json, .csv ou .xlsx à écrire.")],
) -> None:
    """Écrit tous les agent·es et leurs compétences dans un fichier."""

    async def work() -> list[tuple[Person, tuple[Skill, ...]]]:
        async with town() as database, database.read() as stores:
            everybody = await stores.people.all()
            return [(person, await stores.people.skills(person.id)) for person in everybody]

    rows = run(work())
    file.write_bytes(write_people(file.name, rows))
    say(f"{len(rows)} personnes écrites dans {file}.")


@people.command("forget")
def forget(email: Annotated[str, typer.Argument(help="Adresse de la personne.")]) -> None:
    """Efface une personne et tout ce qu’elle a déclaré."""

    async def work() -> None:
        async with town() as database, database.begin() as stores:
            person = await stores.people.by_email(email)
            if person is None:
                raise Refusal(f"Personne n’a l’adresse « {email} ».")
            await stores.people.erase(person.id)

    run(work())
    say("Cette personne est effacée.")
