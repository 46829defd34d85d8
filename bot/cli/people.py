"""Commands about agents: import, export, forget."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import AsJson, print_json, progress, run, say, town
from bot.cli.french import FrenchCommand, FrenchGroup
from bot.office.people_file import People, read_people
from bot.office.people_writing import write_people
from dialogs.experts.profile import Imported, import_people
from dialogs.french import say as french
from storage.records import JSON, Person, Refusal, Skill

_SHOWN = 20  # people in a preview
_FIELDS = {
    "id": "identifiant",
    "name": "nom",
    "first_name": "prénom",
    "last_name": "nom de famille",
    "email": "adresse",
    "service_code": "équipement",
    "service": "service",
    "job_title": "fonction",
    "disciplines": "disciplines",
    "skills": "compétences",
    "languages": "langues",
    "working_groups": "groupes",
    "working_days": "jours",
}

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
    json_: AsJson = False,
) -> None:
    """Ajoute ou met à jour des agent·es depuis un fichier JSON, CSV ou Excel, même fait à la main."""
    read = read_people(file.name, file.read_bytes())
    for problem in read.problems:
        typer.echo(problem, err=True)
    if not read.rows:
        raise Refusal(f"Aucune personne n’a pu être lue dans {file.name} : rien n’a été changé.")
    done = run(_import(read, dry_run=dry_run))
    for place in done.ambiguous:
        typer.echo(
            f"Ligne {read.numbers[place]} : plusieurs personnes portent ce nom, donnez l’adresse ; "
            "la ligne est laissée de côté.",
            err=True,
        )
    if json_:
        print_json(_as_json(read, done))
        return
    if dry_run:
        _preview(read, done)
    say(_told(done, dry_run=dry_run))


def _told(done: Imported, *, dry_run: bool) -> str:
    imported = french.count(done.people, "personne lue", "personnes lues")
    new = french.count(done.new, "nouvelle")
    changed = french.count(done.changed, "modifiée")
    skills = french.count(done.skills, "compétence")
    venues = french.count(done.venues, "équipement")
    told = f"{imported}, dont {new} et {changed} ; de plus : {skills}, {venues}."
    return f"{told} Rien n’a été écrit." if dry_run else told


def _preview(read: People, done: Imported) -> None:
    """What was recognised, and what would change."""
    if read.columns:
        known = ", ".join(
            f"« {title} » : {_called(field)}" for field, title in read.columns.items()
        )
        say(f"Colonnes reconnues : {known}.")
    if read.ignored:
        say(f"Colonnes laissées de côté : {', '.join(read.ignored)}.")
    shown = [one for one in done.merged if one.changes or one.skills]
    for one in shown[:_SHOWN]:
        say(f"{one.after.name}{' (nouvelle fiche)' if one.is_new else ''}")
        for called, before, after in one.changes:
            say(f"  {called} : {before or '—'} → {after or '—'}")
        if one.skills:
            say("  compétences : + " + " ; ".join(skill.text for skill in one.skills))
    if shown[_SHOWN:]:
        say(f"… et {french.count(len(shown) - _SHOWN, 'autre fiche', 'autres fiches')}.")


def _called(field: str) -> str:
    """What a column of a table is, for people."""
    return _FIELDS.get(field, field.removeprefix("jour:"))


def _as_json(read: People, done: Imported) -> JSON:
    return {
        "people": done.people,
        "new": done.new,
        "changed": done.changed,
        "skills": done.skills,
        "venues": done.venues,
        "columns": dict(read.columns),
        "ignored": list(read.ignored),
        "refused": list(read.problems),
        "changes": [
            {"id": one.after.id, "field": called, "before": before, "after": after}
            for one in done.merged
            for called, before, after in one.changes
        ],
    }


async def _import(read: People, *, dry_run: bool) -> Imported:
    async with town() as database, database.begin() as stores:
        knowledge = await database.knowledge(stores)
        _tell_new_venues(read, {venue.code for venue in knowledge.venues})
        return await import_people(
            progress(read.rows, label="Import", total=len(read.rows)),
            stores,
            knowledge,
            dry_run=dry_run,
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
