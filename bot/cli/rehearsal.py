"""Plays talks on a throw-away copy of the database, through the very conversation of Teams."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.cli.common import somebody, town
from bot.cli.days import day
from bot.topics import topics
from dialogs.actions.progress import GivenRegister, register_from_json
from dialogs.conversation import Conversation
from dialogs.messages import Incoming, Sender
from storage import archive, schema
from storage.database import Database, Stores, open_database
from storage.records import JSON, Person, Place, Refusal


async def play(
    talks: Sequence[JSON], *, as_: str, register: Path | None, today: str, now: datetime
) -> list[JSON]:
    """One line per talk: intent, effect and reply of each turn, each talk on a fresh copy."""
    for number, talk in enumerate(talks, start=1):
        turns = talk["turns"]
        if not all(isinstance(turn, dict) and isinstance(turn.get("say"), str) for turn in turns):
            raise Refusal(f"Dialogue {number} : chaque tour est un objet avec « say ».")
    moment = _moment(today, now)
    with tempfile.TemporaryDirectory(prefix="passerelle-") as folder:
        saved = Path(folder) / "base.zip"
        async with town() as database:
            await archive.backup(database, saved)
        lines = []
        for number, talk in enumerate(talks):
            copy = open_database(f"sqlite:///{folder}/{number}.db")
            try:
                await schema.upgrade(copy)
                await archive.restore(copy, saved)
                if register is not None:
                    await _load_register(copy, register)
                lines.append(await _play(copy, talk, as_=as_, moment=moment))
            finally:
                await copy.close()
    return lines


async def _play(database: Database, talk: JSON, *, as_: str, moment: datetime) -> JSON:
    async with database.begin() as stores:
        person = somebody(as_, await database.knowledge(stores))
        asker = await _seated(person, stores)
    conversation = Conversation(database=database, topics=topics())
    turns = []
    for number, turn in enumerate(talk["turns"]):
        incoming = Incoming(
            activity_id=str(number),
            conversation="talk",
            place=Place.PERSONAL,
            sender=asker,
            text=turn["say"],
        )
        turned = await conversation.turn(incoming, now=moment + timedelta(seconds=number))
        reply = turned.reply.as_text()
        turns.append({"intent": turned.intent, "effect": turned.effect, "reply": reply})
    return {"turns": turns}


async def _seated(person: Person, stores: Stores) -> Sender:
    """The person as somebody who speaks: with an Entra id, on the copy only."""
    aad_id = person.aad_id or f"talk:{person.id}"
    if person.id and not person.aad_id:
        await stores.people.put(replace(person, aad_id=aad_id))
    return Sender(aad_id=aad_id, name=person.name, email=person.email)


async def _load_register(database: Database, path: Path) -> None:
    given = _register(path)
    async with database.begin() as stores:
        known = {person.name: person.id for person in await stores.people.all()}
        owners = {person.id: known.get(person.name, person.id) for person in given.people}
        await stores.actions.clear()
        for person in given.people:
            if person.name not in known:
                await stores.people.put(person)
        for action in given.actions:
            owner = owners.get(action.owner_id or "")
            await stores.actions.put(replace(action, owner_id=owner))


def _register(path: Path) -> GivenRegister:
    try:
        return register_from_json(json.loads(path.read_text("utf-8-sig")))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as wrong:
        raise Refusal(f"{path.name} n’est pas un registre d’actions en JSON.") from wrong


def _moment(today: str, now: datetime) -> datetime:
    if not today:
        return now
    return datetime.combine(day(today), time(9), tzinfo=now.tzinfo)
