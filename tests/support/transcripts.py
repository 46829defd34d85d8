"""Whole talks as text files: what people type, what the bot says, line for line.

    # What the talk shows.
    moment 2026-11-24 09:00          the town's time of the talk
    as camille.roux@example.org      who speaks from here on (in a personal chat)
    in handicap                      from here on in a channel of this name
    > qui connaît la LSF ?           typed
    [Oui]                            clicked
    = expert_question none           the intent and the effect of the turn
    < Nadia a déclaré …              the reply, as a screen reader would say it

`pytest --update` writes the `=` and `<` lines anew, for a person to read before they are kept.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from dialogs.conversation import Conversation, Turned
from dialogs.messages import Sender
from storage.database import Database
from storage.records import Place
from tests.support.chat import Chat

PARIS = ZoneInfo("Europe/Paris")


@dataclass(slots=True)
class _Stage:
    """What the lines so far have set up."""

    conversation: Conversation
    database: Database
    now: datetime = datetime(2026, 11, 24, 9, 0, tzinfo=PARIS)
    chat: Chat | None = None
    person: str = ""


async def replay(text: str, conversation: Conversation, database: Database) -> list[str]:
    """The transcript as it comes out today."""
    stage = _Stage(conversation, database)
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(("= ", "< ")) or line == "<":
            continue
        lines.append(line)
        turned = await _perform(line, stage)
        if turned is not None:
            lines.append(f"= {turned.intent} {turned.effect}")
            lines += [f"< {said}".rstrip() for said in turned.reply.as_text().split("\n")]
    return lines


async def _perform(line: str, stage: _Stage) -> Turned | None:
    word, _, rest = line.partition(" ")
    match word:
        case "moment":
            stage.now = datetime.fromisoformat(rest).replace(tzinfo=PARIS)
            if stage.chat is not None:
                stage.chat.now = stage.now
        case "as":
            stage.person = rest
            stage.chat = await _seat(stage, Place.PERSONAL, rest)
        case "in":
            stage.chat = await _seat(stage, Place.CHANNEL, rest)
        case ">":
            assert stage.chat is not None
            return await stage.chat.says(rest)
        case _ if line.startswith("["):
            assert stage.chat is not None
            return await stage.chat.clicks(line.strip("[]"))
        case "#" | "":
            return None
        case _:
            raise ValueError(line)
    return None


async def _seat(stage: _Stage, place: Place, name: str) -> Chat:
    async with stage.database.read() as stores:
        person = await stores.people.by_email(stage.person)
    assert person is not None, stage.person
    sender = Sender(
        aad_id=person.aad_id or f"aad:{person.id}", name=person.name, email=person.email
    )
    return Chat(stage.conversation, sender=sender, now=stage.now, place=place, name=name)
