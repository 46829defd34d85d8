"""A chat in the terminal: the very conversation of Teams, with numbers for buttons."""

import asyncio
import dataclasses
import sys
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.office.shelf import Maker, made, offered, with_calendars, without
from dialogs.conversation import Conversation
from dialogs.messages import Choose, Click, Fold, Heading, Incoming, Link, Part, Reply, Say, Sender
from dialogs.messages import Text as Paragraph
from storage.database import Database
from storage.records import Person, Place

_PROMPT = "vous > "
_GOODBYE = {"quitter", "exit", "quit"}
_SEE = "Voir "


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where the files go that replies offer: a terminal has no link to click."""

    database: Database
    makers: Mapping[str, Maker[Any]]
    folder: Path
    base_url: str = ""

    async def with_files(self, reply: Reply) -> Reply:
        """The reply with a line that says where each file was written, in the place of its link."""
        reply = with_calendars(reply, self.base_url)
        names = offered(reply)
        if not names:
            return reply
        written = [await self._write(name) for name in names]
        told = tuple(Paragraph(f"Fichier écrit : {path}") for path in written)
        kept = without(reply)
        return dataclasses.replace(kept, parts=(*kept.parts, *told))

    async def _write(self, name: str) -> Path:
        content = await made(self.database, self.makers[name])
        target = next(path for path in _names(self.folder / name) if not path.exists())
        await asyncio.to_thread(target.write_bytes, content)
        return target


async def converse(
    conversation: Conversation, person: Person, *, clock: Clock, desk: Desk
) -> None:
    """Reads lines until « quitter » or the end of the input."""
    sender = Sender(
        aad_id=person.aad_id or f"terminal:{person.id}", name=person.name, email=person.email
    )
    last: Reply | None = None
    who = person.name or "un·e agent·e de la direction"
    print(f"Vous êtes {who}. « aide » montre ce que je sais faire, « quitter » arrête.")
    while (line := await asyncio.to_thread(_read)) is not None:
        if line.lower() in _GOODBYE:
            return
        incoming = Incoming(
            activity_id=uuid.uuid4().hex,
            conversation=f"terminal:{sender.aad_id}",
            place=Place.PERSONAL,
            sender=sender,
            text=_sentence(line, last),
            click=_click(line, last),
        )
        turned = await conversation.turn(incoming, now=clock())
        last = await desk.with_files(turned.reply)
        print(_shown(last), end="\n\n")


def _read() -> str | None:
    """One line, None at the end of the input."""
    if sys.stdin.isatty():
        try:
            return input(_PROMPT).strip()
        except EOFError:
            return None
    line = sys.stdin.readline()
    return line.strip() if line else None


def _shown(reply: Reply) -> str:
    parts = tuple(part for whole in reply.parts for part in _unfolded(whole))
    lines = Reply(parts=parts).as_text().split("\n")
    for number, button in enumerate(reply.buttons, start=1):
        target = f" : {button.url}" if isinstance(button, Link) else ""
        lines.append(f"  [{number}] {button.label}{target}")
    return "\n".join(lines)


def _unfolded(part: Part) -> Iterator[Part]:
    """Nothing is hidden in a terminal: « Voir 56 autres » is the title « 56 autres »."""
    if not isinstance(part, Fold):
        yield part
        return
    title = part.label.removeprefix(_SEE).rstrip(" :")
    yield Heading(f"{title[:1].upper()}{title[1:]} :", level=2)
    yield from part.parts


def _names(path: Path) -> Iterator[Path]:
    """A file of somebody's is never written over: the next is actions-2.xlsx."""
    yield path
    number = 2
    while True:
        yield path.with_stem(f"{path.stem}-{number}")
        number += 1


def _pressed(line: str, last: Reply | None) -> Say | Choose | Link | None:
    number = int(line) if line.isdecimal() and len(line) < 3 else 0  # noqa: PLR2004 - two digits
    if last is None or not 0 < number <= len(last.buttons):
        return None
    return last.buttons[number - 1]


def _sentence(line: str, last: Reply | None) -> str:
    match _pressed(line, last):
        case Say(sentence=sentence):
            return sentence
        case Choose():
            return ""
        case _:
            return line


def _click(line: str, last: Reply | None) -> Click | None:
    button = _pressed(line, last)
    return Click(last.key, button.choice) if last and isinstance(button, Choose) else None
