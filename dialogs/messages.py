"""What comes in and what goes out, free of Teams: an incoming message, a reply and its parts."""

import dataclasses
from dataclasses import dataclass
from typing import Any, ClassVar

from dialogs.typography import typeset
from storage.records import JSON, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who speaks, as the channel vouches for it. Identity is `aad_id`, never the name."""

    aad_id: str
    name: str
    email: str = ""  # from the roster, when it was asked
    guest: bool = False


@dataclass(frozen=True, slots=True)
class Click:
    """A button of a question: `key` of the talk it belongs to, and the choice taken."""

    key: str
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message or click. `text` comes without the mention of the bot."""

    activity_id: str
    conversation: str
    place: Place
    sender: Sender
    text: str = ""
    click: Click | None = None
    channel: str = ""  # id of the channel itself, in a channel
    channel_name: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. Plain text: what people wrote is escaped where it is shown."""

    KIND: ClassVar[str] = "text"
    text: str
    subtle: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a card or of a part of it (`level` 1 or 2)."""

    KIND: ClassVar[str] = "heading"
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows of a label and a value."""

    KIND: ClassVar[str] = "facts"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An address to open, with a label that says what opens."""

    KIND: ClassVar[str] = "link"
    label: str
    url: str
    ours: bool = False  # an address of the bot itself, which may be this machine's


@dataclass(frozen=True, slots=True)
class Entry:
    """A person, an event, an action: a title, short lines below, perhaps a quotation and links."""

    KIND: ClassVar[str] = "entry"
    title: str
    lines: tuple[str, ...] = ()
    quote: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Fold:
    """Entries hidden behind a « voir la suite » until somebody wants them."""

    KIND: ClassVar[str] = "fold"
    label: str
    parts: tuple["Heading | Text | Entry | Facts", ...]


@dataclass(frozen=True, slots=True)
class Say:
    """A button that says a sentence on behalf of whoever clicks."""

    KIND: ClassVar[str] = "say"
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Choose:
    """A button that answers the open question of the reply with `choice`."""

    KIND: ClassVar[str] = "choose"
    label: str
    choice: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that the person may take into their own storage: what to ask for, and its bytes."""

    token: str
    name: str
    size: int


Part = Text | Heading | Facts | Entry | Fold
Button = Say | Choose | Link

YES, NO = "oui", "non"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the bot says. `key` ties its Choose buttons to the talk that waits for them."""

    parts: tuple[Part, ...]
    buttons: tuple[Button, ...] = ()
    key: str = ""
    offers: tuple[Offer, ...] = ()  # put there on the way out, never remembered
    found_nothing: bool = False  # who asked for somebody may want people instead

    def as_text(self) -> str:
        """The same message for a terminal, a notification or a screen reader."""
        lines = [line for part in self.parts for line in _lines(part)]
        said = [_button_text(button) for button in self.buttons]
        if said:
            lines.append("[" + "] [".join(said) + "]")
        return typeset("\n".join(lines))

    def to_json(self) -> JSON:
        """For the outbox and the memory of turns."""
        return {
            "parts": [_to_json(part) for part in self.parts],
            "buttons": [_to_json(button) for button in self.buttons],
            "key": self.key,
        }

    @staticmethod
    def from_json(data: JSON) -> "Reply":
        """The inverse of `to_json`."""
        return Reply(
            parts=tuple(_from_json(part) for part in data["parts"]),
            buttons=tuple(_from_json(button) for button in data["buttons"]),
            key=data["key"],
        )


def say(*paragraphs: str, buttons: tuple[Button, ...] = ()) -> Reply:
    """A reply of plain paragraphs."""
    return Reply(parts=tuple(Text(paragraph) for paragraph in paragraphs), buttons=buttons)


def _button_text(button: Button) -> str:
    return f"{button.label} : {button.url}" if isinstance(button, Link) else button.label


def _lines(part: Part) -> list[str]:
    match part:
        case Text(text=text) | Heading(text=text):
            return [text]
        case Facts(rows=rows):
            return [f"{label} : {value}" for label, value in rows]
        case Entry(title=title, lines=lines, quote=quote, links=links):
            quoted = [f"  « {quote} »"] if quote else []
            reach = [f"  {link.label} : {link.url}" for link in links]
            return [f"• {title}", *quoted, *(f"  {line}" for line in lines), *reach]
        case Fold(label=label, parts=parts):
            return [f"{label} :", *(line for inner in parts for line in _lines(inner))]


_KINDS: dict[str, type] = {
    kind.KIND: kind for kind in (Text, Heading, Facts, Link, Entry, Fold, Say, Choose)
}


def _to_json(part: Part | Button) -> JSON:
    data: JSON = {"kind": part.KIND}
    for item in dataclasses.fields(part):
        value = getattr(part, item.name)
        nested = isinstance(value, tuple) and value and hasattr(value[0], "KIND")
        data[item.name] = [_to_json(inner) for inner in value] if nested else value
    return data


def _from_json(data: JSON) -> Any:  # noqa: ANN401 - a union member chosen by its recorded kind
    values = {name: _tuples(value) for name, value in data.items() if name != "kind"}
    return _KINDS[data["kind"]](**values)


def _tuples(value: Any) -> Any:  # noqa: ANN401 - JSON in, the same shape with tuples out
    if isinstance(value, dict) and "kind" in value:
        return _from_json(value)
    if isinstance(value, list):
        return tuple(_tuples(item) for item in value)
    return value
