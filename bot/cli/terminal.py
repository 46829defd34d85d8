"""A chat in the terminal: the very conversation of Teams, with numbers for buttons."""

import asyncio
import sys
import uuid

from bot.clock import Clock
from dialogs.conversation import Conversation
from dialogs.messages import Choose, Click, Incoming, Link, Reply, Say, Sender
from storage.records import Person, Place

_PROMPT = "vous > "
_GOODBYE = {"quitter", "exit", "quit"}


async def converse(conversation: Conversation, person: Person, *, clock: Clock) -> None:
    """Reads lines until « quitter » or the end of the input."""
    sender = Sender(
        aad_id=person.aad_id or f"terminal:{person.id}", name=person.name, email=person.email
    )
    last: Reply | None = None
    print(f"Vous êtes {person.name}. « aide » montre ce que je sais faire, « quitter » arrête.")
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
        last = turned.reply
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
    lines = Reply(parts=reply.parts).as_text().split("\n")
    for number, button in enumerate(reply.buttons, start=1):
        target = f" : {button.url}" if isinstance(button, Link) else ""
        lines.append(f"  [{number}] {button.label}{target}")
    return "\n".join(lines)


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
