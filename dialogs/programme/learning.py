"""Makes the weights of `likely`: `python -m dialogs.programme.learning`."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from dialogs.programme.likely import FILE, SORTS, all_labels, calls
from dialogs.understand.learnt import BITS
from dialogs.understand.softmax import Learner, learnt
from dialogs.understand.weights import packed

ANNOUNCEMENTS = "announcements.txt"
_SHOWS = {
    "cinéma": "cinema", "médiathèque": "lecture", "conservatoire": "musique",
    "théâtre": "theatre", "musiques actuelles": "musique", "galerie": "arts_plastiques",
    "sciences": "sciences", "ville": "", "maison de quartier": "",
}  # fmt: skip


class BadAnnouncement(ValueError):
    """A line of the file that cannot be learnt from; the message quotes it."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A line of the file; `shows` is what its venue mostly shows."""

    shows: str
    title: str
    description: str
    labels: tuple[str, ...]  # in the order of SORTS


def announcements() -> list[Announced]:
    """The lines of the file."""
    text = resources.files("dialogs.programme").joinpath(ANNOUNCEMENTS).read_text("utf-8")
    return [_line(line) for line in text.splitlines() if line and not line.startswith("#")]


def learn(given: Sequence[Announced]) -> bytes:
    """The content of the weights' file: one learner for each sort of label, side by side."""
    width = len(all_labels())
    rows: dict[int, list[float]] = {}
    bias: list[float] = []
    for place, values in enumerate(SORTS.values()):
        examples = [
            (values.index(one.labels[place]), calls(one.title, one.description, one.shows))
            for one in given
        ]
        learner = learnt(examples, len(values))
        _lay(learner, rows, at=len(bias), width=width)
        bias += learner.bias
    return packed(rows, all_labels(), bits=BITS, made_from=mark(given), bias=bias)


def mark(given: Iterable[Announced]) -> str:
    """What the weights were made from, in short."""
    return hashlib.sha256("\n".join(map(repr, given)).encode()).hexdigest()[:16]


def _lay(learner: Learner, rows: dict[int, list[float]], *, at: int, width: int) -> None:
    for number, row in learner.rows.items():
        rows.setdefault(number, [0.0] * width)[at : at + len(row)] = row


def _line(line: str) -> Announced:
    parts = line.split("\t")
    if len(parts) != 3 + len(SORTS) or parts[0] not in _SHOWS or not parts[1]:
        raise BadAnnouncement(f"wants a venue, a title, a description and labels: {line!r}")
    labels = tuple(parts[3:])
    for label, values in zip(labels, SORTS.values(), strict=True):
        if label not in values:
            raise BadAnnouncement(f"{label!r} is no label: {line!r}")
    return Announced(_SHOWS[parts[0]], parts[1], parts[2], labels)


if __name__ == "__main__":
    Path(__file__).with_name(FILE).write_bytes(learn(announcements()))
