"""« propose à Samira : médiation LSF »: a line thought of for somebody else, known by its shape."""

import re
from dataclasses import dataclass

from dialogs.understand.clean import cleaned, parts

_TO = re.compile(
    r"^\W*(?:je )?propose[rz]?\s+(?:à|pour)\s+(?P<who>[^:,]{2,60}?)\s*(?::|,|d['’]ajouter|de déclarer)\s*(?P<what>.+)$",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"^\W*(?:je )?propose[rz]?\s+(?P<what>.{2,200}?)\s+(?:à|pour)\s+(?P<who>[A-ZÀ-Ý][\w'’-]+(?:\s+[A-ZÀ-Ý][\w'’-]+){0,3})\W*$"
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """For whom, in the words typed, and which lines."""

    who: str
    lines: tuple[str, ...]


def proposed(text: str) -> Proposed | None:
    """What is proposed; None when the message is about something else."""
    match = _TO.match(text) or _WHAT.match(text)
    if match is None:
        return None
    lines = tuple(parts(cleaned(match["what"])))
    return Proposed(match["who"].strip(), lines) if lines else None
