"""What every command shares: the loop, the database, refusals, output for machines."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress

from bot.cli.ending import Misuse
from bot.clock import town_clock
from bot.settings import Settings, load_settings
from storage import schema
from storage.database import Database, file_of, open_database
from storage.records import JSON, Knowledge, Person, Refusal

_NOT_READY = (
    "La base n’est pas prête : lancez « passerelle db upgrade », "
    "puis « passerelle reference load ivry », ou « passerelle db restore » avec une sauvegarde."
)
Result = TypeVar("Result")
Item = TypeVar("Item")

AsJson = Annotated[bool, typer.Option("--json", help="Écrire du JSON, pour une machine.")]
AsPerson = Annotated[
    str, typer.Option("--as", metavar="ADRESSE", help="La personne qui parle (adresse ou nom).")
]
Batch = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, help="Fichier d’entrées, une réponse par ligne."),
]


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Runs a command's work on an event loop."""
    return asyncio.run(work)


@asynccontextmanager
async def town(settings: Settings | None = None) -> AsyncIterator[Database]:
    """The town's database, open; refused when its schema is not this release's."""
    settings = settings or load_settings()
    refuse_absent(settings)
    database = open_database(settings.database_url)
    try:
        if not await schema.is_current(database):
            raise Refusal(_NOT_READY)
        yield database
    finally:
        await database.close()


def refuse_absent(settings: Settings) -> None:
    """Refuses an SQLite database that is not there: opening it would make an empty file."""
    file = file_of(settings.database_url)
    if file is None or file.exists():
        return
    raise Refusal(_NOT_READY if file.parent.is_dir() else no_folder(file.parent))


def no_folder(folder: Path) -> str:
    """What is said where the folder of the database is not there."""
    return (
        f"Le dossier « {folder} » de la base n’existe pas : créez-le, "
        "ou corrigez PASSERELLE_DATABASE_URL."
    )


def now() -> datetime:
    """The town's time."""
    return town_clock(load_settings().zone)()


def somebody(name: str, knowledge: Knowledge) -> Person:
    """The person that `--as` names; an agent of whom nothing is known when it names nobody."""
    if not name:
        return Person(id="", name="")
    wanted = name.casefold()
    for person in knowledge.people:
        if wanted in {person.email.casefold(), person.name.casefold(), person.id.casefold()}:
            return person
    raise Refusal(f"Je ne connais personne du nom ou de l’adresse « {name} ».")


def print_json(value: object) -> None:
    """One JSON value on a line."""
    print(json.dumps(value, ensure_ascii=False))


def say(text: str) -> None:
    """A sentence for the operator."""
    print(text, flush=True)  # `serve` says its sentence and goes on for weeks


def entries(text: str, batch: Path | None) -> list[JSON]:
    """What there is to answer: the lines of a batch, or the one text."""
    if batch is not None:
        return json_lines(batch, id=(str, int), text=str)
    if not text.strip():
        raise Misuse("Il manque le texte : donnez-le entre guillemets, ou utilisez --batch.")
    return [{"id": "1", "text": text}]


def json_lines(path: Path, **fields: type | tuple[type, ...]) -> list[JSON]:
    """The objects of a JSON-lines file (or of a JSON list), in order, each with these fields."""
    try:
        text = path.read_text("utf-8-sig")
        if text.lstrip().startswith("["):
            found = list(json.loads(text))
        else:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as wrong:
        raise Refusal(f"{path.name} n’est pas un fichier JSON (une entrée par ligne).") from wrong
    for number, entry in enumerate(found, start=1):
        if not isinstance(entry, dict):
            raise Refusal(f"{path.name}, entrée {number} : un objet JSON est attendu.")
        for name, kind in fields.items():
            if not isinstance(entry.get(name), kind):
                raise Refusal(f"{path.name}, entrée {number} : « {name} » manque ou se lit mal.")
    return found


def progress(items: Iterable[Item], *, label: str, total: int | None = None) -> Iterator[Item]:
    """The items, with a bar on stderr when a person is watching."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not sys.stderr.isatty(), transient=True) as bar:
        yield from bar.track(items, description=label, total=total)
