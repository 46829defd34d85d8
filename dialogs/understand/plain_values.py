"""The values that their own form tells: who and what is named, days, hours, figures."""

import re
from typing import Any

from dialogs.mentions.action_numbers import numbers_named
from dialogs.understand.clean import one_or_more
from dialogs.understand.reading import Reading

_HOUR = re.compile(r"\b(\d{1,2})\s?(?:h|heures?)\s?(\d{2})?\b", re.IGNORECASE)
_PERCENT = re.compile(r"\b(\d{1,3})\s?%")
_URL = re.compile(r"(?:https?|webcals?)://\S+[^\s.,;:!?»)]")
_FIGURE = re.compile(r"\d+")
_WEEKDAY = re.compile(
    r"\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b", re.IGNORECASE
)
_AXIS = re.compile(r"\baxe\s*:?\s+[«\"“]?\s*(?!\d)(?P<name>[\w’'-]{3,})", re.IGNORECASE)
_OUT_OF = re.compile(r"\b\d+\s+(?:\w+\s+)?sur\s+(?:les\s+)?\d+\b", re.IGNORECASE)
_FOR_SOMEBODY = re.compile(
    r"\b(?:pour|pilote|responsable|porteur|porteuse|confiée? à|par)\s*:?\s+"
    r"(?P<name>[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)?)"
)


def person(reading: Reading) -> Any:  # noqa: ANN401 - a slot is one value or a list of them
    """Who is named, as the message or the directory writes it."""
    found = [
        reading.piece(mention.span) if mention.exact else mention.person.name
        for mention in reading.named.people
    ]
    return one_or_more(found) if found else None


def owner(reading: Reading) -> Any:  # noqa: ANN401 - idem
    """Whom something is for: somebody known, or a name after « pour », « pilote »."""
    match = _FOR_SOMEBODY.search(reading.text)
    return person(reading) or (match["name"] if match else None)


def venue(reading: Reading) -> Any:  # noqa: ANN401 - idem
    """The venues and sorts of places that are named."""
    named = reading.named
    found = [
        mention.venue.name.partition(" (")[0] if mention.exact else reading.piece(mention.span)
        for mention in named.venues
    ]
    return one_or_more([*found, *map(reading.piece, named.places)] or [""])


def group(reading: Reading) -> Any:  # noqa: ANN401 - idem
    """The working groups that are named."""
    return one_or_more([mention.group.name for mention in reading.named.groups] or [""])


def axis(reading: Reading) -> str:
    """An axis that the town knows, or whatever is called one."""
    known = next((name for name, _ in reading.named.axes), "")
    said = _AXIS.search(reading.text)
    return known or (said["name"] if said else "")


def action_ref(reading: Reading) -> Any:  # noqa: ANN401 - idem
    """The numbers of actions, however they are written."""
    spans = reading.named.numbers
    found = [
        number.lstrip("0") for span in spans for number in _FIGURE.findall(reading.piece(span))
    ]
    if not found and (
        leading := re.match(r"\W*(\d+)(?:\W+(?:et )?(\d+))*(?=\W)(?! ?%)", reading.text)
    ):
        found = _FIGURE.findall(leading.group())
    if not found:  # « l'action douze », « l'acton 12 »
        found = [str(number) for number in numbers_named(reading.text)]
    return one_or_more(found or [""])


def moment(reading: Reading) -> str:
    """The first moment said, as typed, less the words that only tie it to the sentence."""
    said = [reading.piece(span) for span in reading.named.whens]
    nexts = reading.table.lists["next"].search(reading.said.line)
    if not said and nexts:
        return reading.piece(reading.said.span(*nexts.span()))
    return cleaned_when(said[0]) if said else ""


def cleaned_when(said: str) -> str:
    """« en mars » is « mars »; « ce soir » and « pendant les vacances » stay."""
    return re.sub(
        r"^(?:en|au|de|du|d['’]|à|pour|avant|depuis|dès)\s+(?:le\s+(?=\d))?", "", said.strip()
    )


def weekday(reading: Reading) -> Any:  # noqa: ANN401 - idem
    """The days of the week, in small letters."""
    days = [day.lower() for day in _WEEKDAY.findall(reading.text)]
    return one_or_more(days or [""])


def habit(reading: Reading) -> Any:  # noqa: ANN401 - idem
    """Weekdays said as habits: « le mercredi », not « mercredi »."""
    said = re.findall(
        r"\b(?:le|les|tous les|chaque)\s+(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b(?!\s+\d)",
        reading.text.lower(),
    )
    return one_or_more(said or [""])


def date_if_no_habit(reading: Reading) -> str:
    """A moment, unless it is a habit (« le mercredi »)."""
    return "" if habit(reading) else moment(reading)


def hour(reading: Reading) -> str:
    """« 9h », « 14h30 »."""
    match = _HOUR.search(reading.text)
    return f"{match[1]}h{match[2] or ''}" if match else ""


def progress(reading: Reading) -> str:
    """« 60 % », « 3 équipements sur 5 », « à moitié »."""
    if match := _PERCENT.search(reading.text):
        return f"{match[1]} %"
    if match := _OUT_OF.search(reading.text):
        return match.group()
    return "50 %" if re.search(r"\b(?:à|la) moitié\b", reading.text) else ""


def url(reading: Reading) -> str:
    """An address, without what ends the sentence."""
    match = _URL.search(reading.text)
    return match.group() if match else ""
