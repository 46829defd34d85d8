"""Commands about the register of actions."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import AsJson, Batch, entries, now, print_json, run, say, town
from bot.cli.days import day
from bot.cli.french import FrenchCommand, FrenchGroup
from bot.clock import town_clock
from bot.office.register import gather_register
from bot.office.register_file import RegisterFile, changes, read_register, write_register
from bot.settings import load_settings
from dialogs.actions.progress import GivenRegister, interpret, register_from_json, to_json
from dialogs.actions.texts import standing
from storage.records import JSON, ActionChange, Refusal

actions = typer.Typer(cls=FrenchGroup, help="Le registre des actions.", no_args_is_help=True)


@actions.command("export", cls=FrenchCommand)
def export(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Fichier .xlsx à écrire.")],
) -> None:
    """Écrit le tableau Excel du registre."""
    if file.suffix.lower() != ".xlsx":
        raise Refusal(f"« {file.suffix or file.name} » : donnez un nom en .xlsx.")

    async def work() -> bytes:
        async with town() as database, database.read() as stores:
            return write_register(await gather_register(stores, town_clock(load_settings().zone)))

    file.write_bytes(run(work()))
    say(f"Tableau écrit : {file}")


@actions.command("import", cls=FrenchCommand)
def import_file(
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, metavar="FICHIER", help="Fichier .xlsx."),
    ],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Montrer sans écrire.")] = False,
) -> None:
    """Reprend les changements faits dans le tableau Excel."""
    table = read_register(file.name, file.read_bytes())
    for problem in table.problems:
        typer.echo(problem, err=True)
    count = run(_import(table, dry_run=dry_run))
    say(_told(count, dry_run=dry_run))


def _told(count: int, *, dry_run: bool) -> str:
    if not count:
        return "Aucune action ne change."
    if count == 1:
        return "1 action changerait." if dry_run else "1 action changée."
    return f"{count} actions changeraient." if dry_run else f"{count} actions changées."


async def _import(table: RegisterFile, *, dry_run: bool) -> int:
    moment = now()
    async with town() as database, database.begin() as stores:
        register = {action.number: action for action in await stores.actions.register()}
        unknown = [line.number for line in table.lines if line.number not in register]
        if unknown:
            raise Refusal(f"Le registre n’a pas d’action {unknown[0]} : rien n’a été changé.")
        pairs = changes(table.lines, register)
        for before, after in pairs:
            say(f"Action {before.number} : {standing(before)} → {standing(after)}")
            if dry_run:
                continue
            # What the table left empty is cleared: `put` keeps nothing of the old line.
            await stores.actions.put(after)
            await stores.actions.record(
                ActionChange(number=after.number, note="tableau Excel"),
                version=after.version,
                at=moment,
                day=moment.date(),
                author_id=None,
            )
    return len(pairs)


@actions.command("interpret", cls=FrenchCommand)
def interpret_text(
    text: Annotated[str, typer.Argument(help="La phrase, en français.")] = "",
    *,
    as_: Annotated[str, typer.Option("--as", metavar="NOM", help="Qui parle.")] = "",
    today: Annotated[str, typer.Option(metavar="JOUR", help="Par exemple 2026-11-23.")] = "",
    register: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Registre en JSON.")
    ] = None,
    batch: Batch = None,
    json_: AsJson = False,
) -> None:
    """Montre ce qu’une phrase écrirait dans le registre, sans l’écrire."""
    said = entries(text, batch)
    given = _given(register) if register is not None else run(_own())
    if register is None and as_ and _id_of(as_, given) is None:
        raise Refusal(f"Je ne connais personne du nom ou de l’adresse « {as_} ».")
    for entry in said:
        told = _interpreted(entry, given, as_=as_, today=today)
        if batch is not None or json_:
            print_json(told)
        else:
            say(
                "à préciser"
                if told["ask_back"]
                else json.dumps(told["updates"], ensure_ascii=False)
            )


def _interpreted(entry: JSON, given: GivenRegister, *, as_: str, today: str) -> JSON:
    sender = str(entry.get("sender") or as_)
    named = str(entry.get("today") or today)
    reference = day(named) if named else given.today or now().date()
    found = interpret(
        entry["text"],
        sender_id=_id_of(sender, given),
        register=given.actions,
        today=reference,
    )
    return {"id": entry["id"], **to_json(found, given.ids)}


def _id_of(name: str, given: GivenRegister) -> str | None:
    wanted = name.casefold()
    found = (
        person.id
        for person in given.people
        if wanted in {person.name.casefold(), person.email.casefold(), person.id.casefold()}
    )
    return next(found, None) if wanted else None


def _given(path: Path) -> GivenRegister:
    try:
        return register_from_json(json.loads(path.read_text("utf-8-sig")))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as wrong:
        raise Refusal(f"{path.name} n’est pas un registre d’actions en JSON.") from wrong


async def _own() -> GivenRegister:
    async with town() as database, database.read() as stores:
        register = await stores.actions.register()
        people = await stores.people.all()
    ids = {action.number: str(action.number) for action in register}
    return GivenRegister(actions=register, people=people, ids=ids, today=None)
