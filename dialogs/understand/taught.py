"""The sentences that teach: what each wants, and where its values stand (« {skill:la gravure} »)."""

import re
from dataclasses import dataclass
from importlib import resources

from dialogs.scene import IntentName
from dialogs.understand.learnt import VALUES
from dialogs.understand.spans import SLOTS, Mark

SENTENCES = "sentences.txt"
_MARK = re.compile(r"\{(?P<slot>[a-z]+):(?P<words>[^{}]*)\}")

LABELS = tuple(
    name
    for name in IntentName
    if name not in {IntentName.CONFIRM, IntentName.CANCEL, IntentName.CHOICE}
)


class BadSentences(ValueError):
    """A line of the file that cannot be learnt from; the message quotes it."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A line of the file: what a message wants, the message, and where its values stand."""

    intent: IntentName
    text: str
    marks: tuple[Mark, ...] = ()
    value: str = ""  # of the slot that `VALUES` names


def taught() -> list[Taught]:
    """The lines of the file."""
    text = resources.files("dialogs.understand").joinpath(SENTENCES).read_text("utf-8")
    return [_line(line) for line in text.splitlines() if line and not line.startswith("#")]


def _line(line: str) -> Taught:
    name, _, rest = line.partition("\t")
    said, _, value = rest.partition("\t")
    if name not in set(LABELS) or not said.strip():
        raise BadSentences(f"wants an intent, a tab and a sentence: {line!r}")
    text, marks, end = "", [], 0
    said = said.strip()
    for match in _MARK.finditer(said):
        text += said[end : match.start()]
        marks.append(Mark(match["slot"], (len(text), len(text) + len(match["words"]))))
        text += match["words"]
        end = match.end()
    if any(mark.slot not in SLOTS.get(IntentName(name), ()) for mark in marks):
        raise BadSentences(f"a mark that this intent does not have: {line!r}")
    if value and value not in VALUES.get(IntentName(name), ("", ()))[1]:
        raise BadSentences(f"a value that this intent does not have: {line!r}")
    return Taught(IntentName(name), text + said[end:], tuple(marks), value)
