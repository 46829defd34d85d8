"""Commands about understanding people: ask, understand, talk."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import (
    AsJson,
    AsPerson,
    Batch,
    entries,
    json_lines,
    now,
    print_json,
    progress,
    run,
    say,
    somebody,
    town,
)
from bot.cli.rehearsal import play
from dialogs.experts.answer import ask as ask_experts
from dialogs.understand import understand as understand_text
from storage.records import JSON

Question = Annotated[str, typer.Argument(help="La question, en français.")]


def ask(
    question: Question = "",
    *,
    as_: AsPerson = "",
    batch: Batch = None,
    json_: AsJson = False,
) -> None:
    """Demande qui connaît un sujet, comme dans Teams."""
    asked = entries(question, batch)

    async def work() -> None:
        async with town() as database, database.read() as stores:
            knowledge = await database.knowledge(stores)
            asker, today = somebody(as_, knowledge), now().date()
            for entry in progress(asked, label="Questions", total=len(asked)):
                found = await ask_experts(
                    entry["text"], stores, knowledge, asker=asker, today=today
                )
                if batch is not None or json_:
                    print_json({"id": entry["id"], **found})
                else:
                    _tell(found)

    run(work())


def understand(
    text: Annotated[str, typer.Argument(help="Le message, en français.")] = "",
    *,
    as_: AsPerson = "",
    batch: Batch = None,
    json_: AsJson = False,
) -> None:
    """Montre ce que le robot comprend d’un message : intention et éléments."""
    said = entries(text, batch)

    async def work() -> None:
        async with town() as database, database.read() as stores:
            knowledge = await database.knowledge(stores)
            asker = somebody(as_, knowledge)
            skills = await stores.people.skills(asker.id)
            for entry in said:
                intent = understand_text(entry["text"], knowledge, asker=asker, skills=skills)
                slots = {name: _plain(value) for name, value in intent.slots.items()}
                slots.pop("alternatives", None)
                if batch is not None or json_:
                    read = {"intent": intent.name, "slots": slots, "confidence": intent.confidence}
                    print_json({"id": entry["id"], **read})
                else:
                    say(f"{intent.name} ({intent.confidence:.2f}) {slots}")

    run(work())


def talk(
    *,
    batch: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="Liste de dialogues.")],
    as_: AsPerson = "",
    register: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Registre d’actions en JSON.")
    ] = None,
    today: Annotated[
        str, typer.Option(metavar="JOUR", help="Jour du dialogue, par exemple 2026-11-23.")
    ] = "",
) -> None:
    """Joue des dialogues de plusieurs tours sur une copie jetable de la base."""
    talks = json_lines(batch, turns=list)
    played = run(play(talks, as_=as_, register=register, today=today, now=now()))
    for line in played:
        print_json(line)


def _tell(found: JSON) -> None:
    if not found["people"]:
        say("Personne ne l’a déclaré.")
    for person in found["people"]:
        lines = " ; ".join(f"« {line['text']} »" for line in person["why"])
        days = ", ".join(person["days"])
        say(f"{person['name']} : {lines}" + (f" ({days})" if days else ""))
    if found["neighbours"]:
        say("Déclarations voisines :")
        for person in found["neighbours"]:
            say(f"  {person['name']} : " + " ; ".join(f"« {x['text']} »" for x in person["why"]))


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
